"""刚答了不归我们管，没问要不要转，接着说的半句：说到归我们的那部分就登记；问电话、说没人管，照问了要不要转的那样答。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.start_draft import new_draft, start_draft
from bot.usecases.guide.answer_without_item import body_named, number_asked, refer_to_body
from bot.usecases.not_ours.answer_offer import asks_whose, say_whose
from bot.usecases.not_ours.hear_grievance import asks_what_we_do, grievance_in, hear_grievance
from bot.usecases.not_ours.ours_in_theirs import kind_of_part
from bot.usecases.reading.read_phrase import bare, says_any

_LONG = 30
_HALF = 7
_NAMED = 14
_SURE_OF_BODY = 0.9
_SENT_ROUND = ("utter_lodge_insisted", "utter_lodge_unheard")


def follow_not_ours(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是接着说这件事的返回 None。没在说哪件、问我们管什么的，也在这里答。"""
    question = conversation.last_question or {}
    body = hotline.knowledge.external_bodies.get(question.get("body", ""))
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None
    is_in_item = conversation.awaiting is Awaiting.SITUATION and not conversation.draft_open and heard.choice is None
    if is_in_item and len(heard.text) <= _NAMED and "电话" in heard.text and (named := body_named(heard.text, hotline)) is not None:
        return Turn(conversation, [refer_to_body(named, heard.text).without_choices()])  # 听成了办证，其实要的是民政局的电话
    if body is None and not is_busy and asks_what_we_do(heard.text, hotline):
        return Turn(conversation.settled(), [Reply("utter_what_we_do")])
    if is_busy or heard.emergency or len(heard.text) > _LONG:
        return None
    if body is None and len(heard.text) <= _NAMED and asks_whose(heard.text, hotline) and (named := body_named(heard.text, hotline)) is not None:
        return Turn(conversation.settled(), [refer_to_body(named, heard.text)])  # “找劳动局还是找你们”
    if body is None:
        return _sent_round_with_ours(conversation, heard, hotline)
    words = hotline.knowledge.answer_words
    named = body_named(heard.text, hotline) if len(heard.text) <= _NAMED and asks_whose(heard.text, hotline) else None
    if named is not None and named.id != body.id:
        return Turn(conversation.settled(), [refer_to_body(named, question["text"])])  # 刚答了归教育，问“找你们还是找交通局”
    if len(heard.text) <= _HALF and bare(heard.text).endswith((*words.asks_if_ours, *words.asks_who)):
        return Turn(conversation.settled(), [refer_to_body(body, question["text"])])  # “不是你们?”“那找谁”
    if (another := _another_body(heard.text, body, hotline) or _another_heard(heard, body, hotline)) is not None:
        return Turn(conversation.settled(), [refer_to_body(another, heard.text)])
    if heard.kind is RequestKind.INQUIRY and (half := _half(heard.text, words)) and (heard.department == body.id or any(half in matter for matter in body.handles)):
        return Turn(conversation.settled(), [refer_to_body(body, heard.text)])  # “那契税呢”：还是他们的
    if not question["text"]:  # 说了不用登记，又问“那我找谁”
        return Turn(conversation.settled(), [refer_to_body(body)]) if asks_whose(heard.text, hotline) else None
    problem = body.ours_said_next(heard.text, question["text"])
    asked = replace(heard, text=question["text"], kind=RequestKind.HELP_REQUEST, department=body.id, problem=None, entities=(), acceptance=None, secondary=None)
    if problem:
        both = replace(
            asked, text=f"{question['text']}，{heard.text}", intent="file_complaint", kind=kind_of_part(heard, problem), department=None, departments=(), problem=problem,
            items=(), item_decision=ItemDecision.NONE,
        )  # fmt: skip
        return start_draft(conversation.settled(), both, hotline)
    if grievance_in(heard.text, hotline) is None and (number := number_asked(heard.text, body, hotline)) is not None:
        return Turn(conversation.settled(), [number])
    if grievance_in(heard.text, hotline) is None and not asks_whose(heard.text, hotline):
        return None
    draft = keep_draft(replace(new_draft(conversation, asked, hotline, ()), is_other_body=True, stage=Stage.OFFERED, has_facts=True), hotline)
    waiting = replace(conversation.settled(), draft_id=draft.draft_id, draft_open=False, awaiting=Awaiting.LODGE)
    return hear_grievance(waiting, draft, heard, hotline) or say_whose(waiting, draft, hotline)


def _sent_round_with_ours(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """答的那条规矩归我们，他说“他们推给你们”“打了没人管”：不再推，说清可以由我们登记。"""
    entry = hotline.knowledge.faq.get((conversation.last_question or {}).get("faq_id", ""))
    if says_any(hotline.knowledge.answer_words.supposes, heard.text) or bare(heard.text).endswith(hotline.knowledge.answer_words.follows_on_at_end):
        return None  # “那要是不受理呢”“物业电话打不通呢”是在问
    if entry is None or entry.department not in hotline.knowledge.departments or grievance_in(heard.text, hotline) not in _SENT_ROUND:
        return None
    return Turn(conversation.settled(), [Reply("utter_rule_we_take_it", {"department": hotline.knowledge.name_of_body(entry.department)})])


def _another_body(text: str, body, hotline):
    """“那医保呢”：换了一个单位问。不是返回 None。"""
    words = hotline.knowledge.answer_words
    half = _half(text, words)
    if half is None or half in body.name:
        return None
    return next((one for one in hotline.knowledge.external_bodies.values() if half in one.short_name or half in one.name), None)


def _half(text: str, words) -> Optional[str]:
    """“那契税呢”里的“契税”；不是这样的半句返回 None。"""
    half = re.fullmatch(rf"(?:{any_of(words.follows_on)})?(.{{2,4}}?)(?:部门|局)?的?(?:{any_of(words.follows_on_at_end)})", text.strip())
    return half[1] if half else None


def _another_heard(heard: Understanding, body, hotline):
    """“那社保也没交呢”：接着问的半句，听得准是另一个单位的。不是返回 None。"""
    goes_on = heard.text.strip().endswith(hotline.knowledge.answer_words.follows_on_at_end) and heard.kind in (RequestKind.INQUIRY, RequestKind.OTHER)
    is_sure = bool(heard.departments) and heard.departments[0][1] >= _SURE_OF_BODY and heard.department != body.id
    return hotline.knowledge.external_bodies.get(heard.department or "") if goes_on and is_sure else None

"""问完不归我们管的事、一条规矩，接着说“帮我反映一下”：刚才那句就是要反映的，登记一张 12345 工单。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.ask_draft import ask_next, current_draft
from bot.usecases.filing.start_draft import new_draft, start_draft
from bot.usecases.reading.read_phrase import bare
from bot.usecases.talk.repeat_question import asks_to_repeat

# 答了这些，或者没听懂，问话留一轮。
_ANSWERS = ("utter_not_ours", "utter_regulation", "utter_ask_which_question", "utter_not_understood", "utter_no_rule_answer")
_SAME_RULE = ("utter_go_ahead", "utter_not_in_rule", "utter_in_rule", "utter_rule_we_take_it", "utter_fact_after_rule", "utter_plan_after_rule", "utter_rule_is_whose", "utter_rule_is_theirs", "utter_fine_of_the_accused", "utter_fact_of_the_accused", "utter_fine_not_in_rule", "utter_aside", "utter_not_lodged")
_SHORT = 30
_HALF = 18
_FEWEST_LETTERS = 4
_WORTH_KEEPING = 8  # 没听懂的，有这么长才像说了件事
_LONGEST_KEPT = 2000


def remember_question(turn: Turn, heard: Understanding, hotline) -> Turn:
    """答的是不归我们管、是一条规矩：问话留一轮；别的清掉。"""
    if any(reply.name in _SAME_RULE for reply in turn.replies):
        return turn  # 还在问刚才那条规矩
    kept, answer = None, next((reply for reply in turn.replies if reply.name in _ANSWERS), None)
    if answer is None:  # 说了不能说是谁举报的，接着问“那我要准备啥”
        answer = next((reply for reply in turn.replies if reply.name == "utter_cannot" and "faq_id" in (reply.card or {})), None)
    is_told = answer is not None and (answer.name != "utter_not_understood" or len(heard.text) >= _WORTH_KEEPING)
    entry = hotline.knowledge.faq.get((answer.card or {}).get("faq_id", "")) if answer else None
    if entry and entry.faq_id == (turn.conversation.last_question or {}).get("faq_id") and asks_to_repeat(heard, hotline):
        return turn  # 要再听一遍的，要反映的还是原来那句
    if is_told and (heard.choice is None or entry):
        said = heard.text[:_LONGEST_KEPT] if heard.choice is None else ""  # 按了钮的没有说话
        department = entry.department if entry else heard.department
        offered = [choice.choice["faq_id"] for choice in answer.choices if "faq_id" in (choice.choice or {})] if answer.name == "utter_ask_which_question" else []
        known = {"faq_id": entry.faq_id if entry else None, "offered_faq_ids": ",".join(offered)}
        is_theirs = entry is not None and entry.department in hotline.knowledge.external_bodies
        known["body"] = entry.department if is_theirs else answer.fields.get("body_id")
        kept = {"text": said, "department": department or "", **{name: faq_id for name, faq_id in known.items() if faq_id}}
        if (entry or offered) and _goes_on_asking(turn.conversation.last_question, heard, hotline):
            kept = {**kept, "text": f"{turn.conversation.last_question['text']}，{said}"[:_LONGEST_KEPT], "department": turn.conversation.last_question["department"]}
            kept.pop("body", None)  # 中间那条归医保，事情还是我们的
    before = turn.conversation.last_question or {}
    if answer and not is_told and before.get("text") and before.get("offered_faq_ids") and heard.choice is None:
        kept = {**before, "text": f"{before['text']}，{heard.text}"[:_LONGEST_KEPT]}  # 答了一列，他只补半句“京东”：接着说“那我投诉”，两句都要
    if kept and answer.name == "utter_ask_which_question" and before.get("body"):
        kept = {**kept, "text": before["text"], "body": before["body"], "department": before["body"]}  # 没答上来的，“电话多少”还是问刚才那个单位
    if kept == turn.conversation.last_question:
        return turn
    return Turn(replace(turn.conversation, last_question=kept), turn.replies)


def _goes_on_asking(before, heard: Understanding, hotline) -> bool:
    """刚答过归我们管的一条，又短短问了一句、没点名什么：说的还是那件事，前面说过的（“过期的”“才五块钱”）登记时要用。"""
    is_half = heard.choice is None and len(heard.text) <= _HALF and (heard.in_context or heard.text.startswith(hotline.knowledge.answer_words.follows_on))
    return is_half and bool(before and (before.get("faq_id") or before.get("offered_faq_ids")) and before["text"]) and before["department"] in hotline.knowledge.departments


def lodge_question(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“帮我反映一下”。没有刚问过的、说的是别的返回 None。"""
    words, question = hotline.knowledge.intake_words, conversation.last_question
    if heard.intent == "talk_to_operator" and any(word in heard.text for word in words.asks_person):
        return None  # “帮我转人工”
    complains = any(phrase in heard.text for phrase in words.not_asking)  # “我不是问 我是要他退”
    asked = (*words.asks_to_lodge, *(words.asks_to_relay if question and question.get("body") else ()))
    is_said = bare(heard.text) in words.lodges_alone or any(phrase in heard.text for phrase in asked)
    if not question or not question["text"] or len(heard.text) > _SHORT or not (complains or is_said):
        return None
    department = question["department"] or None
    draft = current_draft(conversation, hotline) if conversation.draft_open else None
    if draft is not None and (draft.department == department or not question.get("body")):
        return ask_next(conversation, draft, hotline)  # 正登记着的就是这件；顺口问的规矩不另登记
    complains = complains or (department in hotline.knowledge.departments and any(word in question["text"] for word in words.troubles))  # “商家不退我咋办”“那你帮我登记”
    more = re.sub(rf"{any_of((*asked, *words.fillers, *words.hollow))}|[^㐀-鿿]", "", heard.text)  # “帮我反映一下体检太贵”
    text = question["text"] if len(more) < _FEWEST_LETTERS else f"{question['text']}，{heard.text}"
    asked = replace(
        heard, text=text, kind=RequestKind.COMPLAINT if complains else RequestKind.HELP_REQUEST, department=department, problem=None, entities=(),
        items=(), item_decision=ItemDecision.NONE, acceptance=None, secondary=None,
    )  # fmt: skip
    body = hotline.knowledge.external_bodies.get(department or "")
    if body is None:
        return start_draft(conversation.settled(), asked, hotline)
    draft = replace(new_draft(conversation, asked, hotline, ()), is_other_body=True, has_facts=True)
    return ask_next(conversation.settled(), draft, hotline, [Reply("utter_lodging", {"body": body.short_name})])

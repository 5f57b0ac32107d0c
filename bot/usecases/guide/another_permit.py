"""办着我们的事，顺口问别的部门发的证（“那烟证呢”“特种行业证呢”）：一句话说清归谁，接着问没问完的；不说没写，不换到名字像的事项去。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.departments import ExternalBody
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.quote_guide import quote_guide
from bot.usecases.guide.stay_with_item import answer_beside_item, named_parts
from bot.usecases.reading.read_phrase import bare, says_any, telling_part
from bot.usecases.rules.quote_answer import common_question

_LONGEST = 14
_HALF = 7
_TRANSFERS = "12345"


def answer_another_permit(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没在办事、没点别的部门的证、只是说有了没有（“烟证办好了”）的，返回 None。手头这件的指南、问答里有的，照它答。"""
    text = bare(heard.text)
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None:
        return _asked_alone(conversation, heard, hotline)
    is_waiting = conversation.awaiting is Awaiting.SITUATION or (conversation.awaiting is Awaiting.NOTHING and conversation.notice_no)
    if not is_waiting or conversation.draft_open or heard.choice is not None or len(text) > _LONGEST:
        return None
    body = _body(text, hotline)
    if body is None or not _is_asked(body, text, hotline.knowledge.answer_words) or any(name in text for name in (item.name, *item.asked_as)):
        return None
    said = common_question(item, heard.text, hotline) or answer_beside_item(item, heard.text, hotline) or quote_guide(item, named_parts(item, heard, hotline)) or whose_permit(body)
    if conversation.awaiting is Awaiting.NOTHING:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said.without_choices(), *resumed.replies])


def _asked_alone(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """手头没有事项的半句话：“开网吧”答了归文旅，接着“那文化证呢”；不猜成名字里有个“证”的事项。"""
    text = bare(heard.text)
    asked_before = (conversation.last_question or {}).get("department")
    if asked_before in hotline.knowledge.external_bodies and "证" not in text:
        return None  # 问了社保，接着“那医保呢”：问的不是证，由 follow_not_ours 换单位
    is_half = len(text) <= _HALF and conversation.awaiting is Awaiting.NOTHING and not conversation.draft_open and heard.choice is None
    body = _body(text, hotline) if is_half and heard.intent.startswith("ask_") else None
    return Turn(conversation.settled(), [whose_permit(body)]) if body and _is_asked(body, text, hotline.knowledge.answer_words) else None


def _body(text: str, hotline) -> Optional[ExternalBody]:
    return next((body for body in hotline.knowledge.external_bodies.values() if says_any(body.permits, text)), None)


def _is_asked(body: ExternalBody, text: str, words: AnswerWords) -> bool:
    """在问，或者半句“那环评”；说办好了的不是。"""
    return not telling_part(text, words) or (text.startswith(words.follows_on) and text.endswith(body.permits))


def whose_permit(body: ExternalBody) -> Reply:
    """报警、举报的号码不问办证：只给办证问得着的，和 12345。"""
    numbers = [p.number + ("" if p.verified else "（未核实）") for p in body.phones if p.number in body.permit_phones]
    return Reply("utter_permit_of_another", {"body": body.short_name, "phones": "、".join([*numbers, _TRANSFERS])})

"""顺口问的短话，问的是手上这件诉求：按 knowledge/asides.yml 答，不当成问哪个事项。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.identify_ticket import own_tickets
from bot.usecases.quote_answer import faq_reply
from bot.usecases.side_talk import asks
from bot.usecases.take_request import take_request

_COMPLAINT = "complaint"
_KINDS = (_COMPLAINT, "tip_off", "conduct_complaint")
_ASKS_OR_NOT = re.compile("(?:能|会|可以|用|要|该)[㐀-鿿]{1,6}[不没]$")  # “我能投诉不”
_HOW_TO_FILE = "how_to_file"
_FILING, _PROCEDURE = ("投诉", "举报"), ("调解", "受理")  # 问的就是办理程序，没有说一件事
_YES_OR_NO = ("authorization", "representative_identity")


def aside_in_draft(draft: Draft, heard: Understanding, hotline) -> Optional[Reply]:
    """登记到一半问的。转给别的单位的不按投诉的规矩答。"""
    if draft.is_other_body or draft.kind not in _KINDS or draft.asking in _YES_OR_NO:
        return None
    return _reply(heard.text, "\n".join(draft.said), draft.kind, hotline)


def answer_beside(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """登记以后，或者刚问完一条规矩、还没说要登记时问的。手上有事项在办的、说的是别的返回 None。"""
    is_busy = conversation.draft_open or conversation.item_id or conversation.awaiting not in (Awaiting.NOTHING, Awaiting.TICKET)
    if is_busy or heard.choice is not None or hotline.knowledge.asides.names_an_item(heard.text):
        return None
    question = (conversation.last_question or {}).get("text", "")
    if conversation.awaiting is Awaiting.TICKET:  # 正等编号，说“我不服”
        reply = _reply(heard.text, "", _COMPLAINT, hotline, any_time_only=True)
        return Turn(conversation, [reply]) if reply else None
    if question:
        kind = "tip_off" if "举报" in question and "投诉" not in question else _COMPLAINT
        reply = _reply(heard.text, question, kind, hotline, after_a_rule=True)
        opened = _open_it(conversation, heard, reply, hotline) if reply else None
        if opened is not None:
            return opened
    elif own_tickets(conversation):
        ticket = hotline.tickets.get(own_tickets(conversation)[-1])
        reply = _reply(heard.text, ticket.narrative, ticket.kind, hotline, is_filed=True)
    elif any(kind in heard.text for kind in ("投诉", "举报")):
        reply = _reply(heard.text, "", _COMPLAINT, hotline)
    else:
        reply = _reply(heard.text, "", _COMPLAINT, hotline, any_time_only=True)
    return Turn(conversation.settled(), [reply]) if reply else None


def _open_it(conversation: Conversation, heard: Understanding, reply: Reply, hotline) -> Optional[Turn]:
    """刚答完归我们管的一条规矩，问“怎么举报”“去哪投诉”：说清就在这里，把刚才那句当作开头，登记起来。"""
    question = conversation.last_question or {}
    entry = hotline.knowledge.faq.get(question.get("faq_id", ""))
    is_wish = any(phrase in heard.text for phrase in hotline.knowledge.asides.said_of(_HOW_TO_FILE))
    if not is_wish or entry is None or entry.department not in hotline.knowledge.departments or any(word in question["text"] for word in (*_FILING, *_PROCEDURE)):
        return None
    kind = RequestKind.TIP_OFF if "举报" in heard.text else RequestKind.COMPLAINT
    told = replace(
        heard, text=question["text"], intent="file_tip_off" if kind is RequestKind.TIP_OFF else "file_complaint", kind=kind, problem=None, department=entry.department,
        departments=(), entities=(), items=(), item_decision=ItemDecision.NONE, secondary=None,
    )  # fmt: skip
    turn = take_request(replace(conversation, last_question=None), told, hotline)
    return Turn(turn.conversation, [reply, *turn.replies])


def _reply(text: str, before: str, kind: str, hotline, after_a_rule: bool = False, is_filed: bool = False, any_time_only: bool = False) -> Optional[Reply]:
    for aside in hotline.knowledge.asides.find(text, before, asks(text, hotline) or _ASKS_OR_NOT.search(text) is not None):
        if (aside.only_after_a_rule and not after_a_rule) or (any_time_only and not aside.is_any_time) or (aside.only_after_filing and not is_filed):
            continue
        if aside.faq:
            return faq_reply(aside.faq, hotline).without_choices()
        answer = aside.answer_for(kind)
        if answer:
            return Reply("utter_aside", {"answer": answer})
    return None

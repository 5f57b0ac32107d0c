"""顺口问的短话，问的是手上这件诉求：按 knowledge/asides.yml 答，不当成问哪个事项。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.say_aside import say_aside
from bot.usecases.filing.take_request import take_request
from bot.usecases.returning.identify_ticket import own_tickets

_COMPLAINT = "complaint"
_HOW_TO_FILE = "how_to_file"
_FILING, _PROCEDURE = ("投诉", "举报"), ("调解", "受理")  # 问的就是办理程序，没有说一件事


def answer_beside(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """登记以后，或者刚问完一条规矩、还没说要登记时问的。手上有事项在办的、说的是别的返回 None。"""
    is_busy = conversation.draft_open or conversation.item_id or conversation.awaiting not in (Awaiting.NOTHING, Awaiting.TICKET)
    if is_busy or heard.choice is not None or hotline.knowledge.asides.names_an_item(heard.text):
        return None
    question = (conversation.last_question or {}).get("text", "")
    if conversation.awaiting is Awaiting.TICKET:  # 正等编号，说“我不服”
        reply = say_aside(heard.text, "", _COMPLAINT, hotline, any_time_only=True)
        return Turn(conversation, [reply]) if reply else None
    if question:
        kind = "tip_off" if "举报" in question and "投诉" not in question else _COMPLAINT
        reply = say_aside(heard.text, question, kind, hotline, after_a_rule=True)
        opened = _open_it(conversation, heard, reply, hotline) if reply else None
        if opened is not None:
            return opened
        conversation = replace(conversation, last_question={**conversation.last_question, "text": f"{question}，{heard.text}"}) if reply else conversation
    elif own_tickets(conversation):
        ticket = hotline.tickets.get(own_tickets(conversation)[-1])
        reply = say_aside(heard.text, ticket.narrative, ticket.kind, hotline, is_filed=True)
    elif any(kind in heard.text for kind in ("投诉", "举报")):
        reply = say_aside(heard.text, "", _COMPLAINT, hotline)
    else:
        reply = say_aside(heard.text, "", _COMPLAINT, hotline, any_time_only=True)
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
    return Turn(turn.conversation, [reply, *(said for said in turn.replies if said.name != "utter_regulation")])  # 刚答过的那条不再念

"""刚问完一条收费的规矩，接着说“一小时收我十五”：不是再问，是收了他的钱，当投诉接。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.routing import RoutingFacts
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.hear_told import REQUESTS
from bot.usecases.read_phrase import bare
from bot.usecases.side_talk import asks
from bot.usecases.take_request import take_request

_LONG = 30
_TOO_SHORT = 3
_PRICE = "price"


def told_after_rule(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """问的那句一起带上。在问的、没说收了他多少的返回 None。"""
    question, text = conversation.last_question or {}, heard.text
    entry = hotline.knowledge.faq.get(question.get("faq_id", ""))
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None
    if is_busy or entry is None or not question["text"] or len(text) > _LONG or asks(text, hotline):
        return None
    if len(bare(text)) <= _TOO_SHORT and heard.kind in REQUESTS:
        return Turn(conversation, [Reply("utter_go_ahead")])  # 问完在家做饭，接一句“楼房”：说的是自家情形，不是要投诉
    is_told = any(phrase in text for phrase in hotline.knowledge.intake_words.paid) and heard.entity("amount") is not None
    is_price = entry.department == hotline.knowledge.route(RoutingFacts(RequestKind.COMPLAINT.value, _PRICE, "unknown")).department
    if not is_told or not is_price or heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF):
        return None
    told = replace(
        heard, text=f"{question['text']}，{text}", intent="file_complaint", kind=RequestKind.COMPLAINT, problem=_PRICE, department=entry.department,
        departments=(), entities=(), items=(), item_decision=ItemDecision.NONE, secondary=None,
    )  # fmt: skip
    return take_request(conversation, told, hotline)

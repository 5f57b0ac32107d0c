"""没听成险情、其实是的：孩子吞了电池，问的是“怎么办”，也先说电话。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding

_LONG = 30  # 长长一段多半是在说经过


def alarmed(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """话里明明白白是一种险情，又不是早先的事、不是在问道理的，当险情办。正在登记、已经在险情里的不改。"""
    is_busy = conversation.draft_open or conversation.emergency or heard.choice is not None
    if is_busy or heard.emergency or len(heard.text) > _LONG:
        return heard
    case = next((c for c in hotline.knowledge.emergency_cases.values() if c.raises and c.is_said(heard.text)), None)
    if case is None or (hotline.knowledge.emergency_hearing.is_told_not_now(heard.text) and not case.even_in_a_complaint):
        return heard
    return replace(
        heard, intent="report_emergency", kind=RequestKind.HELP_REQUEST, emergency=case.emergency, danger=1.0, urgency="emergency",
        department=hotline.knowledge.emergencies[case.emergency].department, items=(), item_decision=ItemDecision.NONE, in_context=False,
    )  # fmt: skip

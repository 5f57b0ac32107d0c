"""没听成险情、其实是的：孩子吞了电池，问的是“怎么办”，也先说电话。"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.reading.read_name import has_surname

_LONG, _LONGEST = 30, 60  # 长长一段多半是在说经过；要死要杀的，长一点也先说
_SAID_ALREADY = ("utter_emergency", "utter_draft_danger", "utter_draft_care")


def alarmed(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """话里明明白白是一种险情，又不是早先的事、不是在问道理的，当险情办。正在登记的只听要死要杀的，已经在险情里的不改。"""
    if conversation.emergency or heard.choice is not None or heard.emergency or len(heard.text) > _LONGEST:
        return heard
    is_past, is_telling = hotline.knowledge.emergency_hearing.is_told_not_now(heard.text), conversation.draft_open or len(heard.text) > _LONG
    cases = (c for c in hotline.knowledge.emergency_cases.values() if c.raises and (c.even_in_a_complaint or not (is_past or is_telling)))
    case = next((c for c in cases if c.is_said(heard.text)), None)
    if case is None:
        return heard
    return replace(
        heard, intent="report_emergency", kind=RequestKind.HELP_REQUEST, emergency=case.emergency, danger=1.0, urgency="emergency",
        department=hotline.knowledge.emergencies[case.emergency].department, items=(), item_decision=ItemDecision.NONE, in_context=False,
    )  # fmt: skip


def with_worry(turn: Turn, heard: Understanding, hotline) -> Turn:
    """登记的事里说到挨打、受威胁、正在漏气：不打断，先说一句该打的电话。"""
    is_said = any(reply.name in _SAID_ALREADY for reply in turn.replies)
    worry = None if is_said or heard.choice is not None or not turn.conversation.draft_open else hotline.knowledge.emergency_hearing.worry(heard.text)
    if worry is None:
        return turn
    return Turn(turn.conversation, [Reply("utter_draft_danger", {"short": hotline.knowledge.emergencies[worry].short}), *turn.replies])


def is_his_name(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """正问姓名，答的“杜刚”听着像中毒：是姓名。"""
    name = heard.text.strip()
    return conversation.asked == "citizen_name" and re.fullmatch("[㐀-鿿]{2,3}", name) is not None and has_surname(name, hotline.knowledge.intake_words)

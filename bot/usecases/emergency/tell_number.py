"""只是问“电梯困人打哪个电话”：说号码，不报警、不惊动值班的人。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import bare

_SHORT = 12  # “那食物中毒呢”


def tell_number(conversation: Conversation, heard: Understanding, hotline) -> Tuple[Conversation, Optional[Turn]]:
    """（对话记忆，这一轮）。不是在问号码的，这一轮是 None。听着正在出事的，说明白“只是问问”才算问。"""
    follows = conversation.asked_number and bare(heard.text).endswith("呢") and len(heard.text) <= _SHORT
    was_asked = conversation.asked_number and len(heard.text) <= _SHORT and hotline.knowledge.emergency_hearing.is_only_asking(heard.text)
    before, conversation = conversation, replace(conversation, asked_number=False)
    is_busy = conversation.draft_open or conversation.emergency or conversation.in_care or conversation.awaiting is Awaiting.SITUATION
    if is_busy or heard.choice is not None or not (follows or was_asked or _only_asks(heard, hotline)):
        return conversation, None
    said = _number(heard.text, follows, hotline) or (Reply("utter_anything_else") if was_asked else None)
    if said is None:
        return conversation, None
    after = replace(before.settled(), asked_number=True)
    return after, Turn(after, [said])


def _only_asks(heard: Understanding, hotline) -> bool:
    hearing = hotline.knowledge.emergency_hearing
    return hearing.is_asking_number(heard.text) and (heard.emergency is None or hearing.is_only_asking(heard.text))


def _number(text: str, follows: bool, hotline) -> Optional[Reply]:
    emergencies = (e for e in hotline.knowledge.emergencies.values() if not e.hand_to_person)
    named = next((e for e in emergencies if any(name in text for name in e.asked_as)), None)
    if named:
        return Reply("utter_emergency_number", {"name": named.name, "short": named.short})
    other = hotline.knowledge.emergency_hearing.other_number(text) if follows else None
    return Reply("utter_other_number", {"say": other}) if other else None

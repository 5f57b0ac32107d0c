"""听成一种险情以后，看话里说的是哪种具体的；说不准是哪种的，只说不偏不倚的话。"""

from __future__ import annotations

from typing import Optional, Tuple

from bot.hotline.conversation import Conversation
from bot.hotline.draft import Draft
from bot.hotline.emergency import Emergency, EmergencyCase, find_case
from bot.hotline.understanding import Understanding
from bot.usecases.emergency.keep_emergency_notes import seen_from_draft

UNSURE = "public_hazard"  # 听得出有危险，听不出是哪一种


def name_emergency(heard: Understanding, draft: Optional[Draft], hotline) -> Tuple[Emergency, Optional[EmergencyCase]]:
    """（险情，具体的一种）。登记到一半的，先看像不像正登记的这件事。"""
    knowledge = hotline.knowledge
    emergency = seen_from_draft(knowledge.emergencies[heard.emergency or UNSURE], draft, heard.text, hotline)
    cases = knowledge.emergency_cases.values()
    if emergency.hand_to_person:  # 写明了听成轻生也换的才换：“儿子要跳楼 我拦着呢”“腿断了起不来”
        cases = [case for case in cases if emergency.id in case.hears]
    case = find_case(heard.text, emergency.id, cases)
    if emergency.hand_to_person and case is None:
        return emergency, None
    if case:
        return case.of(knowledge.emergencies[case.emergency]), case
    if emergency.id == heard.emergency and not emergency.is_named(heard.text):
        emergency = knowledge.emergencies[UNSURE]
    return emergency, None


def emergency_going_on(conversation: Conversation, hotline) -> Optional[Emergency]:
    """对话正在里头的险情，是具体一种的换成那一种的话。"""
    emergency = hotline.knowledge.emergencies.get(conversation.emergency or "")
    case = hotline.knowledge.emergency_cases.get(conversation.emergency_case or "")
    return case.of(emergency) if emergency and case and case.emergency == emergency.id else emergency


def newly_told_case(conversation: Conversation, text: str, hotline) -> Optional[EmergencyCase]:
    """险情里才说明白是哪一种：“我在外面，不在电梯里”。"""
    case = find_case(text, conversation.emergency or "", hotline.knowledge.emergency_cases.values())
    return case if case and case.emergency == conversation.emergency and case.id != conversation.emergency_case else None

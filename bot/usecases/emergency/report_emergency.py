"""紧急情况：第一句就是要打的电话，不填表、不追问，同时提醒值班的人。"""

from __future__ import annotations

from dataclasses import replace
from typing import List

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.emergency import Emergency
from bot.hotline.emergency_talk import find_guidance
from bot.hotline.understanding import Understanding
from bot.ports import HandOver
from bot.usecases.emergency.name_emergency import name_emergency
from bot.usecases.filing.ask_draft import current_draft
from bot.usecases.filing.start_draft import remember_emergency

_LONG = 40


def report_emergency(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """先说电话和保命的话，再告诉市民已经提醒值班人员。依据：国办函〔2025〕66号（二）。"""
    draft = current_draft(conversation, hotline) if conversation.draft_open else None
    emergency, case = name_emergency(heard, draft, hotline)
    if not emergency.hand_to_person:
        conversation = remember_emergency(conversation, replace(heard, emergency=emergency.id), hotline)
    hand_over = HandOver(
        number=hotline.new_number("H"),
        conversation_id=conversation.id,
        reason="emergency",
        created_at=hotline.now(),
        phone=heard.entity("phone"),
        department=emergency.department,
        emergency=emergency.id,
        draft_id=conversation.emergency_notes,
    )
    hotline.hand_overs.add(hand_over)
    hotline.log("emergency_reported", hand_over_no=hand_over.number, emergency=emergency.id)
    replies = [
        Reply(
            "utter_emergency",
            {"first_line": emergency.first_line, "then": "".join((*_said_at_once(emergency, heard.text), *emergency.then))},
            card={
                "type": "emergency",
                "emergency": emergency.id,
                "call": [{"number": p.number, "note": p.note, "verified": p.verified} for p in emergency.call],
            },
        ),
        Reply(_follow_up(emergency.hand_to_person, hand_over), {"number": hand_over.number, "calm": _may_be_a_complaint(heard)}),
    ]
    # 记住这件事的编号：市民随后发来电话，就记在它上面。
    conversation = replace(
        conversation,
        misunderstood=0,
        hand_over_no=hand_over.number,
        in_care=conversation.in_care or emergency.hand_to_person,
        emergency=emergency.id,
        emergency_case=case.id if case else None,
        emergency_turns=0,
    )
    return Turn(conversation, replies)


def _said_at_once(emergency: Emergency, text: str) -> List[str]:
    """头一句就说到电线、井盖的，那一条先说。"""
    found = find_guidance(text, [guidance for guidance in emergency.guidance if guidance.at_once])
    return [found.say] if found else []


def _follow_up(hand_to_person: bool, hand_over: HandOver) -> str:
    if hand_to_person:
        return "utter_emergency_to_person"
    return "utter_emergency_phone_recorded" if hand_over.phone else "utter_emergency_follow_up"


def _may_be_a_complaint(heard: Understanding) -> str:
    """长长一段里说到花了多少钱、要怎样的，可能只是投诉：告诉他怎么接着说。"""
    is_told = len(heard.text) > _LONG and (heard.entity("amount") is not None or heard.entity("demand") is not None)
    return "投诉" if is_told else ""

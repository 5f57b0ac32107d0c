"""交给人：记下一件回电，说清能打什么电话，绝不让市民走进死胡同。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.ports import HandOver


def hand_to_operator(conversation: Conversation, reason: str, heard: Understanding, hotline) -> Turn:
    """登记一件回电并请市民留电话；市民不留，也告诉他可以打 12345、12315。"""
    hand_over = HandOver(
        number=hotline.new_number("H"),
        conversation_id=conversation.id,
        reason=reason,
        created_at=hotline.now(),
        phone=heard.entity("phone"),
        department=heard.department,
        emergency=heard.emergency,
    )
    hotline.hand_overs.add(hand_over)
    hotline.log("handed_to_operator", hand_over_no=hand_over.number, reason=reason)
    conversation = replace(conversation.settled(), hand_over_no=hand_over.number)
    if hand_over.phone:
        return Turn(conversation, [Reply("utter_callback_recorded", {"number": hand_over.number})])
    waiting = replace(conversation, awaiting=Awaiting.CALLBACK_PHONE)
    name = "utter_handed_over_after_misunderstanding" if reason == "misunderstood" else "utter_handed_over"
    return Turn(waiting, [Reply(name, {"number": hand_over.number}, (Choice("不用了", "cancel"),))])


def take_callback_phone(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """市民留了电话（或没留）。"""
    phone = heard.entity("phone")
    if not phone:
        return Turn(conversation, [Reply("utter_ask_phone_again", choices=(Choice("不用了", "cancel"),))])
    hotline.hand_overs.set_phone(conversation.hand_over_no, phone)
    hotline.log("callback_phone_recorded", hand_over_no=conversation.hand_over_no)
    return Turn(conversation.settled(), [Reply("utter_callback_recorded", {"number": conversation.hand_over_no})])

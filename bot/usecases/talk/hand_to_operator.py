"""交给人：记下一件回电，说清能打什么电话，绝不让市民走进死胡同。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.ports import HandOver
from bot.usecases.desk.wait_for_operator import waiting_card
from bot.usecases.filing.ask_draft import current_draft
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.talk.refuse import said_refusal

_NO_PHONE = (Choice("不用了", "cancel"),)
# 请市民留电话最多请两次。
_MOST_TIMES = 2
_FEWEST_DIGITS = 5
_FEW_WORDS = 8
_SHORT = 12
_ABOUT_AN_ITEM = 0.4


def ask_for_operator(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """市民要找人。刚要过、正等他留电话的，还是那一件，不另开。"""
    is_waiting = conversation.awaiting is Awaiting.CALLBACK_PHONE and conversation.hand_over_no and not heard.entity("phone")
    if is_waiting and not (heard.emergency or conversation.emergency):
        hand_over = hotline.hand_overs.get(conversation.hand_over_no)
        return Turn(conversation, [Reply("utter_handed_over_already", {"number": hand_over.number}, _NO_PHONE, waiting_card(hand_over, hotline))])
    if conversation.hand_over_no and not (heard.emergency or conversation.emergency or heard.entity("phone")):
        earlier = hotline.hand_overs.get(conversation.hand_over_no)
        draft = current_draft(conversation, hotline)
        is_same = earlier is not None and earlier.reason == "asked" and earlier.closed_at is None and earlier.draft_id == (draft.draft_id if draft else None)
        if is_same and earlier.phone:
            return Turn(conversation, [_recorded(earlier, hotline)])  # 又按了一遍，还是那一件
    return hand_to_operator(conversation, "asked", heard, hotline)


def hand_to_operator(conversation: Conversation, reason: str, heard: Understanding, hotline) -> Turn:
    """登记一件回电并请市民留电话；市民不留，也告诉他可以打 12345、12315。"""
    draft = current_draft(conversation, hotline)  # 填了一半的一起交过去，电话不用再问
    hand_over = HandOver(
        number=hotline.new_number("H"),
        conversation_id=conversation.id,
        reason=reason,
        created_at=hotline.now(),
        phone=heard.entity("phone") or (draft.values.get("citizen_phone") if draft else None),
        department=heard.department,
        emergency=heard.emergency or conversation.emergency,  # 险情当中要人工的，还是排在最前
        draft_id=draft.draft_id if draft else None,
    )
    hotline.hand_overs.add(hand_over)
    hotline.log("handed_to_operator", hand_over_no=hand_over.number, reason=reason)
    conversation = replace(conversation.settled(), hand_over_no=hand_over.number)
    if hand_over.phone:
        return Turn(conversation, [_recorded(hand_over, hotline)])
    waiting = replace(conversation, awaiting=Awaiting.CALLBACK_PHONE, asked_phone=1)
    name = "utter_handed_over_after_misunderstanding" if reason == "misunderstood" else "utter_handed_over"
    return Turn(waiting, [Reply(name, {"number": hand_over.number}, _NO_PHONE, waiting_card(hand_over, hotline))])


def _recorded(hand_over: HandOver, hotline) -> Reply:
    return Reply("utter_callback_recorded", {"number": hand_over.number}, card=waiting_card(hand_over, hotline))


def offer_a_person(conversation: Conversation, name: str, hotline) -> Turn:
    """说明缘由，给一条找人的路。"""
    choices = (Choice("请工作人员联系我", "request_callback"),)
    return Turn(replace(conversation.settled(), draft_open=False), [Reply(name, choices=choices)])


def take_callback_phone(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """市民留了电话，或者说不留；说的是别的事返回 None。转人工以后什么时候补电话都收。"""
    if said_refusal(heard.text, hotline):
        return None  # “查一下138…是谁的号”：不是留自己的电话
    phone = heard.entity("phone")
    if phone and conversation.hand_over_no:
        hotline.hand_overs.set_phone(conversation.hand_over_no, phone)
        hotline.log("callback_phone_recorded", hand_over_no=conversation.hand_over_no)
        return Turn(conversation.settled(), [_recorded(hotline.hand_overs.get(conversation.hand_over_no), hotline)])
    if phone and len(heard.text) <= len(phone) + _FEW_WORDS:
        return hand_to_operator(conversation, "asked", heard, hotline)  # 没说转人工，直接发来一个电话
    if conversation.awaiting is not Awaiting.CALLBACK_PHONE:
        return None
    if len(heard.text) <= _SHORT and says_any(hotline.knowledge.intake_words.how_long, heard.text):
        hours = hotline.knowledge.office_hours.says(hotline.now(), hotline.knowledge.calendar)
        return Turn(conversation, [Reply("utter_callback_when", {"hours": hours}, _NO_PHONE)])
    if len(heard.text) <= _FEW_WORDS and says_any(hotline.knowledge.answer_words.opens, heard.text):
        return None  # “我想问个事”
    if heard.text.strip(" 。，,").endswith(("吗", "么", "？", "?")) and len(heard.text) <= _FEW_WORDS and "人" in heard.text:
        return _ask_phone_again(conversation, "utter_ask_phone_again")  # “没人吗”不是不留
    if heard.intent in ("deny", "cancel") or says_any(hotline.knowledge.answer_words.declines, bare(heard.text)):
        return decline_callback(conversation)
    if sum(c.isdigit() for c in heard.text) >= _FEWEST_DIGITS:
        return _ask_phone_again(conversation, "utter_phone_incomplete")
    is_about_an_item = bool(heard.items) and heard.items[0][1] >= _ABOUT_AN_ITEM
    if heard.intent in ("affirm", "noise", "state_facts") and not is_about_an_item:
        return _ask_phone_again(conversation, "utter_ask_phone_again")
    return None


def decline_callback(conversation: Conversation) -> Turn:
    """不留电话也行。"""
    return Turn(conversation.settled(), [Reply("utter_callback_declined")])


def _ask_phone_again(conversation: Conversation, name: str) -> Turn:
    if conversation.asked_phone >= _MOST_TIMES:
        return decline_callback(conversation)
    again = replace(conversation, asked_phone=conversation.asked_phone + 1)
    return Turn(again, [Reply(name, choices=_NO_PHONE)])

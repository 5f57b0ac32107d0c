"""接下对话的坐席看得到险情：哪一种、在哪里、叫市民打了哪个电话、说过什么；没接下的看不到。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import HandOverUnknown
from bot.hotline.conversation import Conversation
from bot.hotline.ticket import Actor
from bot.stores.draft_store import DatabaseDrafts
from bot.stores.draft_tables import intake_drafts
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.tables import hand_overs
from bot.usecases.desk.wait_for_operator import take_hand_over, waiting_list
from bot.usecases.emergency.read_emergency import read_emergencies
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

ONE, OTHER = Actor("operator-1", "operator"), Actor("operator-2", "operator")
CHAT = "portal:lift"


@pytest.fixture(scope="module")
def knowledge():
    return fakes.knowledge()


class StreetFinder:
    """“路”字前后的门牌就是地点。"""

    def entities(self, text, received_on):
        at = text.find("和平路")
        return [] if at < 0 else [{"type": "address", "text": text[at : at + 6], "value": text[at : at + 6], "start": at, "end": at + 6}]


@pytest.fixture
def hotline(engine, cipher, knowledge):
    with engine.begin() as connection:
        connection.execute(hand_overs.delete())
        connection.execute(intake_drafts.delete())
    stores = {"hand_overs": DatabaseHandOvers(engine, cipher), "drafts": DatabaseDrafts(engine, cipher)}
    return replace(fakes.hotline(date(2026, 11, 23), knowledge), entities=StreetFinder(), **stores)


def in_emergency(hotline, kind, words):
    heard = fakes.heard(words, "report_emergency", emergency=kind, danger=0.95)
    return take_turn(report_emergency, Conversation(id=CHAT), heard, hotline).conversation


def goes_on(hotline, conversation, words, intent="noise", use_case=continue_conversation, **more):
    return take_turn(use_case, conversation, fakes.heard(words, intent, **more), hotline).conversation


def reads(hotline, number, by=ONE):
    take_hand_over(number, by, hotline)
    return read_emergencies(number, by, hotline)


def test_the_operator_sees_which_emergency_where_whom_to_call_and_every_word(hotline):
    conversation = in_emergency(hotline, "lift_trapped", "电梯停了，我出不去")
    conversation = goes_on(hotline, conversation, "在和平路20号")
    goes_on(hotline, conversation, "我妈有心脏病")
    (read,) = reads(hotline, conversation.hand_over_no)
    assert read.emergency.id == "lift_trapped" and "119" in [phone.number for phone in read.emergency.call]
    assert read.said == ("电梯停了，我出不去", "在和平路20号", "我妈有心脏病")
    assert read.places == ("和平路20号",)
    assert read.is_kept and read.last_said_at >= read.reported_at


def test_it_is_seen_from_the_call_back_asked_for_in_the_same_conversation(hotline):
    conversation = in_emergency(hotline, "fire_gas", "厨房着火了")
    first = conversation.hand_over_no
    conversation = goes_on(hotline, conversation, "给我转人工", "talk_to_operator", ask_for_operator)
    assert conversation.hand_over_no != first
    (read,) = reads(hotline, conversation.hand_over_no)
    assert read.said == ("厨房着火了",) and read.hand_over_no == first


def test_who_asks_for_a_person_while_in_danger_is_put_first(hotline):
    calm = take_turn(ask_for_operator, Conversation(id="portal:calm"), fakes.heard("转人工", "talk_to_operator"), hotline)
    conversation = goes_on(hotline, in_emergency(hotline, "fire_gas", "着火了"), "给我转人工", "talk_to_operator", ask_for_operator)
    numbers = [one.number for one in waiting_list(10, hotline)]
    assert numbers.index(conversation.hand_over_no) < numbers.index(calm.conversation.hand_over_no)


def test_the_words_of_one_who_does_not_want_to_live_are_not_kept_but_he_is_seen(hotline):
    conversation = in_emergency(hotline, "self_harm", "我不想活了")
    (read,) = reads(hotline, conversation.hand_over_no)
    assert read.emergency.hand_to_person and not read.is_kept and read.said == ()


def test_words_taken_over_into_a_complaint_are_still_seen(hotline):
    conversation = in_emergency(hotline, "food_poisoning", "一桌人都吐了")
    conversation = goes_on(hotline, conversation, "没事了，都好了")
    from bot.usecases.filing.take_request import take_request

    goes_on(hotline, conversation, "我要投诉这家饭店让他赔钱", "file_complaint", take_request, kind=_complaint(), kind_confidence=0.95)
    (read,) = reads(hotline, conversation.hand_over_no)
    assert read.said[0] == "一桌人都吐了"


def test_a_conversation_without_an_emergency_shows_none(hotline):
    turn = take_turn(ask_for_operator, Conversation(id="portal:calm"), fakes.heard("转人工", "talk_to_operator"), hotline)
    assert reads(hotline, turn.conversation.hand_over_no) == []


def test_an_emergency_of_days_ago_is_not_this_one(hotline):
    conversation = in_emergency(hotline, "fire_gas", "着火了")
    later = hotline.now() + timedelta(days=3)
    hotline = replace(hotline, now=lambda: later)
    turn = take_turn(ask_for_operator, Conversation(id=conversation.id), fakes.heard("转人工", "talk_to_operator"), hotline)
    assert reads(hotline, turn.conversation.hand_over_no) == []


def test_only_the_one_who_took_it_reads(hotline):
    number = in_emergency(hotline, "fire_gas", "着火了").hand_over_no
    with pytest.raises(HandOverUnknown):
        read_emergencies(number, ONE, hotline)
    take_hand_over(number, ONE, hotline)
    with pytest.raises(HandOverUnknown):
        read_emergencies(number, OTHER, hotline)


def _complaint():
    from bot.hotline.understanding import RequestKind

    return RequestKind.COMPLAINT

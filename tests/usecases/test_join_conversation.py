"""坐席进到对话里：只有接下的人看得到、说得了；开口以后机器人不插嘴；交还、走开久了又由它答；收尾要写明哪一种。"""

import pytest
from conversation_desk import CHAT, ONE, OTHER, Citizen, a_desk, later, shown

from bot.errors import CitizenOutOfReach, FormInvalid, HandOverUnknown
from bot.usecases.desk.join_conversation import QUIET, is_with_person, read_conversation, say_to_citizen
from bot.usecases.desk.leave_conversation import return_to_bot, wrap_up
from bot.usecases.desk.wait_for_operator import take_hand_over


@pytest.fixture
def citizen():
    return Citizen()


@pytest.fixture
def desk(engine, cipher, citizen):
    return a_desk(engine, cipher, citizen)


def test_only_the_one_who_took_it_reads_and_speaks(desk):
    take_hand_over("H1", ONE, desk.hotline)
    assert [entry.content["text"] for entry in read_conversation("H1", ONE, desk)] == ["转人工"]
    for refused in (
        lambda: read_conversation("H1", OTHER, desk),
        lambda: say_to_citizen("H1", "您好", OTHER, desk),
        lambda: return_to_bot("H1", OTHER, desk),
        lambda: wrap_up("H1", "answered", "", OTHER, desk),
        lambda: read_conversation("H-none", ONE, desk),
    ):
        with pytest.raises(HandOverUnknown):
            refused()


def test_nobody_reads_before_taking(desk):
    with pytest.raises(HandOverUnknown):
        read_conversation("H1", ONE, desk)


def test_the_bot_is_silent_from_the_first_word_until_it_is_given_back(desk, citizen):
    take_hand_over("H1", ONE, desk.hotline)
    assert not is_with_person(CHAT, desk.hotline)  # 接下去回电的，对话里机器人照答
    say_to_citizen("H1", "您好，请讲", ONE, desk)
    assert is_with_person(CHAT, desk.hotline)
    assert shown(desk)[-1] == ("operator", "您好，请讲") and citizen.heard == ["您好，请讲"]
    return_to_bot("H1", ONE, desk)
    assert not is_with_person(CHAT, desk.hotline)
    assert desk.hotline.hand_overs.mine(ONE.id), "交还了还是他的，没有收尾"


def test_a_citizen_is_not_left_with_an_operator_who_went_away(desk):
    take_hand_over("H1", ONE, desk.hotline)
    say_to_citizen("H1", "您好，请讲", ONE, desk)
    assert not is_with_person(CHAT, later(desk, QUIET.total_seconds() + 1).hotline)


def test_words_that_cannot_reach_the_citizen_are_not_taken_for_said(desk, citizen):
    take_hand_over("H1", ONE, desk.hotline)
    citizen.is_there = False
    with pytest.raises(CitizenOutOfReach):
        say_to_citizen("H1", "您好，请讲", ONE, desk)
    assert shown(desk) == [("citizen", "转人工")] and not is_with_person(CHAT, desk.hotline)


def test_wrapping_up_says_how_it_ended_and_lets_the_bot_go_on(desk):
    take_hand_over("H1", ONE, desk.hotline)
    say_to_citizen("H1", "您好，请讲", ONE, desk)
    with pytest.raises(FormInvalid):
        wrap_up("H1", "because", "", ONE, desk)
    with pytest.raises(FormInvalid):
        wrap_up("H1", "transferred", "", ONE, desk)  # 该找哪个部门，要写
    wrap_up("H1", "transferred", "物业的事，请他打住建的电话", ONE, desk)
    assert not is_with_person(CHAT, desk.hotline)
    kept = desk.hotline.hand_overs.get("H1")
    assert (kept.outcome, kept.closed_at) == ("transferred", desk.hotline.now())
    assert desk.hotline.hand_overs.mine(ONE.id) == []
    for after in (lambda: say_to_citizen("H1", "还在吗", ONE, desk), lambda: wrap_up("H1", "answered", "", ONE, desk)):
        with pytest.raises(HandOverUnknown):
            after()

"""坐席进到对话里：只有接下的人看得到、说得了；开口以后机器人不插嘴；交还、走开久了又由它答。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import HandOverUnknown
from bot.hotline.ticket import Actor
from bot.ports import HandOver
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.tables import hand_overs
from bot.stores.transcript_store import DatabaseTranscripts
from bot.usecases.join_conversation import QUIET, is_with_person, read_conversation, return_to_bot, say_to_citizen
from bot.usecases.wait_for_operator import take_hand_over
from tests import fakes

ONE, OTHER = Actor("operator-1", "operator"), Actor("operator-2", "operator")
CHAT = "portal:join"


@pytest.fixture
def hotline(engine, cipher):
    with engine.begin() as connection:
        connection.execute(hand_overs.delete())
    hotline = replace(fakes.hotline(date(2026, 4, 28)), hand_overs=DatabaseHandOvers(engine, cipher))
    hotline.hand_overs.add(HandOver("H1", CHAT, "asked", hotline.now()))
    return hotline


@pytest.fixture
def transcripts(engine, cipher, hotline):
    transcripts = DatabaseTranscripts(engine, cipher)
    transcripts.forget(CHAT)
    transcripts.hear(CHAT, {"text": "转人工"}, hotline.now())
    return transcripts


def test_only_the_one_who_took_it_reads_and_speaks(hotline, transcripts):
    take_hand_over("H1", ONE, hotline)
    assert [entry.content["text"] for entry in read_conversation("H1", ONE, transcripts, hotline)] == ["转人工"]
    for refused in (
        lambda: read_conversation("H1", OTHER, transcripts, hotline),
        lambda: say_to_citizen("H1", "您好", OTHER, transcripts, hotline),
        lambda: return_to_bot("H1", OTHER, hotline),
        lambda: read_conversation("H-none", ONE, transcripts, hotline),
    ):
        with pytest.raises(HandOverUnknown):
            refused()


def test_nobody_reads_before_taking(hotline, transcripts):
    with pytest.raises(HandOverUnknown):
        read_conversation("H1", ONE, transcripts, hotline)


def test_the_bot_is_silent_from_the_first_word_until_it_is_given_back(hotline, transcripts):
    take_hand_over("H1", ONE, hotline)
    assert not is_with_person(CHAT, hotline)  # 接下去回电的，对话里机器人照答
    say_to_citizen("H1", "您好，请讲", ONE, transcripts, hotline)
    assert is_with_person(CHAT, hotline)
    assert transcripts.after(CHAT)[-1].content["text"] == "您好，请讲"
    return_to_bot("H1", ONE, hotline)
    assert not is_with_person(CHAT, hotline)


def test_a_citizen_is_not_left_with_an_operator_who_went_away(hotline, transcripts):
    take_hand_over("H1", ONE, hotline)
    say_to_citizen("H1", "您好，请讲", ONE, transcripts, hotline)
    later = replace(hotline, now=lambda: hotline.now() + QUIET + timedelta(seconds=1))
    assert not is_with_person(CHAT, later)

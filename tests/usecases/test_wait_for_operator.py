"""排队等人工：先来后到，紧急的在前；两位坐席同时接，只有一位接到。"""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.errors import HandOverUnknown
from bot.hotline.ticket import Actor
from bot.ports import HandOver
from bot.settings import TIME_ZONE
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.tables import hand_overs
from bot.usecases.desk.wait_for_operator import look_up_waiting, take_hand_over, waiting_card, waiting_list
from tests import fakes

NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)
OPERATOR = Actor("operator-1", "operator")


@pytest.fixture
def hotline(engine, cipher):
    with engine.begin() as connection:
        connection.execute(hand_overs.delete())
    return replace(fakes.hotline(date(2026, 4, 28)), hand_overs=DatabaseHandOvers(engine, cipher))


def asks(hotline, number, minutes, emergency=None, conversation_id=None):
    hand_over = HandOver(number, conversation_id or f"portal:{number}", "asked", NOW + timedelta(minutes=minutes), "13800000000", None, emergency)
    hotline.hand_overs.add(hand_over)
    return hand_over


def test_one_waits_behind_those_who_came_before_and_those_in_danger(hotline):
    first, second = asks(hotline, "H1", 0), asks(hotline, "H2", 1)
    urgent = asks(hotline, "H3", 2, emergency="gas_leak")
    ahead = [waiting_card(hand_over, hotline)["ahead"] for hand_over in (urgent, first, second)]
    assert ahead == [0, 1, 2]
    assert [waiting.number for waiting in waiting_list(10, hotline)] == ["H3", "H1", "H2"]


def test_the_queue_moves_when_an_operator_takes_the_next_one(hotline):
    asks(hotline, "H1", 0)
    second = asks(hotline, "H2", 1)
    assert waiting_card(second, hotline)["ahead"] == 1
    take_hand_over("H1", OPERATOR, hotline)
    assert waiting_card(second, hotline)["ahead"] == 0
    assert look_up_waiting("portal:H1", hotline)["is_taken"] is True


def test_asking_twice_does_not_put_oneself_behind_oneself(hotline):
    asks(hotline, "H1", 0, conversation_id="portal:same")
    again = asks(hotline, "H2", 1, conversation_id="portal:same")
    assert waiting_card(again, hotline)["ahead"] == 0
    assert look_up_waiting("portal:same", hotline)["number"] == "H2"


def test_who_takes_first_keeps_it(hotline):
    asks(hotline, "H1", 0)
    taken = []
    operators = [
        threading.Thread(target=lambda name=name: taken.append(take_hand_over("H1", Actor(name, "operator"), hotline).taken_by)) for name in ("a", "b")
    ]
    for operator in operators:
        operator.start()
    for operator in operators:
        operator.join()
    assert len(taken) == 2 and len(set(taken)) == 1


def test_a_number_nobody_has_is_not_taken(hotline):
    with pytest.raises(HandOverUnknown):
        take_hand_over("H9", OPERATOR, hotline)


def test_nobody_waiting_is_nobody(hotline):
    assert look_up_waiting("portal:none", hotline) is None

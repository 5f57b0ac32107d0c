"""说过险情以后：打过电话的不再念一遍，平安了要投诉的接着登记；没打通的、又出事的照样先说电话。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.usecases.continue_conversation import continue_conversation
from bot.usecases.report_emergency import report_emergency
from bot.usecases.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.load_knowledge(fakes.KNOWLEDGE)


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 26), KNOWLEDGE)


def after_gas(hotline):
    heard = fakes.heard("我闻到很大的煤气味", "report_emergency", emergency="fire_gas", department="fire")
    return take_turn(report_emergency, Conversation(id="c"), heard, hotline).conversation


def said(hotline, text, intent="noise", **fields):
    use_case = report_emergency if intent == "report_emergency" else continue_conversation
    turn = take_turn(use_case, after_gas(hotline), fakes.heard(text, intent, **fields), hotline)
    return [reply.name for reply in turn.replies]


@pytest.mark.parametrize("text", ["已经打了119", "120打了", "报警了，在等", "消防来了"])
def test_who_has_called_is_not_told_to_call_again(hotline, text):
    assert said(hotline, text) == ["utter_emergency_called"]
    assert said(hotline, text, "report_emergency", emergency="fire_gas") == ["utter_emergency_called"]


@pytest.mark.parametrize("text", ["119打不通", "打了没人接", "没打，不敢打"])
def test_who_did_not_get_through_hears_the_number_again(hotline, text):
    assert said(hotline, text)[0] == "utter_emergency_not_through"


def test_when_it_is_over_nobody_is_told_to_leave_again(hotline):
    assert said(hotline, "没事了，阀门关掉了") == ["utter_emergency_over"]


def test_when_it_is_over_and_a_complaint_follows_it_is_taken_as_one(hotline):
    text = "现在没事了，消防来了，我想投诉那家燃气公司"
    assert said(hotline, text, "report_emergency", emergency="fire_gas", department="fire")[0] == "utter_draft_started"


@pytest.mark.parametrize("text", ["刚没事了现在又漏了", "没事了吗，还有人没出来"])
def test_when_it_starts_again_the_numbers_come_first(hotline, text):
    assert said(hotline, text, "report_emergency", emergency="fire_gas", department="fire")[0] == "utter_emergency"

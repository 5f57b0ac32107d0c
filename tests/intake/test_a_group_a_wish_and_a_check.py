"""几户人家一起投诉、说过的要求、要退又要查、说着事带一句问。"""

from datetime import date

import pytest
from intake_builders import Citizen

from bot.usecases.filing.second_in_draft import redress_only
from bot.usecases.reading.read_demand import read_demand
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


@pytest.fixture
def neighbours(hotline):
    citizen = Citizen(hotline).files("我们单元十几户都在诚信净水买的净水器 滤芯是旧的", problem="quality", department="quality")
    return citizen.say("诚信净水")


@pytest.mark.parametrize("many, count", [("十四户", 14), ("二十三家", 23), ("一共31户人家", 31), ("大概四十多户", 40)])
def test_how_many_households_is_a_number_and_no_place(neighbours, many, count):
    neighbours.say(many)
    assert neighbours.draft.values["companions"] == count and not neighbours.draft.knows("respondent_address")


@pytest.mark.parametrize("said, wishes", [
    ("我说了么退定金", ("退定金",)),
    ("我说不拍了退定金", ("退定金",)),
    ("都说过了 退押金", ("退押金",)),
    ("能退多少退多少吧", ("能退多少退多少",)),
    ("我要投诉 退一赔十", ("退一赔十",)),
    ("定金能退多少", None),
])  # fmt: skip
def test_a_wish_in_plain_words(said, wishes):
    assert read_demand(said, WORDS, TODAY, is_asked=False) == wishes


def test_a_wish_in_answer_is_no_question(asked_for_the_wish):
    asked_for_the_wish.say("我说了么退定金", "ask_regulation")
    assert asked_for_the_wish.draft.values["demand"] == ["退定金"]


@pytest.mark.parametrize("wishes, left", [
    (("赶紧去查一下", "把我妈的钱要回来"), ("把我妈的钱要回来",)),
    (("换滤芯或者退钱 要查他是不是骗补贴",), ("换滤芯或者退钱",)),
    (("退钱", "你们好好查查他们"), ("退钱",)),
    (("查一下监控", "退钱"), ("查一下监控", "退钱")),
    (("赶紧去查他",), ("赶紧去查他",)),
])  # fmt: skip
def test_what_we_are_asked_to_check_is_no_redress(wishes, left):
    assert redress_only(wishes, WORDS) == left


def test_redress_and_a_check_are_two_tickets(asked_for_the_wish):
    asked_for_the_wish.say("退我四千九 你们也去查查他 肯定不止骗我一个")
    assert asked_for_the_wish.draft.second.kind == "tip_off" and asked_for_the_wish.said[0] == "utter_draft_two_matters"


def test_a_question_among_the_facts_is_answered_and_the_form_goes_on(hotline):
    citizen = Citizen(hotline).files("百合婚纱摄影不退定金 合同写了概不退还，这个霸王条款合法不，能退多少退多少吧", problem="contract", department="consumer")
    assert "utter_regulation" in citizen.said and citizen.draft.asking and citizen.draft.values["demand"] == ["能退多少退多少"]


@pytest.mark.parametrize("nickname", ["老周", "小周"])
def test_what_he_is_called_is_no_full_name(asked_for_the_name, nickname):
    asked_for_the_name.say(nickname)
    assert asked_for_the_name.said[0] == "utter_draft_full_name"
    asked_for_the_name.say("周德全")
    assert asked_for_the_name.draft.values["citizen_name"] == "周德全"


def test_a_nickname_insisted_on_gives_way_to_the_name_said_later(asked_for_the_name):
    asked_for_the_name.say("老周").say("老周").say("周德全")
    assert asked_for_the_name.draft.values["citizen_name"] == "周德全" and asked_for_the_name.draft.asking == "citizen_phone"


def test_the_receipt_beside_the_address_is_kept_in_the_story(asked_for_the_name):
    asked_for_the_name.say("李建国").say("13800000002").say("南关巷8号 我没发票 只有收据")
    assert asked_for_the_name.draft.values["citizen_address"] == "南关巷8号"
    assert "只有收据" in asked_for_the_name.draft.said


def test_the_receipt_is_no_part_of_where_the_shop_is(hotline):
    citizen = Citizen(hotline).files("床垫说能治腰疼 是骗人的", problem="false_promotion", department="consumer").say("康寿堂养生馆")
    citizen.say("南关巷7号 还有发票没有 就一张收据")
    assert citizen.draft.values["respondent_address"] == "南关巷7号" and "一张收据" in "".join(citizen.draft.said)

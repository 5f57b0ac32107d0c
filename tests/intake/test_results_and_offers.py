"""不认可结果、商家肯给的数、先说姓后说名、说不全的店名、被人拿举报要挟的店家。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.hotline.conversation import Awaiting
from bot.usecases.filing.answer_beside import answer_beside
from bot.usecases.reading.read_demand import says_they_will
from bot.usecases.reading.read_details import from_entities
from bot.usecases.rules.hear_accused import is_accused
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


@pytest.mark.parametrize(
    ("said", "faq_id"),
    [("举报了你们说没问题 我不认可", "tip_off_result_disagree"), ("我不服", "what_after_refusal"), ("为啥不受理", "what_after_refusal")],
)
@pytest.mark.parametrize("awaiting", [Awaiting.NOTHING, Awaiting.TICKET])
def test_not_satisfied_with_the_result_is_told_the_ways_on(citizen, said, faq_id, awaiting):
    turn = answer_beside(replace(citizen.memory, awaiting=awaiting), fakes.heard(said, "complain_about_conduct"), citizen.hotline)
    assert turn.replies[0].card["faq_id"] == faq_id and turn.conversation.awaiting is awaiting


@pytest.mark.parametrize("said", ["老板不认可 说是我弄坏的", "罚款我不服", "商家我不接受他道歉"])
def test_what_the_shop_does_not_accept_is_another_thing(citizen, said):
    assert answer_beside(citizen.memory, fakes.heard(said, "file_complaint"), citizen.hotline) is None


def test_what_they_offer_is_no_wish():
    said, span = "收到货是坏的 店家就退我5块", "就退我5块"
    entity = {"type": "demand", "text": span, "start": said.index(span), "end": len(said), "value": None}
    assert "demand" not in from_entities(said, [entity], None, WORDS, TODAY) and says_they_will("店家就退我5块", WORDS)


def test_the_surname_first_and_the_whole_name_later(asked_for_the_name):
    asked_for_the_name.say("我不想说名字").say("那我说姓吧 姓白").say("白梅")
    assert asked_for_the_name.draft.values["citizen_name"] == "白梅"


def test_a_shop_half_named_is_taken(hotline):
    citizen = Citizen(hotline).files("我妈买了个按摩床 九千八", problem="quality", department="consumer_protection")
    assert citizen.say("老年健康馆 也不知道叫啥").draft.values["respondent_name"] == "老年健康馆"


@pytest.mark.parametrize(("said", "accused"), [("顾客在我店里吃饭说有虫 要我赔一千 不赔就举报我", True), ("我买的肉不退我就举报他", False)])
def test_one_threatened_with_a_tip_off_is_the_accused(said, accused):
    assert is_accused(said, WORDS) is accused


@pytest.mark.parametrize("said", ["押金也没退", "退我押金", "多扣了五十"])
def test_money_kept_back_amid_an_item_is_a_complaint(said):
    assert any(phrase in said for phrase in WORDS.complains)


def test_a_tip_off_asked_for_by_the_way_changes_the_kind(asked_for_the_wish):
    assert asked_for_the_wish.say("举报行不", intent="ask_regulation").draft.kind == "tip_off"

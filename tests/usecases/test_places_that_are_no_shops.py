"""市集、住处、问话：不是店名，也不是店在哪。"""

from datetime import date

import pytest

from bot.usecases.reading.read_field import read_field
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


@pytest.mark.parametrize("said", ["城关集", "城关集上", "柳河大集", "三十里铺集", "老城隍庙会"])
def test_a_fair_is_a_place_and_no_shop(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None
    assert read_field("respondent_address", said, WORDS, TODAY)


@pytest.mark.parametrize("said", ["聚鲜集", "茶百集", "物物集合店", "美集生活超市"])
def test_a_shop_whose_name_ends_like_a_fair_is_still_a_shop(said):
    assert read_field("respondent_name", said, WORDS, TODAY)


@pytest.mark.parametrize("said", ["在哪家饭店", "哪家店", "在哪个超市来着", "什么饭馆"])
def test_a_question_about_which_shop_is_no_shop(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None

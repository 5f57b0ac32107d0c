"""问店在哪，说的像是住处：记下、说一声；说“那是我家”就不当店址了。"""

import pytest
from intake_builders import Citizen

from bot.usecases.home_or_shop import looks_like_home
from tests import fakes

WORDS = fakes.knowledge().intake_words


@pytest.mark.parametrize("place", ["安居小区5栋", "福寿苑3号楼2单元", "棉纺厂家属院7栋301", "老粮站家属院", "阳光公寓1802"])
def test_a_block_of_flats_may_be_his_home(place):
    assert looks_like_home(place, WORDS)


@pytest.mark.parametrize("place", ["安居小区门口", "安居小区5栋底商", "安居小区5栋楼下", "人民路12号", "人民路5号", "金泰大厦1106"])
def test_a_shop_below_or_beside_it_is_no_home(place):
    assert not looks_like_home(place, WORDS)


@pytest.fixture
def told_his_home(hotline):
    citizen = Citizen(hotline).files("楼下超市卖过期奶", problem="food_safety", department="food").say("佳佳超市")
    return citizen.say("安居小区5栋")


def test_a_home_given_for_the_shop_is_said_so(told_his_home):
    assert told_his_home.said == ["utter_draft_perhaps_home", "utter_draft_ask"] and told_his_home.draft.asking == "demand"


def test_said_to_be_his_home_it_moves_and_the_shop_is_asked_again(told_his_home):
    told_his_home.say("那是我家")
    assert told_his_home.draft.values["citizen_address"] == "安居小区5栋" and told_his_home.draft.asking == "respondent_address"


def test_with_the_right_place_beside_it_nothing_is_asked_again(told_his_home):
    told_his_home.say("那是我家的地址 店在小区门口")
    assert told_his_home.draft.values["respondent_address"] == "小区门口" and told_his_home.draft.asking == "demand"


def test_in_a_tip_off_his_home_is_not_kept(hotline):
    citizen = Citizen(hotline).files("佳佳超市卖过期奶", kind="tip_off", problem="food_safety", department="food")
    citizen.say("佳佳超市").say("安居小区5栋")
    citizen.say("哦不对 那是我住的地方")
    assert "安居小区" not in str(citizen.draft.values) and citizen.draft.asking == "respondent_address"

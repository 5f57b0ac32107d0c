"""问店在哪，说的像是住处：记下、说一声；说“那是我家”就不当店址了。"""

import pytest
from intake_builders import Citizen

from bot.usecases.reading.place_words import looks_like_home
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


@pytest.mark.parametrize("said, shop, home", [
    ("北环路是店 我家在北环路小区", "北环路", "北环路小区"),
    ("不是 我家是和平小区1单元 城东工业园是店的地址", "城东工业园", "和平小区1单元"),
    ("店在西关街6号，我住西关街60号", "西关街6号", "西关街60号"),
    ("解放路12号就是那家店 我家地址是解放路88号", "解放路12号", "解放路88号"),
    ("不对 那是店的地址 我家在和平小区2栋", "建设路18号", "和平小区2栋"),
])  # fmt: skip
def test_both_places_said_in_one_breath_go_where_they_belong(ready, said, shop, home):
    ready.say(said)
    assert (ready.draft.values["respondent_address"], ready.draft.values["citizen_address"]) == (shop, home)


@pytest.mark.parametrize("asked_next", ["不留电话 怕骚扰", "电话不给，怕骚扰"])
def test_refusing_the_phone_his_place_is_his_own(asked_for_the_name, asked_next):
    asked_for_the_name.say("李建国").say(asked_next)
    assert asked_for_the_name.draft.asking == "citizen_address"
    asked_for_the_name.say("通讯市场家属院5栋")
    assert asked_for_the_name.draft.values["citizen_address"] == "通讯市场家属院5栋"
    assert asked_for_the_name.draft.values["respondent_address"] == "通讯市场"


@pytest.mark.parametrize("said", ["钱是3600", "价钱是三千六", "金额也写上 3600"])
def test_the_sum_said_by_name_is_taken(asked_for_the_name, said):
    asked_for_the_name.say(said)
    assert asked_for_the_name.draft.values["amount"] == 3600


def test_write_it_in_is_an_order(ready):
    ready.say("商品是床垫 写上")
    assert ready.draft.values["product"] == "床垫"


def test_beside_the_shop_just_filed_says_which(ready):
    ready.say("确认").files("还有楼下的停车场多收我10块钱 要退", problem="price", department="consumer").say("顺发停车场")
    if ready.draft.asking != "respondent_address":
        return
    ready.say("就烧烤店楼下")
    assert ready.draft.values["respondent_address"] == "北大街5号好再来烧烤店楼下"

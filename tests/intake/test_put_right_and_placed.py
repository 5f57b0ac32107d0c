"""演出来的：改口、不是要求的要求、店名、地方、楼层摊号。"""

from datetime import date

import pytest
from intake_builders import Citizen

from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_field import read_field
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


# ── 改口 ──


@pytest.mark.parametrize("said", ["金额不是4900 是4700 我看错了", "不是4900 是4700 看反了", "价格不是四千九 是四千七", "我说错了 金额是4700"])
def test_the_sum_put_right_is_the_later_one(asked_for_the_name, said):
    assert read_correction(said, (), asked_for_the_name.draft, WORDS, TODAY).found == {"amount": 4700.0}


@pytest.mark.parametrize("said", ["等一下 店名是鑫达汽车服务中心", "哦对了 店名叫鑫达汽车服务中心", "店铺名字写的是 鑫达汽车服务中心", "店名显示的是鑫达汽车服务中心"])
def test_the_name_told_with_its_label_at_the_reading_back_is_changed(ready, said):
    assert ready.say(said).draft.values["respondent_name"] == "鑫达汽车服务中心" and ready.draft.stage.value == "confirming"


def test_the_name_on_the_papers_is_written_beside_the_one_on_the_sign(asked_for_the_name):
    asked_for_the_name.say("合同上写的是 江州讯捷通讯有限公司")
    assert asked_for_the_name.draft.values["respondent_name"] == "江州讯捷通讯有限公司（讯捷通讯）"


@pytest.mark.parametrize("said, place", [("家是建兰新村", "建兰新村"), ("地址就写兰工坪路76号", "兰工坪路76号"), ("填东关街9号吧", "东关街9号")])
def test_what_leads_to_the_address_is_no_part_of_it(said, place):
    assert read_field("citizen_address", said, WORDS, TODAY) == place


# ── 问要求时 ──


@pytest.mark.parametrize("said", ["没有地址啊 网上的店我哪知道在哪", "不知道在哪 反正是外卖"])
def test_not_knowing_the_place_of_an_online_shop_is_no_refusal_of_the_wish(bought_online, said):
    bought_online.say(said)
    assert bought_online.said[-1] == "utter_draft_ask" and "demand" not in bought_online.draft.explained


@pytest.mark.parametrize("said", ["工长也找不到 电话关机", "老板人找不着了 店也锁着"])
def test_nobody_to_be_found_is_the_story_and_no_refusal_of_the_wish(asked_for_the_wish, said):
    assert "utter_draft_needed" not in asked_for_the_wish.say(said).said and said in asked_for_the_wish.draft.said


@pytest.mark.parametrize("said", ["假的吧这是", "七天无理由 他说拆了不给退", "四十块", "鉴定证书有"])
def test_what_is_no_wish_is_asked_once_more(asked_for_the_wish, said):
    assert not asked_for_the_wish.say(said).draft.knows("demand") and asked_for_the_wish.said[-1] == "utter_draft_ask"


@pytest.mark.parametrize("said", ["赔医药费 面膜钱退了", "把手机退了就行", "退了 另外赔路费"])
def test_wanting_it_given_back_is_no_word_that_it_was(asked_for_the_wish, said):
    assert asked_for_the_wish.say(said).draft.knows("demand") and "utter_draft_solved" not in asked_for_the_wish.said


@pytest.mark.parametrize(
    "said, wish", [("我不想要了 退我剩下的", ("退我剩下的",)), ("请求再加一条 道歉", ("道歉",)), ("上店里吃饭不给钱 还说要查我", None), ("鉴定证书有", None)]
)
def test_the_wish_is_what_he_wants(said, wish):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False) == wish


# ── 店名、地方 ──


@pytest.mark.parametrize("said", ["不听", "七楼", "就进去第二个卖苹果的", "3栋2单元"])
def test_what_is_no_shop_is_not_taken_for_one(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["现在还有两个在医院输液", "还有三个住院了", "三袋 一共四百五", "现在还在家充着呢 烫手"])
def test_what_is_no_place_is_not_taken_for_one(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


def test_the_story_told_when_asked_where_is_no_place(hotline):
    citizen = Citizen(hotline).files("电动车电池一充电就发烫", problem="quality", department="quality").say("雅迪专卖店")
    assert not citizen.say("现在还在家充着呢 烫手").draft.knows("respondent_address")


@pytest.mark.parametrize("said", ["二楼B12", "二楼 B12", "在二楼B12号"])
def test_the_floor_and_stall_belong_to_the_place_already_told(asked_for_the_wish, said):
    place = asked_for_the_wish.say(said).draft.values["respondent_address"]
    assert place.startswith("通讯市场") and "二楼" in place and "B12" in place


def test_the_floor_told_when_asked_whom_belongs_to_the_place(hotline):
    citizen = Citizen(hotline).files("举报半夜在家里灌酒", kind="tip_off", problem="counterfeit", department="enforcement")
    citizen.say("雁南小区4号楼2单元").say("七楼")
    assert citizen.draft.values == {**citizen.draft.values, "respondent_address": "雁南小区4号楼2单元七楼"} and not citizen.draft.knows("respondent_name")


@pytest.mark.parametrize("said", ["就王庄集嘛", "王庄集上呗", "就在王庄集"])
def test_a_fair_with_a_tail_is_where(hotline, said):
    citizen = Citizen(hotline).files("买苹果给我少秤", problem="metrology", department="quality").say(said)
    assert "王庄集" in citizen.draft.values["respondent_address"] and not citizen.draft.knows("respondent_name")


def test_a_stall_without_a_name_says_nothing_of_the_citizens_name(hotline):
    citizen = Citizen(hotline).files("贴手机膜多收我九十八", problem="price", department="price_competition").say("没名字 就个小摊")
    assert "citizen_name" not in citizen.draft.declined


def test_called_something_told_when_asked_where_is_the_shop(hotline):
    citizen = Citizen(hotline).files("老人听课买了两万块的床垫", problem="false_promotion", department="food").say("不知道叫啥").say("人民公园南门")
    citizen.say("叫什么御善堂", "ask_overview", item_id="name_declaration", kind_confidence=0.95)
    assert citizen.draft.values["respondent_name"] == "御善堂"


def test_goods_heard_in_the_name_of_the_shop_are_no_goods(hotline):
    citizen = Citizen(hotline).files("举报老马牛肉面用罂粟壳", kind="tip_off", problem="food_safety", department="food")
    assert citizen.say("老马牛肉面").draft.values.get("product") != "牛肉面"


def test_the_day_of_the_month_with_its_hour_is_when(hotline):
    citizen = Citizen(hotline).files("有个接线员挂我电话", kind="conduct_complaint", department=PARTY_COMMITTEE)
    assert citizen.say("25号下午三点多").draft.values["event_on"] == "2026-04-25"

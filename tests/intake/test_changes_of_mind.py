"""登记到一半改主意：店址、要求、店名；问着说的要求；没说过的不替他说。"""

import pytest
from intake_builders import Citizen


def test_the_shop_is_elsewhere_whatever_is_asked(asked_for_the_name):
    citizen = asked_for_the_name.say("李建国").say("13800000002")
    citizen.say("等等 店在解放路21号 不是12号")
    assert citizen.draft.values["respondent_address"] == "解放路21号" and citizen.draft.asking == "citizen_address"
    citizen.say("城东花园6栋")
    assert citizen.draft.values["citizen_address"] == "城东花园6栋"


@pytest.mark.parametrize("said, wish", [("算了不要三倍了 退钱就行", ["退钱就行"]), ("我就不图赔钱了，给我换一台", ["给我换一台"])])
def test_a_wish_given_up_for_another(asked_for_the_name, said, wish):
    asked_for_the_name.say(said)
    assert asked_for_the_name.draft.values["demand"] == wish


@pytest.mark.parametrize("said", ["三包期内能不能换一台", "能不能给我换新"])
def test_a_wish_put_as_a_question_is_a_wish(asked_for_the_wish, said):
    asked_for_the_wish.say(said, "ask_regulation")
    assert "换" in asked_for_the_wish.draft.values["demand"][0] and asked_for_the_wish.draft.asking == "citizen_name"


def test_how_much_is_no_wish(asked_for_the_wish):
    asked_for_the_wish.say("能赔多少", "ask_regulation")
    assert not asked_for_the_wish.draft.knows("demand")


@pytest.mark.parametrize("said, shop", [("蜜雪冰城 西关店", "蜜雪冰城西关店"), ("李宁 南街店", "李宁南街店")])
def test_a_branch_is_part_of_the_name(hotline, said, shop):
    citizen = Citizen(hotline).files("奶茶喝出虫子", problem="food_safety", department="food")
    assert citizen.say(said).draft.values["respondent_name"] == shop


def test_money_left_on_the_card_is_no_part_of_the_wish(asked_for_the_wish):
    asked_for_the_wish.say("卡里还有860 全退")
    assert asked_for_the_wish.draft.values["demand"] == ["全退"]


def test_whose_business_it_is_brings_up_no_private_seller(asked_for_the_wish):
    asked_for_the_wish.say("你们管不管这个", "ask_regulation")
    assert asked_for_the_wish.said[0] == "utter_draft_ours"


def test_fine_them_beside_a_refund_is_a_tip_off(ready):
    ready.say("还有他们没有明码标价 你们去罚")
    assert ready.draft.second.kind == "tip_off" and ready.draft.values["demand"] == ["把钱退给我"]

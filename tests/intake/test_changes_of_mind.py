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


def test_what_is_told_beside_a_question_is_kept(asked_for_the_name):
    asked_for_the_name.say("我老公已经打12345反映过了 会不会重复")
    assert "我老公已经打12345反映过了 会不会重复" in asked_for_the_name.draft.said and "utter_aside" in asked_for_the_name.said
    asked_for_the_name.say("你们多久给我打电话 我明天就回北京了")
    assert "你们多久给我打电话 我明天就回北京了" in asked_for_the_name.draft.said


def test_the_sign_over_the_door_is_the_shop(hotline):
    citizen = Citizen(hotline).files("手机店卖给我翻新机", problem="quality", department="quality").say("不知道叫啥 门头写的华为")
    assert citizen.draft.values["respondent_name"] == "华为"


def test_the_name_found_at_last(ready):
    ready.say("店名找到了 叫暖阳服饰旗舰店")
    assert ready.draft.values["respondent_name"] == "暖阳服饰旗舰店"


def test_an_order_number_is_no_place(hotline):
    citizen = Citizen(hotline).files("羽绒服跑毛 网上买的", problem="quality", department="online_trade").say("店名记不得了 订单号能查")
    assert not citizen.draft.knows("respondent_address")


def test_counts_and_prices_are_no_part_of_the_wish(asked_for_the_wish):
    asked_for_the_wish.say("剩20节课 一节三百 退六千")
    assert asked_for_the_wish.draft.values["demand"] == ["退六千"]


def test_one_word_more_after_filing(ready):
    ready.say("确认").say("你再帮我加一句 教练已经离职了")
    assert ready.said == ["utter_ticket_supplemented"]


def test_the_last_digit_of_the_phone_put_right(ready):
    ready.say("不对 最后一位是3")
    assert ready.draft.values["citizen_phone"] == "13800000013" and ready.draft.values["citizen_address"] == "建设路18号"


@pytest.mark.parametrize("said", ["怎么还要名字", "咋还要我电话"])
def test_why_on_earth_is_explained(asked_for_the_name, said):
    asked_for_the_name.say(said, "ask_materials")
    assert asked_for_the_name.said[0] in ("utter_draft_why", "utter_aside") and asked_for_the_name.draft.asking == "citizen_name"


def test_the_platform_is_no_shop(hotline):
    citizen = Citizen(hotline).files("卖家收了钱拉黑我", problem="quality", department="online_trade").say("闲鱼上的")
    assert citizen.draft.values["platform"] == "闲鱼" and not citizen.draft.knows("respondent_name")


def test_the_branch_says_where_it_is(hotline):
    citizen = Citizen(hotline).files("超市多收了我3块5", problem="price", department="price").say("惠民超市解放路店")
    assert citizen.draft.asking == "demand"
    citizen.say("把差的钱给我 按规定赔500")
    assert "把差的钱给我" in "".join(citizen.draft.values["demand"])


@pytest.mark.parametrize("said, wish", [("我不要赔 我要他道歉", "道歉"), ("不用退 给我换一个", "换一个")])
def test_what_he_does_not_want_is_no_part_of_the_wish(asked_for_the_wish, said, wish):
    asked_for_the_wish.say(said)
    assert "不" not in asked_for_the_wish.draft.values["demand"][0] and asked_for_the_wish.draft.values["demand"][0].endswith(wish)


def test_what_the_platform_offers_is_no_wish(ready):
    ready.say("平台客服只赔我15块")
    assert ready.draft.values["demand"] == ["把钱退给我"]


def test_where_the_seller_is_is_not_his_own_place(ready):
    ready.say("卖家地址是平台上写的 建设路88号")
    assert ready.draft.values["respondent_address"] == "建设路88号" and ready.draft.values["citizen_address"] == "建设路18号"


def test_the_shop_inside_a_mall(hotline):
    citizen = Citizen(hotline).files("沙发有味道", problem="quality", department="quality").say("商家是红星家具城里的雅居沙发")
    assert (citizen.draft.values["respondent_name"], citizen.draft.values["respondent_address"]) == ("雅居沙发", "红星家具城")


def test_on_a_platform_the_shop_is_the_rest(hotline):
    citizen = Citizen(hotline).files("鸡蛋全碎了 包装太差", problem="quality", department="quality").say("拼多多上的 农家蛋旗舰店")
    assert (citizen.draft.values["platform"], citizen.draft.values["respondent_name"]) == ("拼多多", "农家蛋旗舰店")


@pytest.mark.parametrize("said", ["不是2单元 3单元", "不是2单元 是3单元"])
def test_not_this_but_that_in_the_address(ready, said):
    ready.say("我家地址改成建设路18号2单元").say(said)
    assert ready.draft.values["citizen_address"] == "建设路18号3单元"


def test_then_only_the_money_back(ready):
    ready.say("退一赔三太麻烦了 那我就退货")
    assert ready.draft.values["demand"] == ["退货"]


def test_two_prices_are_no_wish(ready):
    ready.say("沙发5600 检测费300")
    assert ready.draft.values["demand"] == ["把钱退给我"]

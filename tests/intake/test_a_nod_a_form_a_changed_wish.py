"""演出来的：点头要转、店名先说后举报、表格上的店址、换了要求、要治他不要钱。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.usecases.emergency.keep_emergency_notes import _named_in
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.newly_said import added_wishes
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_labelled import read_labelled
from tests import fakes

WORDS = fakes.knowledge().intake_words


@pytest.fixture
def offered(hotline):
    citizen = Citizen(hotline).files("老板欠我工资 三个月一万五", kind="help_request", department="human_resources")
    assert citizen.said == ["utter_request_not_ours"]
    return citizen


@pytest.mark.parametrize("said", ["转吧", "那转吧", "给转一下呗", "麻烦转一下"])
def test_a_nod_to_the_transfer_lodges_it(offered, said):
    assert offered.say(said, "talk_to_operator").draft.is_other_body and offered.memory.draft_open


def test_a_shop_told_meanwhile_is_no_item(offered):
    offered.say("宏达办公", "ask_overview", item_id="company_establishment")
    assert offered.said == ["utter_draft_words_kept", "utter_lodge_again"]


def test_the_shop_told_meanwhile_is_the_one_tipped_off(offered):
    offered.say("建设路5号")
    offered.files("那我举报他家卖过期药", kind="tip_off", problem="drug_device", department="drug")
    assert offered.draft.values.get("respondent_address") == "建设路5号" and "工资" not in "".join(offered.draft.said)


def test_the_address_after_the_accused_on_a_form_is_the_shops():
    said = "投诉人：王敏 电话：13800000022 被投诉：鑫隆手机维修 地址：解放路步行街22号"
    found = read_labelled(said, WORDS, None)
    assert found["respondent_name"] == "鑫隆手机维修" and found["respondent_address"] == "解放路步行街22号"


def test_a_tip_off_told_while_the_transfer_is_filled_in_is_kept_apart(offered):
    offered.say("转吧").say("阳光大药房")
    offered.files("我还要举报他家卖过期药", kind="tip_off", problem="drug_device", department="drug")
    assert offered.said[0] == "utter_draft_another_kept" and offered.draft.is_other_body
    offered.say("建设路5号").say("不留电话").say("确认", "affirm").say("接着办")
    kept = offered.draft
    assert kept.kind == "tip_off" and kept.values["respondent_name"] == "阳光大药房" and "工资" not in str(kept.said)


@pytest.fixture
def asked_for_the_name(hotline):
    return Citizen(hotline).files("鞋底掉了", problem="quality", department="quality").say("百丽专柜").say("新世纪商场一楼").say("换一双")


@pytest.mark.parametrize("said, wish", [("不换了 退吧", "退吧"), ("还是修吧", "修"), ("我想了想 还是退钱吧", "退钱")])
def test_another_wish_takes_the_place_of_the_first(asked_for_the_name, said, wish):
    draft = asked_for_the_name.draft
    assert read_correction(said, (), draft, WORDS, asked_for_the_name.hotline.now().date()).found == {"demand": (wish,)}


@pytest.mark.parametrize("said", ["还是不想说名字", "还是没修好", "退了吧"])
def test_what_only_sounds_so_changes_no_wish(asked_for_the_name, said):
    swapped = read_correction(said, (), asked_for_the_name.draft, WORDS, asked_for_the_name.hotline.now().date())
    assert swapped is None or "demand" not in swapped.found


def test_no_money_but_punish_him_becomes_a_tip_off(hotline):
    citizen = Citizen(hotline).files("割了二斤肉 回家一称才一斤六", problem="metrology", department="quality")
    citizen.say("东大集 入口第三家").say("俺也不要钱 恁去治治他")
    assert citizen.draft.kind == "tip_off"


def test_is_it_secret_at_the_end_is_answered_and_not_written_down(hotline):
    citizen = Citizen(hotline).files("匿名举报小天使幼儿园用臭鱼", kind="tip_off", problem="food_safety", department="food")
    citizen.say("小天使幼儿园").say("没人知道吧")
    assert "utter_draft_secrecy_anonymous" in citizen.said and "没人知道" not in "".join(citizen.draft.said)


def test_when_it_was_stops_at_the_time():
    assert read_field("event_on", "上个礼拜还吃了", WORDS, date(2026, 4, 28)) == "上个礼拜"


def test_called_something_is_no_question(hotline):
    citizen = Citizen(hotline).files("老伴花了三万八买了一堆冲剂没用", problem="false_promotion", department="food")
    citizen.say("叫个什么康乐健康馆", "ask_regulation", kind_confidence=0.95)
    assert citizen.draft.values["respondent_name"] == "康乐健康馆"


def found_in(said, *entities):
    marked = [{"type": t, "text": s, "value": v, "start": said.rindex(s), "end": said.rindex(s) + len(s)} for t, s, v in entities]
    return from_entities(said, marked, None, WORDS, date(2026, 4, 28))


def test_what_was_taken_back_in_the_same_breath_is_not_kept():
    assert found_in("昨天买的 哦不 前天", ("date", "昨天", None), ("date", "前天", None))["event_on"] == "2026-04-26"
    assert found_in("花了68 不对 86", ("amount", "68", 68.0), ("amount", "86", 86.0))["amount"] == 86.0
    assert found_in("花了68 后来又交86", ("amount", "68", 68.0), ("amount", "86", 86.0))["amount"] == 68.0


def test_the_tail_put_right_at_once_is_the_number(asked_for_the_name):
    said = "13800000046 不对末尾是47"
    entities = ({"type": "phone", "text": "13800000046", "value": None, "start": 0, "end": 11},)
    assert read_correction(said, entities, asked_for_the_name.draft, WORDS, date(2026, 4, 28)).found["citizen_phone"] == "13800000047"


def test_a_sum_put_right_with_its_name_is_the_later_one(asked_for_the_name):
    assert read_correction("金额68 不对 86", (), asked_for_the_name.draft, WORDS, date(2026, 4, 28)).found["amount"] == 86.0


def test_an_address_in_brackets_is_the_shops():
    said = "本人于11月3日在贵辖区“悦享健身”（地址：金鼎广场4楼）办理健身年卡一张，请求退款。投诉人：郑浩"
    assert read_labelled(said, WORDS, date(2026, 4, 28))["respondent_address"] == "金鼎广场4楼"


@pytest.mark.parametrize("said", ["六佰块", "叁仟元", "就是火车站出来往左", "左手边第二家"])
def test_a_sum_or_a_way_is_no_wish(said):
    assert read_field("demand", said, WORDS, date(2026, 4, 28)) is None


def test_a_street_corner_is_no_shop():
    assert read_field("respondent_name", "步行街口", WORDS, date(2026, 4, 28)) is None


def test_whom_he_wants_to_sue_is_a_complaint_and_no_look_up(hotline):
    assert Citizen(hotline).say("我要告那个卖鞋垫的", "check_ticket").said[0] == "utter_draft_started"


def test_mind_your_own_business_is_no_name(asked_for_the_name):
    asked_for_the_name.say("我叫啥你别管", "ask_about_bot", kind_confidence=0.9)
    assert asked_for_the_name.said == ["utter_draft_needed"]


def test_a_name_that_sounds_like_danger_is_a_name(asked_for_the_name):
    asked_for_the_name.say("杜刚", "report_emergency", emergency="food_poisoning", danger=0.6)
    assert asked_for_the_name.said == ["utter_draft_ask"] and asked_for_the_name.draft.values["citizen_name"] == "杜刚"


def test_not_wanting_to_write_his_home_is_told_what_then(asked_for_the_name):
    asked_for_the_name.say("何俊").say("13800000051")
    assert asked_for_the_name.say("不想写住址").said == ["utter_draft_needed"]


def test_no_it_is_another_shop(hotline):
    citizen = Citizen(hotline).files("买的电饭锅爆了", problem="quality", department="quality").say("老百姓电器")
    assert citizen.say("不 是小天鹅专卖店").draft.values["respondent_name"] == "小天鹅专卖店"


def test_charged_too_much_is_a_complaint_though_nothing_else_is_heard(hotline):
    assert Citizen(hotline).say("kfc 多收我 10", "noise").said[0] == "utter_draft_started"


@pytest.mark.parametrize("said", ["厂里把退货的面包改日期再卖", "退回来的旧机器翻新又卖"])
def test_goods_sent_back_are_no_wish(said):
    assert read_field("demand", said, WORDS, date(2026, 4, 28), is_asked=False) is None


def test_how_many_for_how_much_is_no_place():
    assert read_field("respondent_address", "4条一千二", WORDS, date(2026, 4, 28)) is None


def test_his_refusal_is_no_wish_of_mine():
    assert read_field("demand", "它家不给退", WORDS, date(2026, 4, 28)) is None


@pytest.mark.parametrize("said", ["你把刚才记的从头念一遍给我听 我没带眼镜", "念一遍 我看看电话对不对", "这都写的啥 念一遍我听"])
def test_read_it_to_me_among_other_words_is_read(asked_for_the_name, said):
    assert asked_for_the_name.say(said).said[0] == "utter_draft_so_far" and said not in asked_for_the_name.draft.said


def test_not_knowing_where_is_no_question(hotline):
    citizen = Citizen(hotline).files("送的煤气罐都锈了", problem="special_equipment", department="special_equipment").say("老刘液化气店")
    assert citizen.say("不晓得在哪 打电话送", "ask_regulation", kind_confidence=0.95).said == ["utter_draft_needed"]


def test_another_shop_told_beside_is_no_finer_place():
    assert read_field("respondent_address", "理发的叫美发汇 也在北街", WORDS, date(2026, 4, 28)) is None


def test_what_he_was_charged_comes_before_what_the_card_said():
    assert found_in("吃饭结账 菜单三十八 收我八十八", ("amount", "三十八", 38.0), ("amount", "八十八", 88.0))["amount"] == 88.0


def test_trouble_told_in_words_nobody_understands_is_a_complaint(hotline):
    citizen = Citizen(hotline).say("喂 喂 我喝多了 他妈的酒是假的", "noise", kind_confidence=0.4)
    assert citizen.said[0] == "utter_draft_started"


def test_pictures_and_shouting_are_no_part_of_the_wish():
    assert read_field("demand", "😡😡退钱！！！", WORDS, date(2026, 4, 28), is_asked=False) == ("退钱",)
    assert added_wishes(("退钱",), ("退钱退钱退钱",)) == ("退钱",)


def test_asked_and_answered_by_himself_in_an_emergency_is_the_shop(hotline):
    notes = replace(Citizen(hotline).files("吃完饭都吐了").draft, values={})
    assert _named_in("在哪家饭店 就那个王家小院", notes, hotline) == {"respondent_name": "王家小院"}
    assert _named_in("在哪家饭店", notes, hotline) == {}


def test_the_shop_put_right_in_the_same_breath_is_the_one():
    said = "举报宏发超市 不对 是宏达超市 卖散装白酒没标签"
    assert found_in(said, ("merchant", "宏发超市", None), ("merchant", "宏达超市", None))["respondent_name"] == "宏达超市"


def test_two_words_apart_are_no_shop():
    assert "respondent_name" not in found_in("家具城的床 甲醛超标", ("merchant", "床 甲醛超标", None))


@pytest.mark.parametrize("said", ["叫什么名字你就别问了", "不知道是哪家", "不晓得在哪 打电话送", "是谁我不告诉你"])
def test_what_he_would_rather_not_say_is_no_question(hotline, said):
    assert not asks(said, hotline)


@pytest.mark.parametrize("said", ["在哪办", "为什么不给退", "不知道要带什么吗", "这是谁的责任"])
def test_questions_stay_questions(hotline, said):
    assert asks(said, hotline)

"""照自己的样子答：方言、带着气、一句里答一样拒一样，问的不是要的，说店家没有的。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_purchase import bought_one, with_purchase
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


def _kept(citizen):
    return "\n".join(citizen.draft.said)


# ── 是哪家 ──


@pytest.mark.parametrize("said", ["去寻人家 人家说不管", "就去找他", "又去问老板", "人家不认"])
def test_going_to_them_is_no_shop_name(said):
    assert all(read_field("respondent_name", piece, WORDS, TODAY) is None for piece in said.split())


@pytest.mark.parametrize("said", ["对 就是没有执照还给人打针", "没有健康证还端菜", "他没有贴标签"])
def test_what_the_shop_lacks_is_told_and_kept(hotline, said):
    citizen = Citizen(hotline).files("我要举报一家小诊所", kind="tip_off", problem="unlicensed", department="enforcement")
    assert said in _kept(citizen.say(said)) and citizen.draft.declined == ()


@pytest.mark.parametrize("said", ["不知道哪家公司 桩上写着星驰充电", "门头写的是星驰充电"])
def test_what_is_written_there_is_its_name(hotline, said):
    citizen = Citizen(hotline).files("充电桩标的一块二扣了一块八", problem="price", department="price_competition").say(said)
    assert citizen.draft.values["respondent_name"] == "星驰充电"


def test_no_name_said_of_the_place_is_not_his_own(asked_for_the_wish):
    asked_for_the_wish.say("没名字就是个摊子")
    assert "citizen_name" not in asked_for_the_wish.draft.declined


def test_the_branch_told_while_the_place_is_asked_completes_the_name(hotline):
    citizen = Citizen(hotline).files("燃气灶打不着火", problem="quality", department="quality").say("宏美")
    citizen.say("宏美电器 解放路店")
    assert citizen.draft.values["respondent_name"] == "宏美电器解放路店" and citizen.draft.asking == "demand"  # 店名里就说了在哪条路


# ── 要怎样 ──


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("我要退一赔三", "退一赔三"),
        ("叫他给俺换个新的", "给俺换个新的"),
        ("退货 他们说开封了不退", "退货"),
        ("我想让老板赔我药费", "赔我药费"),
        ("要他们赔", "要他们赔"),
    ],
)
def test_a_wish_begins_with_what_is_wanted(said, wish):
    assert read_field("demand", said, WORDS, TODAY) == (wish,)


def test_what_they_said_beside_the_wish_stays_in_the_story(asked_for_the_wish):
    assert "开封了不退" in _kept(asked_for_the_wish.say("退货 他们说开封了不退"))


@pytest.mark.parametrize(("said", "span"), [("那就举报吧 不要退钱了", "退钱了"), ("你们能管吧", "能管")])
def test_what_is_not_wanted_and_what_is_asked_is_no_wish(said, span):
    start = said.index(span)
    entity = {"type": "demand", "text": span, "start": start, "end": start + len(span), "value": None}
    assert "demand" not in from_entities(said, [entity], None, WORDS, TODAY)


@pytest.mark.parametrize("said", ["这种能赔几倍", "能退几倍", "要几倍合适"])
def test_how_many_times_is_a_question(asked_for_the_wish, said):
    assert asked_for_the_wish.say(said, intent="ask_regulation").draft.values.get("demand") is None


def test_money_not_wanted_any_more_is_a_tip_off(asked_for_the_name):
    assert asked_for_the_name.say("那就举报吧 不要退钱了").draft.kind == "tip_off"


def test_money_wanted_of_what_was_never_called_a_tip_off_is_one_complaint(hotline):
    citizen = Citizen(hotline).files("楼下老李包子铺 吃了拉了一天", kind="tip_off", problem="food_safety", department="food")
    citizen.say("我要他赔我药费")
    assert citizen.draft.kind == "complaint" and citizen.draft.second is None and list(citizen.draft.values["demand"]) == ["赔我药费"]


def test_money_wanted_beside_a_tip_off_is_still_a_second_ticket(tip_off):
    assert tip_off.say("顺便要他退我钱").draft.second is not None


# ── 自己的几样 ──


@pytest.mark.parametrize(("said", "refused"), [("张三 电话不给", "citizen_phone"), ("张三 电话你打什么打 不给", "citizen_phone"), ("张三 地址不方便说", "citizen_address")])
def test_one_answered_and_one_refused_in_a_breath(asked_for_the_name, said, refused):
    draft = asked_for_the_name.say(said).draft
    assert draft.values["citizen_name"] == "张三" and refused in draft.declined and draft.asking != refused


def test_the_phone_given_and_the_place_refused_leaves_nothing_to_ask(asked_for_the_name):
    asked_for_the_name.say("张三").say("行行行 13800000013 地址不给")
    assert asked_for_the_name.said[-1] == "utter_draft_summary"


def test_name_phone_and_home_in_one_breath_are_his_own_whatever_is_asked(hotline):
    citizen = Citizen(hotline).files("停车一小时收了三十", problem="price", department="price_competition").say("时代广场停车场")
    values = citizen.say("那算了叫陈亮 13800000016 时代路12号").draft.values
    assert (values["citizen_name"], values["citizen_phone"], values["citizen_address"]) == ("陈亮", "13800000016", "时代路12号")


def test_the_owners_card_is_not_his_own(hotline):
    citizen = Citizen(hotline).files("停车一小时收了三十", problem="price", department="price_competition").say("时代广场停车场")
    assert "citizen_name" not in citizen.say("老板叫陈亮 13800000016 时代路12号").draft.values


def test_the_bare_word_address_means_the_one_asked_for(asked_for_the_name):
    asked_for_the_name.say("张三").say("13800000013").say("地址 步行街对面")
    assert asked_for_the_name.draft.values["citizen_address"] == "步行街对面"


def test_losing_ones_work_is_not_written_into_an_anonymous_tip_off(tip_off):
    assert "工作" not in _kept(tip_off.say("匿名").say("我怕丢工作"))


# ── 核对时 ──


@pytest.mark.parametrize("said", ["莫问题", "莫得问题", "没麻达"])
def test_yes_in_dialect_files_it(ready, said):
    assert "utter_ticket_filed" in ready.say(said).said or ready.memory.filed


def test_where_the_shop_is_told_at_the_reading_back_fills_the_gap(hotline):
    citizen = Citizen(hotline).files("包子吃坏肚子了 医药费两百三", problem="food_safety", department="food")
    for answer in ("老李包子铺", "不知道", "照样登记", "赔我药费", "张三", "13800000013", "建设路18号"):
        citizen.say(answer)
    assert citizen.said == ["utter_draft_summary"] and not citizen.draft.knows("respondent_address")
    assert citizen.say("店就在我们小区东门").draft.values["respondent_address"] == "我们小区东门"


def test_lodging_after_a_rule_asked_meanwhile_goes_on_with_the_draft(asked_for_the_wish):
    first = asked_for_the_wish.draft.draft_id
    asked_for_the_wish.memory = asked_for_the_wish.memory.__class__(**{**vars(asked_for_the_wish.memory), "last_question": {"text": "那12345能不能转", "department": "consumer_protection", "faq_id": "x"}})
    asked_for_the_wish.say("好吧登记吧", intent="affirm")
    assert asked_for_the_wish.draft.draft_id == first and asked_for_the_wish.draft.asking == "demand"


def test_yes_to_filing_without_it_is_yes(asked_for_the_name):
    asked_for_the_name.say("张三").say("13800000013").say("不给")
    asked_for_the_name.memory = replace(asked_for_the_name.memory, offered=({"intent": "answer_draft", "choice": {"do": "skip"}},))
    assert asked_for_the_name.say("是", intent="affirm").said == ["utter_draft_summary"]


def test_yes_when_nothing_of_the_kind_was_offered_is_no_answer(asked_for_the_name):
    asked_for_the_name.say("张三").say("13800000013").say("不给")
    assert asked_for_the_name.say("好的", intent="affirm").draft.asking == "citizen_address"


@pytest.mark.parametrize("said", ["打开全是虫", "买了袋米"])
def test_what_happened_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


def test_the_phone_beside_ones_name_is_ones_own_while_the_shops_place_is_asked(hotline):
    citizen = Citizen(hotline).files("燃气灶打不着火", problem="quality", department="quality").say("宏美电器")
    values = citizen.say("姓名 冯涛 电话13800000029 住址 解放路120号").draft.values
    assert (values["citizen_name"], values["citizen_phone"], values["citizen_address"]) == ("冯涛", "13800000029", "解放路120号")


@pytest.mark.parametrize("said", ["那先说充电吧", "先说鞋的事", "还是先讲这个"])
def test_which_one_to_tell_first_is_no_shop_name(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


@pytest.mark.parametrize(("said", "amount"), [("不对 虫子是86", 86), ("不对 是86", 86), ("不对 尾号是86", 68)])
def test_a_price_put_right_by_what_it_is_of(ready, said, amount):
    draft = replace(ready.draft, values={**ready.draft.values, "amount": 68}, latest=())
    put_right = read_correction(said, (), draft, WORDS, TODAY)
    assert (put_right.found.get("amount", 68) if put_right else 68) == amount


@pytest.mark.parametrize("said", ["电话等会给你", "等会儿再给你们", "名字晚点说"])
def test_to_be_told_later_is_waited_for(asked_for_the_name, said):
    assert asked_for_the_name.say(said).said[0] == "utter_draft_take_your_time"


def test_the_trainers_name_is_not_his_own(asked_for_the_name):
    entity = {"type": "person", "text": "阿强", "start": 5, "end": 7, "value": None}
    assert "citizen_name" not in from_entities("那个教练叫阿强", [entity], "citizen_name", WORDS, TODAY)


def test_where_he_is_now_is_not_where_the_shop_is():
    assert read_field("respondent_address", "我现在在兰州", WORDS, TODAY) is None


def test_asked_to_get_it_back_the_wish_is_to_get_it_back():
    assert read_field("demand", "我要投诉 你们能帮我要回来不", WORDS, TODAY) == ("要回来",)


@pytest.mark.parametrize("said", ["老板欠我货款八万", "我给他送的菜", "他拖着我的材料款"])
def test_who_is_owed_and_who_delivers_is_hidden(said):
    assert fakes.knowledge().reporter_hider.hide(said) == "【已隐去】"


def test_what_is_bare_of_a_matter_does_not_say_whose_it_is(hotline):
    citizen = Citizen(hotline).files("小区门口有个卖假茅台的", kind="tip_off", problem="counterfeit", department="food")
    citizen.say("我要退钱 也要举报他", intent="file_complaint", department="enforcement")
    assert citizen.draft.department == "food"


@pytest.mark.parametrize(
    ("said", "what"),
    [("我买了双鞋 穿了两回底掉了", "鞋"), ("买了袋米全是虫", "米"), ("买了一盒药过期了", None), ("买了桶油是地沟油", "油"), ("买了台灯不亮", None), ("买了双人床塌了", None), ("买了包子吃坏了", None), ("买了五十块钱的肉", None)],
)
def test_what_is_bought_follows_its_measure_word(said, what):
    assert bought_one(said, WORDS) == what or (what is None and bought_one(said, WORDS) in (None, "药"))


def test_a_measure_word_heard_as_part_of_the_goods_is_taken_off():
    assert with_purchase({"product": "双鞋"}, "买了双鞋", WORDS)["product"] == "鞋"
    assert with_purchase({"product": "运动鞋"}, "买了双鞋", WORDS)["product"] == "运动鞋"


def test_a_shop_told_while_its_place_is_asked_is_its_name(hotline):
    citizen = Citizen(hotline).files("小区门口有个卖假茅台的 举报", kind="tip_off", problem="counterfeit", department="food").say("不知道")
    citizen.say("诚信烟酒店")
    assert citizen.draft.values.get("respondent_name") == "诚信烟酒店" and citizen.draft.asking == "respondent_address"

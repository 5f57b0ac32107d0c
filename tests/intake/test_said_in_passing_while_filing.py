"""演出来的：顺口说的一句，各归各位。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.hotline.conversation import Awaiting
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.filing.hear_story import hear_story
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_labelled import read_labelled
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


# ── 又演的一轮 ──


@pytest.mark.parametrize("said", ["就这两个礼拜的事", "也就半个月的事"])
def test_how_long_it_has_been_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["加油站给我加错油了 我是柴油车 给加了汽油", "我是老客户 他也这么坑", "我是金卡会员", "我是白酒店的顾客"])
def test_what_he_is_is_no_name(said):
    assert "citizen_name" not in read_labelled(said, WORDS, TODAY)


@pytest.mark.parametrize("said, name", [("康乐大药房 十里店", "康乐大药房十里店"), ("85度西点 中山桥店", "85度西点中山桥店")])
def test_the_branch_belongs_to_the_shop(hotline, said, name):
    citizen = Citizen(hotline).files("面包过期了", problem="food_safety", department="food").say(said)
    assert citizen.draft.values["respondent_name"] == name


@pytest.mark.parametrize("said", ["福星家园", "翠英小区", "安居花园"])
def test_where_people_live_is_where_and_no_shop(hotline, said):
    citizen = Citizen(hotline).files("物业乱收暖气费", problem="price", department="price_competition").say(said)
    assert not citizen.draft.knows("respondent_name") and citizen.draft.values["respondent_address"] == said
    assert citizen.say("物业就叫福星物业").draft.values["respondent_name"] == "福星物业"


def test_the_price_written_up_is_not_what_was_paid():
    sums = ({"type": "amount", "text": "五块", "value": 5.0, "start": 14, "end": 16},)
    assert "amount" not in from_entities("一小时收我十五 门口牌子写的五块", sums, None, WORDS, TODAY)


@pytest.mark.parametrize("said", ["那要是他就是不肯呢", "他们不愿意赔呢", "他要是不退呢"])
def test_and_if_he_will_not_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_regulation", kind_confidence=0.9).said[0] in ("utter_aside", "utter_outcome")


@pytest.mark.parametrize("said", ["噢 商场名字叫新百广场", "物业名字是新百广场", "对了 超市名字写的新百广场"])
def test_the_name_of_any_kind_of_shop_is_put_right(ready, said):
    assert ready.say(said).draft.values["respondent_name"] == "新百广场"


def test_no_address_and_no_name_before_it_is_handed_in_is_anonymous(tip_off):
    assert tip_off.say("确认").draft.is_anonymous


@pytest.mark.parametrize("said", ["马超", "党有福"])
def test_a_bare_name_at_the_reading_back_is_his(hotline, said):
    citizen = Citizen(hotline).files("驾校不给我排车", kind="complaint", department="transport").say("转吧").say("顺达驾校").say("北街5号").say("13800000012").say("退钱")
    assert citizen.say(said).draft.values["citizen_name"] == said


def test_bought_and_found_bad_is_a_complaint_whatever_item_it_sounds_like(hotline):
    citizen = Citizen(hotline).say("我在小区门口超市买了箱奶 到家一看 过期十天了", "ask_regulation", item_id="prepackaged_food_filing", kind_confidence=0.5)
    assert citizen.said[0] == "utter_draft_started" and citizen.draft.kind == "complaint"


@pytest.mark.parametrize("said", ["买了台二手锅炉 检验过期了", "我买了个门面 前面那家没执照", "我想买过期的食品证能用吗"])
def test_what_he_needs_for_his_business_is_no_complaint(hotline, said):
    turn = hear_story(Citizen(hotline).memory, fakes.heard(said, "ask_overview"), hotline)
    assert turn is None or turn.replies[0].name != "utter_draft_started"


def test_punish_him_and_then_no_money_is_a_tip_off(hotline):
    citizen = Citizen(hotline).files("打印一张两块没标价", problem="price", department="price_competition").say("三中门口打印店").say("罚他")
    assert citizen.say("不用退我钱").draft.kind == "tip_off"


def test_asked_whether_it_is_kept_secret_is_no_wish(asked_for_the_name):
    assert asked_for_the_name.say("能不能保密").said[0] in ("utter_draft_secrecy_complaint", "utter_draft_secrecy") and list(asked_for_the_name.draft.values["demand"]) == ["退一赔三"]


def test_a_person_said_for_himself_calls_no_operator(hotline):
    citizen = Citizen(hotline).files("补习班不退钱", department="education").say("个人", "talk_to_operator", kind_confidence=0.9)
    assert citizen.said[-1] == "utter_lodge_again"


def test_the_matter_told_anew_while_a_phone_is_asked_is_taken(hotline):
    citizen = Citizen(hotline)
    citizen.memory = replace(citizen.memory, awaiting=Awaiting.CALLBACK_PHONE, hand_over_no="H20260428-ABCDEF")
    citizen.files("算了我重新说 好利来的面包发霉", problem="food_safety", department="food")
    assert citizen.memory.draft_open and citizen.draft.kind == "complaint"


@pytest.mark.parametrize("said, heard_as", [("烧气的", "fire_gas"), ("导游不接电话 钱交了人不见了", "missing_person")])
def test_what_it_burns_and_who_took_the_money_are_no_danger(said, heard_as):
    assert fakes.knowledge().emergency_hearing.calm_rule(said, heard_as, False) is not None


@pytest.mark.parametrize("said, heard_as", [("烧气的锅炉漏了 有味", "fire_gas"), ("导游说老人走丢了", "missing_person"), ("孩子跟导游走散了", "missing_person")])
def test_danger_told_with_them_stays_danger(said, heard_as):
    assert fakes.knowledge().emergency_hearing.calm_rule(said, heard_as, False) is None


def test_where_the_stall_stood_is_no_home_of_his(hotline):
    citizen = Citizen(hotline).files("庙会上买的玉镯子是玻璃", problem="counterfeit", department="quality").say("城隍庙会").say("退钱").say("卖的人走了")
    citizen.say("不晓得叫啥 就记得摆在戏台跟前")
    assert not citizen.draft.knows("citizen_address") and "戏台跟前" in str(citizen.draft.values["respondent_address"])


@pytest.mark.parametrize("said, when", [("我前两天进去借厕所看见的", "前两天"), ("我上个月路过看见的", "上个月"), ("我天天从那过", "天天")])
def test_when_it_was_is_only_the_time(said, when):
    assert read_field("event_on", said, WORDS, TODAY) == when


def test_asked_which_is_better_it_is_answered_and_not_decided(tip_off):
    assert tip_off.say("我要实名还是匿名好").said[0] == "utter_regulation" and not tip_off.draft.is_anonymous


def test_not_about_you_but_about_a_shop_is_a_complaint(hotline):
    citizen = Citizen(hotline).files("你们12345咋回事 让我等到现在没人理", kind="conduct_complaint", department=PARTY_COMMITTEE)
    assert citizen.say("不是投诉你们 是我那个洗衣机的事").draft.kind == "complaint"


def test_his_surname_does_not_matter_is_anonymous(tip_off):
    assert tip_off.say("我姓什么不重要吧", "ask_overview", item_id="name_self_declaration", kind_confidence=0.9).draft.is_anonymous


@pytest.mark.parametrize("said", ["一把二百六", "一节一百二", "现在我爸还要去买 我拦不住"])
def test_a_price_each_or_what_goes_on_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


def test_the_address_told_beside_a_question_is_taken(asked_for_the_name):
    asked_for_the_name.say("龚雪梅").say("13800000130").say("我老家的地址行不 绵阳市涪城区南街5号", "ask_regulation", kind_confidence=0.95)
    assert asked_for_the_name.draft.values["citizen_address"] == "绵阳市涪城区南街5号"


def test_where_the_one_he_speaks_for_lives_is_no_shop(hotline):
    citizen = Citizen(hotline).files("我朋友结账多出来两瓶洋酒 我替他投诉", problem="price", department="price_competition").say("金色年华KTV").say("南大街")
    citizen.say("他住南大街66号")
    assert citizen.draft.values["respondent_address"] == "南大街" and citizen.draft.values["citizen_address"] == "南大街66号"


def test_the_shop_said_again_is_no_place(hotline):
    citizen = Citizen(hotline).files("举报磨坊面粉里掺滑石粉", kind="tip_off", problem="food_safety", department="food").say("村口老赵家磨坊")
    assert citizen.say("赵家磨坊").draft.values.get("respondent_address") != "赵家磨坊"


def test_asked_whether_it_is_ours_after_the_offer_it_is_told(hotline):
    citizen = Citizen(hotline).files("快递把手机弄丢了", department="postal").say("顺丰")
    assert citizen.say("那你们管吗", "ask_overview", kind_confidence=0.9).said == ["utter_lodge_whose"]


def test_goods_that_are_the_whole_answer_and_end_like_a_shop_are_the_shop():
    heard = ({"type": "product", "text": "老地方烧烤店", "value": None, "start": 0, "end": 6},)
    assert from_entities("老地方烧烤店", heard, None, WORDS, TODAY) == {"respondent_name": "老地方烧烤店"}

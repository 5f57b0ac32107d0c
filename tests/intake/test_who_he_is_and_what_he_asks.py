"""演出来的：要不要留名、哪一类、放下又接着办、岔开问。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.hotline.draft import Stage
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.start_draft import new_draft
from bot.usecases.reading.read_labelled import read_labelled
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


# ── 他自己 ──


def test_the_name_given_after_all_while_the_phone_is_asked(asked_for_the_name):
    asked_for_the_name.say("能不能不说名字").say("不说")
    assert asked_for_the_name.say("那就陈静").draft.values["citizen_name"] == "陈静"


@pytest.mark.parametrize("said", ["俺不识字 你给俺念念", "你给我念念吧"])
def test_asked_to_read_it_out_it_is_read(asked_for_the_name, said):
    assert asked_for_the_name.say(said).said[0] == "utter_draft_so_far"


def test_no_phone_and_no_name_in_a_tip_off_is_anonymous(tip_off):
    assert tip_off.say("那算了不给").draft.is_anonymous or tip_off.say("不给").draft.is_anonymous


@pytest.mark.parametrize("said", ["我姓啥就不说了", "叫啥我就不说了", "不要写我是对门"])
def test_not_to_be_named_is_anonymous(tip_off, said):
    assert tip_off.say(said).draft.is_anonymous and "对门" not in "".join(tip_off.draft.said)


# ── 哪一类、归谁 ──


@pytest.mark.parametrize("said", ["不用赔我 就是想让你们查", "那就算举报吧", "我不要赔偿 你们去查他"])
def test_only_to_be_looked_into_is_a_tip_off(hotline, said):
    citizen = Citizen(hotline).files("标价牌写的9块9 结账收我12块9", problem="price", department="price_competition").say("华联超市东口店")
    assert citizen.say(said).draft.kind == "tip_off"


def test_either_will_do_is_no_second_matter(asked_for_the_wish):
    assert asked_for_the_wish.say("投诉也行举报也行 我不懂").draft.second is None


@pytest.mark.parametrize("said", ["市场局来检查的两个人拿了我两条烟", "市监局的人上门就骂", "工商所的上店里吃饭不给钱", "你们市场所那个姓赵的收钱"])
def test_our_own_people_go_to_the_party_committee(hotline, said):
    assert Citizen(hotline).files(said, kind="conduct_complaint", department="tobacco").draft.department == PARTY_COMMITTEE


# ── 放下、接着办 ──


@pytest.mark.parametrize("said", ["算了还是登吧", "等下 还是投诉吧 气不过", "想了想还是要投诉", "还是给我登记上吧"])
def test_taking_it_up_again_goes_on_with_the_same_draft(ready, said):
    first = ready.draft.draft_id
    ready.say("先别登记 我再问问他")
    assert not ready.memory.draft_open
    ready.files(said) if "投诉" in said else ready.say(said)
    assert ready.memory.draft_open and ready.draft.draft_id == first


def test_few_words_at_the_reading_back_are_kept(ready):
    assert "一亩半" in ready.say("一亩半").draft.said


# ── 岔开问、岔开说 ──


@pytest.mark.parametrize("said", ["你们不会说出去吧", "会不会告诉他", "他们老板跟你们所里人熟 会不会告诉他"])
def test_asked_whether_they_will_be_told_it_is_answered(tip_off, said):
    tip_off.say(said, "abuse" if "吧" in said else "ask_regulation", kind_confidence=0.9)
    assert tip_off.said[0] in ("utter_draft_secrecy", "utter_draft_secrecy_anonymous", "utter_regulation") and said not in tip_off.draft.said


@pytest.mark.parametrize("said", ["你们能逼他修吗", "他们要是不同意赔咋办", "他死活不赔你们有办法吗", "你们说我这个占理不", "我占不占理"])
def test_asked_what_we_can_make_them_do_it_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_regulation", kind_confidence=0.9).said[0] in ("utter_aside", "utter_outcome", "utter_regulation")


@pytest.mark.parametrize("said", ["截图我有 咋发", "我一会儿把合同照片发过来咋发"])
def test_asked_how_to_send_pictures_it_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_materials", item_id="company_establishment", kind_confidence=0.9).said[0] == "utter_regulation"


def test_a_question_put_to_nobody_is_no_question_about_the_bot(asked_for_the_wish):
    assert "utter_about_bot" not in asked_for_the_wish.say("你说这是不是抢", "ask_about_bot", kind_confidence=0.9).said


def test_all_over_is_no_goodbye(asked_for_the_wish):
    assert asked_for_the_wish.say("拔了没事了", "goodbye", kind_confidence=0.9).memory.draft_open


def test_anonymous_once_more_is_no_answer_to_when(hotline):
    citizen = Citizen(hotline).files("举报用罂粟壳", kind="tip_off", problem="food_safety", department="food").say("老马牛肉面").say("大众巷18号")
    assert citizen.draft.asking == "event_on"
    assert citizen.say("别让他知道是我说的").say("不留").say("不留").draft.asking is None


def test_the_place_told_beside_his_own_house_is_the_place(hotline):
    citizen = Citizen(hotline).files("举报康寿堂天天给老人讲课卖药", kind="tip_off", problem="false_promotion", department="food").say("康寿堂")
    citizen.say("就在我们小区门口 桃树坪")
    assert "桃树坪" in citizen.draft.values["respondent_address"] and not citizen.draft.knows("citizen_address")


def test_his_own_address_told_with_a_grievance_about_us_is_no_shops(hotline):
    citizen = Citizen(hotline).files("你们食药所的人吃饭不给钱", kind="conduct_complaint", department=PARTY_COMMITTEE)
    citizen.say("城东所").say("昨天晚上").say("13800000068").say("东方红路52号")
    assert not citizen.draft.knows("respondent_address")


def test_the_shop_told_after_railing_at_the_hotline_is_the_complaint(hotline):
    citizen = Citizen(hotline).files("你们这热线就是个摆设 打了三遍没人管", kind="conduct_complaint", department=PARTY_COMMITTEE)
    citizen.files("那个东方宫牛肉面馆 吃出苍蝇", problem="food_safety", department="food")
    assert citizen.draft.kind == "complaint" and "东方宫牛肉面馆" in citizen.draft.values["respondent_name"] and len(citizen.draft.said) == 2


def test_the_property_company_told_by_its_name_is_the_body():
    assert read_labelled("物业叫安泰", WORDS, TODAY)["respondent_name"] == "安泰"


def test_the_stall_is_told_the_matter_anew_when_the_number_is_lost(hotline):
    citizen = Citizen(hotline).say("我上次投诉的那个到哪了", "check_ticket")
    citizen.files("那我重新说一遍吧 好利来的面包发霉", problem="food_safety", department="food")
    assert citizen.memory.draft_open and "发霉" in citizen.draft.said[0]


def test_a_spelled_surname_goes_with_the_name(asked_for_the_name):
    assert asked_for_the_name.say("我叫理强 木子李").draft.values["citizen_name"] == "李强"


def test_to_have_it_checked_is_a_wish(asked_for_the_wish):
    assert asked_for_the_wish.say("让你们检定一下他机子").draft.knows("demand")


def test_the_kept_matter_is_chosen_by_what_it_is_about(hotline):
    citizen = Citizen(hotline).files("买的跑步机坏了", problem="quality", department="quality")
    kept = new_draft(citizen.memory, fakes.heard("昨天在菜市场买的鱼是死的", "file_complaint", problem="food_safety", department="food"), hotline, ())
    keep_draft(replace(kept, kind="complaint", stage=Stage.SET_ASIDE, has_facts=True), hotline)
    citizen.say("先说鱼的事吧")
    assert citizen.draft.draft_id == kept.draft_id and citizen.memory.draft_open
    assert citizen.say("先说跑步机").draft.said == ("买的跑步机坏了",)

"""正问一样，说的是另一样：放到另一样上，不当成答话收下。说法是一个个真人说的，规矩是一般的。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.hotline.draft_questions import pass_over
from bot.settings import TIME_ZONE
from bot.usecases.reading.heard_entities import _widened, entities_of
from bot.usecases.reading.read_command import lays_down
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import read_statement
from bot.usecases.reading.sort_answer import for_whom
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, kind="complaint", **values):
    return Draft("D1", "chat:1", kind, "chat", NOW, NOW, asking=asking, values=values, has_facts=True)


def answered(asked, said, entities=(), **values):
    return read_answer_to(asked, said, list(entities), a_draft(asked, **values), WORDS, TODAY)


def an_entity(type_, text, said):
    at = said.index(text)
    return {"type": type_, "text": text, "value": None, "start": at, "end": at + len(text)}


@pytest.mark.parametrize(
    "said",
    ["替我妈投诉", "哦，那我要退", "每人一千，一共七千", "卡里三千多", "还剩八百来块", "有病历", "一个男的", "就是我们小区楼下饭店", "楼下那家超市", "代我爸来反映的"],
)
def test_what_is_no_shop_is_not_taken_for_one(said):
    assert "respondent_name" not in answered("respondent_name", said)


def test_where_it_was_bought_is_a_place_and_no_shop():
    found = answered("respondent_name", "批发市场买的 没牌子")
    assert "respondent_name" not in found
    assert found["respondent_address"] == "批发市场"


def test_a_wish_instead_of_the_shop_is_kept_as_the_wish():
    assert answered("respondent_name", "哦，那我要退")["demand"]


@pytest.mark.parametrize("said", ["半夜送来", "夜里才开门"])
def test_a_time_of_night_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["我办了两年的卡3980块", "才去了四个月", "买了三年"])
def test_how_long_or_how_much_is_no_moment(said):
    assert read_field("event_on", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["上个月", "上个月底", "四个月前", "每天夜里一点左右"])
def test_a_rough_moment_is_still_one(said):
    assert read_field("event_on", said, WORDS, TODAY)


def test_always_is_told_whole():
    said = "一直这样 从去年开始"
    assert answered("event_on", said, [an_entity("date", "去年", said)])["event_on"] == said


def test_a_place_is_no_wish():
    found = answered("demand", "就河滨路那个早市 进门左手", respondent_address="河滨路早市", respondent_name="鸡蛋摊")
    assert "demand" not in found
    assert found["respondent_address"] == "河滨路那个早市 进门左手"


@pytest.mark.parametrize(
    "said, address",
    [("嗯地址就是那个幸福里小区十六号楼八零二", "幸福里小区十六号楼八零二"), ("她住东风路18号院2单元101", "东风路18号院2单元101")],
)
def test_the_words_before_an_address_are_left_out(said, address):
    assert read_field("citizen_address", said, WORDS, TODAY) == address


def test_the_shop_is_named_late_whatever_is_asked():
    found = answered("event_on", "叫蜀香园，建设路锦绣小区门口")
    assert found["respondent_name"] == "蜀香园"
    assert found["respondent_address"] == "建设路锦绣小区门口"


def test_the_shop_beside_a_landmark_is_not_the_landmark():
    said = "投诉新华书店旁边的眼镜店，配的镜子戴着头晕"
    found = read_details(said, [an_entity("merchant", "新华书店", said)], None, WORDS, TODAY)
    assert "respondent_name" not in found
    assert found["respondent_address"] == "新华书店旁边"


@pytest.mark.parametrize("said", ["我在苏宁易购广场店买的电视", "京东家电专卖店买的冰箱"])
def test_a_branch_on_a_street_is_no_platform(said):
    assert "platform" not in read_statement(said, [], WORDS, TODAY)


@pytest.mark.parametrize("said, platform", [("京东自营旗舰店买的", "京东"), ("在苏宁易购上买的", "苏宁易购"), ("抖音小店", "抖音")])
def test_a_shop_on_a_platform_is_on_it(said, platform):
    assert read_statement(said, [], WORDS, TODAY)["platform"] == platform


def test_everything_after_the_word_demand_is_the_demand():
    said = "购买车厘子2斤，店方拒绝退款。诉求：退货退款并按食品安全法赔偿一千元。"
    assert read_statement(said, [], WORDS, TODAY)["demand"] == ("退货退款并按食品安全法赔偿一千元",)


def test_a_sum_demanded_does_not_change_the_sum_paid():
    said = "不对，我还是要他赔我一千"
    draft = a_draft("citizen_name", amount=35.0, respondent_name="福康大药房")
    sum_ = {**an_entity("amount", "一千", said), "value": 1000.0}
    found = read_correction(said, [sum_], draft, WORDS, TODAY).found
    assert "amount" not in found
    assert found["demand"]


@pytest.mark.parametrize(
    "said", ["刚才说的是格力，不对，是美的", "格力说错了，是美的", "店名好像是美的专卖店不是格力专卖店"]
)
def test_what_was_said_wrong_is_put_right_where_it_stands(said):
    draft = a_draft("citizen_name", respondent_name="格力专卖店", product="空调")
    assert read_correction(said, [], draft, WORDS, TODAY).found == {"respondent_name": "美的专卖店"}


def test_for_whom_may_be_said_at_any_time():
    assert for_whom(a_draft("respondent_name"), "替我妈投诉", WORDS).values["represents"] == "我妈"


@pytest.mark.parametrize("said, count", [("我们一个办公室七个人都在楼下办了洗车卡", 7), ("我们班三十二个家长都交了", 32)])
def test_how_many_of_us_is_heard_at_once(said, count):
    assert read_statement(said, [], WORDS, TODAY)["companions"] == count


def test_a_shop_refuses_is_no_wish():
    assert read_field("demand", "不给换", WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["全退", "都退了", "我要退"])
def test_a_bare_verb_is_a_wish(said):
    assert read_field("demand", said, WORDS, TODAY)


@pytest.mark.parametrize("said", ["陈刚", "李春", "记不得工号了 女的"])
def test_a_name_or_a_badge_is_no_moment(said):
    assert read_field("event_on", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said, shop, place", [("北门夜市 老张烧烤", "老张烧烤", "北门夜市"), ("烟酒超市 胜利路3号 叫万顺", "万顺", "胜利路3号")])
def test_which_shop_and_where_are_told_apart(said, shop, place):
    found = answered("respondent_name", said, [an_entity("address", place, said)])
    assert (found["respondent_name"], found["respondent_address"]) == (shop, place)


def test_a_road_cut_in_two_is_put_together():
    said = "好梦家居 城北路66号"
    cut = [an_entity("merchant", "好梦家居 城", said), an_entity("address", "北路66号", said)]
    assert [str(_widened(entity, said)["text"]) for entity in cut] == ["好梦家居", "城北路66号"]


def test_asked_which_shop_the_name_before_the_street_is_the_shop():
    said = "香满园 南街12号"
    heard = fakes.heard(said, entities=[an_entity("address", said, said)])
    hotline = fakes.hotline(TODAY)
    assert [(e["type"], e["text"]) for e in entities_of(heard, hotline, asks_shop=True)] == [("merchant", "香满园"), ("address", "南街12号")]
    assert [(e["type"], e["text"]) for e in entities_of(heard, hotline)] == [("address", said)]


def test_a_letter_spelled_out_is_put_right_in_the_name():
    draft = a_draft("respondent_address", respondent_name="利健")
    assert read_correction("利是力量的力", [], draft, WORDS, TODAY).found == {"respondent_name": "力健"}


def test_only_the_number_of_the_house_changes():
    draft = a_draft(None, citizen_address="城北路12号")
    assert read_correction("地址也不是12号 是21号", [], draft, WORDS, TODAY).found == {"citizen_address": "城北路21号"}


@pytest.mark.parametrize("said, stops", [("先不弄了 孩子哭了", True), ("等会儿再说，有人敲门", True), ("算了，退钱就行", False)])
def test_a_reason_after_the_pause_is_still_a_pause(said, stops):
    assert lays_down(said, WORDS) is stops


def test_what_is_optional_is_asked_twice_and_what_the_law_wants_three_times():
    elements = fakes.knowledge().acceptance.elements
    optional = pass_over(pass_over(a_draft("event_on", kind="tip_off"), elements), elements)
    needed = pass_over(pass_over(a_draft("respondent_name"), elements), elements)
    assert optional.declined == ("event_on",)
    assert needed.declined == () and pass_over(needed, elements).declined == ("respondent_name",)


def test_his_own_name_is_asked_until_he_says_no():
    elements = fakes.knowledge().acceptance.elements
    assert pass_over(a_draft("citizen_name"), elements).passed_over == ()


@pytest.mark.parametrize("said", ["手机号13800000021", "电话号码是 13800000021"])
def test_a_phone_number_is_not_when_it_happened(said):
    assert read_field("event_on", said.replace("13800000021", ""), WORDS, TODAY, is_asked=True) is None

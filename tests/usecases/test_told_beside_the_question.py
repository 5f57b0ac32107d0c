"""不正问的时候说的地方、日子、店名、要求：放对地方；说的是别人的，不当成自己的。"""

from datetime import date

import pytest

from bot.hotline.said_day import said_day
from bot.usecases.filing.earlier_words import with_branch
from bot.usecases.reading.read_bare import read_bare
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_name import surname_first
from bot.usecases.reading.sort_answer import of_agent
from tests import fakes
from tests.usecases.test_whose_name_which_sum import TODAY, WORDS, a_draft, answered


class _Hotline:
    knowledge = fakes.knowledge()

    @staticmethod
    def now():
        return a_draft().updated_at


@pytest.mark.parametrize(("said", "day"), [("11.26晚上", date(2025, 11, 26)), ("3.15买的", date(2026, 3, 15)), ("3.5买的", None), ("一共12.80买的", None)])
def test_a_day_with_a_dot(said, day):
    assert said_day(said, TODAY) == day


@pytest.mark.parametrize(
    ("said", "known", "found"),
    [
        ("摊主姓马 就在早市口上那个三轮车", {}, {"respondent_name": "摊主姓马", "respondent_address": "早市口上那个三轮车"}),
        ("东关菜市场 进门左手第二家", {}, {"respondent_address": "东关菜市场进门左手第二家"}),
        ("上岛 就在北街", {}, {"respondent_name": "上岛", "respondent_address": "北街"}),
        ("人民医院门口那个停车场", {}, {"respondent_name": "人民医院门口那个停车场", "respondent_address": "人民医院门口"}),
        ("单位名字 恒达物流园", {}, {"respondent_name": "恒达物流园"}),
        ("叫啥康寿来着 康寿堂", {}, {"respondent_name": "康寿堂"}),
        ("中间那排", {}, {}),
    ],
)
def test_which_shop_it_is(said, known, found):
    assert answered("respondent_name", said, **known) == found


def test_they_tell_no_shop():
    assert "respondent_name" not in answered("respondent_name", "他们天天发鸡蛋 讲课 说能治高血压")
    assert "respondent_name" not in answered("respondent_name", "写的5块一小时 收我30 就停了一个钟头多一点")


def test_a_place_told_where_the_name_is_asked_is_the_shops():
    place = [("address", "花园路", "花园路")]
    assert answered("citizen_name", "在花园路", place) == {"respondent_address": "花园路"}
    assert answered("citizen_name", "在花园路", place, respondent_address="东关") == {"citizen_address": "花园路"}
    fuller = [("address", "东关菜市场", "东关菜市场")]
    assert answered("citizen_name", "东关菜市场", fuller, respondent_address="菜市场门口") == {"respondent_address": "东关菜市场门口"}


def test_a_home_told_where_the_wish_is_asked_is_ones_own():
    home = [("address", "翠湖小区3号楼2单元", None)]
    assert answered("demand", "翠湖小区3号楼2单元", home, respondent_name="万家福") == {"citizen_address": "翠湖小区3号楼2单元"}


def test_a_branch_tells_the_road():
    assert with_branch(a_draft(respondent_name="百姓康大药房中山路店"), WORDS).values["respondent_address"] == "中山路"
    assert with_branch(a_draft(respondent_name="环城东路中燃加气站"), WORDS).values["respondent_address"] == "环城东路"
    assert not with_branch(a_draft(respondent_name="苏宁易购广场店"), WORDS).knows("respondent_address")


def test_the_boss_is_not_the_citizen():
    assert surname_first("老板姓李 李老三") is None
    assert surname_first("我姓贺 贺兰兰")[2] == "贺兰兰"


@pytest.mark.parametrize(("said", "sum_"), [("128的券", 128.0), ("3680办的", 3680.0)])
def test_a_sum_of_something(said, sum_):
    assert read_bare(said, a_draft("demand"), _Hotline) == {"amount": sum_}


def test_nobody_minds_is_no_wish():
    assert "demand" not in answered("demand", "他把我拉黑了 平台也不管")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1号公馆", {"respondent_name": "1号公馆"}),
        ("倾城美容 百盛楼上", {"respondent_name": "倾城美容", "respondent_address": "百盛楼上"}),
        ("实验幼儿园 东侧", {"respondent_address": "实验幼儿园东侧"}),
        ("他们租的门面 在老商业局楼下", {"respondent_address": "老商业局楼下"}),
    ],
)
def test_names_that_look_like_places(said, found):
    places = [("address", "老商业局楼下", None)] if "老商业局" in said else []
    assert answered("respondent_name", said, places) == found


@pytest.mark.parametrize("said", ["他不开发票", "换机油一百二 修发动机两千六", "发票都不给"])
def test_what_they_do_is_no_wish(said):
    assert "demand" not in answered("demand", said)


def test_a_sum_by_the_pair_is_no_place():
    assert answered("respondent_address", "一万二一对", respondent_name="聆听") == {}
    assert read_bare("一万二一对", a_draft("respondent_address"), _Hotline) == {"amount": 12000.0}


def test_the_mall_is_no_surname():
    assert answered("respondent_address", "就万达那个", respondent_name="老乡鸡") == {"respondent_address": "万达"}


def test_what_one_does_for_a_living_is_hidden():
    hide = fakes.knowledge().reporter_hider.hide
    assert "出租" not in hide("我开出租的 加气站给我加的气不对")
    assert "开车" in hide("我开车的时候看见的")


def test_a_name_with_a_phone_is_the_citizens_and_the_first_was_the_shop():
    said = "伍德胜 13800000052"
    found = answered("citizen_phone", said, [("person", "伍德胜", None), ("phone", "13800000052", "13800000052")], citizen_name="郑远元")
    assert found == {"citizen_name": "伍德胜", "respondent_name": "郑远元", "citizen_phone": "13800000052"}


def test_in_a_tip_off_a_bare_name_is_not_the_reporter():
    draft = a_draft("event_on", kind="tip_off", respondent_name="燕小仙")
    said = "真名 李燕燕 住锦绣江南"
    entities = [{"type": type_, "text": text, "value": None, "start": said.index(text), "end": said.index(text) + len(text)} for type_, text in (("person", "李燕燕"), ("address", "锦绣江南"))]
    assert set(read_answer_to("event_on", said, entities, draft, WORDS, TODAY)) <= {"respondent_address"}


@pytest.mark.parametrize("said", ["她一天卖好几十盒", "他们把日期撕了重新贴"])
def test_what_they_do_is_no_day(said):
    assert "event_on" not in answered("event_on", said)


def test_a_fuller_place_of_the_same_kind():
    assert answered("event_on", "就第三小学门口 那个推车的", respondent_address="学校门口")["respondent_address"] == "第三小学门口"


def test_the_street_above_the_floor_belongs_to_the_place():
    said = "艺剪美发 步行街中段 二楼"
    assert answered("respondent_name", said, [("merchant", "艺剪美发", None), ("address", "二楼", None)]) == {"respondent_name": "艺剪美发", "respondent_address": "步行街中段二楼"}


def test_a_street_is_no_name():
    assert answered("citizen_name", "步行街").get("citizen_name") is None


def test_a_sum_a_head_is_no_shop():
    assert answered("respondent_name", "一位58") == {}


def test_she_deleted_me_is_no_wish():
    assert "demand" not in answered("demand", "她把我删了")
    assert "demand" not in answered("demand", "换了两家都这样")


def test_the_granddaughter_is_not_the_shop():
    said = "我是她孙女 黄蓉"
    assert of_agent({"respondent_name": "黄蓉"}, a_draft("respondent_name", represents="我奶奶"), said, WORDS) == {"representative_name": "黄蓉"}


@pytest.mark.parametrize("said", ["肉都发绿了还给我们吃", "剩菜还给孩子吃"])
def test_what_they_give_us_to_eat_is_not_given_back(said):
    assert read_demand(said, WORDS, TODAY, is_asked=False) is None


def test_a_transfer_record_is_no_lack_of_anything():
    assert not says_none("我手上就一个微信转账记录", WORDS) and says_none("就一个微信", WORDS)

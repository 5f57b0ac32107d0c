"""报的是谁的姓名、说的是哪一笔钱、改的是哪一样要求：各归各处，一样不丢。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.filing.change_draft import in_own_name
from bot.usecases.reading.read_bare import sum_of_wish
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import his_own_name
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, latest=(), kind="complaint", **values):
    return Draft("D1", "chat:1", kind, "chat", NOW, NOW, asking=asking, latest=latest, values=values, has_facts=True)


def entity(type_, said, text, value=None):
    at = said.index(text)
    return {"type": type_, "text": text, "value": value, "start": at, "end": at + len(text)}


def answered(asked, said, entities=(), **values):
    return read_answer_to(asked, said, [entity(t, said, s, v) for t, s, v in entities], a_draft(asked, **values), WORDS, TODAY)


def test_a_person_named_where_the_shop_is_asked_is_the_citizen():
    his = [entity("person", "王磊", "王磊")]
    assert his_own_name("王磊", his, a_draft("respondent_name"), WORDS)
    assert not his_own_name("王磊", his, a_draft("respondent_name", kind="tip_off"), WORDS)  # 举报的可能就是他
    assert not his_own_name("王磊", his, a_draft("respondent_name", citizen_name="王磊"), WORDS)  # 又说一遍的是店
    assert his_own_name("好吧 王磊", his, a_draft("respondent_name"), WORDS) == "王磊"
    assert not his_own_name("周大福", [entity("merchant", "周大福", "周大福")], a_draft("respondent_name"), WORDS)


@pytest.mark.parametrize("said", ["能出示", "能带"])
def test_what_one_can_do_is_no_name(said):
    assert read_field("citizen_name", said, WORDS, TODAY) is None


def test_a_name_with_a_festival_in_it_is_no_day():
    assert answered("citizen_name", "李国庆", [("date", "国庆", "2026-10-01")]) == {"citizen_name": "李国庆"}


def test_a_sum_after_the_wish_belongs_to_the_wish():
    draft = a_draft("citizen_name", ("demand",), demand=("退我钱 再查查",), amount=380.0)
    assert sum_of_wish("1000", draft) == {"demand": ("退我钱 再查查（1000）",)}
    assert sum_of_wish("1000块就行", draft) == {"demand": ("退我钱 再查查（1000块）",)}


@pytest.mark.parametrize(
    "said, latest, values",
    [
        ("1000", ("citizen_name",), {"demand": ("退钱",), "amount": 380.0}),  # 说完别的又说的，照旧是花的数
        ("3599", ("demand",), {"demand": ("换一台",)}),  # 花了多少还不知道
        ("380", ("demand",), {"demand": ("退钱",), "amount": 380.0}),
        ("1000", ("demand",), {"demand": ("退300",), "amount": 380.0}),
    ],
)
def test_other_bare_sums_are_what_was_paid(said, latest, values):
    assert sum_of_wish(said, a_draft("citizen_name", latest, **values)) == {}


def test_the_sum_that_will_do_stays_in_the_wish():
    assert read_field("demand", "把钱退我 1200就行", WORDS, TODAY, is_asked=False) == ("把钱退我 1200就行",)
    assert "amount" not in read_details("把钱退我 1200就行", [entity("amount", "把钱退我 1200就行", "1200", 1200.0)], None, WORDS, TODAY)


@pytest.mark.parametrize(
    "said, known, left",
    [
        ("不是 是退剩下的1200", ("退卡费", "把钱退我"), ("退剩下的1200",)),
        ("不是罚我 是罚他们", ("退300服务费", "罚款"), ("退300服务费", "罚他们")),
        ("不是退货 是换货", ("退货",), ("换货",)),
    ],
)
def test_a_wish_put_right_replaces_only_what_was_wrong(said, known, left):
    assert read_correction(said, (), a_draft("citizen_name", demand=known), WORDS, TODAY).found == {"demand": left}


def test_what_the_company_offers_is_no_wish():
    said = "快递丢了 快递公司只赔运费三倍"
    assert "demand" not in read_details(said, [entity("demand", said, "快递公司只赔运费三倍")], None, WORDS, TODAY)


def test_what_was_promised_is_not_what_was_paid():
    said = "说好59 结果扣129"
    sums = [entity("amount", said, "59", 59.0), entity("amount", said, "129", 129.0)]
    assert read_details(said, sums, None, WORDS, TODAY)["amount"] == 129.0


def test_in_ones_own_name_the_details_of_the_other_go():
    draft = a_draft(represents="我爸", citizen_name="林国强", citizen_phone="13800000028", citizen_address="中山路27号", authorization=False, amount=2600.0)
    assert dict(in_own_name(draft).values) == {"amount": 2600.0}


@pytest.mark.parametrize(
    "said, shop",
    [("不是美家 是美佳", "美佳"), ("不是王记 是汪记", "汪记")],
)
def test_one_character_heard_wrong(said, shop):
    assert answered("respondent_name", said)["respondent_name"] == shop


@pytest.mark.parametrize(
    "asked, said, known, found",
    [
        ("respondent_address", "国美电器人民路店", {"respondent_name": "国美"}, {"respondent_name": "国美电器人民路店", "respondent_address": "国美电器人民路店"}),
        ("respondent_address", "爱婴坊 文化路", {"respondent_name": "卖奶粉的"}, {"respondent_name": "爱婴坊", "respondent_address": "文化路"}),
        ("respondent_name", "尚艺美发 就红星路上", {}, {"respondent_name": "尚艺美发", "respondent_address": "红星路上"}),
        ("citizen_address", "我家就在幸福家园5号楼", {}, {"citizen_address": "幸福家园5号楼"}),
        ("respondent_name", "人民广场地下停车场", {}, {"respondent_name": "人民广场地下停车场", "respondent_address": "人民广场地下停车场"}),
        ("respondent_name", "就 二手的那个 在华强电子城 三楼 叫小杨数码", {}, {"respondent_name": "小杨数码", "respondent_address": "华强电子城 三楼"}),
        ("citizen_address", "外地的 我不在你们这 我住郑州", {}, {"citizen_address": "郑州"}),
        ("respondent_address", "在老百姓火锅店里借的", {"respondent_name": "怪兽充电"}, {"respondent_address": "老百姓火锅店"}),
    ],
)
def test_names_and_places_in_one_breath(asked, said, known, found):
    heard = [("merchant", "爱婴坊", None)] if "爱婴坊" in said else []
    assert answered(asked, said, heard, **known) == found


@pytest.mark.parametrize("said", ["私教叫阿凯", "没地址 就微信号 meimei88"])
def test_who_they_are_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


def test_one_character_of_the_name_put_right():
    found = read_correction("不是王记 是汪记", (), a_draft("respondent_address", respondent_name="王记早餐"), WORDS, TODAY).found
    assert found == {"respondent_name": "汪记早餐"}


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("袖子一长一短 要换 人家说打折的不换", ("换",)),
        ("打电话说再等等 我不等了退钱", ("退钱",)),
        ("要求把没上的课时费退了", ("把没上的课时费退了",)),
        ("中通快递 只赔三倍运费", None),
        ("换个屏幕收我450", None),
        ("他们答应了退钱", None),
    ],
)
def test_what_is_wanted_is_told_from_what_was_done(said, wish):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False) == wish


@pytest.mark.parametrize(("said", "heard"), [("主播说假一赔十 结果是玻璃", "假一赔十"), ("包装上写着假一赔十", "假一赔十"), ("申请退款不给退", "退款不给退"), ("只赔三倍运费", "赔三倍运费")])
def test_what_they_promised_is_not_his_wish(said, heard):
    assert "demand" not in read_details(said, [entity("demand", said, heard, heard)], None, WORDS, TODAY)

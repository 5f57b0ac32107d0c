"""答非所问的：有凭据不是店名，大概的日子不是地方，维修点不是请求，总数后说的算，早市是在哪。"""

from datetime import datetime

import fakes
import pytest

from bot.hotline.draft import Draft
from bot.hotline.said_day import said_day
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_bare import read_bare
from bot.usecases.reading.read_command import lays_down, says_none
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field

WORDS = fakes.knowledge().intake_words
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)
TODAY = NOW.date()


def drafted(asked, **values):
    return Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asked, values=values, has_facts=True)


def answered(asked, said, entities=(), **values):
    found = [{"type": t, "text": s, "value": None, "start": said.index(s), "end": said.index(s) + len(s)} for t, s in entities]
    return read_answer_to(asked, said, found, drafted(asked, **values), WORDS, TODAY)


@pytest.mark.parametrize("said", ["医院诊断有", "票据没有", "视频有", "保修卡没带"])
def test_having_a_proof_is_no_shops_name(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["十月二十几号做的", "3月十几号买的", "上个月二十几号"])
def test_a_rough_day_is_no_place(said):
    assert read_field("citizen_address", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["十月二十几号做的", "3月十几号买的", "二月二十几"])
def test_a_rough_day_is_not_made_a_day(said):
    assert said_day(said, TODAY) is None


@pytest.mark.parametrize("said", ["我自己投诉 钱是我给的", "用我的名义 票是我的"])
def test_in_whose_name_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said, shop", [("在你们这儿的维修点", "维修点"), ("找了维修师傅", "维修师傅"), ("去了维修部", "维修部")])
def test_a_repair_shop_is_no_wish(said, shop):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False) is None
    found = [{"type": "demand", "text": shop, "value": None, "start": said.index(shop), "end": len(said)}]
    assert "demand" not in from_entities(said, found, None, WORDS, TODAY)


@pytest.mark.parametrize("said", ["要求退还维修费", "要他们来修", "让维修点给我修好", "要求维修"])
def test_a_wish_about_repairs_stays_one(said):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False)


@pytest.mark.parametrize("said, amount", [
    ("九千八是刷的花呗 一共付了一万零二百", 10200.0), ("一共给了他五十二", 52.0), ("前前后后给了店里三千六", 3600.0), ("总共86", 86.0),
])  # fmt: skip
def test_a_total_told_later_is_the_amount(said, amount):
    hotline = type("H", (), {"knowledge": fakes.knowledge(), "now": staticmethod(lambda: NOW)})
    assert read_bare(said, drafted("respondent_name", amount=15.0), hotline).get("amount") == amount


@pytest.mark.parametrize("said", ["一共去了3次", "一共十五个人", "总共等了两小时"])
def test_a_total_of_other_things_is_no_amount(said):
    hotline = type("H", (), {"knowledge": fakes.knowledge(), "now": staticmethod(lambda: NOW)})
    assert "amount" not in read_bare(said, drafted("respondent_name", amount=15.0), hotline)


def test_a_morning_market_is_where_and_not_who():
    found = answered("respondent_name", "就河沿早市 穿蓝褂子那个老头")
    assert "respondent_name" not in found and found["respondent_address"].startswith("河沿早市")


def test_the_shop_named_outright_replaces_what_was_taken_for_it():
    assert answered("respondent_address", "店叫伊人美肤 在金街2楼", respondent_name="烂脸")["respondent_name"] == "伊人美肤"


def test_only_a_surname_with_a_title_is_no_own_name():
    assert "citizen_name" not in answered("respondent_address", "我姓关 关大爷", respondent_name="好再来面馆")


@pytest.mark.parametrize("said", ["电话不能给 我怕骚扰", "号码不敢留"])
def test_what_he_may_not_give_is_declined(said):
    assert says_none(said, WORDS)


@pytest.mark.parametrize("said, is_so", [("不用了 我再等等吧", True), ("算了 再等等", True), ("不用了 退钱就行", False)])
def test_he_rather_waits(said, is_so):
    assert lays_down(said, WORDS) == is_so


@pytest.mark.parametrize("said", ["商家叫我去退", "饭店叫他们等着"])
def test_what_they_tell_him_to_do_is_no_name(said):
    assert "respondent_name" not in answered("respondent_address", said)


@pytest.mark.parametrize(
    "said, before, aside",
    [
        ("那我能要回多少", "超市买的饼干发霉了", "compensation_food"), ("要几倍", "买的火腿肠过期了", "compensation_food"), ("能赔我几倍啊", "金店卖我假金子", "fraud_sum"),
        ("那我能要回多少", "健身房关门了 卡里两千", "how_much_back"), ("能全退吗", "舞蹈班停了", "how_much_back"),
    ],
)  # fmt: skip
def test_how_much_may_be_had_is_answered_in_a_draft(said, before, aside):
    assert fakes.knowledge().asides.find(said, before, True)[0].id == aside

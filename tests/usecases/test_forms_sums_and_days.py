"""贴进来的表、几笔钱里的哪一笔、日子不是地方：各归各的。"""

from datetime import date, datetime

import fakes
import pytest

from bot.hotline.draft import Draft
from bot.hotline.said_day import said_day
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_labelled import read_labelled
from bot.usecases.reading.read_swap import read_swap

WORDS = fakes.knowledge().intake_words
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)
TODAY = NOW.date()


@pytest.mark.parametrize("said", ["上个月12号买的", "这个月3号到5号买的", "本月6号取的货", "3月12号修的"])
@pytest.mark.parametrize("name", ["citizen_address", "respondent_address"])
def test_a_day_is_no_place(said, name):
    assert read_field(name, said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["站前路12号", "东湖小区12号楼", "月牙路3号", "上月湾小区3号楼"])
def test_a_door_stays_a_place(said):
    assert read_field("citizen_address", said, WORDS, TODAY) == said


@pytest.mark.parametrize("said", ["2月3月4月各交一次", "1月2月都扣了"])
def test_several_months_are_not_one_day(said):
    assert said_day(said, TODAY) is None
    assert said_day("3月10买的", TODAY) == date(2026, 3, 10)


@pytest.mark.parametrize("shop", ["被投诉商家", "被投诉企业", "被投诉人", "商户名称"])
def test_an_address_after_the_shop_is_the_shops(shop):
    found = read_labelled(f"姓名：李四 电话：13800000033 {shop}：万家家电维修部 地址：东风西路119号 金额：460元", WORDS, TODAY)
    assert (found["respondent_name"], found["respondent_address"]) == ("万家家电维修部", "东风西路119号")
    assert "citizen_address" not in found


def test_each_of_two_addresses_goes_to_whom_it_stands_behind():
    found = read_labelled("投诉人：李四，电话：13800000033，地址：柳荫路3号；被投诉人：万家超市，地址：东风西路119号", WORDS, TODAY)
    assert (found["citizen_name"], found["citizen_address"]) == ("李四", "柳荫路3号")
    assert (found["respondent_name"], found["respondent_address"]) == ("万家超市", "东风西路119号")


def test_the_dwelling_of_a_form_has_no_stray_letter():
    found = read_labelled("姓名：李四 住址：柳荫路3号 被投诉企业：万家超市 企业地址：东风西路119号", WORDS, TODAY)
    assert (found["citizen_address"], found["respondent_address"]) == ("柳荫路3号", "东风西路119号")


@pytest.mark.parametrize("said, is_shop", [("万家家电维修部", True), ("小陈手机维修店", True), ("给我维修", False), ("要求维修店里退钱给我", False), ("换货", False)])
def test_a_repair_shop_is_no_wish(said, is_shop):
    assert (read_field("respondent_name", said, WORDS, TODAY) == said) == is_shop


@pytest.mark.parametrize("form", ["是{}不是{}", "不对 是{}不是{}", "应该是{}，不是{}"])
@pytest.mark.parametrize("right, wrong, value", [("358", "298", 358.0), ("1200", "1300", 1200.0), ("358", "29块7", 358.0)])
def test_this_and_not_that_changes_the_amount(form, right, wrong, value):
    draft = Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, values={"amount": 1.0})
    assert read_swap(form.format(right, wrong), draft, WORDS, TODAY) == {"amount": value}


@pytest.mark.parametrize("text, sums, wanted", [
    ("标价9.9一斤 结账按19.8收的 多收了我29块7", {"9.9": 9.9, "19.8": 19.8, "29块7": 29.7}, 29.7),
    ("菜单上48 结账多收20", {"48": 48.0, "20": 20.0}, 20.0),
    ("付了300 多收了80", {"300": 300.0, "80": 80.0}, 300.0),
])  # fmt: skip
def test_of_several_sums_the_overcharge_counts_before_the_price_and_after_what_was_paid(text, sums, wanted):
    found = [{"type": "amount", "text": t, "value": v, "start": text.index(t), "end": text.index(t) + len(t)} for t, v in sums.items()]
    assert from_entities(text, found, None, WORDS, TODAY)["amount"] == wanted

"""号码是谁的、哪一句算答应、改的是哪一样。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.hotline.said_day import said_month
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_command import consents, is_command
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import without_spelling
from bot.usecases.reading.read_numbers import order_numbers, their_phones
from bot.usecases.reading.read_swap import read_swap
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


@pytest.mark.parametrize("look", ["看看", "看一下", "你看", "念一遍", ""])
@pytest.mark.parametrize("right", ["对不对", "行不行", "没错吧", "对吗", "没问题吧", "填的没错吧"])
def test_looking_is_never_a_yes(look, right):
    assert is_command("check", look + right, WORDS)
    assert not consents(look + right + "？看", WORDS)


@pytest.mark.parametrize("said", ["确认", "没错", "可以提交", "对的", "就这样"])
def test_a_plain_yes_is_no_look(said):
    assert is_command("confirm", said, WORDS) and not is_command("check", said, WORDS)


@pytest.mark.parametrize("whose", ["老板", "店里", "商家", "对方", "客服"])
@pytest.mark.parametrize("between", ["电话", "的手机是", "电话打不通 ", "手机："])
def test_a_phone_said_to_be_theirs_is_theirs(whose, between):
    assert their_phones(f"{whose}{between}13900000001", WORDS)


def test_the_phone_of_his_mother_is_hers():
    assert their_phones("我叫何小婷 他妈妈的电话是13800000057", WORDS)


@pytest.mark.parametrize("said", ["我电话13800000001", "我叫何小婷 是他妈妈 13800000057", "张丽 13800000033", "联系我的手机13800000001"])
def test_a_phone_of_ones_own_is_not_theirs(said):
    assert not their_phones(said, WORDS)


@pytest.mark.parametrize("said, is_order", [
    ("订单号 6921034567890123456", True), ("拼多多240501-123456789012345", True), ("美团订单号 8723456789012345", True),
    ("13800000033", False), ("110101199003070011", False),
])
def test_an_order_number_is_known_and_an_identity_number_is_none(said, is_order):
    assert bool(order_numbers(said, WORDS)) == is_order


@pytest.mark.parametrize("before, after", [(500, 600), (3500, 4500), (20, 30)])
@pytest.mark.parametrize("form", ["不是{}是{}", "不是{} 是{}", "金额不是{}，是{}"])
def test_not_this_but_that_changes_the_amount(before, after, form):
    draft = Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, values={"amount": float(before)})
    assert read_swap(form.format(before, after), draft, WORDS, TODAY) == {"amount": float(after)}


def test_how_a_character_is_written_is_not_the_name():
    assert without_spelling("周滔，滔滔不绝的滔", WORDS) == "周滔"
    assert without_spelling("张丽，弓长张，美丽的丽", WORDS) == "张丽"


@pytest.mark.parametrize("name, said", [
    ("demand", "我有收据"), ("demand", "他们还骂人"), ("demand", "298一罐"), ("citizen_address", "你先等等"), ("citizen_address", "就在店对面"),
    ("respondent_address", "六千二"), ("respondent_address", "才充了300"), ("respondent_name", "吊牌没剪"), ("respondent_name", "健身房"),
    ("respondent_name", "车款128000"), ("respondent_name", "我妈叫李桂花"),
])
def test_an_answer_of_another_kind_fills_no_field(name, said):
    assert read_field(name, said, WORDS, TODAY) is None


def test_a_month_of_a_year_is_a_time_of_the_matter():
    assert said_month("去年12月", TODAY) == "2025年12月" and said_month("今年3月", TODAY) == "2026年3月"

"""“昨天”“上周六”是哪一天。今天是 2026 年 4 月 28 日，周二。"""

from datetime import date

import pytest

from bot.hotline.said_day import is_said_years_ago, said_day

TODAY = date(2026, 4, 28)


@pytest.mark.parametrize(
    "said, day",
    [
        ("今天上午", date(2026, 4, 28)),
        ("昨晚", date(2026, 4, 27)),
        ("大前天", date(2026, 4, 25)),
        ("前天买的", date(2026, 4, 26)),
        ("三天前", date(2026, 4, 25)),
        ("十二天前", date(2026, 4, 16)),
        ("十五六天前", date(2026, 4, 13)),
        ("三五十天前", date(2026, 3, 29)),
        ("上周六", date(2026, 4, 25)),
        ("上上个星期天", date(2026, 4, 19)),
        ("这周一", date(2026, 4, 27)),
        ("周六", date(2026, 4, 25)),
        ("3月5号", date(2026, 3, 5)),
        ("三月二十五日", date(2026, 3, 25)),
        ("十二月三号", date(2025, 12, 3)),
        ("去年五月一号", date(2025, 5, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("2025年11月11日", date(2025, 11, 11)),
        ("上个月20号", date(2026, 3, 20)),
        ("15号", date(2026, 4, 15)),
        ("30号", date(2026, 3, 30)),
    ],
)
def test_a_day_said_in_words_becomes_a_date(said, day):
    assert said_day(said, TODAY) == day


@pytest.mark.parametrize("said", ["上个月", "天天", "记不清了", "五月一号以后", "今年13月40号", "2月30号", ""])
def test_what_is_no_day_is_not_guessed(said):
    assert said_day(said, date(2026, 4, 28)) in (None, date(2025, 5, 1))


def test_no_day_lies_in_the_future():
    assert said_day("2026-05-01", TODAY) is None


@pytest.mark.parametrize("said", ["五年前买的", "三年多前办的卡", "十年前", "2021年3月买的", "2022年的事"])
def test_what_was_three_years_ago_is_heard(said):
    assert is_said_years_ago(said, 3, TODAY)


@pytest.mark.parametrize("said", ["两年前买的", "去年买的", "2023年8月买的", "保修三年", "昨天", "2024年"])
def test_what_was_less_than_three_years_ago_is_not(said):
    assert not is_said_years_ago(said, 3, TODAY)

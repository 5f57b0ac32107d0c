"""日子按来话那天折算；说个大概的只照录。来话那天是 2026-05-18，星期一。"""

from datetime import date

import pytest


@pytest.mark.parametrize(
    "text, day",
    [
        ("昨天买的", "2026-05-17"), ("大前天晚上", "2026-05-15"), ("上周六去的", "2026-05-16"), ("周六下午", "2026-05-16"),
        ("3月5号", "2026-03-05"), ("三月五日", "2026-03-05"), ("10月2号", "2025-10-02"), ("去年3月5日", "2025-03-05"),
        ("2026年3月5日", "2026-03-05"), ("2026-03-05", "2026-03-05"), ("2026.3.5", "2026-03-05"), ("国庆那天", "2025-10-01"),
        ("上个月15号", "2026-04-15"), ("三天前", "2026-05-15"), ("腊月二十八买的", "2026-02-15"), ("大年初一", "2026-02-17"),
        ("去年中秋", "2025-10-06"), ("除夕", "2026-02-16"), ("端午那天", "2025-05-31"), ("农历八月十五", "2025-10-06"),
        ("投诉一下 上个礼拜天买的", "2026-05-17"), ("3号在老店吃的羊肉", "2026-05-03"),
    ],
)  # fmt: skip
def test_a_day_becomes_iso(values, text, day):
    assert values("date", text) == [day]


@pytest.mark.parametrize("text", ["十月二十几号做的", "前几天买的", "上个月办的卡", "去年三月", "前年买的", "两个月前", "两三天前买的", "三五年前", "上个月十五六号", "三月十五六号", "去年七八月"])
def test_a_vague_time_keeps_its_words_without_a_day(values, text):
    assert values("date", text) == [None]


@pytest.mark.parametrize("text", ["建设路18号", "五一路", "住了三天", "八一农场", "10月嫂", "2月30日那天", "一块八一度"])
def test_no_day_is_invented(values, text):
    assert [v for v in values("date", text) if v] == []


def test_the_same_words_on_another_day_are_another_day(values):
    assert values("date", "昨天", date(2027, 1, 1)) == ["2026-12-31"]


def test_without_a_day_of_receipt_only_full_dates_are_resolved(values):
    assert values("date", "昨天", None) == [None]
    assert values("date", "2026年3月5日", None) == ["2026-03-05"]


def test_a_day_without_a_year_follows_the_year_told_before(values):
    assert values("date", "2020年8月12日下单，8月16日到货") == ["2020-08-12", "2020-08-16"]

"""统计的算法：区县只认写了的，没有分母就没有率，趋势不跳过没有事的日子。"""

from datetime import date

import pytest

from bot.errors import PeriodUnreadable
from bot.hotline.figures import Counts, days_between, district_of, rates_of, trend_of

NOT_DISTRICTS = ("小区", "社区", "开发区", "新区", "园区")


@pytest.mark.parametrize(
    "address, district",
    [
        ("凉州区北大街5号", "凉州区"),
        ("武威市凉州区北大街5号", "凉州区"),
        ("甘肃省武威市民勤县三雷镇", "民勤县"),
        ("甘肃省 武威市 凉州区 西大街", "凉州区"),
        ("兰州市城关区张掖路", "城关区"),
        ("天祝藏族自治县华藏寺镇", "天祝藏族自治县"),
        ("临夏回族自治州临夏县韩集镇", "临夏县"),
        ("建设路18号", None),
        ("幸福小区3号楼底商", None),
        ("建设路18号幸福小区", None),
        ("经济开发区纬二路", None),
        ("", None),
        (None, None),
    ],
)
def test_a_district_is_only_what_the_address_says(address, district):
    assert district_of(address, NOT_DISTRICTS) == district


def counts(**changes):
    nothing = dict(
        filed=0, merged=0, overdue=0, facts={}, satisfied=0, asked=0, grades={}, days=(), merchants=(), problems={},
        departments={}, addresses={}, suggestion_uses={},
    )  # fmt: skip
    return Counts(**{**nothing, **changes})


def test_without_anything_to_divide_by_there_is_no_rate():
    assert [rate.value for rate in rates_of(counts())] == [None] * 6


def test_the_rates_show_what_was_divided_by_what():
    made = {
        rate.id: (rate.part, rate.whole)
        for rate in rates_of(
            counts(
                filed=10, merged=2, overdue=1, satisfied=3, asked=4,
                facts={"TicketDispatched": 9, "TicketAccepted": 6, "TicketResolved": 5},
                grades={"satisfied": 2, "very_satisfied": 1, "dissatisfied": 1, "very_dissatisfied": 1},
                suggestion_uses={"accepted": 4, "edited": 1, "ignored": 5},
            )
        )
    }  # fmt: skip
    assert made == {"response": (6, 9), "resolution": (5, 8), "satisfaction": (3, 4), "rating": (3, 5), "overdue": (1, 10), "adoption": (5, 10)}


@pytest.mark.parametrize(
    "since, until, first, last, length",
    [
        (date(2026, 5, 1), date(2026, 5, 31), "2026-05-01", "2026-05-31", 31),
        (date(2026, 5, 1), date(2026, 6, 30), "2026-04-27", "2026-06-29", 10),  # 按周，写周一
        (date(2026, 1, 1), date(2026, 12, 31), "2026-01", "2026-12", 12),
    ],
)
def test_the_trend_has_every_day_week_or_month_even_when_nothing_happened(since, until, first, last, length):
    trend = trend_of(days_between(since, until), [(since, "filed", 2), (since, "filed", 1)])
    assert (trend[0][0], trend[-1][0], len(trend)) == (first, last, length)
    assert trend[0][1] == {"filed": 3} and trend[-1][1] == {}


@pytest.mark.parametrize("since, until", [(date(2026, 5, 2), date(2026, 5, 1)), (date(2025, 1, 1), date(2026, 5, 1)), (date.max, date.max)])
def test_a_period_turned_round_or_too_long_is_refused(since, until):
    with pytest.raises(PeriodUnreadable):
        days_between(since, until)

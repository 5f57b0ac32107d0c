"""人工什么时候在：节假日不在，调休上班日在；没核实的时段不说死。"""

from datetime import datetime

import pytest

from bot.hotline.office_hours import OfficeHours
from bot.settings import TIME_ZONE
from tests import fakes

CALENDAR = fakes.knowledge().calendar
HOURS = OfficeHours("12345全天有人接听", True, (("09:00", "12:00"), ("14:00", "17:30")))


def at(month, day, hour, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=TIME_ZONE)


@pytest.mark.parametrize("now, is_open", [
    (at(4, 28, 10), True),     # 周二上午
    (at(4, 28, 12), False),    # 午休开始
    (at(4, 28, 13, 59), False),
    (at(4, 28, 14), True),
    (at(4, 28, 17, 30), False),
    (at(4, 25, 10), False),    # 周六
    (at(5, 1, 10), False),     # 劳动节
    (at(5, 9, 10), True),      # 周六，调休上班
])
def test_someone_is_there_on_workdays_and_makeup_days_in_the_hours(now, is_open):
    assert HOURS.is_open(now, CALENDAR) is is_open


@pytest.mark.parametrize("now, says", [
    (at(4, 28, 10), "现在是人工服务时间"),
    (at(4, 28, 12, 30), "4月28日（周二）"),   # 下午还有人
    (at(4, 28, 18), "4月29日（周三）"),
    (at(4, 30, 18), "5月6日（周三）"),        # 五一以后
    (at(4, 30, 18), "工作日 09:00—12:00、14:00—17:30"),
])
def test_the_citizen_hears_when_someone_will_be_there(now, says):
    assert says in HOURS.says(now, CALENDAR)


def test_hours_nobody_has_verified_are_not_stated_as_fact():
    unknown = OfficeHours("12345全天有人接听")
    assert unknown.is_open(at(4, 28, 10), CALENDAR) is None
    assert "以本局公布为准" in unknown.says(at(4, 28, 10), CALENDAR)
    assert unknown.is_open(at(5, 1, 10), CALENDAR) is False
    assert "未核实" in OfficeHours(periods=HOURS.periods).says(at(4, 28, 10), CALENDAR)


def test_a_year_whose_holidays_are_not_published_is_not_guessed():
    assert HOURS.is_open(at(4, 28, 10, year=2031), CALENDAR) is None

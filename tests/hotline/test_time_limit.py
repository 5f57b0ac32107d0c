"""工作日怎么数。日历是 knowledge/calendar 里的真日历。"""

from datetime import date

import pytest

from bot.errors import CalendarNotPublished
from bot.hotline.work_calendar import count_day_by_day, due_on
from bot.usecases.tickets.explain_deadline import explain_deadline
from tests import fakes

CALENDAR = fakes.knowledge().calendar
WEEKDAYS = "周一 周二 周三 周四 周五 周六 周日".split()


@pytest.mark.parametrize(
    "received, weekday, workdays, due, due_weekday",
    [
        # 收到日,            周几,  工作日, 届满日,             周几
        (date(2025, 9, 15), "周一", 5, date(2025, 9, 22), "周一"),  # 平常一周
        (date(2025, 9, 26), "周五", 1, date(2025, 9, 28), "周日"),  # 周日调休上班，当天届满
        (date(2025, 9, 29), "周一", 5, date(2025, 10, 13), "周一"),  # 跨国庆：1—8日放假，11日（周六）上班
        (date(2025, 10, 4), "周六", 1, date(2025, 10, 9), "周四"),  # 假期中收到，节后第一个工作日届满
        (date(2026, 4, 28), "周二", 7, date(2026, 5, 11), "周一"),  # 跨劳动节：1—5日放假，9日（周六）上班
        (date(2026, 9, 30), "周三", 7, date(2026, 10, 15), "周四"),  # 跨国庆：1—7日放假，10日（周六）上班
        (date(2026, 2, 12), "周四", 7, date(2026, 2, 28), "周六"),  # 跨春节：15—23日放假，14日、28日（周六）上班
        (date(2026, 11, 20), "周五", 0, date(2026, 11, 20), "周五"),  # 零个工作日就是当天
    ],
)
def test_due_on(received, weekday, workdays, due, due_weekday):
    assert WEEKDAYS[received.weekday()] == weekday
    assert due_on(received, workdays, CALENDAR) == due
    assert WEEKDAYS[due.weekday()] == due_weekday
    if workdays:
        *_, last = count_day_by_day(received, workdays, CALENDAR)
        assert last[:2] == (due, workdays)


@pytest.mark.parametrize("day, is_workday, why", [
    (date(2026, 2, 14), True, "调休上班"),
    (date(2026, 2, 28), True, "调休上班"),
    (date(2026, 11, 22), False, "周末"),
    (date(2026, 11, 23), True, "工作日"),
])  # fmt: skip
def test_each_day_says_why_it_counts(day, is_workday, why):
    assert CALENDAR.describe(day) == (is_workday, why)


@pytest.mark.parametrize(
    "received, year", [(date(2024, 6, 3), "2024"), (date(2026, 12, 31), "2027"), (date(2030, 1, 4), "2030")]
)
def test_a_year_not_published_is_refused_not_guessed(received, year):
    with pytest.raises(CalendarNotPublished, match=year):
        due_on(received, 3, CALENDAR)


def test_a_deadline_is_explained_day_by_day():
    knowledge = fakes.knowledge()
    said = explain_deadline("7", date(2026, 9, 30), knowledge)
    assert said.splitlines()[0] == "7个工作日：2026-09-30（周三）起算，当日不计"
    assert said.splitlines()[-1] == "届满日：2026-10-15（周四）"
    assert "调休上班：第" in said and "国庆" in said

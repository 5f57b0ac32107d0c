"""期限的算例表。星期写成字，读的人不用查日历。"""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ticket_builders import at

from bot.errors import CalendarNotPublished, TimeLimitUnknown
from bot.hotline.time_limit import CALENDAR_DAYS, HOURS, WORKDAYS, YEARLY, YEARS, TimeLimit, deadline
from bot.settings import TIME_ZONE
from tests import fakes

KNOWLEDGE = fakes.knowledge()
CALENDAR = KNOWLEDGE.calendar


def limit(length, unit, **more):
    return TimeLimit("x", "x", length, unit, "", "依据", True, **more)


@pytest.mark.parametrize(
    "received, weekday, length, unit, due, due_weekday, why",
    [
        ("2026-04-28", "周二", 7, WORKDAYS, "2026-05-11", "周一", "跨劳动节，周六5月9日调休上班也数"),
        ("2026-04-28", "周二", 15, WORKDAYS, "2026-05-21", "周四", "线索核查"),
        ("2026-09-30", "周三", 7, WORKDAYS, "2026-10-15", "周四", "跨国庆"),
        ("2026-09-30", "周三", 15, WORKDAYS, "2026-10-27", "周二", "跨国庆"),
        ("2026-02-12", "周四", 7, WORKDAYS, "2026-02-28", "周六", "届满日就是调休上班的周六"),
        ("2026-02-12", "周四", 15, WORKDAYS, "2026-03-11", "周三", "跨春节"),
        ("2026-09-18", "周五", 7, WORKDAYS, "2026-09-29", "周二", "周日9月20日调休上班，中秋放假"),
        ("2026-09-18", "周五", 15, WORKDAYS, "2026-10-15", "周四", "跨中秋和国庆"),
        ("2025-09-15", "周一", 5, WORKDAYS, "2025-09-22", "周一", "平常一周"),
        ("2025-09-26", "周五", 1, WORKDAYS, "2025-09-28", "周日", "周日调休上班，当天届满"),
        ("2025-10-04", "周六", 1, WORKDAYS, "2025-10-09", "周四", "假期中收到，节后第一个工作日"),
        ("2026-04-28", "周二", 60, CALENDAR_DAYS, "2026-06-29", "周一", "第六十日是周六，顺延到周一"),
        ("2026-08-02", "周日", 60, CALENDAR_DAYS, "2026-10-08", "周四", "第六十日是国庆假期第一日"),
        ("2026-05-01", "周五", 8, CALENDAR_DAYS, "2026-05-09", "周六", "落在调休上班的周六，不顺延"),
    ],
)
def test_worked_examples(received, weekday, length, unit, due, due_weekday, why):
    result = deadline(limit(length, unit), at(f"{received} 23:50"), CALENDAR)
    names = "周一 周二 周三 周四 周五 周六 周日".split()
    assert names[date.fromisoformat(received).weekday()] == weekday
    assert (result.due_on.isoformat(), names[result.due_on.weekday()]) == (due, due_weekday), why


def test_both_dates_are_kept_when_the_last_day_is_a_weekend():
    result = deadline(limit(60, CALENDAR_DAYS), at("2026-04-28 09:00"), CALENDAR)
    assert result.literal_on == date(2026, 6, 27) and result.due_on == date(2026, 6, 29) and result.is_moved


def test_reading_article_45_to_the_letter_moves_off_holidays_only():
    sixty = limit(60, CALENDAR_DAYS)
    assert deadline(sixty, at("2026-04-28 09:00"), CALENDAR, moves_off_weekends=False).due_on == date(2026, 6, 27)
    assert deadline(sixty, at("2026-08-02 09:00"), CALENDAR, moves_off_weekends=False).due_on == date(2026, 10, 8)


def test_testing_time_is_not_counted():
    pauses = [(date(2026, 5, 12), date(2026, 5, 22))]
    result = deadline(limit(60, CALENDAR_DAYS), at("2026-04-28 09:00"), CALENDAR, pauses=pauses)
    assert result.literal_on == date(2026, 6, 27) + timedelta(days=10)


def test_a_pause_ended_the_same_day_changes_nothing():
    seven = limit(7, WORKDAYS)
    day = date(2026, 4, 29)
    assert deadline(seven, at("2026-04-28 09:00"), CALENDAR, pauses=[(day, day)]).due_on == date(2026, 5, 11)


def test_an_extension_counts_on_in_the_same_unit():
    assert deadline(limit(15, WORKDAYS), at("2026-04-28 09:00"), CALENDAR, extended=15).due_on == deadline(
        limit(30, WORKDAYS), at("2026-04-28 09:00"), CALENDAR
    ).due_on


def test_hours_run_through_holidays():
    result = deadline(limit(24, HOURS), at("2026-10-01 18:00"), CALENDAR)
    assert result.due_at == at("2026-10-02 18:00")


def test_years_and_yearly_dates():
    assert deadline(limit(3, YEARS), at("2023-02-01 09:00"), CALENDAR).literal_on == date(2026, 2, 1)
    assert deadline(limit(1, YEARLY, ends_on="06-30"), at("2026-03-01 09:00"), CALENDAR).due_on == date(2026, 6, 30)


def test_an_unpublished_year_is_refused():
    with pytest.raises(CalendarNotPublished, match="2027"):
        deadline(limit(7, WORKDAYS), at("2026-12-28 09:00"), CALENDAR)


def test_an_unknown_time_limit_lists_the_known_ones():
    with pytest.raises(TimeLimitUnknown, match="complaint_acceptance"):
        KNOWLEDGE.time_limits.get("complaint_acceptence")


def test_every_day_of_2025_and_2026_agrees_with_the_state_council_notices():
    day = date(2025, 1, 1)
    while day.year < 2027:
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_seven_and_fifteen_workdays_from_every_day_agree_with_chinese_calendar():
    day = date(2025, 1, 1)
    while day < date(2026, 12, 1):
        for length in (1, 7, 15):
            expected, left = day, length
            while left and expected < date(2026, 12, 31):
                expected += timedelta(days=1)
                left -= chinese_calendar.is_workday(expected)
            if not left:
                started = datetime.combine(day, datetime.min.time(), TIME_ZONE)
                assert deadline(limit(length, WORKDAYS), started, CALENDAR).due_on == expected
        day += timedelta(days=1)


days = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(days, st.integers(1, 30), st.sampled_from([WORKDAYS, CALENDAR_DAYS]))
def test_a_later_start_or_a_longer_limit_never_falls_due_earlier(day, length, unit):
    started = datetime.combine(day, datetime.min.time(), TIME_ZONE)
    due = deadline(limit(length, unit), started, CALENDAR)
    assert due.due_on >= due.literal_on > day
    assert deadline(limit(length, unit), started + timedelta(days=1), CALENDAR).due_on >= due.due_on
    assert deadline(limit(length + 1, unit), started, CALENDAR).due_on >= due.due_on
    assert CALENDAR.is_workday(due.due_on)


@given(days, st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_pause_never_brings_a_deadline_forward(day, length, before, longer):
    started = datetime.combine(day, datetime.min.time(), TIME_ZONE)
    since = day + timedelta(days=before)
    paused = deadline(limit(length, WORKDAYS), started, CALENDAR, pauses=[(since, since + timedelta(days=longer))])
    assert paused.due_on >= deadline(limit(length, WORKDAYS), started, CALENDAR).due_on

"""工作日历：哪天上班、为什么，数几个工作日到哪天。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Dict, FrozenSet, Iterable, Iterator, Mapping, Tuple

from bot.errors import CalendarNotPublished


@dataclass(frozen=True)
class CalendarYear:
    """一年的放假安排，来自国务院办公厅通知。"""

    year: int
    holidays: Mapping[date, str]  # 日期 → 节日名
    makeup_workdays: FrozenSet[date]


class WorkCalendar:
    """工作日历。没有公布安排的年份一律拒绝计算（CalendarNotPublished），不猜。"""

    def __init__(self, years: Iterable[CalendarYear]):
        self._years: Dict[int, CalendarYear] = {year.year: year for year in years}

    def is_workday(self, day: date) -> bool:
        return self.describe(day)[0]

    def describe(self, day: date) -> Tuple[bool, str]:
        """（是不是工作日，为什么）。"""
        year = self._years.get(day.year)
        if year is None:
            raise CalendarNotPublished(f"{day.year}年的节假日安排还没有录入，期限不能计算")
        if day in year.makeup_workdays:
            return True, "调休上班"
        if day in year.holidays:
            return False, year.holidays[day]
        if day.weekday() >= 5:
            return False, "周末"
        return True, "工作日"

    def is_public_holiday(self, day: date) -> bool:
        """放假通知里的假日；普通周末不算。"""
        self.describe(day)
        return day in self._years[day.year].holidays


def due_on(accepted_on: date, workdays: int, calendar: WorkCalendar) -> date:
    """返回期限届满日。受理当日不计入，届满日本身计入（总局令第121号第四十五条）。"""
    day = accepted_on
    while workdays:
        day += timedelta(days=1)
        workdays -= calendar.is_workday(day)
    return day


def count_day_by_day(
    accepted_on: date, workdays: int, calendar: WorkCalendar
) -> Iterator[Tuple[date, int, str]]:
    """逐日讲解：（日期，数到第几个工作日，这天为什么算或不算）。"""
    day, counted = accepted_on, 0
    while counted < workdays:
        day += timedelta(days=1)
        is_workday, reason = calendar.describe(day)
        counted += is_workday
        yield day, counted, reason


def workdays_between(earlier: date, later: date, calendar: WorkCalendar) -> int:
    """从 earlier 的次日到 later 有几个工作日；later 更早时是 0。"""
    count, day = 0, earlier
    while day < later:
        day += timedelta(days=1)
        count += calendar.is_workday(day)
    return count


def next_open_day(day: date, calendar: WorkCalendar, moves_off_weekends: bool) -> date:
    """届满日落在不上班的日子：顺延到下一个上班日；设定为只认法定节假日时，顺延到假期后第一日。"""
    if not moves_off_weekends:
        while calendar.is_public_holiday(day):
            day += timedelta(days=1)
        return day
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day

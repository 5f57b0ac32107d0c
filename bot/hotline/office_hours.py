"""人工什么时候在：工作日的几个时段，节假日不在，调休上班日在。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Optional, Tuple

from bot.errors import CalendarNotPublished
from bot.hotline.work_calendar import WorkCalendar

_WEEKDAYS = "一二三四五六日"
_LOOK_AHEAD_DAYS = 15


@dataclass(frozen=True)
class OfficeHours:
    """knowledge/office_hours.yml。periods 空着是时段还没核实：只知道工作日在。"""

    always_open: str = ""
    verified: bool = False
    periods: Tuple[Tuple[str, str], ...] = ()

    def is_open(self, now: datetime, calendar: WorkCalendar) -> Optional[bool]:
        """现在有没有人；说不准（时段没核实、放假安排没公布）是 None。"""
        try:
            if not calendar.is_workday(now.date()):
                return False
        except CalendarNotPublished:
            return None
        if not self.periods:
            return None
        return any(time.fromisoformat(start) <= now.time() < time.fromisoformat(end) for start, end in self.periods)

    def says(self, now: datetime, calendar: WorkCalendar) -> str:
        """说给市民听：现在有没有人，什么时候有人。"""
        is_open, hours = self.is_open(now, calendar), self._hours()
        if is_open:
            return f"现在是人工服务时间（工作日 {hours}）。"
        if is_open is None:
            return f"人工在工作日回电，{hours or '具体时段以本局公布为准'}。"
        day = self._next_day(now, calendar)
        when = f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）" if day else "下一个工作日"
        return f"现在不是人工服务时间，{when}上班后按先后次序回电{f'（工作日 {hours}）' if hours else ''}。"

    def _hours(self) -> str:
        said = "、".join(f"{start}—{end}" for start, end in self.periods)
        return said if self.verified or not said else f"{said}，未核实，以本局公布为准"

    def _next_day(self, now: datetime, calendar: WorkCalendar) -> Optional[datetime]:
        """下一次有人的那天；今天后面还有时段就是今天。"""
        try:
            if calendar.is_workday(now.date()) and any(time.fromisoformat(start) > now.time() for start, _ in self.periods):
                return now
            days = (now + timedelta(days=i) for i in range(1, _LOOK_AHEAD_DAYS))
            return next((day for day in days if calendar.is_workday(day.date())), None)
        except CalendarNotPublished:
            return None

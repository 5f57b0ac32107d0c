"""办理期限：有哪几种，从哪天数起，中间停表怎么扣，届满日落在假日怎么办。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import List, Mapping, Optional, Sequence, Tuple
from zoneinfo import ZoneInfo

from bot.errors import TimeLimitUnknown
from bot.hotline.work_calendar import WorkCalendar, next_open_day

# 期限按本局的钟数。
TIME_ZONE = ZoneInfo("Asia/Shanghai")

WORKDAYS, CALENDAR_DAYS, HOURS, YEARS, YEARLY = "workdays", "calendar_days", "hours", "years", "yearly"
UNITS = (WORKDAYS, CALENDAR_DAYS, HOURS, YEARS, YEARLY)

# 停表的一段：（哪天停，哪天恢复；还没恢复是 None）。停的当天照算，恢复的当天不算。
Pause = Tuple[date, Optional[date]]


@dataclass(frozen=True)
class TimeLimit:
    """knowledge/time_limits.yml 的一条。

    starts、starts_on：从什么时候起算，前者说给人听，后者是工单经过里的哪件事（没有就不自动起算）。
    met_by 出现就算按期做到；stops_on 出现就不用再做；restarts_on 出现就重新起算；
    extension 是经批准可以延长多少；pauses_for 是哪些缘由停表。applies 的键之间“且”，列表里“或”。
    """

    id: str
    name: str
    length: int
    unit: str
    starts: str
    basis: str
    verified: bool
    note: Optional[str] = None
    extension: Optional[int] = None
    ends_on: Optional[str] = None  # unit 是 yearly 时：每年的哪一天，如 06-30
    applies: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    starts_on: Tuple[str, ...] = ()
    met_by: Tuple[str, ...] = ()
    stops_on: Tuple[str, ...] = ()
    restarts_on: Tuple[str, ...] = ()
    pauses_for: Tuple[str, ...] = ()


@dataclass(frozen=True)
class EscalationStep:
    """超期几个工作日以后，督办到谁。"""

    workdays_after: int
    to: str


@dataclass(frozen=True)
class TimeLimits:
    """全部期限和三条本地设定。"""

    moves_off_weekends: bool  # 最后一日是普通周末时也顺延；第四十五条只写了法定节假日
    warn_workdays_before: int
    escalation: Tuple[EscalationStep, ...]
    time_limits: Tuple[TimeLimit, ...]

    def get(self, limit_id: str) -> TimeLimit:
        """没有这种期限时抛 TimeLimitUnknown，并说有哪些。"""
        for limit in self.time_limits:
            if limit.id == limit_id:
                return limit
        known = "、".join(f"{limit.id}（{limit.name}）" for limit in self.time_limits)
        raise TimeLimitUnknown(f"没有“{limit_id}”这种期限；有：{known}")


@dataclass(frozen=True)
class Deadline:
    """算出来的届满。literal_on 是不顺延、照数的那一天，和 due_on 不同就两个都给人看。"""

    due_on: date
    literal_on: date
    due_at: datetime  # 到了这一刻就是超期

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.literal_on


def deadline(
    limit: TimeLimit,
    starts_at: datetime,
    calendar: WorkCalendar,
    moves_off_weekends: bool = True,
    pauses: Sequence[Pause] = (),
    extended: int = 0,
) -> Deadline:
    """算一种期限的届满。起算当日不计入；停表的日子扣除；最后一日不上班就顺延（第四十五条）。"""
    if limit.unit == HOURS:
        due_at = starts_at + timedelta(hours=limit.length + extended)
        return Deadline(due_at.date(), due_at.date(), due_at)
    literal_on = _last_day(limit, starts_at.date(), calendar, pauses, extended)
    moved_on = literal_on
    if limit.unit != WORKDAYS:
        moved_on = next_open_day(literal_on, calendar, moves_off_weekends)
    midnight = datetime.combine(moved_on + timedelta(days=1), time(), starts_at.tzinfo)
    return Deadline(moved_on, literal_on, midnight)


def explain_day_by_day(
    limit: TimeLimit, starts_on: date, calendar: WorkCalendar, pauses: Sequence[Pause] = (), extended: int = 0
) -> List[Tuple[date, Optional[int], str]]:
    """逐日讲解：（日期，数到第几日；不算的是 None，为什么）。只讲按日数的期限。"""
    lines: List[Tuple[date, Optional[int], str]] = []
    counted, day = 0, starts_on
    while counted < limit.length + extended:
        day += timedelta(days=1)
        is_workday, reason = calendar.describe(day)
        if _is_paused(day, pauses):
            lines.append((day, None, "停表"))
        elif limit.unit == WORKDAYS and not is_workday:
            lines.append((day, None, reason))
        else:
            counted += 1
            lines.append((day, counted, reason))
    return lines


def _last_day(
    limit: TimeLimit, day: date, calendar: WorkCalendar, pauses: Sequence[Pause], extended: int
) -> date:
    if limit.unit == YEARLY:
        month, of_month = (int(part) for part in (limit.ends_on or "12-31").split("-"))
        this_year = date(day.year, month, of_month)
        return this_year if day <= this_year else date(day.year + 1, month, of_month)
    if limit.unit == YEARS:
        year = day.year + limit.length + extended
        return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
    left = limit.length + extended
    while left:
        day += timedelta(days=1)
        if not _is_paused(day, pauses):
            left -= limit.unit == CALENDAR_DAYS or calendar.is_workday(day)
    return day


def _is_paused(day: date, pauses: Sequence[Pause]) -> bool:
    """停到哪天还不知道的（还没恢复）不在这里扣：恢复时再算。"""
    return any(since < day <= until for since, until in pauses if until is not None)

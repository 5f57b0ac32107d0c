"""工单上的表：哪件事起表，哪件事算做到，停表、延期、重算，什么时候该提醒、该督办。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, List, Mapping, Optional, Tuple

from bot.errors import CalendarNotPublished, StepNotAllowed
from bot.hotline.time_limit import Pause, TimeLimit, TimeLimits, deadline
from bot.hotline.work_calendar import WorkCalendar, workdays_between


class ClockStatus(str, Enum):
    RUNNING = "running"  # 在走
    PAUSED = "paused"  # 停表，届满日要等恢复才知道
    MET = "met"  # 按期做到
    LATE = "late"  # 做到了，过了期
    STOPPED = "stopped"  # 不用再做
    RESTARTED = "restarted"  # 已重新起算，看下一轮


@dataclass(frozen=True)
class Clock:
    """一只表。due_on 为空：停着，或者要用到的放假安排还没有公布（公布后由后台补算）。"""

    time_limit: str
    round: int
    starts_at: datetime
    due_on: Optional[date] = None
    literal_due_on: Optional[date] = None
    due_at: Optional[datetime] = None
    status: ClockStatus = ClockStatus.RUNNING
    extended: int = 0
    pauses: Tuple[Pause, ...] = ()
    warned: int = 0
    escalated: int = 0

    @property
    def is_running(self) -> bool:
        return self.status is ClockStatus.RUNNING

    @property
    def is_open(self) -> bool:
        return self.status in (ClockStatus.RUNNING, ClockStatus.PAUSED)


@dataclass(frozen=True)
class Timekeeper:
    """算表要的两样：有哪些期限，哪天上班。"""

    limits: TimeLimits
    calendar: WorkCalendar

    def after(self, clocks: Tuple[Clock, ...], fact: str, at: datetime, traits: Mapping[str, Any]) -> Tuple[Clock, ...]:
        """工单上发生了一件事，表变成什么样。traits 是工单的 kind、ticket_system、urgency 等。"""
        changed = [self._touch(clock, fact, at) for clock in clocks]
        for limit in self.limits.time_limits:
            if not applies(limit, traits):
                continue
            latest = _latest(changed, limit.id)
            is_open = latest is not None and latest.is_open
            restarts = fact in limit.restarts_on and latest is not None
            if restarts and latest is not None and is_open:
                changed[changed.index(latest)] = replace(latest, status=ClockStatus.RESTARTED)
            if restarts or (fact in limit.starts_on and not is_open):
                changed.append(self.computed(Clock(limit.id, latest.round + 1 if latest else 1, at)))
        return tuple(changed)

    def paused(self, clocks: Tuple[Clock, ...], cause: str, on: date) -> Tuple[Clock, ...]:
        """停表：只停这个缘由停得了的。"""
        return tuple(
            replace(c, status=ClockStatus.PAUSED, pauses=(*c.pauses, (on, None)))
            if c.is_running and cause in self.limits.get(c.time_limit).pauses_for
            else c
            for c in clocks
        )

    def resumed(self, clocks: Tuple[Clock, ...], on: date) -> Tuple[Clock, ...]:
        """恢复：停了几天，届满就顺几天。"""
        return tuple(
            self.computed(replace(c, status=ClockStatus.RUNNING, pauses=(*c.pauses[:-1], (c.pauses[-1][0], on))))
            if c.status is ClockStatus.PAUSED
            else c
            for c in clocks
        )

    def extended(self, clocks: Tuple[Clock, ...], limit_id: str) -> Tuple[Clock, ...]:
        """经批准延长一次。不能延长的、延长过的、不在走的，都拒绝。"""
        limit, clock = self.limits.get(limit_id), _latest(list(clocks), limit_id)
        if clock is None or not clock.is_open:
            raise StepNotAllowed(f"“{limit.name}”现在没有在计时")
        if not limit.extension or clock.extended:
            raise StepNotAllowed(f"“{limit.name}”{'已经延长过一次' if clock.extended else '没有可以延长的规定'}")
        longer = self.computed(replace(clock, extended=limit.extension, warned=0, escalated=0))
        return tuple(longer if c is clock else c for c in clocks)

    def computed(self, clock: Clock) -> Clock:
        """（重新）算届满日。放假安排没有公布就空着，不猜，也不因此耽误登记。"""
        try:
            due = deadline(
                self.limits.get(clock.time_limit),
                clock.starts_at,
                self.calendar,
                self.limits.moves_off_weekends,
                clock.pauses,
                clock.extended,
            )
        except CalendarNotPublished:
            return replace(clock, due_on=None, literal_due_on=None, due_at=None)
        return replace(clock, due_on=due.due_on, literal_due_on=due.literal_on, due_at=due.due_at)

    def is_near(self, clock: Clock, now: datetime) -> bool:
        """到了该提醒的时候，还没有提醒过。"""
        if not clock.is_running or clock.due_on is None or clock.warned:
            return False
        try:
            left = workdays_between(now.date(), clock.due_on, self.calendar)
        except CalendarNotPublished:  # 按小时数的跨进了没有放假安排的一年
            left = (clock.due_on - now.date()).days
        return left <= self.limits.warn_workdays_before

    def escalation_level(self, clock: Clock, now: datetime) -> int:
        """现在应当督办到第几级；没超期是 0。"""
        if not clock.is_running or clock.due_on is None or clock.due_at is None or now < clock.due_at:
            return 0
        try:
            late = workdays_between(clock.due_on, now.date(), self.calendar)
        except CalendarNotPublished:  # 超期是一定的，超了几个工作日算不出：先督办到第一级
            late = 0
        return sum(late >= step.workdays_after for step in self.limits.escalation)

    def _touch(self, clock: Clock, fact: str, at: datetime) -> Clock:
        limit = self.limits.get(clock.time_limit)
        if not clock.is_open:
            return clock
        if fact in limit.met_by:
            is_late = clock.is_running and clock.due_at is not None and at >= clock.due_at
            return replace(clock, status=ClockStatus.LATE if is_late else ClockStatus.MET)
        return replace(clock, status=ClockStatus.STOPPED) if fact in limit.stops_on else clock


def applies(limit: TimeLimit, traits: Mapping[str, Any]) -> bool:
    """这种期限管不管这张工单。traits 是工单的 kind、ticket_system、urgency 等。"""
    return all(traits.get(name) in allowed for name, allowed in limit.applies.items())


def _latest(clocks: List[Clock], limit_id: str) -> Optional[Clock]:
    return max((c for c in clocks if c.time_limit == limit_id), key=lambda c: c.round, default=None)

"""到期前提醒承办科室，超期后逐级督办，放假安排公布后补算。后台隔一会儿跑一次，跑几次都一样。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Dict, List, Tuple

from bot.errors import CalendarNotPublished, TicketChangedMeanwhile
from bot.hotline.clock import Clock
from bot.hotline.ticket import CLOCK, Ticket, record
from bot.hotline.ticket_life import Fact
from bot.hotline.work_calendar import workdays_between
from bot.ports import Change

# 往后最多看几天：再长的假期也罩得住。
_LOOK_AHEAD = 20


@dataclass(frozen=True)
class Alert:
    """提醒或督办的一条：哪张工单、哪只表、告诉谁。level 0 是到期前的提醒。"""

    ticket_no: str
    time_limit: str
    to: str
    level: int


def escalate_due(hotline) -> List[Alert]:
    """看一遍快到期的和超期的，该提醒的提醒，该督办的督办，都记进经过。

    每只表记着提醒到第几级，和经过同一个事务写下：重跑、几个进程同时跑、中途被杀，都不会重复或漏掉。
    """
    alerts: List[Alert] = []
    for ticket_no in hotline.tickets.needing_attention(_last_day_near(hotline)):
        before = hotline.tickets.get(ticket_no)
        after, found = _look_at(before, hotline)
        if after is before:
            continue
        try:
            hotline.tickets.save([Change(before, after)])
        except TicketChangedMeanwhile:
            continue  # 别人正在改，下一趟再看
        alerts.extend(found)
        for alert in found:
            hotline.log("deadline_alert", ticket_no=ticket_no, time_limit=alert.time_limit, level=alert.level)
    return alerts


def _last_day_near(hotline) -> date:
    """到哪天届满的现在该提醒：再往后的不用取出来看。"""
    keeper, today = hotline.knowledge.timekeeper, hotline.now().date()
    days = [today + timedelta(days=n) for n in range(_LOOK_AHEAD + 1)]
    try:
        return max(d for d in days if workdays_between(today, d, keeper.calendar) <= keeper.limits.warn_workdays_before)
    except CalendarNotPublished:
        return days[-1]


def _look_at(ticket: Ticket, hotline) -> Tuple[Ticket, List[Alert]]:
    after, alerts = ticket, []
    for clock in ticket.clocks:
        after, found = _look_at_clock(after, clock, hotline)
        alerts += found
    return after, alerts


def _look_at_clock(ticket: Ticket, clock: Clock, hotline) -> Tuple[Ticket, List[Alert]]:
    keeper, now = hotline.knowledge.timekeeper, hotline.now()
    alerts: List[Alert] = []
    if clock.is_running and clock.due_on is None:
        computed = keeper.computed(clock)
        if computed.due_on is None:
            return ticket, []
        ticket = _noted(ticket, clock, computed, Fact.CLOCK_COMPUTED, {"due_on": str(computed.due_on)}, now)
        clock = computed
    level = keeper.escalation_level(clock, now)
    if level > clock.escalated:
        raised = replace(clock, escalated=level, warned=1)
        for step in range(clock.escalated, level):
            to = keeper.limits.escalation[step].to
            alerts.append(Alert(ticket.ticket_no, clock.time_limit, to, step + 1))
        details = {"time_limit": clock.time_limit, "due_on": str(clock.due_on), "level": level, "to": alerts[-1].to}
        return _noted(ticket, clock, raised, Fact.DEADLINE_MISSED, details, now), alerts
    if level == 0 and keeper.is_near(clock, now):
        details = {"time_limit": clock.time_limit, "due_on": str(clock.due_on), "to": ticket.department}
        warned = replace(clock, warned=1)
        alerts.append(Alert(ticket.ticket_no, clock.time_limit, ticket.department, 0))
        return _noted(ticket, clock, warned, Fact.DEADLINE_NEAR, details, now), alerts
    return ticket, alerts


def _noted(ticket: Ticket, old: Clock, new: Clock, fact: Fact, details: Dict[str, Any], now) -> Ticket:
    clocks = tuple(new if clock == old else clock for clock in ticket.clocks)
    return record(replace(ticket, clocks=clocks), fact, now, CLOCK, details=details)

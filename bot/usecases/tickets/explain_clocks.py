"""讲清一张工单上的每只表：从哪天起、到哪天止、凭什么、不顺延是哪天。"""

from __future__ import annotations

from typing import List

from bot.hotline.clock import Clock, ClockStatus
from bot.usecases.tickets.explain_deadline import say_day


def explain_clocks(ticket_no: str, hotline) -> List[str]:
    """一只表一句话，给市民和科室看的是同一份。"""
    ticket = hotline.tickets.get(ticket_no)
    return [explain_clock(clock, hotline) for clock in ticket.clocks]


def explain_clock(clock: Clock, hotline) -> str:
    limits, names = hotline.knowledge.time_limits, hotline.knowledge.names
    limit = limits.get(clock.time_limit)
    parts = [f"{limit.name}：自{say_day(clock.starts_at.date())}起（{limit.starts}）"]
    if clock.status is ClockStatus.PAUSED:
        parts.append("现在停表，恢复后顺延")
    elif clock.due_on is None:
        parts.append("届满日要等放假安排公布后才能算")
    else:
        parts.append(f"到{say_day(clock.due_on)}届满")
        if clock.literal_due_on and clock.literal_due_on != clock.due_on:
            parts.append(f"照数是{say_day(clock.literal_due_on)}，因不上班顺延")
    if clock.extended:
        parts.append("已经批准延期")
    parts.append(f"依据{limit.basis}")
    if not limit.verified and limit.note:
        parts.append(limit.note)
    parts.append(names.clock_statuses.get(clock.status.value, clock.status.value))
    return "，".join(parts)

"""讲清一个期限是怎么数出来的。"""

from __future__ import annotations

from datetime import date, datetime, time

from bot.hotline.knowledge import Knowledge
from bot.hotline.time_limit import CALENDAR_DAYS, TIME_ZONE, WORKDAYS, TimeLimit, deadline, explain_day_by_day

_WEEKDAYS = "一二三四五六日"


def say_day(day: date) -> str:
    return f"{day}（周{_WEEKDAYS[day.weekday()]}）"


def explain_deadline(kind: str, received_on: date, knowledge: Knowledge) -> str:
    """逐日讲解。kind 是 time_limits.yml 的编号，或者直接写工作日数。

    没有这种期限抛 TimeLimitUnknown，没有放假安排的年份抛 CalendarNotPublished。
    """
    if kind.isdigit():
        limit = TimeLimit(kind, f"{kind}个工作日", int(kind), WORKDAYS, "", "", True)
    else:
        limit = knowledge.time_limits.get(kind)
    starts_at = datetime.combine(received_on, time(12), TIME_ZONE)
    due = deadline(limit, starts_at, knowledge.calendar, knowledge.time_limits.moves_off_weekends)
    lines = [f"{limit.name}：{say_day(received_on)}起算，当日不计"]
    if limit.unit in (WORKDAYS, CALENDAR_DAYS):
        unit = "个工作日" if limit.unit == WORKDAYS else "日"
        for day, number, reason in explain_day_by_day(limit, received_on, knowledge.calendar):
            lines.append(f"{say_day(day)}{reason}：{f'第{number}{unit}' if number else '不算'}")
    lines.append(f"届满日：{say_day(due.due_on)}")
    if due.is_moved:
        lines.append(f"照数是{say_day(due.literal_on)}，不上班，顺延（总局令第121号第四十五条）")
    if limit.starts:
        lines.append(f"起算：{limit.starts}")
    if limit.basis:
        lines.append(f"依据：{limit.basis}" + ("" if limit.verified else f"（{limit.note or '待核实'}）"))
    return "\n".join(lines)

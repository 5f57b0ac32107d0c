"""讲清一个期限是怎么数出来的。"""

from __future__ import annotations

from datetime import date

from bot.errors import ServiceItemUnknown
from bot.hotline.time_limit import WorkCalendar, count_day_by_day

_WEEKDAYS = "一二三四五六日"


def explain_deadline(kind: str, received_on: date, calendar: WorkCalendar) -> str:
    """逐日讲解。kind 现在只接受工作日数；没有放假安排的年份抛 CalendarNotPublished。"""
    if not kind.isdigit():
        raise ServiceItemUnknown(f"没有“{kind}”这种期限，可以直接写工作日数，如 7")
    lines = [f"{received_on}（周{_WEEKDAYS[received_on.weekday()]}）收到，当日不计"]
    counted = 0
    for day, number, reason in count_day_by_day(received_on, int(kind), calendar):
        mark = f"第{number}个工作日" if number != counted else "不算"
        lines.append(f"{day}（周{_WEEKDAYS[day.weekday()]}）{reason}：{mark}")
        counted = number
        last = day
    lines.append(f"届满日：{last}（周{_WEEKDAYS[last.weekday()]}）")
    return "\n".join(lines)

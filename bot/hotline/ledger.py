"""问题台账：从工单和经过里算，没有一项是填的。

每周一本：这周登记的，加上以前登记还没办完的（每周整理、每周跟踪问效，本局《意见》二（七））。
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Dict, Optional, Sequence, Tuple

from bot.errors import PeriodUnreadable
from bot.hotline.clock import Clock
from bot.hotline.rating import Grade
from bot.hotline.ticket import HistoryEntry, Ticket
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.hotline.time_limit import TIME_ZONE

# 办完了，不用再跟踪的。
FINISHED = frozenset({TicketStatus.DECLINED, TicketStatus.MERGED, TicketStatus.ARCHIVED})


@dataclass(frozen=True)
class Period:
    """一段日子，从 since 零点到 until 零点，不含 until。name 写作 2026-W20 或 2026-05。"""

    name: str
    since: datetime
    until: datetime

    @property
    def last_day(self) -> date:
        return self.until.date() - timedelta(days=1)


@dataclass(frozen=True)
class LedgerRow:
    """台账的一行。person 是签收的人；没有签收的是首问的人。satisfied 是回访结果，没回访是 None。"""

    ticket: Ticket
    department: str
    person: str
    limit: Optional[Clock]
    is_carried_over: bool
    is_overdue: bool
    resolved_at: Optional[datetime]
    outcome: Optional[str]
    satisfied: Optional[bool]
    grade: Optional[Grade]


@dataclass(frozen=True)
class Ledger:
    period: Period
    computed_at: datetime
    rows: Tuple[LedgerRow, ...]

    def totals(self) -> Dict[str, int]:
        new = [row for row in self.rows if not row.is_carried_over]
        return {
            "filed": len(new),
            "carried_over": len(self.rows) - len(new),
            "resolved": sum(row.resolved_at is not None for row in self.rows),
            "overdue": sum(row.is_overdue for row in self.rows),
            "satisfied": sum(row.satisfied is True for row in self.rows),
            "dissatisfied": sum(row.satisfied is False for row in self.rows),
        }


def week(name: str) -> Period:
    """2026-W20 → 那一周的周一到周日（ISO 8601）。写法不对抛 PeriodUnreadable。"""
    try:
        year, separator, number = name.partition("-W")
        if not (separator and len(year) == 4 and len(number) == 2 and name.isascii() and (year + number).isdigit()):
            raise ValueError
        monday = date.fromisocalendar(int(year), int(number), 1)
        return _period(name, monday, monday + timedelta(days=7))
    except (ValueError, OverflowError):
        raise PeriodUnreadable(f"{name[:20]!r} 应当写作 2026-W20（2026 年第 20 周）") from None


def month(name: str) -> Period:
    """2026-05 → 那个月。写法不对抛 PeriodUnreadable。"""
    try:
        first = date.fromisoformat(f"{name}-01") if len(name) == 7 and name.isascii() else None
        if first is None:
            raise ValueError
        return _period(name, first, (first + timedelta(days=32)).replace(day=1))
    except (ValueError, OverflowError):
        raise PeriodUnreadable(f"{name[:20]!r} 应当写作 2026-05") from None


def ledger_row(
    ticket: Ticket, history: Sequence[HistoryEntry], grade: Optional[Grade], period: Period, now: datetime
) -> LedgerRow:
    latest = {entry.fact: entry for entry in history}
    accepted, resolved, asked = (latest.get(fact) for fact in (Fact.ACCEPTED, Fact.RESOLVED, Fact.FOLLOWED_UP))
    is_resolved = ticket.status in (TicketStatus.RESOLVED, TicketStatus.REPLIED, TicketStatus.ARCHIVED) and resolved
    running = [clock for clock in ticket.clocks if clock.is_open]
    limit = min(running, key=lambda clock: clock.due_on or date.max, default=None)
    return LedgerRow(
        ticket=ticket,
        department=ticket.department,
        person=accepted.by if accepted else history[0].by if history else "",
        limit=limit or max(ticket.clocks, key=lambda clock: clock.due_on or date.min, default=None),
        is_carried_over=ticket.filed_at < period.since,
        is_overdue=any(clock.is_running and clock.due_at is not None and now >= clock.due_at for clock in ticket.clocks),
        resolved_at=resolved.at if is_resolved and resolved else None,
        outcome=str(resolved.details.get("outcome") or "") or None if is_resolved and resolved else None,
        satisfied=asked.details.get("satisfied") if asked else None,
        grade=grade,
    )


def _period(name: str, first: date, next_first: date) -> Period:
    return Period(name, datetime.combine(first, time(), TIME_ZONE), datetime.combine(next_first, time(), TIME_ZONE))

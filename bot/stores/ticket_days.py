"""每天登记的是哪一段次序号：记下来，查出来。"""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Dict, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.hotline.ticket import Ticket
from bot.stores.ticket_tables import ticket_days

# 写成文字：SQLAlchemy 1.4 的 on_conflict 每次重新编译。
_NOTE = sa.text(
    "INSERT INTO ticket_days (day, first_id, last_id) VALUES (:day, :first_id, :last_id) ON CONFLICT (day) DO UPDATE SET"
    " first_id = CASE WHEN excluded.first_id < ticket_days.first_id THEN excluded.first_id ELSE ticket_days.first_id END,"
    " last_id = CASE WHEN excluded.last_id > ticket_days.last_id THEN excluded.last_id ELSE ticket_days.last_id END"
).bindparams(sa.bindparam("day", type_=sa.Date))


def note_days(connection: Connection, filed: Sequence[Ticket]) -> None:
    """记下刚登记的这些。放在事务最后：几个进程同时登记时，同一天的这一行要排队。"""
    spans: Dict[date, Tuple[int, int]] = {}
    for ticket in filed:
        first, last = spans.get(_day(ticket.filed_at), (ticket.id, ticket.id))
        spans[_day(ticket.filed_at)] = (min(first, ticket.id), max(last, ticket.id))
    for day, (first, last) in sorted(spans.items()):
        connection.execute(_NOTE, {"day": day, "first_id": first, "last_id": last})


def ids_between(
    connection: Connection, since: Optional[datetime], until: Optional[datetime]
) -> Optional[Tuple[int, int]]:
    """[since, until) 里登记的都在这一段次序号里（里面也可能有别天的）；一张也没有返回 None。"""
    query = sa.select(sa.func.min(ticket_days.c.first_id), sa.func.max(ticket_days.c.last_id))
    if since is not None:
        query = query.where(ticket_days.c.day >= _day(since))
    if until is not None:
        query = query.where(ticket_days.c.day <= _day(until))
    first, last = connection.execute(query).one()
    return None if first is None else (first, last)


def _day(moment: datetime) -> date:
    return moment.astimezone(timezone.utc).date()

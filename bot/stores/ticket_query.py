"""把找工单的条件变成查询，取一页的次序号。"""

from __future__ import annotations

import re
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.hotline.privacy import plain_digits
from bot.ports import TicketFilter
from bot.stores.cipher import Cipher
from bot.stores.ticket_search import matching
from bot.stores.ticket_tables import ticket_supporting, tickets

# 先逐行看最近这么多张；一页凑不满，说明这个词少见，走索引也快。
_RECENT = 5000
_TICKET_NO = re.compile(r"[A-Z]\d{8}-[0-9A-Z]{6}")


def ticket_ids(
    connection: Connection, wanted: TicketFilter, limit: int, cursor: Optional[int], cipher: Cipher
) -> List[int]:
    """新的在前，最多 limit 个。主办和协办分开查再合：各走各的索引，不用排序。"""
    conditions = _conditions(wanted, cipher)
    if wanted.scope is None:
        return _page(connection, wanted, conditions, limit, cursor)
    supporting = sa.select(ticket_supporting.c.ticket_id).where(ticket_supporting.c.department == wanted.scope)
    lead = _page(connection, wanted, [*conditions, tickets.c.department == wanted.scope], limit, cursor)
    helped = _page(connection, wanted, [*conditions, tickets.c.id.in_(supporting)], limit, cursor)
    return sorted({*lead, *helped}, reverse=True)[:limit]


def _page(
    connection: Connection, wanted: TicketFilter, conditions: list, limit: int, cursor: Optional[int]
) -> List[int]:
    if wanted.text and _TICKET_NO.fullmatch(wanted.text.strip().upper()):  # 报的是编号，不用检索
        exact = [*conditions, tickets.c.ticket_no == wanted.text.strip().upper()]
        return _newest(connection, tickets, tickets.c.id, exact, limit, cursor)
    if not wanted.text:
        return _newest(connection, tickets, tickets.c.id, conditions, limit, cursor)
    match = matching(connection.dialect.name, wanted.text)
    if match is None:
        return []
    source = match.table.join(tickets, tickets.c.id == match.order)
    if match.in_recent is not None:
        newest = cursor or connection.execute(sa.select(sa.func.max(match.order))).scalar() or 0
        recent = [match.order > newest - _RECENT, match.in_recent, *conditions]
        found = _newest(connection, source, match.order, recent, limit, cursor)
        if len(found) == limit:
            return found
    return _newest(connection, source, match.order, [match.condition, *conditions], limit, cursor)


def _newest(connection: Connection, source, order, conditions: list, limit: int, cursor: Optional[int]) -> List[int]:
    if cursor is not None:
        conditions = [*conditions, order < cursor]
    query = sa.select(order).select_from(source).where(*conditions).order_by(order.desc()).limit(limit)
    return list(connection.execute(query).scalars())


def _conditions(wanted: TicketFilter, cipher: Cipher) -> list:
    equal = {
        name: value
        for name in ("department", "problem", "urgency", "ticket_system")
        if (value := getattr(wanted, name)) is not None
    }
    conditions = [tickets.c[name] == value for name, value in equal.items()]
    if wanted.statuses:
        conditions.append(tickets.c.status.in_(wanted.statuses))
    if wanted.kinds:
        conditions.append(tickets.c.kind.in_(wanted.kinds))
    if wanted.hides_conduct:
        conditions.append(tickets.c.kind != "conduct_complaint")
    if wanted.phone is not None:
        conditions.append(tickets.c.phone_hash.in_(cipher.fingerprints(plain_digits(wanted.phone))))
    if wanted.external_no is not None:
        conditions.append(
            sa.or_(tickets.c.external_no == wanted.external_no, tickets.c.origin_no == wanted.external_no)
        )
    if wanted.filed_since is not None:
        conditions.append(tickets.c.filed_at >= wanted.filed_since)
    if wanted.filed_until is not None:
        conditions.append(tickets.c.filed_at < wanted.filed_until)
    if wanted.due_until is not None:
        conditions.append(tickets.c.due_on <= wanted.due_until)
    return conditions

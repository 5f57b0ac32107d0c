"""把找工单的条件变成查询，取一页的次序号。"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, List, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.hotline.privacy import plain_digits
from bot.hotline.ticket_life import TicketStatus
from bot.ports import TicketFilter
from bot.stores.cipher import Cipher
from bot.stores.ticket_days import ids_between
from bot.stores.ticket_search import facet, matching
from bot.stores.ticket_tables import ticket_supporting, tickets
from bot.stores.words_query import seen_by_department, tickets_waiting, waiting_ids

# 先逐行看最近这么多张；一页凑不满，说明这个词少见，走索引也快。
_RECENT = 5000
_TICKET_NO = re.compile(r"[A-Z]\d{8}-[0-9A-Z]{6}")


@dataclass(frozen=True)
class Bounds:
    """只看这一段次序号，两头都算。"""

    low: int = 0
    high: int = 2**62


def ticket_ids(
    connection: Connection, wanted: TicketFilter, limit: int, cursor: Optional[int], cipher: Cipher
) -> List[int]:
    """新的在前（只要市民又说了话的，见 words_query），最多 limit 个。主办和协办分开查再合：各走各的索引，不用排序。"""
    if wanted.has_words:
        return _waiting(connection, wanted, limit, cursor, cipher)
    bounds = _bounds(connection, wanted, cursor)
    if bounds is None:
        return []
    conditions, apart = _conditions(wanted, cipher), _statuses_apart(wanted)
    if wanted.scope and wanted.text and not _is_number(wanted.text):  # 主办、协办的科室都在检索的词里，一次就找全
        return _page(connection, wanted, [*conditions, seen_by_department(wanted.scope)], limit, bounds)
    mine = [] if wanted.scope is None else [tickets.c.department == wanted.scope]
    if apart:
        alike = [*_conditions(replace(wanted, statuses=()), cipher), *mine]
        found = [_newest(connection, tickets, tickets.c.id, [*alike, tickets.c.status == one], limit, bounds) for one in apart]
        lead = sorted(chain.from_iterable(found), reverse=True)[:limit]
    else:
        lead = _page(connection, wanted, [*conditions, *mine], limit, bounds)
    if wanted.scope is None:
        return lead
    supporting = sa.select(ticket_supporting.c.ticket_id).where(ticket_supporting.c.department == wanted.scope)
    helped = _page(connection, wanted, [*conditions, tickets.c.id.in_(supporting)], limit, bounds)
    return sorted({*lead, *helped}, reverse=True)[:limit]


def _waiting(connection: Connection, wanted: TicketFilter, limit: int, cursor: Optional[int], cipher: Cipher) -> List[int]:
    """市民又说了话的：等着的不多，别的条件都在这几张里核对。"""
    number = wanted.text.strip().upper() if wanted.text and _is_number(wanted.text) else None
    others = (number, wanted.ticket_system, wanted.phone, wanted.external_no, wanted.filed_since, wanted.filed_until, wanted.due_until)
    waiting = tickets_waiting(with_all=any(others))
    conditions = _conditions(wanted, cipher, waiting.c)
    if number:
        conditions.append(waiting.c.ticket_no == number)
    elif wanted.text:
        match = matching(connection.dialect.name, wanted.text)
        if match is None:
            return []
        held = match.condition if match.in_recent is None else match.in_recent
        conditions.append(waiting.c.id.in_(sa.select(match.order).select_from(match.table).where(held)))
    return waiting_ids(connection, waiting, conditions, wanted.scope, limit, cursor)


def _statuses_apart(wanted: TicketFilter) -> Tuple[str, ...]:
    """要一种状态一种状态分开查再合的；不用分开的是空的。

    几种状态一起、又要从新到旧，SQLite 会从最新的一张张往回翻；科室小、没办完的少，就翻到头。
    分开查，每种都顺着科室、状态的索引走，够一页就停。有别的条件的走那个条件的索引，不分。
    """
    others = (wanted.text, wanted.kinds, wanted.problem, wanted.urgency, wanted.ticket_system, wanted.phone, wanted.external_no, wanted.due_until)
    if any(others) or not (wanted.department or wanted.scope or len(wanted.statuses) > 1):
        return ()
    return wanted.statuses or tuple(status.value for status in TicketStatus)


def _bounds(connection: Connection, wanted: TicketFilter, cursor: Optional[int]) -> Optional[Bounds]:
    """要看的那一段次序号；那段时间里一张也没有，返回 None。"""
    before_cursor = (cursor or 2**62) - 1
    if wanted.filed_since is None and wanted.filed_until is None:
        return Bounds(0, before_cursor)
    found = ids_between(connection, wanted.filed_since, wanted.filed_until)
    return None if found is None else Bounds(found[0], min(found[1], before_cursor))


def _page(
    connection: Connection, wanted: TicketFilter, conditions: list, limit: int, bounds: Bounds
) -> List[int]:
    if wanted.text and _is_number(wanted.text):  # 报的是编号，不用检索
        exact = [*conditions, tickets.c.ticket_no == wanted.text.strip().upper()]
        return _newest(connection, tickets, tickets.c.id, exact, limit, bounds)
    if not wanted.text:
        return _newest(connection, tickets, tickets.c.id, conditions, limit, bounds, by_due=wanted.due_until is not None)
    match = matching(connection.dialect.name, wanted.text, _facets(wanted))
    if match is None:
        return []
    source = match.table.join(tickets, tickets.c.id == match.order)
    if match.in_recent is not None:
        newest = connection.execute(sa.select(sa.func.max(match.order)).where(match.order <= bounds.high)).scalar() or 0
        recent = replace(bounds, low=max(bounds.low, newest - _RECENT))
        found = _newest(connection, source, match.order, [match.in_recent, *conditions], limit, recent)
        if len(found) == limit or recent == bounds:
            return found
    # 最近的凑不满一页，就是少见的：先走索引取出来再排。PostgreSQL 估不准，会以为常见、从最新的一张张往回翻。
    return _newest(connection, source, match.order, [match.condition, *conditions], limit, bounds, sorts=match.in_recent is not None)


def _is_number(text: str) -> bool:
    return bool(_TICKET_NO.fullmatch(text.strip().upper()))


def _facets(wanted: TicketFilter) -> List[List[str]]:
    groups = [("status", wanted.statuses), ("kind", wanted.kinds)]
    groups.append(("department", (wanted.department,) if wanted.department else ()))
    groups.append(("department", (wanted.scope,) if wanted.scope else ()))
    return [[facet(name, value) for value in values] for name, values in groups if values]


def _newest(
    connection: Connection, source, order, conditions: list, limit: int, bounds: Bounds, sorts: bool = False, by_due: bool = False
) -> List[int]:
    """sorts：先按别的条件取出来再排，不要顺着编号一张张找（符合的少，找到头也凑不满一页）。by_due：走到期日的索引，也先取再排。"""
    by = (order + 0).desc() if sorts or by_due else order.desc()
    if bounds.low > 0:
        conditions = [*conditions, order >= bounds.low]
    if bounds.high < 2**62 - 1:
        conditions = [*conditions, order <= bounds.high]
    query = sa.select(order).select_from(source).where(*conditions).order_by(by).limit(limit)
    if by_due:
        query = query.with_hint(tickets, "INDEXED BY tickets_by_due", "sqlite")
    return list(connection.execute(query).scalars())


def _conditions(wanted: TicketFilter, cipher: Cipher, columns: Any = tickets.c) -> list:
    """columns 是核对的几栏：工单表的，或者只有等着的那几张的。"""
    equal = {
        name: value
        for name in ("department", "problem", "urgency", "ticket_system")
        if (value := getattr(wanted, name)) is not None
    }
    conditions = [columns[name] == value for name, value in equal.items()]
    if wanted.statuses:
        conditions.append(columns.status.in_(wanted.statuses))
    if wanted.kinds:
        conditions.append(columns.kind.in_(wanted.kinds))
    if wanted.hides_conduct:
        conditions.append(columns.kind != "conduct_complaint")
    if wanted.phone is not None:
        conditions.append(columns.phone_hash.in_(cipher.fingerprints(plain_digits(wanted.phone))))
    if wanted.external_no is not None:
        conditions.append(
            sa.or_(columns.external_no == wanted.external_no, columns.origin_no == wanted.external_no)
        )
    if wanted.filed_since is not None:
        conditions.append(columns.filed_at >= wanted.filed_since)
    if wanted.filed_until is not None:
        conditions.append(columns.filed_at < wanted.filed_until)
    if wanted.due_until is not None:
        conditions.append(columns.due_on <= wanted.due_until)
    return conditions

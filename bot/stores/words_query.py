"""市民又说了话、还没处理完的工单：没人看过的在前，再按等得久的。

只有这些工单在 tickets_with_words 索引里，工单再多也只翻这几张。
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.hotline.citizen_words import has_unseen
from bot.hotline.ticket import Ticket
from bot.settings import TIME_ZONE
from bot.stores.moment import Moment
from bot.stores.ticket_tables import ticket_supporting, tickets

_ORDER = ("words_seen", "words_since", "id")
_IN_INDEX = (*_ORDER, "department", "kind", "status", "problem", "urgency")
_ELSEWHERE = ("ticket_no", "ticket_system", "phone_hash", "external_no", "origin_no", "filed_at", "due_on")
_ALL = 10**9
# 翻页的记号是一个整数：没人看过的还是看过的、等起的那一秒、次序号。
_SEEN, _SECOND = 5 * 10**18, 10**9


def words_values(ticket: Ticket) -> Dict[str, Any]:
    """存的几栏。等起的时刻只到秒，翻页的记号才装得下。"""
    left = ticket.citizen_words
    if not left:
        return {"citizen_words": None, "words_seen": None, "words_since": None}
    records = [
        {
            "number": one.number, "fact": one.fact.value, "at": one.at.isoformat(),
            "seen_by": one.seen_by, "seen_at": one.seen_at.isoformat() if one.seen_at else None,
        }
        for one in left
    ]  # fmt: skip
    return {"citizen_words": records, "words_seen": int(not has_unseen(left)), "words_since": _since(ticket)}


def tickets_waiting(with_all: bool) -> Any:
    """等着的几张，当一张表用；with_all 为真的，索引里没有的几栏也要。

    里面先排好、取尽：不然 SQLite 会去走科室、状态的索引，翻遍没办完的。
    """
    columns = [tickets.c[name] for name in (*_IN_INDEX, *(_ELSEWHERE if with_all else ()))]
    order = [tickets.c[name] for name in _ORDER]
    return sa.select(*columns).where(tickets.c.words_since.isnot(None)).order_by(*order).limit(_ALL).subquery("waiting")


def waiting_ids(
    connection: Connection, waiting: Any, conditions: list, scope: Optional[str], limit: int, cursor: Optional[int]
) -> List[int]:
    """waiting 是 tickets_waiting 的表，conditions 是它上面的条件；scope 是看得到的科室，主办、协办都算。"""
    wanted, order = list(conditions), [waiting.c[name] for name in _ORDER]
    if scope is not None:
        wanted.append(seen_by_department(scope, waiting.c))
    if cursor is not None:
        is_seen, rest = divmod(cursor, _SEEN)
        second, ticket_id = divmod(rest, _SECOND)
        since = sa.literal(datetime.fromtimestamp(second, TIME_ZONE), Moment)
        wanted.append(sa.tuple_(*order) > sa.tuple_(sa.literal(is_seen), since, sa.literal(ticket_id)))
    return list(connection.execute(sa.select(waiting.c.id).where(*wanted).order_by(*order).limit(limit)).scalars())


def words_cursor(ticket: Ticket) -> int:
    """这一张之后接着翻。"""
    return (not has_unseen(ticket.citizen_words)) * _SEEN + int(_since(ticket).timestamp()) * _SECOND + ticket.id


def count_words(connection: Connection, scope: Optional[str], hides_conduct: bool) -> Dict[str, int]:
    """等着的几张，其中没人看过的几张；办完的也算：市民归档前说的也要有人处理。"""
    waiting, wanted = tickets_waiting(with_all=False), []
    if scope is not None:
        wanted.append(seen_by_department(scope, waiting.c))
    if hides_conduct:
        wanted.append(waiting.c.kind != "conduct_complaint")
    seen = sa.func.coalesce(sa.func.sum(waiting.c.words_seen), 0)
    count, seen_count = connection.execute(sa.select(sa.func.count(), seen).select_from(waiting).where(*wanted)).one()
    return {"waiting": count, "unseen": count - int(seen_count)}


def seen_by_department(scope: str, columns: Any = tickets.c) -> Any:
    return sa.or_(columns.department == scope, columns.id.in_(_supported_by(scope)))


def counted_apart(scope: Optional[str]) -> List[List[Any]]:
    """看得到的分成两份数：主办的只看索引，协办的不多；合成一个“或”，没办完的要一张张翻表。"""
    if scope is None:
        return [[]]
    mine = tickets.c.department == scope
    return [[mine], [tickets.c.id.in_(_supported_by(scope)), ~mine]]


def _supported_by(scope: str) -> Any:
    return sa.select(ticket_supporting.c.ticket_id).where(ticket_supporting.c.department == scope)


def _since(ticket: Ticket) -> datetime:
    """有没人看过的，从其中最早的一句算；都看过的，从最早的一句算。"""
    left = ticket.citizen_words
    oldest = next((one for one in left if one.seen_by is None), left[0])
    return oldest.at.replace(microsecond=0)

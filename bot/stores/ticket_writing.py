"""往库里写工单：登记一批，改一张。都在别人开好的事务里。"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Iterable, List, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.errors import TicketChangedMeanwhile, TicketNumberTaken
from bot.hotline.respondent_name import RespondentWords
from bot.hotline.ticket import Ticket
from bot.stores.cipher import Cipher
from bot.stores.ticket_days import note_days
from bot.stores.ticket_rows import clock_values, entry_values, link_values, ticket_values
from bot.stores.ticket_search import facets_of, index_tickets
from bot.stores.ticket_tables import ticket_clocks, ticket_history, ticket_links, ticket_supporting, tickets

# 建单以后不再变的，存的时候不重写；external_no 由发件箱写。
_FIXED = ("ticket_no", "kind", "filed_at", "source", "origin_system", "origin_no")


class TicketWriter:
    def __init__(self, cipher: Cipher, words: RespondentWords):
        self._cipher, self._words = cipher, words

    def insert(self, connection: Connection, new: Sequence[Ticket]) -> List[Ticket]:
        """登记一批，一张表写一回。编号有撞上的抛 TicketNumberTaken，整个事务作废。"""
        filed = [self._insert_row(connection, ticket) for ticket in new]
        _insert_all(connection, ticket_supporting, (row for t in filed for row in _supporting_rows(t)))
        _insert_all(connection, ticket_history, (row for t in filed for row in self._entries(t, already=0)))
        _insert_all(connection, ticket_clocks, (clock_values(c, t.ticket_no) for t in filed for c in t.clocks))
        self._write_links(connection, filed)
        index_tickets(connection, filed, are_new=True)
        note_days(connection, filed)
        return filed

    def update(self, connection: Connection, before: Ticket, after: Ticket) -> None:
        """改一张。before 已经不是最新的，抛 TicketChangedMeanwhile。"""
        values = ticket_values(after, self._cipher, self._words)
        for name in _FIXED:
            values.pop(name)
        same = tickets.c.ticket_no == after.ticket_no
        changed = connection.execute(
            tickets.update().where(same, tickets.c.version == before.version).values(version=before.version + 1, **values)
        )
        if changed.rowcount != 1:
            raise TicketChangedMeanwhile(f"工单 {after.ticket_no} 刚被别人改过，请看最新情况再操作")
        _insert_all(connection, ticket_history, self._entries(after, already=len(before.history)))
        self._update_clocks(connection, before, after)
        new_links = [link for link in after.links if link not in before.links]
        self._write_links(connection, [replace(after, links=tuple(new_links))])
        if before.supporting != after.supporting:
            connection.execute(ticket_supporting.delete().where(ticket_supporting.c.ticket_id == after.id))
            _insert_all(connection, ticket_supporting, _supporting_rows(after))
        if _searched_for(before) != _searched_for(after):
            index_tickets(connection, [after], are_new=False)

    def _insert_row(self, connection: Connection, ticket: Ticket) -> Ticket:
        values = ticket_values(ticket, self._cipher, self._words)
        try:
            ticket_id = connection.execute(tickets.insert(), {"version": 1, **values}).inserted_primary_key[0]
        except IntegrityError:
            raise TicketNumberTaken(f"工单编号 {ticket.ticket_no} 已经有了") from None
        return replace(ticket, id=ticket_id, version=1)

    def _entries(self, ticket: Ticket, already: int) -> List[dict]:
        return [
            entry_values(entry, ticket.ticket_no, already + i, self._cipher)
            for i, entry in enumerate(ticket.history[already:], 1)
        ]

    def _update_clocks(self, connection: Connection, before: Ticket, after: Ticket) -> None:
        known = {(clock.time_limit, clock.round): clock for clock in before.clocks}
        for clock in after.clocks:
            row, key = clock_values(clock, after.ticket_no), (clock.time_limit, clock.round)
            if key not in known:
                connection.execute(ticket_clocks.insert(), row)
            elif known[key] != clock:
                which = [ticket_clocks.c[name] == row.pop(name) for name in ("ticket_no", "time_limit", "round")]
                connection.execute(ticket_clocks.update().where(*which).values(**row))

    def _write_links(self, connection: Connection, linked: Sequence[Ticket]) -> None:
        rows = [
            {**link_values(link, ticket.ticket_no), "at": ticket.history[-1].at}
            for ticket in linked
            for link in ticket.links
        ]
        if rows:
            connection.execute(if_absent(ticket_links), rows)


@cache
def if_absent(table: sa.Table) -> sa.sql.expression.TextClause:
    """没有才插入，两种数据库写法一样。写成文字：SQLAlchemy 1.4 的 on_conflict 每次重新编译，一次一毫秒。"""
    columns = [column for column in table.columns if not (column.primary_key and column.autoincrement is True)]
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(f":{column.name}" for column in columns)
    statement = sa.text(f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING")
    return statement.bindparams(*(sa.bindparam(column.name, type_=column.type) for column in columns))


def _searched_for(ticket: Ticket) -> tuple:
    """变了就要重写检索的几样。"""
    return (ticket.title, ticket.narrative, ticket.demands, ticket.respondent, ticket.subject, facets_of(ticket))


def _supporting_rows(ticket: Ticket) -> List[dict]:
    return [{"department": department, "ticket_id": ticket.id} for department in ticket.supporting]


def _insert_all(connection: Connection, table: sa.Table, rows: Iterable[dict]) -> None:
    rows = list(rows)
    if rows:
        connection.execute(table.insert(), rows)

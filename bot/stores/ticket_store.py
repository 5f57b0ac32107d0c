"""工单存在数据库里。工单、经过、表、关联、发件箱同一个事务：要么都在，要么都不在。"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any, Dict, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.errors import KeyUsedForAnotherBody, TicketChangedMeanwhile, TicketNumberTaken, TicketUnknown
from bot.hotline.clock import ClockStatus
from bot.hotline.respondent_name import RespondentWords, place_key, respondent_key, same_place
from bot.hotline.ticket import Ticket
from bot.ports import Change, Filed, Outgoing, RequestKey, TicketFilter, TicketPage
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.delivery_store import WAITING, DeliveryStore
from bot.stores.ticket_query import ticket_ids
from bot.stores.ticket_rows import clock_values, entry_values, link_values, read_ticket, ticket_values
from bot.stores.ticket_search import index_ticket
from bot.stores.ticket_tables import (
    deliveries,
    idempotency_keys,
    ticket_clocks,
    ticket_history,
    ticket_links,
    ticket_supporting,
    tickets,
)

# 建单以后不再变的，存的时候不重写；external_no 由发件箱写。
_FIXED = ("ticket_no", "kind", "filed_at", "source", "origin_system", "origin_no")


class DatabaseTickets:
    def __init__(self, engine: Engine, cipher: Cipher, words: RespondentWords):
        self._engine, self._cipher, self._words = engine, cipher, words
        self._deliveries = DeliveryStore(engine, cipher)

    def file(self, new: Sequence[Ticket], outgoing: Sequence[Outgoing], key: Optional[RequestKey] = None) -> Filed:
        """登记。同一个键、同样内容登记过就返回上次的；同键不同内容抛 KeyUsedForAnotherBody。"""
        with writing(self._engine) as connection:
            if key:
                used_for = self._take_key(connection, key, [ticket.ticket_no for ticket in new])
                if used_for is not None:
                    return Filed(tuple(self._load(connection, number) for number in used_for), is_repeat=True)
            filed = [self._insert(connection, ticket) for ticket in new]
            for ticket in filed:
                self._write_links(connection, ticket, ())
            self._post(connection, outgoing, new[0].filed_at)
        posted = {item.ticket_no for item in outgoing if item.kind == "ticket"}
        return Filed(tuple(replace(t, delivery_status=WAITING if t.ticket_no in posted else None) for t in filed))

    def get(self, ticket_no: str) -> Ticket:
        """没有就抛 TicketUnknown。"""
        with self._engine.connect() as connection:
            return self._load(connection, ticket_no)

    def save(
        self, changes: Sequence[Change], outgoing: Sequence[Outgoing] = (), key: Optional[RequestKey] = None
    ) -> bool:
        """几张一起改。谁先改成谁算数，后来的得 TicketChangedMeanwhile；同一个键做过就返回 False。"""
        now = changes[0].after.history[-1].at
        with writing(self._engine) as connection:
            if key and self._take_key(connection, key, [c.after.ticket_no for c in changes]) is not None:
                return False
            # 按编号次序改，两个人同时改同样几张时不会互相等死。
            for change in sorted(changes, key=lambda change: change.after.ticket_no):
                self._update(connection, change.before, change.after)
            self._post(connection, outgoing, now)
        return True

    def find(self, wanted: TicketFilter, limit: int = 50, cursor: Optional[int] = None) -> TicketPage:
        """一页，新的在前。cursor 是上一页最后一张的次序号。"""
        with self._engine.connect() as connection:
            ids = ticket_ids(connection, wanted, limit + 1, cursor, self._cipher)
            page = self._load_page(connection, ids[:limit])
        return TicketPage(tuple(page), ids[limit - 1] if len(ids) > limit else None)

    def same_respondent(self, ticket: Ticket, limit: int = 200) -> List[Ticket]:
        """同一个经营者的其他工单：名称去掉后缀相同，地点对得上。"""
        key, place = respondent_key(ticket.respondent.name, self._words), place_key(ticket.respondent.address)
        if not key:
            return []
        query = (
            sa.select(tickets.c.id, tickets.c.place_key)
            .where(tickets.c.respondent_key == key, tickets.c.ticket_no != ticket.ticket_no)
            .order_by(tickets.c.id.desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            ids = [row.id for row in connection.execute(query) if same_place(row.place_key, place)]
            return self._load_page(connection, ids)

    def with_origin(self, system: str, number: str) -> Optional[Ticket]:
        """某平台转来的、或推给某平台后得到这个编号的那张。"""
        query = sa.select(tickets.c.ticket_no).where(
            sa.or_(
                sa.and_(tickets.c.origin_no == number, tickets.c.origin_system == system),
                sa.and_(tickets.c.external_no == number, tickets.c.ticket_system == system),
            )
        )
        with self._engine.connect() as connection:
            ticket_no = connection.execute(query.limit(1)).scalar()
            return self._load(connection, ticket_no) if ticket_no else None

    def needing_attention(self, until: date) -> List[str]:
        """until 之前到期、还在走的，和因为没有放假安排还没算出届满日的。"""
        query = (
            sa.select(ticket_clocks.c.ticket_no)
            .where(
                ticket_clocks.c.status == ClockStatus.RUNNING.value,
                sa.or_(ticket_clocks.c.due_on <= until, ticket_clocks.c.due_on.is_(None)),
            )
            .distinct()
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def _insert(self, connection: Connection, ticket: Ticket) -> Ticket:
        values = ticket_values(ticket, self._cipher, self._words)
        try:
            ticket_id = connection.execute(tickets.insert(), {"version": 1, **values}).inserted_primary_key[0]
        except IntegrityError:
            raise TicketNumberTaken(f"工单编号 {ticket.ticket_no} 已经有了") from None
        ticket = replace(ticket, id=ticket_id, version=1)
        self._write_supporting(connection, ticket)
        self._append_history(connection, ticket, already=0)
        if ticket.clocks:
            connection.execute(ticket_clocks.insert(), [clock_values(c, ticket.ticket_no) for c in ticket.clocks])
        index_ticket(connection, ticket)
        return ticket

    def _update(self, connection: Connection, before: Ticket, after: Ticket) -> None:
        values = ticket_values(after, self._cipher, self._words)
        for name in _FIXED:
            values.pop(name)
        same = tickets.c.ticket_no == after.ticket_no
        changed = connection.execute(
            tickets.update().where(same, tickets.c.version == before.version).values(version=before.version + 1, **values)
        )
        if changed.rowcount != 1:
            raise TicketChangedMeanwhile(f"工单 {after.ticket_no} 刚被别人改过，请看最新情况再操作")
        self._append_history(connection, after, already=len(before.history))
        known = {(clock.time_limit, clock.round): clock for clock in before.clocks}
        for clock in after.clocks:
            row, key = clock_values(clock, after.ticket_no), (clock.time_limit, clock.round)
            if key not in known:
                connection.execute(ticket_clocks.insert(), row)
            elif known[key] != clock:
                which = [ticket_clocks.c[name] == row.pop(name) for name in ("ticket_no", "time_limit", "round")]
                connection.execute(ticket_clocks.update().where(*which).values(**row))
        self._write_links(connection, after, before.links)
        if before.supporting != after.supporting:
            self._write_supporting(connection, replace(after, version=before.version + 1))
        if (before.narrative, before.demands, before.respondent) != (after.narrative, after.demands, after.respondent):
            index_ticket(connection, after)

    def _append_history(self, connection: Connection, ticket: Ticket, already: int) -> None:
        new = [
            entry_values(entry, ticket.ticket_no, already + i, self._cipher)
            for i, entry in enumerate(ticket.history[already:], 1)
        ]
        if new:
            connection.execute(ticket_history.insert(), new)

    def _write_links(self, connection: Connection, ticket: Ticket, before: Sequence) -> None:
        for link in ticket.links:
            if link not in before:
                values = {**link_values(link, ticket.ticket_no), "at": ticket.history[-1].at}
                connection.execute(_if_absent(connection, ticket_links), values)

    def _write_supporting(self, connection: Connection, ticket: Ticket) -> None:
        if ticket.version > 1:
            connection.execute(ticket_supporting.delete().where(ticket_supporting.c.ticket_id == ticket.id))
        for department in ticket.supporting:
            connection.execute(ticket_supporting.insert(), {"department": department, "ticket_id": ticket.id})

    def _post(self, connection: Connection, outgoing: Sequence[Outgoing], now) -> None:
        for item in outgoing:
            payload = json.dumps(item.payload, ensure_ascii=False)
            self._deliveries.add(connection, item.ticket_no, item.platform, item.kind, payload, now)

    def _take_key(self, connection: Connection, key: RequestKey, numbers: List[str]) -> Optional[List[str]]:
        """占住这个键；占过了就核对内容，返回上次的工单编号。同时来的在这里排队。"""
        name = key.key if len(key.key) <= 128 else hashlib.sha256(key.key.encode()).hexdigest()
        hashes = self._cipher.fingerprints(key.body)
        row = {"scope": key.scope, "key": name, "body_hash": hashes[0], "ticket_nos": numbers}
        taken = connection.execute(
            _if_absent(connection, idempotency_keys), {**row, "created_at": key.created_at}
        )
        if taken.rowcount == 1:
            return None
        row = connection.execute(
            sa.select(idempotency_keys).where(idempotency_keys.c.scope == key.scope, idempotency_keys.c.key == name)
        ).one()
        if row.body_hash not in hashes:
            raise KeyUsedForAnotherBody("这个幂等键已经用于另一份内容，请换一个键")
        return row.ticket_nos

    def _load(self, connection: Connection, ticket_no: str) -> Ticket:
        row = connection.execute(sa.select(tickets).where(tickets.c.ticket_no == ticket_no)).first()
        if row is None:
            raise TicketUnknown(f"没有工单 {ticket_no}")
        parts = self._parts(connection, [ticket_no])[ticket_no]
        history = connection.execute(
            sa.select(ticket_history)
            .where(ticket_history.c.ticket_no == ticket_no)
            .order_by(ticket_history.c.number)
        ).all()
        return read_ticket(row, self._cipher, history, **parts)

    def _load_page(self, connection: Connection, ids: Sequence[int]) -> List[Ticket]:
        """一页工单，次序照 ids；经过不取。"""
        if not ids:
            return []
        rows = {row.id: row for row in connection.execute(sa.select(tickets).where(tickets.c.id.in_(ids)))}
        parts = self._parts(connection, [row.ticket_no for row in rows.values()])
        return [read_ticket(rows[i], self._cipher, **parts[rows[i].ticket_no]) for i in ids]

    def _parts(self, connection: Connection, numbers: Sequence[str]) -> Dict[str, Dict[str, Any]]:
        """这几张的表、关联和投递情况，各查一次。"""
        parts: Dict[str, Dict[str, Any]] = defaultdict(lambda: {"clocks": [], "links": [], "delivery_status": None})
        for number in numbers:
            parts[number]  # noqa: B018  没有也要有一份空的
        clocks = sa.select(ticket_clocks).where(ticket_clocks.c.ticket_no.in_(numbers)).order_by(ticket_clocks.c.id)
        for row in connection.execute(clocks):
            parts[row.ticket_no]["clocks"].append(row)
        links = sa.select(ticket_links).where(
            sa.or_(ticket_links.c.from_no.in_(numbers), ticket_links.c.to_no.in_(numbers))
        )
        for row in connection.execute(links.order_by(ticket_links.c.at)):
            for number in {row.from_no, row.to_no} & set(numbers):
                parts[number]["links"].append(row)
        sent = sa.select(deliveries.c.ticket_no, deliveries.c.status).where(
            deliveries.c.ticket_no.in_(numbers), deliveries.c.kind == "ticket"
        )
        for row in connection.execute(sent):
            parts[row.ticket_no]["delivery_status"] = row.status
        return parts


def _if_absent(connection: Connection, table: sa.Table):
    """没有才插入；两种数据库写法一样，方言不同。"""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()



"""工单存在数据库里。工单、经过、表、关联、发件箱同一个事务：要么都在，要么都不在。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Dict, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import KeyUsedForAnotherBody
from bot.hotline.clock import ClockStatus
from bot.hotline.respondent_name import RespondentWords, place_key, respondent_key, same_place
from bot.hotline.ticket import Ticket
from bot.ports import Change, Filed, Outgoing, RequestKey, TicketFilter, TicketPage
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.delivery_store import WAITING, DeliveryStore
from bot.stores.filing_queue import Filing, FilingQueue, Outcome, Undone
from bot.stores.request_keys import take_key
from bot.stores.ticket_query import ticket_ids
from bot.stores.ticket_reading import load_page, load_ticket
from bot.stores.ticket_tables import ticket_clocks, tickets
from bot.stores.ticket_writing import TicketWriter
from bot.stores.words_query import count_words, counted_apart, words_cursor


class DatabaseTickets:
    def __init__(self, engine: Engine, cipher: Cipher, words: RespondentWords):
        self._engine, self._cipher, self._words = engine, cipher, words
        self._deliveries = DeliveryStore(engine, cipher)
        self._writer = TicketWriter(cipher, words)
        self._queue = FilingQueue(self._write_filings)

    def file(self, new: Sequence[Ticket], outgoing: Sequence[Outgoing], key: Optional[RequestKey] = None) -> Filed:
        """登记，返回时已经落盘。同一个键、同样内容登记过就返回上次的；同键不同内容抛 KeyUsedForAnotherBody。"""
        return self._queue.file(Filing(new, outgoing, key))

    def get(self, ticket_no: str) -> Ticket:
        """没有就抛 TicketUnknown。"""
        with self._engine.connect() as connection:
            return load_ticket(connection, ticket_no, self._cipher)

    def save(
        self, changes: Sequence[Change], outgoing: Sequence[Outgoing] = (), key: Optional[RequestKey] = None
    ) -> bool:
        """几张一起改。谁先改成谁算数，后来的得 TicketChangedMeanwhile；同一个键做过就返回 False。"""
        now = changes[0].after.history[-1].at
        with writing(self._engine) as connection:
            if key and take_key(connection, key, [c.after.ticket_no for c in changes], self._cipher) is not None:
                return False
            # 按编号次序改，两个人同时改同样几张时不会互相等死。
            for change in sorted(changes, key=lambda change: change.after.ticket_no):
                self._writer.update(connection, change.before, change.after)
            self._deliveries.add_all(connection, [(item, now) for item in outgoing])
        return True

    def find(self, wanted: TicketFilter, limit: int = 50, cursor: Optional[int] = None) -> TicketPage:
        """一页，新的在前；只要市民又说了话的，没人看过的、等得久的在前。cursor 是上一页给的 next_cursor。"""
        with self._engine.connect() as connection:
            ids = ticket_ids(connection, wanted, limit + 1, cursor, self._cipher)
            page = load_page(connection, ids[:limit], self._cipher)
        if len(ids) <= limit:
            return TicketPage(tuple(page))
        return TicketPage(tuple(page), words_cursor(page[-1]) if wanted.has_words else page[-1].id)

    def count(
        self, statuses: Sequence[str], scope: Optional[str], hides_conduct: bool, today: date, soon: date
    ) -> Dict[str, Dict[str, int]]:
        """各科室、各状态几张；超期的、soon 以前（含）到期的；市民又说了话的。scope 是看得到的科室。"""
        seen = [tickets.c.status.in_(statuses)]
        if hides_conduct:
            seen.append(tickets.c.kind != "conduct_complaint")
        due = tickets.c.due_on
        late = sa.func.sum(sa.case((due < today, 1), else_=0))
        near = sa.func.sum(sa.case((sa.and_(due >= today, due <= soon), 1), else_=0))
        query = sa.select(tickets.c.department, tickets.c.status, sa.func.count(), late, near).where(*seen)
        query = query.group_by(tickets.c.department, tickets.c.status)
        with self._engine.connect() as connection:
            rows = [row for part in counted_apart(scope) for row in connection.execute(query.where(*part)).all()]
            words = count_words(connection, scope, hides_conduct)
        counted: Dict[str, Dict[str, int]] = {"departments": {}, "statuses": {}, "clocks": {"overdue": 0, "due_soon": 0}}
        for department, status, number, overdue, due_soon in rows:
            for group, name in (("departments", department), ("statuses", status)):
                counted[group][name] = counted[group].get(name, 0) + number
            counted["clocks"]["overdue"] += overdue
            counted["clocks"]["due_soon"] += due_soon
        return {**counted, "citizen_words": words}

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
            return load_page(connection, ids, self._cipher)

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
            return load_ticket(connection, ticket_no, self._cipher) if ticket_no else None

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

    def _write_filings(self, filings: Sequence[Filing]) -> List[Outcome]:
        """一批登记，一个事务。键配了别的内容的，只有那一份不成。"""
        with writing(self._engine) as connection:
            try:
                return self._written(connection, filings)
            except Exception as error:  # 还没提交，撤得干净，可以分开重写
                raise Undone from error

    def _written(self, connection: Connection, filings: Sequence[Filing]) -> List[Outcome]:
        outcomes: Dict[int, Outcome] = {}
        repeats: Dict[int, List[str]] = {}
        for i, filing in enumerate(filings):
            numbers = [ticket.ticket_no for ticket in filing.tickets]
            try:
                used_for = take_key(connection, filing.key, numbers, self._cipher) if filing.key else None
            except KeyUsedForAnotherBody as error:
                outcomes[i] = error
                continue
            if used_for is not None:
                repeats[i] = used_for
        new = [i for i in range(len(filings)) if i not in outcomes and i not in repeats]
        rows = self._writer.insert(connection, [ticket for i in new for ticket in filings[i].tickets])
        filed = {ticket.ticket_no: ticket for ticket in rows}
        self._deliveries.add_all(
            connection, [(item, filings[i].tickets[0].filed_at) for i in new for item in filings[i].outgoing]
        )
        for i, numbers in repeats.items():
            found = tuple(load_ticket(connection, number, self._cipher) for number in numbers)
            outcomes[i] = Filed(found, is_repeat=True)
        for i in new:
            outcomes[i] = Filed(tuple(_posted(filed[t.ticket_no], filings[i].outgoing) for t in filings[i].tickets))
        return [outcomes[i] for i in range(len(filings))]


def _posted(ticket: Ticket, outgoing: Sequence[Outgoing]) -> Ticket:
    """刚登记的工单，写上它在不在发件箱里等着。"""
    is_waiting = any(item.kind == "ticket" and item.ticket_no == ticket.ticket_no for item in outgoing)
    return replace(ticket, delivery_status=WAITING if is_waiting else None)

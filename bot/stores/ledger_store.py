"""台账和统计要从库里取的：一段日子登记的、以前没办完的，和一段日子里的经过。"""

from __future__ import annotations

from typing import Dict, Iterable, Iterator, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import LedgerTooLong
from bot.hotline.ledger import FINISHED, Period
from bot.hotline.points import Happening
from bot.hotline.ticket import HistoryEntry, Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.stores.cipher import Cipher
from bot.stores.ticket_reading import load_page
from bot.stores.ticket_rows import read_entry
from bot.stores.ticket_tables import ticket_history, ticket_supporting, tickets

_CHUNK = 500
_MOST_ROWS = 20_000


class DatabaseLedger:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def tickets_of(self, period: Period, department: Optional[str] = None) -> List[Ticket]:
        """这段日子登记的，加上以前登记还没办完的，先登记的在前，不带经过。太多抛 LedgerTooLong。"""
        filed = sa.and_(tickets.c.filed_at >= period.since, tickets.c.filed_at < period.until)
        unfinished = sa.and_(
            tickets.c.filed_at < period.since, tickets.c.status.notin_([status.value for status in FINISHED])
        )
        ids: List[int] = []
        with self._engine.connect() as connection:
            for which in (unfinished, filed):
                query = sa.select(tickets.c.id).where(which, *seen_by(department)).order_by(tickets.c.id)
                ids += connection.execute(query.limit(_MOST_ROWS + 1)).scalars()
            if len(ids) > _MOST_ROWS:
                raise LedgerTooLong(f"超过 {_MOST_ROWS} 行，请按科室分开取")
            return [
                ticket
                for chunk in _chunks(ids)
                for ticket in load_page(connection, chunk, self._cipher)
            ]

    def histories(self, numbers: Sequence[str]) -> Dict[str, List[HistoryEntry]]:
        """这些工单的经过。"""
        found: Dict[str, List[HistoryEntry]] = {number: [] for number in numbers}
        with self._engine.connect() as connection:
            for chunk in _chunks(numbers):
                query = sa.select(ticket_history).where(ticket_history.c.ticket_no.in_(chunk))
                for row in connection.execute(query.order_by(ticket_history.c.ticket_no, ticket_history.c.number)):
                    found[row.ticket_no].append(read_entry(row, self._cipher))
        return found

    def happenings(self, period: Period, facts: Iterable[str]) -> List[Happening]:
        """一段日子里的这几种事。作风投诉不算。"""
        query = (
            sa.select(tickets.c.department, tickets.c.kind, ticket_history.c.fact, tickets.c.ticket_no)
            .select_from(ticket_history.join(tickets, tickets.c.ticket_no == ticket_history.c.ticket_no))
            .where(
                ticket_history.c.at >= period.since,
                ticket_history.c.at < period.until,
                ticket_history.c.fact.in_(list(facts)),
                tickets.c.kind != "conduct_complaint",
            )
        )
        with self._engine.connect() as connection:
            return [Happening(*row) for row in connection.execute(query)]

    def outcomes(self, numbers: Sequence[str]) -> Dict[str, str]:
        """这些工单最近一次办结成什么；没办结的不在里面。"""
        found: Dict[str, str] = {}
        with self._engine.connect() as connection:
            for chunk in _chunks(numbers):
                query = (
                    sa.select(ticket_history.c.ticket_no, ticket_history.c.details)
                    .where(ticket_history.c.ticket_no.in_(chunk), ticket_history.c.fact == Fact.RESOLVED.value)
                    .order_by(ticket_history.c.number)
                )
                for number, details in connection.execute(query):
                    found[number] = details.get("outcome", "")
        return found


def seen_by(department: Optional[str]) -> list:
    """作风投诉归机关党委，只在它自己的台账里。"""
    conditions = [] if department == PARTY_COMMITTEE else [tickets.c.kind != "conduct_complaint"]
    if department is not None:
        helps = sa.select(ticket_supporting.c.ticket_id).where(ticket_supporting.c.department == department)
        conditions.append(sa.or_(tickets.c.department == department, tickets.c.id.in_(helps)))
    return conditions


def _chunks(values: Sequence) -> Iterator[Sequence]:
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))

"""从库里取工单：一张带经过，一页不带。"""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import TicketUnknown
from bot.hotline.ticket import Ticket
from bot.stores.cipher import Cipher
from bot.stores.ticket_rows import read_ticket
from bot.stores.ticket_tables import deliveries, ticket_clocks, ticket_history, ticket_links, tickets


def load_ticket(connection: Connection, ticket_no: str, cipher: Cipher) -> Ticket:
    """一张，带经过。没有就抛 TicketUnknown。"""
    row = connection.execute(sa.select(tickets).where(tickets.c.ticket_no == ticket_no)).first()
    if row is None:
        raise TicketUnknown(f"没有工单 {ticket_no}")
    parts = _parts(connection, [ticket_no])[ticket_no]
    history = connection.execute(
        sa.select(ticket_history).where(ticket_history.c.ticket_no == ticket_no).order_by(ticket_history.c.number)
    ).all()
    return read_ticket(row, cipher, history, **parts)


def load_page(connection: Connection, ids: Sequence[int], cipher: Cipher) -> List[Ticket]:
    """一页，次序照 ids；经过不取。"""
    if not ids:
        return []
    rows = {row.id: row for row in connection.execute(sa.select(tickets).where(tickets.c.id.in_(ids)))}
    parts = _parts(connection, [row.ticket_no for row in rows.values()])
    return [read_ticket(rows[i], cipher, **parts[rows[i].ticket_no]) for i in ids]


def _parts(connection: Connection, numbers: Sequence[str]) -> Dict[str, Dict[str, Any]]:
    """这几张的表、关联和投递情况，各查一次。"""
    parts: Dict[str, Dict[str, Any]] = {n: {"clocks": [], "links": [], "delivery_status": None} for n in numbers}
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

"""我们这边的对账清单：送给某个平台的、它转来的、还没送到的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.ticket_tables import deliveries, tickets


@dataclass(frozen=True)
class PlatformTicket:
    """清单的一条。at 是拿到回执或收到转办的时刻；还没送到的是 None。

    is_settled 为假：有发给它的状态还没送到，两边状态一时不同是正常的。
    """

    ticket_no: str
    external_no: Optional[str]
    status: str
    at: Optional[datetime]
    is_transfer: bool = False
    is_settled: bool = True


def platform_tickets(engine: Engine, platform: str, since: datetime, until: datetime) -> List[PlatformTicket]:
    """[since, until) 里送达的和转来的，加上还没送到的全部。"""
    other = deliveries.alias("other")
    waiting = sa.exists().where(
        other.c.ticket_no == tickets.c.ticket_no,
        other.c.platform == platform,
        other.c.status != "delivered",
    )
    pushed = (
        sa.select(
            tickets.c.ticket_no, deliveries.c.external_no, tickets.c.status, deliveries.c.delivered_at, waiting.label("waiting")
        )
        .select_from(deliveries.join(tickets, tickets.c.ticket_no == deliveries.c.ticket_no))
        .where(
            deliveries.c.platform == platform,
            deliveries.c.kind == "ticket",
            sa.or_(
                deliveries.c.status != "delivered",
                sa.and_(deliveries.c.delivered_at >= since, deliveries.c.delivered_at < until),
            ),
        )
    )
    transferred = sa.select(
        tickets.c.ticket_no, tickets.c.origin_no, tickets.c.status, tickets.c.filed_at, waiting.label("waiting")
    ).where(tickets.c.origin_system == platform, tickets.c.filed_at >= since, tickets.c.filed_at < until)
    with engine.connect() as connection:
        found = [
            PlatformTicket(ticket_no, external_no, status, delivered_at, False, not is_waiting)
            for ticket_no, external_no, status, delivered_at, is_waiting in connection.execute(pushed)
        ]
        return found + [
            PlatformTicket(ticket_no, origin_no, status, filed_at, True, not is_waiting)
            for ticket_no, origin_no, status, filed_at, is_waiting in connection.execute(transferred)
        ]

"""我们这边的对账清单：送给某个平台的、它转来的、还没送到的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Dict, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from bot.hotline.ticket_life import STEPS, Fact
from bot.stores.ticket_tables import deliveries, ticket_history, tickets

# 会把现状推给平台的事：推了以后，平台那边就该是我们的状态。
_PUSHED = {fact.value for fact, (_, status) in STEPS.items() if status} | {Fact.COMPLAINT_ACCEPTED.value}


@dataclass(frozen=True)
class PlatformTicket:
    """清单的一条。at 是拿到回执或收到转办的时刻；还没送到的是 None。

    is_settled 为假：有发给它的状态还没送到，或者转来的还没回过话，两边状态一时不同是正常的。
    heard：我们推送之后平台又来信说的状态，平台的原话；没有就是 None。
    """

    ticket_no: str
    external_no: Optional[str]
    status: str
    at: Optional[datetime]
    is_transfer: bool = False
    is_settled: bool = True
    heard: Optional[str] = None


def platform_tickets(engine: Engine, platform: str, since: datetime, until: datetime) -> List[PlatformTicket]:
    """[since, until) 里送达的和转来的，加上还没送到的全部。"""
    other = deliveries.alias("other")
    sent_there = sa.and_(other.c.ticket_no == tickets.c.ticket_no, other.c.platform == platform)
    waiting = sa.exists().where(sent_there, other.c.status != "delivered")
    # 转来的单子我们还没回过话时，对方写的是它自己的状态，比不着。
    waiting_or_silent = sa.or_(waiting, ~sa.exists().where(sent_there))
    pushed = (
        sa.select(
            tickets.c.ticket_no,
            deliveries.c.external_no,
            tickets.c.status,
            deliveries.c.delivered_at,
            waiting.label("waiting"),
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
        tickets.c.ticket_no,
        tickets.c.origin_no,
        tickets.c.status,
        tickets.c.filed_at,
        waiting_or_silent.label("waiting"),
    ).where(tickets.c.origin_system == platform, tickets.c.filed_at >= since, tickets.c.filed_at < until)
    with engine.connect() as connection:
        heard = _heard(connection, platform, (pushed, transferred))
        return [
            PlatformTicket(ticket_no, external_no, status, at, is_transfer, not is_waiting, heard.get(ticket_no))
            for is_transfer, query in ((False, pushed), (True, transferred))
            for ticket_no, external_no, status, at, is_waiting in connection.execute(query)
        ]


def _heard(connection: Connection, platform: str, listed: Sequence[Select]) -> Dict[str, str]:
    """每张单在我们最后一次推送之后，平台又说到了什么状态。平台自己引起的变动不算我们推的。"""
    told = sa.select(ticket_history.c.ticket_no).where(
        ticket_history.c.fact == Fact.PLATFORM_STATUS.value,
        ticket_history.c.by == f"platform:{platform}",
        sa.or_(*(ticket_history.c.ticket_no.in_(query.with_only_columns(tickets.c.ticket_no)) for query in listed)),
    )
    entries = sa.select(
        ticket_history.c.ticket_no, ticket_history.c.fact, ticket_history.c.by, ticket_history.c.details
    )
    entries = entries.where(ticket_history.c.ticket_no.in_(told)).order_by(
        ticket_history.c.ticket_no, ticket_history.c.number
    )
    heard: Dict[str, str] = {}
    for ticket_no, fact, by, details in connection.execute(entries):
        if by == f"platform:{platform}":
            if fact == Fact.PLATFORM_STATUS.value and details.get("external_no"):
                heard[ticket_no] = details["status_word"]
        elif fact in _PUSHED:
            heard.pop(ticket_no, None)
    return heard

"""发件箱。工单变动和要发给平台的一行同一个事务写下；领走的有时限，到时没回音别人可以再领。

同一张工单发给同一平台的几行按先后发：催办不会跑到工单前头。
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import DeliveryUnknown
from bot.ports import Outgoing
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.ticket_tables import deliveries, tickets

WAITING, CLAIMED, DELIVERED, STUCK, WITHDRAWN = "waiting", "claimed", "delivered", "stuck", "withdrawn"
STATUSES = (WAITING, CLAIMED, DELIVERED, STUCK, WITHDRAWN)


@dataclass(frozen=True)
class Delivery:
    """要发给平台的一件。payload 是事情发生当时写好的 JSON 文字。

    platform：12345、12315。kind：ticket、urge、supplement、status。
    """

    id: str
    ticket_no: str
    platform: str
    kind: str
    payload: str
    status: str
    attempts: int
    next_attempt_at: datetime
    created_at: datetime
    claimed_by: Optional[str] = None
    claimed_until: Optional[datetime] = None
    external_no: Optional[str] = None
    last_error: Optional[str] = None
    delivered_at: Optional[datetime] = None


class DeliveryStore:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add_all(self, connection: Connection, outgoing: Sequence[Tuple[Outgoing, datetime]]) -> None:
        """在工单的那个事务里放几件进发件箱，各有各的时刻。编号也是发给平台的幂等键。"""
        rows = [
            {
                "id": str(uuid.uuid4()),
                "ticket_no": item.ticket_no,
                "platform": item.platform,
                "kind": item.kind,
                "payload_sealed": self._cipher.seal(json.dumps(item.payload, ensure_ascii=False)),
                "status": WAITING,
                "attempts": 0,
                "next_attempt_at": at,
                "created_at": at,
            }
            for item, at in outgoing
        ]
        if rows:
            connection.execute(deliveries.insert(), rows)

    def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        lease: timedelta = timedelta(seconds=60),
        platform: Optional[str] = None,
    ) -> List[Delivery]:
        """领走最多 limit 件到点的。领的人死了，过了 lease 别人能再领；attempts 在领的时候加一。"""
        token = f"{worker}#{uuid.uuid4()}"
        due = sa.select(deliveries.c.id).where(_is_due(now), ~_waits_for_another())
        if platform:
            due = due.where(deliveries.c.platform == platform)
        due = due.order_by(deliveries.c.next_attempt_at, deliveries.c.created_at).limit(limit)
        # SQLite 不认 SKIP LOCKED（SQLAlchemy 会略去），它的写事务本来就一个接一个。
        picked = due.with_for_update(skip_locked=True, of=deliveries).cte("picked")
        with writing(self._engine) as connection:
            connection.execute(
                deliveries.update()
                .where(deliveries.c.id.in_(sa.select(picked.c.id)))
                .values(
                    status=CLAIMED, claimed_by=token, claimed_until=now + lease, attempts=deliveries.c.attempts + 1
                )
            )
            rows = connection.execute(
                sa.select(deliveries).where(deliveries.c.claimed_by == token).order_by(deliveries.c.created_at)
            ).all()
        return [self._read(row) for row in rows]

    def delivered(self, delivery_id: str, external_no: Optional[str], now: datetime) -> None:
        """平台收下了。重复报一次也无妨；平台给的编号一并记到工单上。"""
        with writing(self._engine) as connection:
            row = self._set(
                connection, delivery_id, (WAITING, CLAIMED, STUCK, WITHDRAWN), status=DELIVERED,
                external_no=external_no, delivered_at=now, last_error=None, claimed_by=None, claimed_until=None,
            )  # fmt: skip
            if row.kind == "ticket" and external_no:
                connection.execute(
                    tickets.update().where(tickets.c.ticket_no == row.ticket_no).values(external_no=external_no)
                )

    def failed(self, delivery_id: str, error: str, next_attempt_at: Optional[datetime], now: datetime) -> None:
        """这次没发成。给了下次的时间就再等；没给就停在 stuck，等人重发，绝不丢弃。"""
        with writing(self._engine) as connection:
            self._set(
                connection, delivery_id, (CLAIMED,), status=WAITING if next_attempt_at else STUCK,
                next_attempt_at=next_attempt_at or now, last_error=error, claimed_by=None, claimed_until=None,
            )  # fmt: skip

    def replay(self, delivery_id: str, now: datetime) -> None:
        """人工重发一件卡住的或撤下的；已送达的不动。次数重新算，否则再失败一次又卡住。"""
        with writing(self._engine) as connection:
            self._set(
                connection, delivery_id, (STUCK, WITHDRAWN, WAITING), status=WAITING, next_attempt_at=now, attempts=0
            )

    def withdraw(self, delivery_id: str, reason: str) -> None:
        """人工撤下一件还没送达的；留着，可以重发。"""
        with writing(self._engine) as connection:
            self._set(connection, delivery_id, (WAITING, STUCK), status=WITHDRAWN, last_error=reason)

    def get(self, delivery_id: str) -> Delivery:
        with self._engine.connect() as connection:
            return self._read(self._row(connection, delivery_id))

    def of_ticket(self, ticket_no: str) -> List[Delivery]:
        return self._list(deliveries.c.ticket_no == ticket_no)

    def with_status(self, statuses: Sequence[str], limit: int = 200) -> List[Delivery]:
        return self._list(deliveries.c.status.in_(statuses), limit)

    def counts(self) -> Dict[str, int]:
        """每种状态几件；没有的状态是 0。"""
        query = sa.select(deliveries.c.status, sa.func.count()).group_by(deliveries.c.status)
        found = dict.fromkeys(STATUSES, 0)
        with self._engine.connect() as connection:
            found.update({status: count for status, count in connection.execute(query)})
        return found

    def _set(self, connection: Connection, delivery_id: str, from_statuses: Sequence[str], **values: Any):
        """只改还在这几种状态的；返回改以前的那一行，没有这一件抛 DeliveryUnknown。"""
        row = self._row(connection, delivery_id)
        is_one_of = sa.and_(deliveries.c.id == delivery_id, deliveries.c.status.in_(from_statuses))
        connection.execute(deliveries.update().where(is_one_of).values(**values))
        return row

    def _list(self, condition, limit: Optional[int] = None) -> List[Delivery]:
        query = sa.select(deliveries).where(condition).order_by(deliveries.c.created_at, deliveries.c.id).limit(limit)
        with self._engine.connect() as connection:
            return [self._read(row) for row in connection.execute(query)]

    def _row(self, connection: Connection, delivery_id: str):
        row = connection.execute(sa.select(deliveries).where(deliveries.c.id == delivery_id)).first()
        if row is None:
            raise DeliveryUnknown(f"发件箱里没有 {delivery_id}")
        return row

    def _read(self, row) -> Delivery:
        fields = dict(row._mapping)
        fields["payload"] = self._cipher.open(fields.pop("payload_sealed"))
        return Delivery(**fields)


def _is_due(now: datetime):
    """到点的，或者领走的人过了时限还没回音的。"""
    return sa.or_(
        sa.and_(deliveries.c.status == WAITING, deliveries.c.next_attempt_at <= now),
        sa.and_(deliveries.c.status == CLAIMED, deliveries.c.claimed_until < now),
    )


def _waits_for_another():
    """同一工单、同一平台还有更早的没发完；或者工单本身还没送到，催办、补充、状态都要等它。"""
    other = deliveries.alias("other")
    earlier = sa.and_(other.c.status.in_((WAITING, CLAIMED)), other.c.created_at < deliveries.c.created_at)
    the_ticket = sa.and_(
        other.c.kind == "ticket", deliveries.c.kind != "ticket", other.c.status != DELIVERED
    )
    return sa.exists().where(
        other.c.ticket_no == deliveries.c.ticket_no,
        other.c.platform == deliveries.c.platform,
        other.c.id != deliveries.c.id,
        sa.or_(earlier, the_ticket),
    )

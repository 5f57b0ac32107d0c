"""交给人的事。电话加密落库。"""

from __future__ import annotations

from datetime import datetime
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.ports import HandOver
from bot.stores.cipher import Cipher
from bot.stores.tables import hand_overs


class DatabaseHandOvers:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add(self, hand_over: HandOver) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                hand_overs.insert().values(
                    number=hand_over.number,
                    conversation_id=hand_over.conversation_id,
                    reason=hand_over.reason,
                    department=hand_over.department,
                    emergency=hand_over.emergency,
                    phone_sealed=self._seal(hand_over.phone),
                    created_at=hand_over.created_at,
                    draft_id=hand_over.draft_id,
                )
            )

    def set_phone(self, number: str, phone: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                hand_overs.update().where(hand_overs.c.number == number).values(phone_sealed=self._seal(phone))
            )

    def latest(self, limit: int) -> List[HandOver]:
        return self._read(sa.select(hand_overs).order_by(hand_overs.c.created_at.desc()).limit(limit))

    def get(self, number: str) -> Optional[HandOver]:
        found = self._read(sa.select(hand_overs).where(hand_overs.c.number == number))
        return found[0] if found else None

    def latest_of(self, conversation_id: str) -> Optional[HandOver]:
        mine = sa.select(hand_overs).where(hand_overs.c.conversation_id == conversation_id)
        found = self._read(mine.order_by(hand_overs.c.created_at.desc()).limit(1))
        return found[0] if found else None

    def waiting(self, limit: int) -> List[HandOver]:
        """还没有人接的：紧急的在前，其余先来后到。"""
        queue = sa.select(hand_overs).where(hand_overs.c.taken_at.is_(None))
        return self._read(queue.order_by(hand_overs.c.emergency.is_(None), hand_overs.c.created_at).limit(limit))

    def ahead_of(self, hand_over: HandOver) -> int:
        """排在前面、还没有人接的有几件；同一个会话的不算。已经有人接的是 0。"""
        if hand_over.taken_at is not None:
            return 0
        is_earlier = hand_overs.c.created_at < hand_over.created_at
        is_urgent = hand_overs.c.emergency.isnot(None)
        ahead = sa.and_(is_earlier, is_urgent) if hand_over.emergency else sa.or_(is_earlier, is_urgent)
        waiting = hand_overs.c.taken_at.is_(None), hand_overs.c.conversation_id != hand_over.conversation_id
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).where(*waiting, ahead)).scalar() or 0

    def take(self, number: str, by: str, at: datetime) -> Optional[HandOver]:
        """两位坐席同时接，先写上的那位算数。没有这个编号是 None。"""
        free = hand_overs.c.number == number, hand_overs.c.taken_at.is_(None)
        with self._engine.begin() as connection:
            connection.execute(hand_overs.update().where(*free).values(taken_at=at, taken_by=by))
        return self.get(number)

    def set_spoken(self, number: str, at: Optional[datetime]) -> None:
        """坐席刚在对话里说了话；at 为空是交还了。"""
        with self._engine.begin() as connection:
            connection.execute(hand_overs.update().where(hand_overs.c.number == number).values(spoke_at=at))

    def _read(self, query: sa.sql.Select) -> List[HandOver]:
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            HandOver(
                number=row.number,
                conversation_id=row.conversation_id,
                reason=row.reason,
                created_at=row.created_at,
                phone=self._cipher.open(row.phone_sealed) if row.phone_sealed else None,
                department=row.department,
                emergency=row.emergency,
                draft_id=row.draft_id,
                taken_at=row.taken_at,
                taken_by=row.taken_by,
                spoke_at=row.spoke_at,
            )
            for row in rows
        ]

    def _seal(self, phone: str | None) -> bytes | None:
        return self._cipher.seal(phone) if phone else None

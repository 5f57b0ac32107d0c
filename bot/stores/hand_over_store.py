"""交给人的事。电话加密落库。"""

from __future__ import annotations

from typing import List

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
        query = sa.select(hand_overs).order_by(hand_overs.c.created_at.desc()).limit(limit)
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
            )
            for row in rows
        ]

    def _seal(self, phone: str | None) -> bytes | None:
        return self._cipher.seal(phone) if phone else None

"""扣着等坐席看的答复：加密，发出去就删。"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, List, Mapping, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.ports import HeldAnswer
from bot.stores.cipher import Cipher
from bot.stores.operator_tables import held_answers

# 领了去发、没发完进程就死了的，过这么久别人再发：宁可两遍，不可没有。
_LEASE = timedelta(seconds=30)


class DatabaseHeldAnswers:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add(self, number: str, conversation_id: str, replies: Sequence[Mapping[str, Any]], at: datetime, until: datetime) -> None:
        row = {"hand_over_no": number, "conversation_id": conversation_id, "held_at": at, "until": until}
        sealed = self._cipher.seal(json.dumps(list(replies), ensure_ascii=False))
        with self._engine.begin() as connection:
            connection.execute(held_answers.insert().values(content_sealed=sealed, **row))

    def of(self, number: str) -> List[HeldAnswer]:
        """这件转人工扣着的，先扣的在前。"""
        return self._read(held_answers.c.hand_over_no == number)

    def late(self, now: datetime) -> List[HeldAnswer]:
        """到点没人看的。"""
        return self._read(held_answers.c.until <= now)

    def claim(self, held_id: int, number: str, now: datetime) -> Optional[HeldAnswer]:
        """领去发。几个人、几个进程同时来，一个成；发过了、别人正在发的是 None。"""
        is_free = sa.or_(held_answers.c.claimed_until.is_(None), held_answers.c.claimed_until < now)
        this = held_answers.c.id == held_id, held_answers.c.hand_over_no == number
        with self._engine.begin() as connection:
            done = connection.execute(held_answers.update().where(*this, is_free).values(claimed_until=now + _LEASE))
        return self._read(*this)[0] if done.rowcount else None

    def done(self, held_id: int) -> None:
        """发出去了，内容不留。"""
        with self._engine.begin() as connection:
            connection.execute(held_answers.delete().where(held_answers.c.id == held_id))

    def drop(self, number: str) -> None:
        """坐席自己说了，这件扣着的都不发了。"""
        with self._engine.begin() as connection:
            connection.execute(held_answers.delete().where(held_answers.c.hand_over_no == number))

    def forget(self, conversation_id: str) -> None:
        """市民要求删除这个会话的记录。"""
        with self._engine.begin() as connection:
            connection.execute(held_answers.delete().where(held_answers.c.conversation_id == conversation_id))

    def _read(self, *conditions: Any) -> List[HeldAnswer]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(held_answers).where(*conditions).order_by(held_answers.c.id)).all()
        return [
            HeldAnswer(row.id, row.hand_over_no, row.conversation_id, json.loads(self._cipher.open(row.content_sealed)), row.held_at, row.until)
            for row in rows
        ]

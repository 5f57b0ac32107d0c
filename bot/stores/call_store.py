"""坐席的来电：谁接的、说了什么、建议用没用。话加密，收线就删；要留的写在工单里。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import CallTaken, CallUnknown
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.staff_tables import call_utterances, calls, suggestion_uses

_MOST = 100


@dataclass(frozen=True)
class Call:
    call_id: str
    operator: Optional[str]
    started_at: datetime
    ended_at: Optional[datetime] = None


@dataclass(frozen=True)
class Utterance:
    number: int
    by: str
    at: datetime
    text: str


class DatabaseCalls:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def hear(self, call_id: str, by: str, text: str, at: datetime) -> int:
        """来了一句，返回它的编号；第一句就是来电。收了线的抛 CallUnknown。"""
        with writing(self._engine) as connection:
            call = connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).first()
            if call is None:
                connection.execute(calls.insert().values(call_id=call_id, started_at=at, note=""))
            elif call.ended_at is not None:
                raise CallUnknown(f"来电 {call_id} 已经收线")
            row = {"call_id": call_id, "by": by, "at": at, "text_sealed": self._cipher.seal(text)}
            return connection.execute(call_utterances.insert().values(**row)).inserted_primary_key[0]

    def take(self, call_id: str, operator: str, at: datetime) -> Call:
        """接起来。两位同时接，先写上的算数，另一位得到 CallTaken。"""
        free = calls.c.call_id == call_id, calls.c.operator.is_(None), calls.c.ended_at.is_(None)
        with self._engine.begin() as connection:
            connection.execute(calls.update().where(*free).values(operator=operator, taken_at=at))
        call = self.get(call_id)
        if call.operator != operator:
            raise CallTaken(f"来电 {call_id} 已经由 {call.operator} 接了")
        return call

    def get(self, call_id: str) -> Call:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).first()
        if row is None:
            raise CallUnknown(f"没有来电 {call_id}")
        return Call(row.call_id, row.operator, row.started_at, row.ended_at)

    def open_for(self, operator: str) -> List[Call]:
        """没收线的：还没人接的，和自己接的。"""
        query = (
            sa.select(calls)
            .where(calls.c.ended_at.is_(None), sa.or_(calls.c.operator.is_(None), calls.c.operator == operator))
            .order_by(calls.c.started_at)
            .limit(_MOST)
        )
        with self._engine.connect() as connection:
            return [Call(row.call_id, row.operator, row.started_at) for row in connection.execute(query)]

    def after(self, call_id: str, number: int) -> List[Utterance]:
        """第 number 句以后的。"""
        query = (
            sa.select(call_utterances)
            .where(call_utterances.c.call_id == call_id, call_utterances.c.id > number)
            .order_by(call_utterances.c.id)
            .limit(_MOST)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Utterance(row.id, row.by, row.at, self._cipher.open(row.text_sealed)) for row in rows]

    def end(self, call_id: str, outcome: str, note: str, at: datetime) -> None:
        """收线。说过的话删掉。"""
        with self._engine.begin() as connection:
            connection.execute(call_utterances.delete().where(call_utterances.c.call_id == call_id))
            connection.execute(
                calls.update().where(calls.c.call_id == call_id).values(ended_at=at, outcome=outcome, note=note)
            )

    def note_use(self, by: str, type_: str, suggestion: str, use: str, at: datetime, call_id: Optional[str]) -> None:
        """一条建议怎么了：accepted 照用、edited 改了用、ignored 没用。"""
        row = {"at": at, "by": by, "call_id": call_id, "type": type_, "suggestion": suggestion, "use": use}
        with self._engine.begin() as connection:
            connection.execute(suggestion_uses.insert().values(**row))

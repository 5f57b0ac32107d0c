"""对话记录存在数据库里，加密，一句一行。页面重开、断线重连、坐席接手都从这里看。"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import KeyUsedForAnotherBody
from bot.hotline.transcript import CITIZEN, HOTLINE, TranscriptEntry
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.portal_tables import transcript_entries as entries

_MOST_AT_ONCE = 1000  # 断线重连一次最多补多少句


class DatabaseTranscripts:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def hear(
        self, conversation_id: str, content: Mapping[str, Any], at: datetime, key: Optional[str] = None
    ) -> Tuple[TranscriptEntry, bool]:
        """记下市民的一句，返回（这一句，是不是已经答过）。

        同一个 key 说过的不再记；配的是另一句话就抛 KeyUsedForAnotherBody。
        """
        with writing(self._engine) as connection:
            if key is not None:
                told = entries.c.conversation_id == conversation_id, entries.c.key == key
                row = connection.execute(sa.select(entries).where(*told)).first()
                if row is not None:
                    entry = self._entry(row)
                    if entry.content.get("text") != content.get("text"):
                        raise KeyUsedForAnotherBody("这个 Idempotency-Key 已经用在另一句话上了。")
                    return entry, row.is_answered
            (entry,) = self._add(connection, conversation_id, CITIZEN, [content], at, key=key)
            return entry, False

    def answer(
        self, conversation_id: str, said: TranscriptEntry, replies: Sequence[Mapping[str, Any]], at: datetime
    ) -> List[TranscriptEntry]:
        """记下热线对一句话的全部答复，那一句就算答过了。"""
        with writing(self._engine) as connection:
            mine = entries.c.conversation_id == conversation_id, entries.c.number == said.number
            connection.execute(entries.update().where(*mine).values(is_answered=True))
            return self._add(connection, conversation_id, HOTLINE, replies, at, answers=said.number)

    def say(self, conversation_id: str, by: str, content: Mapping[str, Any], at: datetime) -> TranscriptEntry:
        """没人问也说的一句：坐席的话、通知。"""
        with writing(self._engine) as connection:
            return self._add(connection, conversation_id, by, [content], at)[0]

    def answers_to(self, conversation_id: str, said: TranscriptEntry) -> List[TranscriptEntry]:
        return self._read(conversation_id, entries.c.answers == said.number)

    def is_answering(self, conversation_id: str, since: datetime) -> bool:
        """这一刻以后说的，还有没有没答完的。"""
        told = entries.c.conversation_id == conversation_id, entries.c.by == CITIZEN, entries.c.at > since
        with self._engine.connect() as connection:
            return connection.execute(sa.select(entries.c.id).where(*told, entries.c.is_answered.is_(False)).limit(1)).first() is not None

    def after(self, conversation_id: str, number: int = 0) -> List[TranscriptEntry]:
        """第 number 句以后的，最多一千句。"""
        return self._read(conversation_id, entries.c.number > number)

    def forget(self, conversation_id: str) -> None:
        """市民要求删除这个会话的记录。"""
        with writing(self._engine) as connection:
            connection.execute(entries.delete().where(entries.c.conversation_id == conversation_id))

    def forget_before(self, moment: datetime) -> int:
        """删去这一刻以前的，返回删了几句。"""
        with writing(self._engine) as connection:
            return connection.execute(entries.delete().where(entries.c.at < moment)).rowcount

    def _add(
        self,
        connection: Connection,
        conversation_id: str,
        by: str,
        contents: Sequence[Mapping[str, Any]],
        at: datetime,
        key: Optional[str] = None,
        answers: Optional[int] = None,
    ) -> List[TranscriptEntry]:
        last = last_number(connection, conversation_id)
        added = [
            TranscriptEntry(last + i, at, by, dict(content), key, answers) for i, content in enumerate(contents, 1)
        ]
        rows = [self._row(conversation_id, entry) for entry in added]
        if rows:
            connection.execute(entries.insert(), rows)
        return added

    def _read(self, conversation_id: str, *conditions: Any) -> List[TranscriptEntry]:
        query = sa.select(entries).where(entries.c.conversation_id == conversation_id, *conditions)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(entries.c.number).limit(_MOST_AT_ONCE)).all()
        return [self._entry(row) for row in rows]

    def _row(self, conversation_id: str, entry: TranscriptEntry) -> Dict[str, Any]:
        return {
            "conversation_id": conversation_id,
            "number": entry.number,
            "at": entry.at,
            "by": entry.by,
            "key": entry.key,
            "answers": entry.answers,
            "is_answered": False,
            "content_sealed": self._cipher.seal(json.dumps(entry.content, ensure_ascii=False)),
        }

    def _entry(self, row: Any) -> TranscriptEntry:
        content = json.loads(self._cipher.open(row.content_sealed))
        return TranscriptEntry(row.number, row.at, row.by, content, row.key, row.answers)


def last_number(connection: Connection, conversation_id: str) -> int:
    """最后一句的编号，没有是 0；这个事务完了以前别人取不到下一个。"""
    if connection.dialect.name == "postgresql":  # 同一个会话的编号排队取
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext(:id))"), {"id": conversation_id})
    query = sa.select(sa.func.max(entries.c.number)).where(entries.c.conversation_id == conversation_id)
    return connection.execute(query).scalar() or 0


def move_entries(connection: Connection, source: str, target: str) -> int:
    """source 的每一句接到 target 的后面；返回 target 原来最后一句的编号。"""
    last = last_number(connection, target)
    connection.execute(
        entries.update()
        .where(entries.c.conversation_id == source)
        .values(conversation_id=target, number=entries.c.number + last, answers=entries.c.answers + last)
    )
    return last

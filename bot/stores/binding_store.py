"""网页的对话和微信的对话接没接上。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.draft_tables import intake_drafts
from bot.stores.portal_tables import evidence_files
from bot.stores.tables import conversations, hand_overs
from bot.stores.transcript_store import move_entries
from bot.stores.wechat_tables import conversation_bindings as bindings


@dataclass(frozen=True)
class Binding:
    """接上的一对。网页从微信对话记录的第 shown_after 句以后看起：先前在微信里说的不给网页看。"""

    wechat_id: str
    shown_after: int


class DatabaseBindings:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def offer(self, scene_hash: str, portal_id: str, until: datetime) -> None:
        """新的一个；同一个网页先前没用上的作废。"""
        with writing(self._engine) as connection:
            unused = sa.and_(bindings.c.portal_id == portal_id, bindings.c.bound_at.is_(None))
            connection.execute(bindings.delete().where(unused))
            connection.execute(bindings.insert().values(scene_hash=scene_hash, portal_id=portal_id, until=until))

    def scan(self, scene_hash: str, wechat_id: str, now: datetime) -> bool:
        """先扫的算数；同一个人重复扫也行。"""
        is_free = sa.or_(bindings.c.wechat_id.is_(None), bindings.c.wechat_id == wechat_id)
        with writing(self._engine) as connection:
            scanned = connection.execute(
                bindings.update()
                .where(
                    bindings.c.scene_hash == scene_hash, is_free, bindings.c.bound_at.is_(None), bindings.c.until > now
                )
                .values(wechat_id=wechat_id)
            )
        return scanned.rowcount == 1

    def pending_portal(self, wechat_id: str, now: datetime) -> Optional[str]:
        """扫了哪个网页、还没答应；没有是 None。"""
        query = sa.select(bindings.c.portal_id).where(_pending(wechat_id, now)).order_by(bindings.c.until.desc())
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).scalar()

    def bind(self, wechat_id: str, citizen: str, address: str, now: datetime) -> Optional[Binding]:
        """接上最近扫的那个，网页的对话搬到微信里；没有等着的返回 None。"""
        with writing(self._engine) as connection:
            query = sa.select(bindings).where(_pending(wechat_id, now)).order_by(bindings.c.until.desc()).limit(1)
            row = connection.execute(query).first()
            if row is None:
                return None
            last = move_entries(connection, row.portal_id, wechat_id)
            _move_matter(connection, row.portal_id, wechat_id, now)
            sealed = self._cipher.seal(address)
            bound = {"bound_at": now, "citizen": citizen, "address_sealed": sealed, "shown_after": last}
            connection.execute(bindings.update().where(bindings.c.scene_hash == row.scene_hash).values(**bound))
        return Binding(wechat_id, last)

    def refuse(self, wechat_id: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                bindings.delete().where(bindings.c.wechat_id == wechat_id, bindings.c.bound_at.is_(None))
            )

    def bound_to(self, portal_id: str) -> Optional[Binding]:
        query = sa.select(bindings).where(bindings.c.portal_id == portal_id, bindings.c.bound_at.isnot(None))
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(bindings.c.bound_at.desc()).limit(1)).first()
        return Binding(row.wechat_id, row.shown_after) if row else None

    def is_bound(self, wechat_id: str) -> bool:
        query = sa.select(bindings.c.scene_hash).where(
            bindings.c.wechat_id == wechat_id, bindings.c.bound_at.isnot(None)
        )
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def offered_to(self, portal_id: str) -> Optional[tuple[datetime, bool]]:
        """这个网页还没接上的二维码：几时作废，有没有人扫了；没有是 None。"""
        query = sa.select(bindings).where(bindings.c.portal_id == portal_id, bindings.c.bound_at.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(bindings.c.until.desc()).limit(1)).first()
        return (row.until, row.wechat_id is not None) if row else None

    def follower_of(self, wechat_id: str) -> Optional[tuple[str, str]]:
        """接上的微信那一头：（摘要，地址）。"""
        query = sa.select(bindings).where(bindings.c.wechat_id == wechat_id, bindings.c.bound_at.isnot(None))
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(bindings.c.bound_at.desc()).limit(1)).first()
        return (row.citizen, self._cipher.open(row.address_sealed)) if row and row.address_sealed else None

    def forget(self, conversation_id: str) -> None:
        """哪一头的编号都行。"""
        either = sa.or_(bindings.c.wechat_id == conversation_id, bindings.c.portal_id == conversation_id)
        with writing(self._engine) as connection:
            connection.execute(bindings.delete().where(either))

    def forget_before(self, moment: datetime) -> int:
        """出过二维码、早没人用的；返回删了几个。"""
        with writing(self._engine) as connection:
            return connection.execute(bindings.delete().where(bindings.c.until < moment)).rowcount


def _move_matter(connection: Connection, portal_id: str, wechat_id: str, now: datetime) -> None:
    """对话记忆、草稿、证据、转的人工都跟着走。"""
    for table in (intake_drafts, evidence_files, hand_overs):
        mine = table.c.conversation_id == portal_id
        connection.execute(table.update().where(mine).values(conversation_id=wechat_id))
    remembered = sa.select(conversations.c.state_sealed).where(conversations.c.conversation_id == portal_id)
    state = connection.execute(remembered).scalar()
    if state is not None:  # 网页上没说过话，微信里说到哪里还是哪里
        either = conversations.c.conversation_id.in_((portal_id, wechat_id))
        connection.execute(conversations.delete().where(either))
        connection.execute(conversations.insert().values(conversation_id=wechat_id, state_sealed=state, updated_at=now))


def _pending(wechat_id: str, now: datetime):
    return sa.and_(bindings.c.wechat_id == wechat_id, bindings.c.bound_at.is_(None), bindings.c.until > now)

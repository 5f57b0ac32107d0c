"""网页的对话和微信的对话接没接上。"""

from __future__ import annotations

from datetime import datetime
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.database import writing
from bot.stores.draft_tables import intake_drafts
from bot.stores.tables import conversations
from bot.stores.wechat_tables import conversation_bindings as bindings


class DatabaseBindings:
    def __init__(self, engine: Engine):
        self._engine = engine

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
                .where(bindings.c.scene_hash == scene_hash, is_free, bindings.c.bound_at.is_(None), bindings.c.until > now)
                .values(wechat_id=wechat_id)
            )
        return scanned.rowcount == 1

    def is_pending(self, wechat_id: str, now: datetime) -> bool:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(bindings.c.scene_hash).where(_pending(wechat_id, now))).first() is not None

    def bind(self, wechat_id: str, now: datetime) -> Optional[str]:
        """接上最近扫的那个，网页的对话搬到微信里；返回网页的会话编号，没有等着的返回 None。"""
        with writing(self._engine) as connection:
            query = sa.select(bindings).where(_pending(wechat_id, now)).order_by(bindings.c.until.desc()).limit(1)
            row = connection.execute(query).first()
            if row is None:
                return None
            connection.execute(
                bindings.update().where(bindings.c.scene_hash == row.scene_hash).values(bound_at=now)
            )
            state = connection.execute(
                sa.select(conversations.c.state_sealed).where(conversations.c.conversation_id == row.portal_id)
            ).scalar()
            connection.execute(  # 正在登记的草稿跟着走
                intake_drafts.update()
                .where(intake_drafts.c.conversation_id == row.portal_id)
                .values(conversation_id=wechat_id)
            )
            if state is not None:  # 网页上没说过话，微信里说到哪里还是哪里
                connection.execute(conversations.delete().where(conversations.c.conversation_id.in_((row.portal_id, wechat_id))))
                connection.execute(
                    conversations.insert().values(conversation_id=wechat_id, state_sealed=state, updated_at=now)
                )
        return row.portal_id

    def refuse(self, wechat_id: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                bindings.delete().where(bindings.c.wechat_id == wechat_id, bindings.c.bound_at.is_(None))
            )

    def bound_to(self, portal_id: str) -> Optional[str]:
        query = (
            sa.select(bindings.c.wechat_id)
            .where(bindings.c.portal_id == portal_id, bindings.c.bound_at.isnot(None))
            .order_by(bindings.c.bound_at.desc())
        )
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).scalar()

    def forget(self, conversation_id: str) -> None:
        """哪一头的编号都行。"""
        either = sa.or_(bindings.c.wechat_id == conversation_id, bindings.c.portal_id == conversation_id)
        with writing(self._engine) as connection:
            connection.execute(bindings.delete().where(either))


def _pending(wechat_id: str, now: datetime):
    return sa.and_(bindings.c.wechat_id == wechat_id, bindings.c.bound_at.is_(None), bindings.c.until > now)

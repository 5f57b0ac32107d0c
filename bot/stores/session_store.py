"""工作人员登录以后的会话。编号只存摘要；角色、科室一变，账号一停，会话就作废。"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.hotline.staff_session import LONGEST, StaffSession
from bot.hotline.ticket import Actor
from bot.stores.staff_tables import staff_sessions
from bot.stores.tables import staff_accounts

# 隔这么久才记一次“还在用”：不用每次都写库。
_NOTED_EVERY = timedelta(minutes=1)


class DatabaseSessions:
    def __init__(self, engine: Engine):
        self._engine = engine

    def open(self, actor: Actor, now: datetime, instead_of: Optional[str] = None) -> str:
        """开一个新的，返回编号；编号总是新的，登录前带来的那个 instead_of 作废。顺手清掉早过期的。"""
        session_id = secrets.token_urlsafe(32)
        row = {"username": actor.id, "role": actor.role, "department": actor.department}
        with self._engine.begin() as connection:
            connection.execute(staff_sessions.delete().where(staff_sessions.c.started_at < now - LONGEST))
            connection.execute(
                staff_sessions.insert().values(session_sha256=_digest(session_id), started_at=now, seen_at=now, **row)
            )
        if instead_of:
            self.close(instead_of, now)
        return session_id

    def find(self, session_id: str, now: datetime) -> Optional[StaffSession]:
        """还能用的会话；不认识、过期、退出了、账号变了都是 None。"""
        query = (
            sa.select(staff_sessions, staff_accounts.c.password_is_initial)
            .join(staff_accounts, staff_accounts.c.username == staff_sessions.c.username)
            .where(
                staff_sessions.c.session_sha256 == _digest(session_id),
                staff_sessions.c.ended_at.is_(None),
                staff_accounts.c.is_active,
                staff_accounts.c.role == staff_sessions.c.role,
                sa.func.coalesce(staff_accounts.c.department, "") == sa.func.coalesce(staff_sessions.c.department, ""),
            )
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        actor = Actor(row.username, row.role, row.department)
        session = StaffSession(actor, row.started_at, row.seen_at, row.password_is_initial)
        if not session.is_live(now):
            return None
        if now - row.seen_at >= _NOTED_EVERY:
            self._set(session_id, seen_at=now)
        return session

    def close(self, session_id: str, now: datetime) -> None:
        self._set(session_id, ended_at=now)

    def close_all_of(self, username: str, now: datetime) -> None:
        """换了口令、换了角色、停用了：登录着的都要重来。"""
        mine = staff_sessions.c.username == username, staff_sessions.c.ended_at.is_(None)
        with self._engine.begin() as connection:
            connection.execute(staff_sessions.update().where(*mine).values(ended_at=now))

    def _set(self, session_id: str, **values: datetime) -> None:
        this = staff_sessions.c.session_sha256 == _digest(session_id), staff_sessions.c.ended_at.is_(None)
        with self._engine.begin() as connection:
            connection.execute(staff_sessions.update().where(*this).values(**values))


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()

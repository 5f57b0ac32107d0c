"""谁在线、手上有几件：看登录着的会话，和接了没办完的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.hotline.roles import MAY
from bot.stores.staff_tables import calls, staff_sessions
from bot.stores.tables import hand_overs, staff_accounts

# 会话一分钟记一次还在用；开着工作台的页面几秒问一次。
_PRESENT = timedelta(minutes=3)


@dataclass(frozen=True)
class Colleague:
    """一位在线的同事。in_hand 是接着的来电和对话；is_away 是自己说了离开一下。"""

    username: str
    role: str
    department: Optional[str]
    in_hand: int
    is_away: bool


class DatabaseColleagues:
    def __init__(self, engine: Engine):
        self._engine = engine

    def present(self, now: datetime) -> List[Colleague]:
        """接得了对话的，空着的在前。"""
        here = (
            sa.select(staff_sessions.c.username)
            .where(staff_sessions.c.ended_at.is_(None), staff_sessions.c.seen_at > now - _PRESENT)
            .distinct()
        )
        query = sa.select(staff_accounts, _count(hand_overs.c.taken_by, hand_overs.c.closed_at), _count(calls.c.operator, calls.c.ended_at)).where(
            staff_accounts.c.username.in_(here), staff_accounts.c.is_active, staff_accounts.c.role.in_(MAY["join_conversations"])
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        found = [Colleague(row.username, row.role, row.department, row[-2] + row[-1], row.away_since is not None) for row in rows]
        return sorted(found, key=lambda one: (one.is_away, one.in_hand, one.username))

    def set_away(self, username: str, since: Optional[datetime]) -> None:
        """离开一下；回来了给 None。"""
        with self._engine.begin() as connection:
            connection.execute(staff_accounts.update().where(staff_accounts.c.username == username).values(away_since=since))


def _count(who: sa.Column, over: sa.Column):
    return sa.select(sa.func.count()).where(who == staff_accounts.c.username, over.is_(None)).scalar_subquery()

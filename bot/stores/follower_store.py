"""谁在微信里等一张工单的消息。地址（openid）加密。"""

from __future__ import annotations

from datetime import datetime
from typing import List, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.wechat_tables import ticket_followers as followers


class DatabaseFollowers:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def follow(self, ticket_no: str, citizen: str, address: str, now: datetime) -> None:
        """同一个人再来一次不变。"""
        insert = sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        row = {"ticket_no": ticket_no, "citizen": citizen, "address_sealed": self._cipher.seal(address), "followed_at": now}
        with writing(self._engine) as connection:
            connection.execute(insert(followers).values(**row).on_conflict_do_nothing())

    def is_followed(self, ticket_no: str) -> bool:
        with self._engine.connect() as connection:
            query = sa.select(followers.c.citizen).where(followers.c.ticket_no == ticket_no).limit(1)
            return connection.execute(query).first() is not None

    def of_ticket(self, ticket_no: str) -> List[Tuple[str, str]]:
        """（摘要，地址）。"""
        query = sa.select(followers).where(followers.c.ticket_no == ticket_no).order_by(followers.c.followed_at)
        with self._engine.connect() as connection:
            return [(row.citizen, self._cipher.open(row.address_sealed)) for row in connection.execute(query)]

    def forget(self, citizens: Sequence[str]) -> None:
        with writing(self._engine) as connection:
            connection.execute(followers.delete().where(followers.c.citizen.in_(citizens)))

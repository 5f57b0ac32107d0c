"""转了人工的市民在微信里的地址：坐席要对他说话才用得着。加密，过了微信让发的时候就删。"""

from __future__ import annotations

from datetime import datetime
from typing import Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.wechat_tables import wechat_addresses as addresses


class DatabaseAddresses:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def keep(self, conversation_id: str, citizen: str, openid: str, until: datetime, now: datetime) -> None:
        """最近一次的算数；顺手删去过期的。"""
        row = {"citizen": citizen, "address_sealed": self._cipher.seal(openid), "until": until}
        with writing(self._engine) as connection:
            stale = sa.or_(addresses.c.until < now, addresses.c.conversation_id == conversation_id)
            connection.execute(addresses.delete().where(stale))
            connection.execute(addresses.insert().values(conversation_id=conversation_id, **row))

    def of(self, conversation_id: str, now: datetime) -> Optional[Tuple[str, str, datetime]]:
        """（摘要，地址，微信让发到什么时候）；没有、过了时候是 None。"""
        query = sa.select(addresses).where(addresses.c.conversation_id == conversation_id, addresses.c.until > now)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return (row.citizen, self._cipher.open(row.address_sealed), row.until) if row else None

    def forget(self, citizens: Sequence[str]) -> None:
        """取消关注了。"""
        with writing(self._engine) as connection:
            connection.execute(addresses.delete().where(addresses.c.citizen.in_(citizens)))

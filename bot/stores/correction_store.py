"""人改过的分类，等人看过才教给模型。话加密。"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.staff_tables import corrections


class DatabaseCorrections:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add(
        self, said: str, heard: Mapping[str, Any], should_be: Mapping[str, Any], why: str, by: str, ticket_no: Optional[str], at: datetime
    ) -> None:
        """said 是已经隐去个人信息的话；没有工单的，是没答上来的那句。"""
        row = {"heard": dict(heard), "should_be": dict(should_be), "why": why, "by": by, "ticket_no": ticket_no}
        with self._engine.begin() as connection:
            connection.execute(corrections.insert().values(noted_at=at, said_sealed=self._cipher.seal(said), **row))

    def all(self) -> List[Dict[str, Any]]:
        """先记的在前，照 data/corrections.yml 的样子，都是等人看的。"""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(corrections).order_by(corrections.c.id)).all()
        return [
            {
                "said": self._cipher.open(row.said_sealed),
                "heard": row.heard,
                "should_be": row.should_be,
                "source": "工单改分类" if row.ticket_no else "没答上来",
                "noted_on": row.noted_at.date(),
                "status": "pending",
                "why": row.why,
            }
            for row in rows
        ]

"""告知书存在数据库里，连同做出它的指南版本。"""

from __future__ import annotations

from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.hotline.one_time_notice import OneTimeNotice
from bot.stores.tables import notices


class DatabaseNotices:
    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, notice: OneTimeNotice) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                notices.insert().values(
                    number=notice.number,
                    item_id=notice.item_id,
                    item_version=notice.item_version,
                    issued_at=notice.issued_at,
                    content=notice.as_record(),
                )
            )

    def get(self, number: str) -> Optional[OneTimeNotice]:
        with self._engine.connect() as connection:
            content = connection.execute(sa.select(notices.c.content).where(notices.c.number == number)).scalar()
        return OneTimeNotice.from_record(content) if content else None

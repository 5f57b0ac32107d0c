"""数据库里的时刻：存成 UTC，取出来一律是东八区。SQLite 不记时区，这里补上。"""

from __future__ import annotations

from datetime import timezone

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from bot.settings import TIME_ZONE


class Moment(TypeDecorator):
    """带时区的时刻。没有时区的时刻一律拒收，免得差八个小时没人发现。"""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("时刻必须带时区")
        value = value.astimezone(timezone.utc)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            value = value.replace(tzinfo=timezone.utc)
        return value.astimezone(TIME_ZONE)

"""坐席在对话里用的表。改表要写一个 Alembic 迁移。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata
from bot.stores.ticket_tables import SERIAL

# 机器人答了、等坐席看过再发的。
held_answers = sa.Table(
    "held_answers",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
    sa.Column("hand_over_no", sa.String(32), nullable=False, index=True),
    sa.Column("conversation_id", sa.String(128), nullable=False),
    sa.Column("content_sealed", sa.LargeBinary, nullable=False),
    sa.Column("held_at", Moment, nullable=False),
    sa.Column("until", Moment, nullable=False, index=True),  # 到点没人看就照发
    sa.Column("claimed_until", Moment),
)

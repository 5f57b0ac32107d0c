"""诉求草稿、查进度错次的表。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata

intake_drafts = sa.Table(
    "intake_drafts",
    metadata,
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
    sa.Column("stage", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("hand_over_no", sa.String(32)),
    sa.Column("content_sealed", sa.LargeBinary, nullable=False),  # 整份加密
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False, index=True),
)

ticket_lookups = sa.Table(
    "ticket_lookups",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
    sa.Column("ticket_no", sa.String(32), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
)

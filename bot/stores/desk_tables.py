"""工作台自己的表：存下来的查法、谁正开着哪张工单、没答上来的问题。改表要写一个 Alembic 迁移。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")

ticket_views = sa.Table(
    "ticket_views",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("name", sa.String(40), nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("shared_with", sa.String(32), index=True),
    sa.UniqueConstraint("owner", "name", name="ticket_views_name"),
)

# 开着页面的隔一会儿报一次到，不报的就当走了。
ticket_presence = sa.Table(
    "ticket_presence",
    metadata,
    sa.Column("ticket_no", sa.String(32), primary_key=True),
    sa.Column("by", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("department", sa.String(32)),
    sa.Column("seen_at", Moment, nullable=False, index=True),
)

# 市民问了、没答上来的。没有会话编号，话里的人已经拿掉，仍加密；一样的话一行，只加次数。
unanswered_questions = sa.Table(
    "unanswered_questions",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("said_hash", sa.String(64), nullable=False, unique=True),  # 带钥匙的摘要，只能比对
    sa.Column("said_sealed", sa.LargeBinary, nullable=False),
    sa.Column("department", sa.String(32)),  # 听着像归哪里管
    sa.Column("heard", sa.JSON, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("first_at", Moment, nullable=False),
    sa.Column("last_at", Moment, nullable=False),
    sa.Column("handling", sa.String(16), nullable=False),  # open、proposed、corrected、dismissed
    sa.Column("handled_by", sa.String(64)),
    sa.Column("handled_at", Moment),
    sa.Column("change_no", sa.BigInteger),  # 写成了第几号知识改动
    sa.Column("note", sa.Text, nullable=False),
    sa.Index("unanswered_by_handling", "handling", "last_at"),
)

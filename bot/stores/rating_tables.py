"""好差评的表。评价只添不改：数据库里有触发器拒绝修改和删除（密文列例外，换钥匙时要重新加密）。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata
from bot.stores.ticket_tables import SERIAL

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("subject", sa.String(16), nullable=False),
    sa.Column("about", sa.String(128), nullable=False),
    sa.Column("grade", sa.String(32), nullable=False),
    sa.Column("cause", sa.String(16)),
    sa.Column("department", sa.String(32), nullable=False),
    sa.Column("source", sa.String(32), nullable=False),
    sa.Column("comment_sealed", sa.LargeBinary),  # 评价人的原话，AES-GCM 加密
    sa.Column("request_key", sa.String(64), unique=True),  # 幂等键的摘要，含是谁的键
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("rated_at", Moment, nullable=False, index=True),
    sa.Index("ratings_about", "subject", "about", "id"),
)

# 差评各有一行，跟进完填上后面几列。
rating_follow_ups = sa.Table(
    "rating_follow_ups",
    metadata,
    sa.Column("number", sa.String(32), sa.ForeignKey("ratings.number"), primary_key=True),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by", sa.String(64)),
    sa.Column("finding", sa.String(16)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Index("rating_follow_ups_open", "closed_at"),
)

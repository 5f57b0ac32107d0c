"""数据库的表。SQLite 和 PostgreSQL 同一份；改表要写一个 Alembic 迁移。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment

metadata = sa.MetaData()

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("item_id", sa.String(64), nullable=False, index=True),
    sa.Column("item_version", sa.String(32), nullable=False),
    sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("content", sa.JSON, nullable=False),
)

hand_overs = sa.Table(
    "hand_overs",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("department", sa.String(64)),
    sa.Column("emergency", sa.String(64)),
    sa.Column("phone_sealed", sa.LargeBinary),  # AES-GCM 加密
    sa.Column("draft_id", sa.String(32)),
    sa.Column("created_at", Moment, nullable=False, index=True),
    sa.Column("taken_at", Moment, index=True),  # 坐席接下了；空的还在排队
    sa.Column("taken_by", sa.String(64)),
    sa.Column("spoke_at", Moment),
    sa.Column("first_taken_by", sa.String(64)),  # 首问：转给谁都还是他
    sa.Column("offered_to", sa.String(64)),  # 正要转给的同事；转给科室的写科室
    sa.Column("offered_department", sa.String(32)),
    sa.Column("offered_by", sa.String(64)),  # 空的就是没有在转
    sa.Column("offered_at", Moment),
    sa.Column("refused_by", sa.String(64)),  # 上一次转，谁没有接
    sa.Column("pass_note_sealed", sa.LargeBinary),  # 转的时候交代的；没有接的，是为什么
    sa.Column("holds_answers", sa.Boolean, nullable=False, server_default=sa.false()),  # 机器人的答复先给坐席看
    sa.Column("closed_at", Moment),
    sa.Column("outcome", sa.String(32)),
    sa.Column("outcome_note_sealed", sa.LargeBinary),
    sa.Index("hand_overs_by_taker", "taken_by", "closed_at"),
)

# 一个会话一行：槽位和最近几轮事件，长短有界，第二百句和第十句一样快。
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("conversation_id", sa.String(128), primary_key=True),
    sa.Column("state_sealed", sa.LargeBinary, nullable=False),  # 里面有市民原话，加密
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

staff_accounts = sa.Table(
    "staff_accounts",
    metadata,
    sa.Column("username", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("department", sa.String(32)),  # 科室人员才有
    sa.Column("password_argon2", sa.String(256), nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),  # 口令连错几次
    sa.Column("locked_until", Moment),
    sa.Column("away_since", Moment),  # 自己说了离开一下
    sa.Column("password_is_initial", sa.Boolean, nullable=False, server_default=sa.false()),  # 登录后先换口令
)

staff_tokens = sa.Table(
    "staff_tokens",
    metadata,
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("username", sa.String(64)),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("department", sa.String(32)),
    sa.Column("purpose", sa.String(200), nullable=False, server_default=""),
    sa.Column("issued_at", Moment),
    sa.Column("issued_by", sa.String(64)),
)

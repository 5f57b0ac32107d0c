"""工作人员的会话、审计、坐席的通话、改过的分类。改表要写一个 Alembic 迁移。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# 会话编号只存摘要：库被人看了也登不进来。
staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("session_sha256", sa.String(64), primary_key=True),
    sa.Column("username", sa.String(64), sa.ForeignKey("staff_accounts.username"), nullable=False),
    sa.Column("role", sa.String(32), nullable=False),  # 登录时的；账号的角色一变，会话作废
    sa.Column("department", sa.String(32)),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index("staff_sessions_by_username", "username"),
)

# 只添不改，数据库里有触发器；一条连一条，见 bot/hotline/audit.py。
audit_entries = sa.Table(
    "audit_entries",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("department", sa.String(32)),
    sa.Column("what", sa.String(64), nullable=False),
    sa.Column("about", sa.String(128), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False, unique=True),
    sa.Column("digest", sa.String(64), nullable=False),
)

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("call_id", sa.String(64), primary_key=True),
    sa.Column("operator", sa.String(64)),  # 谁接的；先接的那位算数
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("taken_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("outcome", sa.String(32)),
    sa.Column("note", sa.Text, nullable=False),
)

call_utterances = sa.Table(
    "call_utterances",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("call_id", sa.String(64), sa.ForeignKey("calls.call_id"), nullable=False),
    sa.Column("by", sa.String(16), nullable=False),  # citizen 或 operator
    sa.Column("at", Moment, nullable=False),
    sa.Column("text_sealed", sa.LargeBinary, nullable=False),
    sa.Index("call_utterances_by_call", "call_id", "id"),
)

# 坐席对每条建议怎么了：照用、改了用、没用。建议好不好从这里数。
suggestion_uses = sa.Table(
    "suggestion_uses",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("call_id", sa.String(64)),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("suggestion", sa.String(128), nullable=False),
    sa.Column("use", sa.String(16), nullable=False),
)

# 人改过的分类：导出成 data/corrections.yml 的样子，有人看过才教给模型。
corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("noted_at", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("ticket_no", sa.String(32)),
    sa.Column("said_sealed", sa.LargeBinary, nullable=False),  # 隐去个人信息以后的话，仍加密
    sa.Column("heard", sa.JSON, nullable=False),
    sa.Column("should_be", sa.JSON, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)

# 改知识的提议：改前改后都是整个文件，谁提、谁看。
knowledge_changes = sa.Table(
    "knowledge_changes",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("path", sa.String(200), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("reviewed_by", sa.String(64)),
    sa.Column("reviewed_at", Moment),
    sa.Column("note", sa.Text, nullable=False),
)

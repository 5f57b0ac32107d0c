"""工单的表。改表要写一个 Alembic 迁移（tests/stores 里有一条测试比对两边）。

个人信息和市民原话只在 *_sealed 列里，是密文；其余各列都可以检索、可以给人看。
"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata

# SQLite 只有 INTEGER 主键才自己编号。
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_HAS_WORDS = sa.text("words_since IS NOT NULL")

tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),  # 登记次序，翻页用
    sa.Column("ticket_no", sa.String(32), nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),  # 乐观锁：改一次加一
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("ticket_system", sa.String(8), nullable=False),
    sa.Column("problem", sa.String(32)),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("emergency", sa.String(32)),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("department", sa.String(32), nullable=False),
    sa.Column("supporting", sa.JSON, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("narrative", sa.Text, nullable=False),  # 已隐去个人信息
    sa.Column("respondent", sa.JSON, nullable=False),
    sa.Column("subject", sa.JSON, nullable=False),
    sa.Column("demands", sa.JSON, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("source", sa.String(32), nullable=False),
    sa.Column("is_anonymous", sa.Boolean, nullable=False),
    sa.Column("private_sealed", sa.LargeBinary, nullable=False),  # 姓名、电话、地址、原话
    sa.Column("phone_hash", sa.String(64)),  # 带钥匙的摘要，只能比对，不能还原
    sa.Column("respondent_key", sa.String(128), nullable=False),
    sa.Column("place_key", sa.String(128), nullable=False),
    sa.Column("origin_system", sa.String(8)),  # 从哪个平台转来
    sa.Column("origin_no", sa.String(64)),
    sa.Column("external_no", sa.String(64)),  # 推送后平台给的编号
    sa.Column("filed_at", Moment, nullable=False),
    sa.Column("due_on", sa.Date),  # 最近要到期的一个
    sa.Column("urged", sa.Integer, nullable=False),
    sa.Column("citizen_words", sa.JSON(none_as_null=True)),  # 市民又说的、还没处理完的；没有是空的
    sa.Column("words_seen", sa.Integer),  # 0 有没人看过的，1 都有人看过
    sa.Column("words_since", Moment),  # 从什么时候等起
    sa.Index("tickets_by_department", "department", "status", "id"),
    sa.Index("tickets_by_status", "status", "id"),
    # 后面几栏是一起找的别的条件：合起来少见的，光看索引就知道没有，不用一张一张翻表。
    sa.Index("tickets_by_kind", "kind", "id", "status", "department", "problem", "urgency"),
    sa.Index("tickets_counted", "status", "department", "kind", "due_on"),  # 数队列只看它，不翻表
    sa.Index("tickets_by_problem", "problem", "id", "status", "department", "kind", "urgency"),
    sa.Index("tickets_by_urgency", "urgency", "id", "status", "department", "kind", "problem"),
    # 只有等着处理的几张在里面；后面几栏同上。
    sa.Index(
        "tickets_with_words", "words_seen", "words_since", "id", "department", "kind", "status", "problem", "urgency",
        sqlite_where=_HAS_WORDS, postgresql_where=_HAS_WORDS,
    ),
    sa.Index("tickets_by_system", "ticket_system", "id"),
    sa.Index("tickets_by_phone", "phone_hash"),
    sa.Index("tickets_by_respondent", "respondent_key", "id"),
    sa.Index("tickets_by_due", "due_on", "status", "department", "kind", "id"),
    sa.Index("tickets_by_filed", "filed_at"),
    sa.Index("tickets_by_origin", "origin_no"),
    sa.Index("tickets_by_external", "external_no"),
)

# 每一天（世界时）登记的最小、最大次序号：按时间找工单先变成一段次序号，才能从新到旧取够就停。
# 和工单同一个事务写，钟拨错过、补录过的也不漏。
ticket_days = sa.Table(
    "ticket_days",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("first_id", sa.BigInteger, nullable=False),
    sa.Column("last_id", sa.BigInteger, nullable=False),
)

# 协办科室也要找得到这张工单。
ticket_supporting = sa.Table(
    "ticket_supporting",
    metadata,
    sa.Column("department", sa.String(32), primary_key=True),
    sa.Column("ticket_id", sa.BigInteger, sa.ForeignKey("tickets.id"), primary_key=True),
)

# 只添不改：数据库里有触发器拒绝修改和删除（sealed 列例外，换钥匙时要重新加密）。
ticket_history = sa.Table(
    "ticket_history",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
    sa.Column("ticket_no", sa.String(32), sa.ForeignKey("tickets.ticket_no"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # 这张工单的第几条
    sa.Column("fact", sa.String(32), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("department", sa.String(32)),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("words_sealed", sa.LargeBinary),  # 市民补充的原话
    sa.UniqueConstraint("ticket_no", "number", name="ticket_history_number"),
)

ticket_clocks = sa.Table(
    "ticket_clocks",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
    sa.Column("ticket_no", sa.String(32), sa.ForeignKey("tickets.ticket_no"), nullable=False),
    sa.Column("time_limit", sa.String(64), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),  # 重新起算一次加一
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("literal_due_on", sa.Date),
    sa.Column("due_at", Moment),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("extended", sa.Integer, nullable=False),
    sa.Column("pauses", sa.JSON, nullable=False),
    sa.Column("warned", sa.Integer, nullable=False),
    sa.Column("escalated", sa.Integer, nullable=False),
    sa.UniqueConstraint("ticket_no", "time_limit", "round", name="ticket_clocks_round"),
    sa.Index("ticket_clocks_due", "status", "due_on"),
)

ticket_links = sa.Table(
    "ticket_links",
    metadata,
    sa.Column("from_no", sa.String(32), sa.ForeignKey("tickets.ticket_no"), primary_key=True),
    sa.Column("to_no", sa.String(32), sa.ForeignKey("tickets.ticket_no"), primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ticket_links_to", "to_no"),
)

# 发件箱：与工单同一个事务写入，投递员来领。内容里可能有投诉人的身份，整个加密。
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("ticket_no", sa.String(32), sa.ForeignKey("tickets.ticket_no"), nullable=False),
    sa.Column("platform", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("payload_sealed", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", Moment, nullable=False),
    sa.Column("claimed_by", sa.String(128)),
    sa.Column("claimed_until", Moment),
    sa.Column("external_no", sa.String(64)),
    sa.Column("last_error", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("delivered_at", Moment),
    sa.Index("deliveries_due", "status", "next_attempt_at"),
    sa.Index("deliveries_of_ticket", "ticket_no", "platform"),
    sa.Index("deliveries_by_external", "external_no"),
)

idempotency_keys = sa.Table(
    "idempotency_keys",
    metadata,
    sa.Column("scope", sa.String(64), primary_key=True),  # 谁的钥匙：接口、会话、平台回调
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("ticket_nos", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False, index=True),
)

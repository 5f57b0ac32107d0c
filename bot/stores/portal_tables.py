"""门户的表：对话记录和证据。市民的话、文件名都是密文；证据文件本身加密放在 var/evidence/。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata
from bot.stores.ticket_tables import SERIAL

transcript_entries = sa.Table(
    "transcript_entries",
    metadata,
    sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(128), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # 这个会话的第几句
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("by", sa.String(16), nullable=False),
    sa.Column("key", sa.String(64)),  # 市民重发同一句时认得出
    sa.Column("answers", sa.Integer),  # 答的是第几句
    sa.Column("is_answered", sa.Boolean, nullable=False),
    sa.Column("content_sealed", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("conversation_id", "number", name="transcript_entries_number"),
    sa.UniqueConstraint("conversation_id", "key", name="transcript_entries_key"),
)

evidence_files = sa.Table(
    "evidence_files",
    metadata,
    sa.Column("evidence_no", sa.String(32), primary_key=True),
    sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
    sa.Column("media_type", sa.String(32), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("name_sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("is_filed", sa.Boolean, nullable=False),  # 登记成工单了，随工单保存，到期不删
    sa.Column("ticket_nos", sa.Text, nullable=False),  # 随哪几张工单，逗号隔开
)

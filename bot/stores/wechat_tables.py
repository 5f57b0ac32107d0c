"""微信要的表。openid 只在 *_sealed 里；citizen 是带密钥的摘要，认得出是同一个人，还原不出是谁。"""

from __future__ import annotations

import sqlalchemy as sa

from bot.stores.moment import Moment
from bot.stores.tables import metadata

# 要推给市民的答复：当场没答完的、工单进展。一行是一次答复，可能几条；送完就删。
wechat_pushes = sa.Table(
    "wechat_pushes",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("citizen", sa.String(64), nullable=False),
    sa.Column("content_sealed", sa.LargeBinary, nullable=False),  # openid 和要说的话
    sa.Column("sent", sa.Integer, nullable=False),  # 已经送出几条
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", Moment, nullable=False),
    sa.Column("until", Moment, nullable=False),  # 过了这个时刻微信不让发
    sa.Column("claimed_by", sa.String(128)),
    sa.Column("claimed_until", Moment),
    sa.Column("last_error", sa.String(128)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Index("wechat_pushes_due", "status", "next_attempt_at"),
    sa.Index("wechat_pushes_by_citizen", "citizen", "status"),
)

# 太长、几条发不完的答复，给一个网页看全文。凭网址里猜不中的一串字看，过几天就删。
answer_pages = sa.Table(
    "answer_pages",
    metadata,
    sa.Column("page_hash", sa.String(64), primary_key=True),
    sa.Column("content_sealed", sa.LargeBinary, nullable=False),
    sa.Column("until", Moment, nullable=False, index=True),
)

# 谁在微信里等着一张工单的消息。
ticket_followers = sa.Table(
    "ticket_followers",
    metadata,
    sa.Column("ticket_no", sa.String(32), primary_key=True),
    sa.Column("citizen", sa.String(64), primary_key=True),
    sa.Column("address_sealed", sa.LargeBinary, nullable=False),  # openid
    sa.Column("followed_at", Moment, nullable=False),
)

# 网页上的对话接到微信：先发一个二维码，扫了，问过，答应了，才算接上。
conversation_bindings = sa.Table(
    "conversation_bindings",
    metadata,
    sa.Column("scene_hash", sa.String(64), primary_key=True),
    sa.Column("portal_id", sa.String(128), nullable=False, index=True),
    sa.Column("wechat_id", sa.String(128), index=True),
    sa.Column("until", Moment, nullable=False),  # 在这之前没接上就作废
    sa.Column("bound_at", Moment),
    sa.Column("citizen", sa.String(64)),
    sa.Column("address_sealed", sa.LargeBinary),  # openid，接上以后才有
    sa.Column("shown_after", sa.Integer, nullable=False, server_default="0"),  # 网页从微信对话记录的这一句以后看起
)

# 转了人工的市民，坐席的话送到哪里；最近一次来话的，过了微信让发的时候就删。
wechat_addresses = sa.Table(
    "wechat_addresses",
    metadata,
    sa.Column("conversation_id", sa.String(128), primary_key=True),
    sa.Column("citizen", sa.String(64), nullable=False, index=True),
    sa.Column("address_sealed", sa.LargeBinary, nullable=False),  # openid
    sa.Column("until", Moment, nullable=False),
)

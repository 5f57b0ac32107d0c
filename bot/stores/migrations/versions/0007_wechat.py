"""微信：要推的答复、长答复的网页、等消息的人、和网页对话的连接。"""

import sqlalchemy as sa
from alembic import op

from bot.stores.moment import Moment

revision = "0007"
down_revision = "0006"


def upgrade():
    op.create_table(
        "wechat_pushes",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", Moment, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("claimed_by", sa.String(128)),
        sa.Column("claimed_until", Moment),
        sa.Column("last_error", sa.String(128)),
        sa.Column("created_at", Moment, nullable=False),
    )
    op.create_index("wechat_pushes_due", "wechat_pushes", ["status", "next_attempt_at"])
    op.create_index("wechat_pushes_by_citizen", "wechat_pushes", ["citizen", "status"])
    op.create_table(
        "answer_pages",
        sa.Column("page_hash", sa.String(64), primary_key=True),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_index("ix_answer_pages_until", "answer_pages", ["until"])
    op.create_table(
        "ticket_followers",
        sa.Column("ticket_no", sa.String(32), primary_key=True),
        sa.Column("citizen", sa.String(64), primary_key=True),
        sa.Column("address_sealed", sa.LargeBinary, nullable=False),
        sa.Column("followed_at", Moment, nullable=False),
    )
    op.create_table(
        "conversation_bindings",
        sa.Column("scene_hash", sa.String(64), primary_key=True),
        sa.Column("portal_id", sa.String(128), nullable=False),
        sa.Column("wechat_id", sa.String(128)),
        sa.Column("until", Moment, nullable=False),
        sa.Column("bound_at", Moment),
    )
    op.create_index("ix_conversation_bindings_portal_id", "conversation_bindings", ["portal_id"])
    op.create_index("ix_conversation_bindings_wechat_id", "conversation_bindings", ["wechat_id"])


def downgrade():
    for table in ("conversation_bindings", "ticket_followers", "answer_pages", "wechat_pushes"):
        op.drop_table(table)

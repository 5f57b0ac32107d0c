"""告知书、交给人的事、会话、工作人员"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "notices",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("item_id", sa.String(64), nullable=False, index=True),
        sa.Column("item_version", sa.String(32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "hand_overs",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("department", sa.String(64)),
        sa.Column("emergency", sa.String(64)),
        sa.Column("phone_sealed", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(128), primary_key=True),
        sa.Column("state_sealed", sa.LargeBinary, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "staff_accounts",
        sa.Column("username", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("password_argon2", sa.String(256), nullable=False),
    )
    op.create_table(
        "staff_tokens",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(32), nullable=False),
    )


def downgrade():
    for table in ("staff_tokens", "staff_accounts", "conversations", "hand_overs", "notices"):
        op.drop_table(table)

"""告知书、交给人的事、会话"""

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


def downgrade():
    for table in ("conversations", "hand_overs", "notices"):
        op.drop_table(table)

"""诉求草稿、查进度的错次；交给人的事带上草稿编号。"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "intake_drafts",
        sa.Column("draft_id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("hand_over_no", sa.String(32)),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "ticket_lookups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(128), nullable=False, index=True),
        sa.Column("ticket_no", sa.String(32), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.add_column("hand_overs", sa.Column("draft_id", sa.String(32)))


def downgrade():
    with op.batch_alter_table("hand_overs") as batch:
        batch.drop_column("draft_id")
    op.drop_table("ticket_lookups")
    op.drop_table("intake_drafts")

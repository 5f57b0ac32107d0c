"""门户：对话记录、证据；转人工的排队。"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade():
    op.create_table(
        "transcript_entries",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(128), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("answers", sa.Integer),
        sa.Column("is_answered", sa.Boolean, nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("conversation_id", "number", name="transcript_entries_number"),
        sa.UniqueConstraint("conversation_id", "key", name="transcript_entries_key"),
    )
    op.create_index("ix_transcript_entries_at", "transcript_entries", ["at"])
    op.create_table(
        "evidence_files",
        sa.Column("evidence_no", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(128), nullable=False),
        sa.Column("media_type", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("name_sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("is_filed", sa.Boolean, nullable=False),
    )
    op.create_index("ix_evidence_files_conversation_id", "evidence_files", ["conversation_id"])
    op.create_index("ix_evidence_files_at", "evidence_files", ["at"])
    op.add_column("hand_overs", sa.Column("taken_at", MOMENT))
    op.add_column("hand_overs", sa.Column("taken_by", sa.String(64)))
    op.create_index("ix_hand_overs_taken_at", "hand_overs", ["taken_at"])


def downgrade():
    op.drop_index("ix_hand_overs_taken_at", "hand_overs")
    with op.batch_alter_table("hand_overs") as batch:
        batch.drop_column("taken_by")
        batch.drop_column("taken_at")
    op.drop_table("evidence_files")
    op.drop_table("transcript_entries")

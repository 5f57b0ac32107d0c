"""管理员在页面上管账号和令牌；坐席转对话、扣答复、收尾。"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
HAND_OVER = (
    ("first_taken_by", sa.String(64)),
    ("offered_to", sa.String(64)),
    ("offered_department", sa.String(32)),
    ("offered_by", sa.String(64)),
    ("offered_at", MOMENT),
    ("refused_by", sa.String(64)),
    ("pass_note_sealed", sa.LargeBinary),
    ("closed_at", MOMENT),
    ("outcome", sa.String(32)),
    ("outcome_note_sealed", sa.LargeBinary),
)


def upgrade():
    op.add_column("staff_accounts", sa.Column("password_is_initial", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("staff_tokens", sa.Column("purpose", sa.String(200), nullable=False, server_default=""))
    op.add_column("staff_tokens", sa.Column("issued_at", MOMENT))
    op.add_column("staff_tokens", sa.Column("issued_by", sa.String(64)))
    op.add_column("staff_accounts", sa.Column("away_since", MOMENT))
    for name, kind in HAND_OVER:
        op.add_column("hand_overs", sa.Column(name, kind))
    op.add_column("hand_overs", sa.Column("holds_answers", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE hand_overs SET first_taken_by = taken_by")
    op.create_index("hand_overs_by_taker", "hand_overs", ["taken_by", "closed_at"])
    op.create_table(
        "held_answers",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("hand_over_no", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(128), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("claimed_until", MOMENT),
    )
    op.create_index("ix_held_answers_hand_over_no", "held_answers", ["hand_over_no"])
    op.create_index("ix_held_answers_until", "held_answers", ["until"])
    op.create_table(
        "wechat_addresses",
        sa.Column("conversation_id", sa.String(128), primary_key=True),
        sa.Column("citizen", sa.String(64), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_index("ix_wechat_addresses_citizen", "wechat_addresses", ["citizen"])


def downgrade():
    op.drop_table("wechat_addresses")
    op.drop_table("held_answers")
    op.drop_index("hand_overs_by_taker", "hand_overs")
    with op.batch_alter_table("hand_overs") as batch:
        for name, _ in HAND_OVER:
            batch.drop_column(name)
        batch.drop_column("holds_answers")
    with op.batch_alter_table("staff_tokens") as batch:
        for name in ("issued_by", "issued_at", "purpose"):
            batch.drop_column(name)
    with op.batch_alter_table("staff_accounts") as batch:
        batch.drop_column("password_is_initial")
        batch.drop_column("away_since")

"""存下来的查法、谁正开着哪张工单、没答上来的问题；几个条件一起找工单只看索引。"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
# 索引 → 打头的一栏、跟在后面的几栏。
WIDER = {
    "tickets_by_kind": ("kind", ("status", "department", "problem", "urgency")),
    "tickets_by_problem": ("problem", ("status", "department", "kind", "urgency")),
    "tickets_by_urgency": ("urgency", ("status", "department", "kind", "problem")),
}


def upgrade():
    op.create_table(
        "ticket_views",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("shared_with", sa.String(32)),
        sa.UniqueConstraint("owner", "name", name="ticket_views_name"),
    )
    op.create_index("ix_ticket_views_shared_with", "ticket_views", ["shared_with"])
    op.create_table(
        "ticket_presence",
        sa.Column("ticket_no", sa.String(32), primary_key=True),
        sa.Column("by", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_index("ix_ticket_presence_seen_at", "ticket_presence", ["seen_at"])
    op.create_table(
        "unanswered_questions",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("said_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("said_sealed", sa.LargeBinary, nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("heard", sa.JSON, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("handling", sa.String(16), nullable=False),
        sa.Column("handled_by", sa.String(64)),
        sa.Column("handled_at", MOMENT),
        sa.Column("change_no", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("unanswered_by_handling", "unanswered_questions", ["handling", "last_at"])
    for name, (first, others) in WIDER.items():
        op.drop_index(name, "tickets")
        op.create_index(name, "tickets", [first, "id", *others])


def downgrade():
    for name, (first, _) in WIDER.items():
        op.drop_index(name, "tickets")
        op.create_index(name, "tickets", [first, "id"])
    for name in ("unanswered_questions", "ticket_presence", "ticket_views"):
        op.drop_table(name)

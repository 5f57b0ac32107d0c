"""工作人员登录、审计、坐席的通话、改过的分类。"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.add_column("staff_accounts", sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("staff_accounts", sa.Column("failures", sa.Integer, nullable=False, server_default="0"))
    op.add_column("staff_accounts", sa.Column("locked_until", MOMENT))
    op.add_column("hand_overs", sa.Column("spoke_at", MOMENT))
    op.create_table(
        "staff_sessions",
        sa.Column("session_sha256", sa.String(64), primary_key=True),
        sa.Column("username", sa.String(64), sa.ForeignKey("staff_accounts.username"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_index("staff_sessions_by_username", "staff_sessions", ["username"])
    op.create_table(
        "audit_entries",
        sa.Column("number", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("about", sa.String(128), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "calls",
        sa.Column("call_id", sa.String(64), primary_key=True),
        sa.Column("operator", sa.String(64)),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("outcome", sa.String(32)),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "call_utterances",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("call_id", sa.String(64), sa.ForeignKey("calls.call_id"), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text_sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("call_utterances_by_call", "call_utterances", ["call_id", "id"])
    op.create_table(
        "suggestion_uses",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("call_id", sa.String(64)),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("suggestion", sa.String(128), nullable=False),
        sa.Column("use", sa.String(16), nullable=False),
    )
    op.create_index("ix_suggestion_uses_at", "suggestion_uses", ["at"])
    op.create_table(
        "corrections",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("ticket_no", sa.String(32)),
        sa.Column("said_sealed", sa.LargeBinary, nullable=False),
        sa.Column("heard", sa.JSON, nullable=False),
        sa.Column("should_be", sa.JSON, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "knowledge_changes",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reviewed_by", sa.String(64)),
        sa.Column("reviewed_at", MOMENT),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("tickets_counted", "tickets", ["status", "department", "kind", "due_on"])
    _append_only()


def _append_only():
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_kept_on_{event.lower()} BEFORE {event} ON audit_entries"
                " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_kept()"
    )


def downgrade():
    op.drop_index("tickets_counted", "tickets")
    for name in ("knowledge_changes", "corrections", "suggestion_uses", "call_utterances", "calls", "audit_entries", "staff_sessions"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_kept")
    with op.batch_alter_table("hand_overs") as batch:
        batch.drop_column("spoke_at")
    with op.batch_alter_table("staff_accounts") as batch:
        batch.drop_column("locked_until")
        batch.drop_column("failures")
        batch.drop_column("is_active")

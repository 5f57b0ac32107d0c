"""工单、经过、计时、关联、发件箱、幂等键和检索"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
TICKET = "tickets.ticket_no"


def upgrade():
    op.create_table(
        "tickets",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("ticket_no", sa.String(32), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ticket_system", sa.String(8), nullable=False),
        sa.Column("problem", sa.String(32)),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("emergency", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("department", sa.String(32), nullable=False),
        sa.Column("supporting", sa.JSON, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("narrative", sa.Text, nullable=False),
        sa.Column("respondent", sa.JSON, nullable=False),
        sa.Column("subject", sa.JSON, nullable=False),
        sa.Column("demands", sa.JSON, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("is_anonymous", sa.Boolean, nullable=False),
        sa.Column("private_sealed", sa.LargeBinary, nullable=False),
        sa.Column("phone_hash", sa.String(64)),
        sa.Column("respondent_key", sa.String(128), nullable=False),
        sa.Column("place_key", sa.String(128), nullable=False),
        sa.Column("origin_system", sa.String(8)),
        sa.Column("origin_no", sa.String(64)),
        sa.Column("external_no", sa.String(64)),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("urged", sa.Integer, nullable=False),
        sa.Index("tickets_by_department", "department", "status", "id"),
        sa.Index("tickets_by_status", "status", "id"),
        sa.Index("tickets_by_kind", "kind", "id"),
        sa.Index("tickets_by_phone", "phone_hash"),
        sa.Index("tickets_by_respondent", "respondent_key", "id"),
        sa.Index("tickets_by_due", "due_on"),
        sa.Index("tickets_by_origin", "origin_no"),
        sa.Index("tickets_by_external", "external_no"),
    )
    op.create_table(
        "ticket_supporting",
        sa.Column("department", sa.String(32), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger, sa.ForeignKey("tickets.id"), primary_key=True),
    )
    op.create_table(
        "ticket_history",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("ticket_no", sa.String(32), sa.ForeignKey(TICKET), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("fact", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary),
        sa.UniqueConstraint("ticket_no", "number", name="ticket_history_number"),
    )
    op.create_table(
        "ticket_clocks",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("ticket_no", sa.String(32), sa.ForeignKey(TICKET), nullable=False),
        sa.Column("time_limit", sa.String(64), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("literal_due_on", sa.Date),
        sa.Column("due_at", MOMENT),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("extended", sa.Integer, nullable=False),
        sa.Column("pauses", sa.JSON, nullable=False),
        sa.Column("warned", sa.Integer, nullable=False),
        sa.Column("escalated", sa.Integer, nullable=False),
        sa.UniqueConstraint("ticket_no", "time_limit", "round", name="ticket_clocks_round"),
        sa.Index("ticket_clocks_due", "status", "due_on"),
    )
    op.create_table(
        "ticket_links",
        sa.Column("from_no", sa.String(32), sa.ForeignKey(TICKET), primary_key=True),
        sa.Column("to_no", sa.String(32), sa.ForeignKey(TICKET), primary_key=True),
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Index("ticket_links_to", "to_no"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("ticket_no", sa.String(32), sa.ForeignKey(TICKET), nullable=False),
        sa.Column("platform", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=False),
        sa.Column("claimed_by", sa.String(128)),
        sa.Column("claimed_until", MOMENT),
        sa.Column("external_no", sa.String(64)),
        sa.Column("last_error", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Index("deliveries_due", "status", "next_attempt_at"),
        sa.Index("deliveries_of_ticket", "ticket_no", "platform"),
        sa.Index("deliveries_by_external", "external_no"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("ticket_nos", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, index=True),
    )
    if op.get_bind().dialect.name == "sqlite":
        _protect_and_index_sqlite()
    else:
        _protect_and_index_postgresql()


def _protect_and_index_sqlite():
    # 列名逐一写出：words_sealed 不在其中，换钥匙时要重新加密。
    op.execute(
        'CREATE TRIGGER ticket_history_kept BEFORE UPDATE OF id, ticket_no, number, fact, at, "by", role, department,'
        " reason, details ON ticket_history BEGIN SELECT RAISE(ABORT, 'ticket_history is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER ticket_history_never_deleted BEFORE DELETE ON ticket_history"
        " BEGIN SELECT RAISE(ABORT, 'ticket_history is append-only'); END"
    )
    op.execute("CREATE VIRTUAL TABLE ticket_search USING fts5(tokens, detail=none)")


def _protect_and_index_postgresql():
    op.execute(
        "CREATE FUNCTION ticket_history_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'ticket_history is append-only'; END $$"
    )
    op.execute(
        'CREATE TRIGGER ticket_history_kept BEFORE UPDATE OF id, ticket_no, number, fact, at, "by", role, department,'
        " reason, details ON ticket_history FOR EACH ROW EXECUTE FUNCTION ticket_history_kept()"
    )
    op.execute(
        "CREATE TRIGGER ticket_history_never_deleted BEFORE DELETE OR TRUNCATE ON ticket_history"
        " FOR EACH STATEMENT EXECUTE FUNCTION ticket_history_kept()"
    )
    op.execute("CREATE TABLE ticket_search (id bigint PRIMARY KEY, tokens text[] NOT NULL)")
    op.execute("CREATE INDEX ticket_search_tokens ON ticket_search USING gin (tokens)")


def downgrade():
    for table in (
        "ticket_search",
        "idempotency_keys",
        "deliveries",
        "ticket_links",
        "ticket_clocks",
        "ticket_history",
        "ticket_supporting",
        "tickets",
    ):
        op.execute(f"DROP TABLE {table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ticket_history_kept")

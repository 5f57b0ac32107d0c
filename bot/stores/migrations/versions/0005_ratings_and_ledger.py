"""好差评和差评跟进；按登记时间、性质、紧急、平台找工单的索引；检索里加上类别、状态、科室。"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
_KEPT = "id, number, subject, about, grade, cause, department, source, request_key, body_hash, rated_at"
_INDEXES = {
    "tickets_by_filed": ["filed_at"],
    "tickets_by_problem": ["problem", "id"],
    "tickets_by_urgency": ["urgency", "id"],
    "tickets_by_system": ["ticket_system", "id"],
}


def upgrade():
    op.create_table(
        "ratings",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("number", sa.String(32), nullable=False, unique=True),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("about", sa.String(128), nullable=False),
        sa.Column("grade", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(16)),
        sa.Column("department", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("comment_sealed", sa.LargeBinary),
        sa.Column("request_key", sa.String(64), unique=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("rated_at", MOMENT, nullable=False, index=True),
        sa.Index("ratings_about", "subject", "about", "id"),
    )
    op.create_table(
        "rating_follow_ups",
        sa.Column("number", sa.String(32), sa.ForeignKey("ratings.number"), primary_key=True),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", sa.String(64)),
        sa.Column("finding", sa.String(16)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Index("rating_follow_ups_open", "closed_at"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "tickets", columns)
    op.create_table(
        "ticket_days",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("first_id", sa.BigInteger, nullable=False),
        sa.Column("last_id", sa.BigInteger, nullable=False),
    )
    day = "date(filed_at)" if op.get_bind().dialect.name == "sqlite" else "(filed_at AT TIME ZONE 'UTC')::date"
    op.execute(f"INSERT INTO ticket_days SELECT {day}, min(id), max(id) FROM tickets GROUP BY 1")
    _add_facets()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER ratings_kept BEFORE UPDATE OF {_KEPT} ON ratings"
            " BEGIN SELECT RAISE(ABORT, 'ratings are append-only'); END"
        )
        op.execute(
            "CREATE TRIGGER ratings_never_deleted BEFORE DELETE ON ratings"
            " BEGIN SELECT RAISE(ABORT, 'ratings are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION ratings_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'ratings are append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER ratings_kept BEFORE UPDATE OF {_KEPT} ON ratings"
        " FOR EACH ROW EXECUTE FUNCTION ratings_kept()"
    )
    op.execute(
        "CREATE TRIGGER ratings_never_deleted BEFORE DELETE OR TRUNCATE ON ratings"
        " FOR EACH STATEMENT EXECUTE FUNCTION ratings_kept()"
    )


def _add_facets():
    """检索里原有的各张补上类别、状态、科室；写法同 bot/stores/ticket_search.py 的 facet。"""
    columns = ("kind", "status", "department")
    if op.get_bind().dialect.name == "sqlite":
        words = " || ".join(f"' ' || char(57344) || '{name}' || replace({name}, '_', '')" for name in columns)
        helps = (
            "coalesce((SELECT group_concat(char(57344) || 'department' || replace(s.department, '_', ''), ' ')"
            " FROM ticket_supporting s WHERE s.ticket_id = tickets.id), '')"
        )
        op.execute(
            f"UPDATE ticket_search SET tokens = tokens || (SELECT {words} || ' ' || {helps}"
            " FROM tickets WHERE tickets.id = ticket_search.rowid)"
            " WHERE rowid IN (SELECT id FROM tickets)"
        )
        return
    words = ", ".join(f"chr(57344) || '{name}' || replace(t.{name}, '_', '')" for name in columns)
    op.execute(
        f"UPDATE ticket_search s SET tokens = s.tokens || ARRAY[{words}] || coalesce("
        "(SELECT array_agg(chr(57344) || 'department' || replace(h.department, '_', ''))"
        " FROM ticket_supporting h WHERE h.ticket_id = t.id), '{}') FROM tickets t WHERE t.id = s.id"
    )


def downgrade():
    op.drop_table("ticket_days")
    for name in _INDEXES:
        op.drop_index(name, "tickets")
    op.drop_table("rating_follow_ups")
    op.drop_table("ratings")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ratings_kept")

"""好差评和差评跟进；台账按登记时间取工单用的索引。"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
_KEPT = "id, number, subject, about, grade, cause, department, source, request_key, body_hash, rated_at"


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
    op.create_index("tickets_by_filed", "tickets", ["filed_at"])
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


def downgrade():
    op.drop_index("tickets_by_filed", "tickets")
    op.drop_table("rating_follow_ups")
    op.drop_table("ratings")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ratings_kept")

"""市民在工单上又说的话，处理完以前记在工单上；转人工的时刻和别的表一样存成 UTC。

以前登记、还没办完的，说过的话从经过里补上，都算还没有人看过。
"""

from datetime import timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("words_since IS NOT NULL")
INDEX = ("words_seen", "words_since", "id", "department", "kind", "status", "problem", "urgency")
SPOKEN = ("WithdrawalAsked", "NewFactsReported", "TicketUrged", "TicketSupplemented", "ContactChanged")
CHINA = timezone(timedelta(hours=8))

tickets = sa.table(
    "tickets", sa.column("ticket_no"), sa.column("department"), sa.column("status"),
    sa.column("citizen_words", sa.JSON), sa.column("words_seen"), sa.column("words_since", MOMENT),
)  # fmt: skip
history = sa.table(
    "ticket_history", sa.column("ticket_no"), sa.column("number"), sa.column("fact"), sa.column("at", MOMENT),
    sa.column("role"), sa.column("department"),
)  # fmt: skip
hand_overs = sa.table("hand_overs", sa.column("number"), sa.column("created_at", MOMENT), sa.column("taken_at", MOMENT))


def upgrade():
    op.add_column("tickets", sa.Column("citizen_words", sa.JSON))
    op.add_column("tickets", sa.Column("words_seen", sa.Integer))
    op.add_column("tickets", sa.Column("words_since", MOMENT))
    _fill(op.get_bind())
    op.create_index("tickets_with_words", "tickets", list(INDEX), sqlite_where=WAITING, postgresql_where=WAITING)
    _shift_hand_overs(op.get_bind(), -8)


def downgrade():
    _shift_hand_overs(op.get_bind(), 8)
    op.drop_index("tickets_with_words", "tickets")
    with op.batch_alter_table("tickets") as batch:
        for name in ("words_since", "words_seen", "citizen_words"):
            batch.drop_column(name)


def _fill(connection):
    """没办完的工单上，不是承办科室自己记的那些话。"""
    is_own = sa.and_(history.c.role == "ticket_staff", history.c.department == tickets.c.department)
    said = (
        sa.select(history.c.ticket_no, history.c.number, history.c.fact, history.c.at)
        .select_from(history.join(tickets, history.c.ticket_no == tickets.c.ticket_no))
        .where(history.c.fact.in_(SPOKEN), tickets.c.status.notin_(("archived", "declined")), sa.func.coalesce(is_own, False).is_(False))
        .order_by(history.c.ticket_no, history.c.number)
    )
    words = {}
    for ticket_no, number, fact, at in connection.execute(said):
        at = at.replace(tzinfo=timezone.utc) if at.tzinfo is None else at
        words.setdefault(ticket_no, []).append((at, {"number": number, "fact": fact, "at": at.astimezone(CHINA).isoformat(), "seen_by": None, "seen_at": None}))
    is_sqlite = connection.dialect.name == "sqlite"
    for ticket_no, left in words.items():
        since = left[0][0].astimezone(timezone.utc).replace(microsecond=0)
        values = {"words_seen": 0, "words_since": since.replace(tzinfo=None) if is_sqlite else since}
        values["citizen_words"] = [record for _, record in left]
        connection.execute(tickets.update().where(tickets.c.ticket_no == ticket_no).values(**values))


def _shift_hand_overs(connection, hours):
    """SQLite 里原来存的是东八区的钟点；PostgreSQL 存的就是那一刻，不用动。"""
    if connection.dialect.name != "sqlite":
        return
    for number, created_at, taken_at in connection.execute(sa.select(hand_overs)).all():
        moved = {"created_at": created_at + timedelta(hours=hours), "taken_at": taken_at and taken_at + timedelta(hours=hours)}
        connection.execute(hand_overs.update().where(hand_overs.c.number == number).values(**moved))

"""升级以前市民说过的话也进队列；转人工的时刻升级前后是同一刻。两种真数据库。"""

from datetime import datetime, timezone

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from ticket_builders import at

import bot.stores
from bot.stores.database import connect, migrate
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.ticket_tables import tickets
from tests.conftest import _new_database

WORDS = [tickets.c.words_since, tickets.c.words_seen, tickets.c.citizen_words]


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    """升级前的库。"""
    url = f"sqlite:///{tmp_path / 'old.db'}" if request.param == "sqlite" else _new_database(request.getfixturevalue("postgresql_url"))
    engine = connect(url)
    _to(engine, command.upgrade, "0013")
    yield engine
    engine.dispose()


def _to(engine, direction, revision):
    config = Config()
    config.set_main_option("script_location", f"{bot.stores.__path__[0]}/migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        direction(config, revision)


def _ticket(connection, number, status, *said):
    new = {"words_since", "words_seen", "citizen_words"}
    empty = {"supporting", "respondent", "subject", "demands", "evidence"}
    values = {c.name: "" for c in tickets.columns if not c.nullable and c.name != "id"}
    values.update({name: "[]" for name in empty}, ticket_no=number, status=status, department="food", version=1, urged=0, is_anonymous=False)
    values.update(private_sealed=b"x", filed_at=_stored(connection, at("2026-05-06 09:00")))
    columns = [name for name in values if name not in new]
    statement = f"INSERT INTO tickets ({', '.join(columns)}) VALUES ({', '.join(':' + name for name in columns)})"
    connection.execute(sa.text(statement), values)
    for n, (fact, when, role, department) in enumerate(said, 1):
        entry = {"no": number, "n": n, "fact": fact, "at": _stored(connection, at(when)), "role": role, "department": department}
        connection.execute(
            sa.text(
                "INSERT INTO ticket_history (ticket_no, number, fact, at, \"by\", role, department, reason, details)"
                " VALUES (:no, :n, :fact, :at, 'x', :role, :department, '', '{}')"
            ),
            entry,
        )


def _stored(connection, moment):
    """库里存的样子：SQLite 不记时区，存世界时。"""
    utc = moment.astimezone(timezone.utc)
    return utc.strftime("%Y-%m-%d %H:%M:%S.%f") if connection.dialect.name == "sqlite" else utc


def test_what_was_said_before_the_upgrade_waits_too(old):
    urged, own = ("TicketUrged", "2026-05-07 10:00", "citizen", None), ("TicketSupplemented", "2026-05-07 11:00", "ticket_staff", "food")
    later = ("WithdrawalAsked", "2026-05-08 10:00", "citizen", None)
    with old.begin() as connection:
        _ticket(connection, "T1", "in_hand", ("TicketFiled", "2026-05-06 09:00", "citizen", None), urged, own, later)
        _ticket(connection, "T2", "archived", urged)
        _ticket(connection, "T3", "in_hand", own)
    migrate(old)
    with old.connect() as connection:
        found = {row.ticket_no: row for row in connection.execute(sa.select(tickets.c.ticket_no, *WORDS))}
    assert [(one["number"], one["fact"]) for one in found["T1"].citizen_words] == [(2, "TicketUrged"), (4, "WithdrawalAsked")]
    assert datetime.fromisoformat(found["T1"].citizen_words[0]["at"]) == at("2026-05-07 10:00")
    assert (found["T1"].words_since, found["T1"].words_seen) == (at("2026-05-07 10:00"), 0)
    assert all(tuple(found[number])[1:] == (None, None, None) for number in ("T2", "T3"))


def test_a_hand_over_keeps_its_moment_and_goes_back_with_it(old, cipher):
    asked = at("2026-05-06 09:30")
    is_sqlite = old.dialect.name == "sqlite"
    before = "2026-05-06 09:30:00.000000" if is_sqlite else asked  # 以前 SQLite 存的是东八区的钟点
    with old.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO hand_overs (number, conversation_id, reason, created_at) VALUES ('H1', 'portal:x', 'asked', :at)"), {"at": before}
        )
    migrate(old)
    assert DatabaseHandOvers(old, cipher).get("H1").created_at == asked
    _to(old, command.downgrade, "0013")
    with old.connect() as connection:
        stored = connection.execute(sa.text("SELECT created_at FROM hand_overs")).scalar()
    assert stored == before

"""账号、会话、审计，两种真数据库。"""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.errors import AccountInvalid, AccountLocked, SignInRefused
from bot.hotline.audit import AuditEntry
from bot.hotline.staff_session import IDLE, LOCKED_FOR, LONGEST, MOST_FAILURES
from bot.settings import TIME_ZONE
from bot.stores.audit_store import DatabaseAudit
from bot.stores.database import connect, migrate
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.staff_tables import audit_entries
from bot.stores.tables import staff_accounts

NOW = datetime(2026, 5, 18, 9, 0, tzinfo=TIME_ZONE)
PASSWORD = "correct-horse-battery"


@pytest.fixture
def staff(engine):
    return DatabaseStaff(engine)


@pytest.fixture
def sessions(engine):
    return DatabaseSessions(engine)


@pytest.fixture
def username(staff):
    name = f"operator-{uuid.uuid4().hex[:8]}"
    staff.add_account(name, PASSWORD, "operator")
    return name


def signed_in(staff, sessions, username, now=NOW):
    return sessions.open(staff.check_password(username, PASSWORD, now), now)


def fail(staff, username, times, now=NOW):
    for _ in range(times):
        with pytest.raises(SignInRefused):
            staff.check_password(username, "wrong", now)


def test_too_many_wrong_passwords_lock_the_account_even_for_the_right_one(staff, username):
    fail(staff, username, MOST_FAILURES)
    with pytest.raises(AccountLocked, match="09:15"):
        staff.check_password(username, PASSWORD, NOW)


def test_the_lock_opens_by_itself(staff, username):
    fail(staff, username, MOST_FAILURES)
    assert staff.check_password(username, PASSWORD, NOW + LOCKED_FOR).id == username


def test_a_right_password_in_between_starts_the_count_again(staff, username):
    fail(staff, username, MOST_FAILURES - 1)
    staff.check_password(username, PASSWORD, NOW)
    fail(staff, username, MOST_FAILURES - 1)
    assert staff.check_password(username, PASSWORD, NOW).id == username


def test_guesses_made_at_once_are_all_counted(staff, username):
    def guess(_):
        try:
            staff.check_password(username, "wrong", NOW)
        except (SignInRefused, AccountLocked) as error:
            return type(error)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(MOST_FAILURES + 3)))
    assert answers.count(SignInRefused) == MOST_FAILURES and answers.count(AccountLocked) == 3


def test_a_password_is_kept_only_as_argon2id(engine, username):
    with engine.connect() as connection:
        kept = connection.execute(sa.select(staff_accounts.c.password_argon2).where(staff_accounts.c.username == username)).scalar()
    assert kept.startswith("$argon2id$")


def test_an_account_must_make_sense(staff, username):
    for name, password, role, department in (
        ("wang.fang", "short", "operator", None),
        ("wang.fang", PASSWORD, "king", None),
        ("wang.fang", PASSWORD, "ticket_staff", None),
        ("wang.fang", PASSWORD, "operator", "food"),
        ("wang fang", PASSWORD, "operator", None),
        ("a/../b", PASSWORD, "operator", None),
        (username, PASSWORD, "operator", None),
    ):
        with pytest.raises(AccountInvalid):
            staff.add_account(name, password, role, department)


def test_a_session_left_idle_is_over(staff, sessions, username):
    session_id = signed_in(staff, sessions, username)
    assert sessions.find(session_id, NOW + IDLE - timedelta(seconds=1)).actor.id == username
    later = NOW + IDLE - timedelta(seconds=1)
    assert sessions.find(session_id, later + IDLE - timedelta(seconds=1))  # 用过就重新计
    assert sessions.find(session_id, later + IDLE + IDLE) is None


def test_a_session_in_use_is_over_at_the_end_of_the_shift(staff, sessions, username):
    session_id, moment = signed_in(staff, sessions, username), NOW
    while moment < NOW + LONGEST:
        assert sessions.find(session_id, moment)
        moment += timedelta(minutes=20)
    assert sessions.find(session_id, moment) is None


def test_a_session_does_not_outlive_a_change_of_role(engine, staff, sessions, username):
    session_id = signed_in(staff, sessions, username)
    with engine.begin() as connection:
        connection.execute(staff_accounts.update().where(staff_accounts.c.username == username).values(role="admin"))
    assert sessions.find(session_id, NOW) is None


def an_entry(n=0):
    return AuditEntry(NOW + timedelta(seconds=n), "demo-operator", "operator", "ticket_opened", f"T{n}", "看一眼")


@pytest.fixture
def own_engine(tmp_path):
    """审计链是全库一条，要自己的库。"""
    engine = connect(f"sqlite:///{tmp_path / 'audit.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


def test_entries_written_at_once_make_one_chain(engine):
    audit = DatabaseAudit(engine)
    before = audit.verify().count
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: audit.add(an_entry(n)), range(60)))
    verdict = audit.verify()
    assert verdict.is_whole and verdict.count == before + 60


def test_the_database_refuses_to_change_or_delete_an_entry(engine):
    DatabaseAudit(engine).add(an_entry())
    for change in (audit_entries.update().values(by="x"), audit_entries.delete()):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            with engine.begin() as connection:
                connection.execute(change)


def test_one_changed_byte_is_found_among_ten_thousand(own_engine):
    from bot.hotline.audit import START, digest_of

    rows, previous = [], START
    for n in range(1, 10_001):
        entry = an_entry(n)
        digest = digest_of(n, entry, previous)
        rows.append({**vars(entry), "number": n, "previous": previous, "digest": digest})
        previous = digest
    with own_engine.begin() as connection:
        connection.execute(audit_entries.insert(), rows)
    audit = DatabaseAudit(own_engine)
    verdict = audit.verify()
    assert verdict.is_whole and verdict.count == 10_000 and verdict.last == previous
    _past_the_trigger(own_engine, "UPDATE audit_entries SET about = 'T7001' WHERE number = 7000")
    assert audit.verify().broken_at == 7000


def test_an_entry_taken_out_is_found(own_engine):
    audit = DatabaseAudit(own_engine)
    for n in range(5):
        audit.add(an_entry(n))
    _past_the_trigger(own_engine, "DELETE FROM audit_entries WHERE number = 3")
    assert audit.verify().broken_at == 3


def test_a_chain_cut_short_is_found_by_the_digest_written_down(own_engine):
    audit = DatabaseAudit(own_engine)
    for n in range(5):
        audit.add(an_entry(n))
    known = audit.verify().last
    audit.add(an_entry(6))
    assert audit.verify(known).is_whole
    _past_the_trigger(own_engine, "DELETE FROM audit_entries WHERE number >= 5")
    assert audit.verify().is_whole and not audit.verify(known).is_whole


def _past_the_trigger(engine, statement):
    """能改库文件的人也能拆触发器：链就是防这个的。"""
    with engine.begin() as connection:
        for event in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_kept_on_{event}")
        connection.exec_driver_sql(statement)


def test_migrations_and_tables_say_the_same(engine):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from bot.stores import staff_tables
    from bot.stores.tables import metadata

    ours = {name for name, table in vars(staff_tables).items() if isinstance(table, sa.Table)} | {"staff_accounts"}
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [d for d in differences if any(f"'{name}'" in str(d) for name in ours)] == []

"""管账号和令牌：谁也不能动自己、动最后一位管理员；变了的当场出门；每一步都在审计里。两种真数据库。"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from bot.bootstrap import StaffDesk
from bot.errors import (
    AccountInvalid,
    AccountLocked,
    AccountUnknown,
    LastAdmin,
    NotOnOneself,
    SignInRefused,
    TokenUnknown,
)
from bot.hotline.staff_session import MOST_FAILURES
from bot.hotline.ticket import Actor
from bot.settings import TIME_ZONE
from bot.stores.audit_store import DatabaseAudit
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.tables import staff_accounts
from bot.stores.token_store import DatabaseTokens
from bot.usecases.office.administer_staff import (
    change_own_password,
    change_role,
    close_account,
    issue_token,
    open_account,
    reopen_account,
    reset_password,
    revoke_token,
    unlock_account,
)
from bot.usecases.office.sign_in import sign_in

NOW = datetime(2026, 5, 18, 9, 0, tzinfo=TIME_ZONE)
ADMIN = Actor("chief", "admin")


@pytest.fixture
def desk(engine):
    return StaffDesk(DatabaseStaff(engine), DatabaseTokens(engine), DatabaseSessions(engine), DatabaseAudit(engine), lambda: NOW)


@pytest.fixture
def name():
    return f"wang.fang-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def password(desk, name):
    return open_account(name, "operator", None, ADMIN, desk)


def audited(desk, name):
    return [(one.entry.what, one.entry.by) for one in reversed(desk.audit.latest(50, about=name))]


def test_the_first_password_lets_one_in_to_choose_ones_own(desk, name, password):
    session_id, actor = sign_in(name, password, desk)
    assert desk.sessions.find(session_id, NOW).must_change_password
    fresh = change_own_password(password, "my-own-password", actor, desk)
    assert not desk.sessions.find(fresh, NOW).must_change_password
    assert desk.sessions.find(session_id, NOW) is None, "换了口令，旧的会话不再认"
    with pytest.raises(SignInRefused):
        sign_in(name, password, desk)
    assert audited(desk, name) == [("account_opened", "chief"), ("password_changed", name)]


def test_the_first_password_cannot_be_kept(desk, name, password):
    with pytest.raises(AccountInvalid, match="一样"):
        change_own_password(password, password, Actor(name, "operator"), desk)


def test_a_wrong_old_password_changes_nothing(desk, name, password):
    with pytest.raises(SignInRefused):
        change_own_password("wrong-password", "my-own-password", Actor(name, "operator"), desk)
    assert sign_in(name, password, desk)


def test_whoever_gets_another_role_is_out_at_once_with_the_tokens(desk, name, password):
    session_id, _ = sign_in(name, password, desk)
    _, token = issue_token(name, "语音转写", ADMIN, desk)
    assert desk.tokens.holder_of(token).role == "operator"
    change_role(name, "ticket_staff", "food", "调到食品科", ADMIN, desk)
    assert desk.sessions.find(session_id, NOW) is None and desk.tokens.holder_of(token) is None
    assert sign_in(name, password, desk)[1] == Actor(name, "ticket_staff", "food")
    entry = desk.audit.latest(1, about=name)[0].entry
    assert entry.reason == "operator → ticket_staff/food；调到食品科"


def test_a_role_given_back_does_not_bring_the_old_session_back(desk, name, password):
    session_id, _ = sign_in(name, password, desk)
    change_role(name, "shift_lead", None, "代班", ADMIN, desk)
    change_role(name, "operator", None, "代完了", ADMIN, desk)
    assert desk.sessions.find(session_id, NOW) is None


def test_a_closed_account_is_out_at_once_and_stays_out_when_reopened(desk, name, password):
    session_id, _ = sign_in(name, password, desk)
    _, token = issue_token(name, "语音转写", ADMIN, desk)
    close_account(name, "离职", ADMIN, desk)
    assert desk.sessions.find(session_id, NOW) is None and desk.tokens.holder_of(token) is None
    with pytest.raises(SignInRefused):
        sign_in(name, password, desk)
    with pytest.raises(AccountInvalid, match="停用"):
        issue_token(name, "语音转写", ADMIN, desk)
    reopen_account(name, ADMIN, desk)
    assert desk.sessions.find(session_id, NOW) is None and desk.tokens.holder_of(token) is None
    assert sign_in(name, password, desk)


def test_a_locked_account_is_opened_by_the_administrator(desk, name, password):
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInRefused):
            sign_in(name, "wrong-password", desk)
    with pytest.raises(AccountLocked):
        sign_in(name, password, desk)
    unlock_account(name, ADMIN, desk)
    assert sign_in(name, password, desk)


def test_a_reset_password_is_a_first_password_again(desk, name, password):
    session_id, _ = sign_in(name, password, desk)
    fresh = reset_password(name, ADMIN, desk)
    assert desk.sessions.find(session_id, NOW) is None
    session_id, _ = sign_in(name, fresh, desk)
    assert desk.sessions.find(session_id, NOW).must_change_password


def test_nobody_closes_or_changes_oneself(desk, name, password):
    change_role(name, "admin", None, "接任", ADMIN, desk)
    oneself = Actor(name, "admin")
    with pytest.raises(NotOnOneself):
        close_account(name, "休假", oneself, desk)
    with pytest.raises(NotOnOneself):
        change_role(name, "operator", None, "休假", oneself, desk)
    assert desk.staff.get(name).is_active and desk.staff.get(name).role == "admin"


def test_two_administrators_who_close_each_other_at_once_leave_one(engine, desk):
    with engine.begin() as connection:
        connection.execute(staff_accounts.update().where(staff_accounts.c.role == "admin").values(role="auditor"))
    pair = [f"admin-{uuid.uuid4().hex[:8]}" for _ in range(2)]
    for one in pair:
        open_account(one, "admin", None, ADMIN, desk)

    def close(names):
        try:
            close_account(names[1], "争执", Actor(names[0], "admin"), desk)
        except LastAdmin as error:
            return type(error)

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(close, (pair, pair[::-1]))) == {LastAdmin, None}
    assert [one.is_active for one in desk.staff.accounts() if one.username in pair].count(True) == 1


def test_the_last_administrator_keeps_the_role_from_the_command_line_too(engine, desk, name, password):
    with engine.begin() as connection:
        connection.execute(staff_accounts.update().where(staff_accounts.c.role == "admin").values(role="auditor"))
    change_role(name, "admin", None, "接任", ADMIN, desk)
    shell = Actor("command_line", "command_line")
    with pytest.raises(LastAdmin):
        change_role(name, "operator", None, "弄错", shell, desk)
    with pytest.raises(LastAdmin):
        close_account(name, "弄错", shell, desk)
    reset_password(name, shell, desk, "given-by-hand")
    assert sign_in(name, "given-by-hand", desk)


def test_a_token_is_listed_without_itself_and_can_be_taken_back(desk, name, password):
    number, token = issue_token(name, "语音转写", ADMIN, desk)
    listed = next(one for one in desk.tokens.all() if one.number == number)
    assert (listed.username, listed.purpose, listed.issued_by) == (name, "语音转写", "chief")
    assert token not in str(listed)
    revoke_token(number, ADMIN, desk)
    assert desk.tokens.holder_of(token) is None
    with pytest.raises(TokenUnknown):
        revoke_token(number, ADMIN, desk)
    assert audited(desk, number) == [("token_issued", "chief"), ("token_revoked", "chief")]


def test_a_wildcard_takes_no_token_back(desk, name, password):
    _, token = issue_token(name, "语音转写", ADMIN, desk)
    for number in ("%", "____________", "", "'" * 12):
        with pytest.raises(TokenUnknown):
            revoke_token(number, ADMIN, desk)
    assert desk.tokens.holder_of(token)


def test_what_is_not_there_is_said(desk, name):
    for step in (
        lambda: close_account(name, "离职", ADMIN, desk),
        lambda: change_role(name, "operator", None, "调岗", ADMIN, desk),
        lambda: reset_password(name, ADMIN, desk),
        lambda: unlock_account(name, ADMIN, desk),
    ):
        with pytest.raises(AccountUnknown):
            step()
    assert audited(desk, name) == [], "没办成的不记成办了"

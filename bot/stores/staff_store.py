"""工作人员账号。口令只存 argon2，明文哪里都不存。"""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Dict, Iterable, List, Optional

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountInvalid, AccountLocked, AccountUnknown, LastAdmin, SignInRefused
from bot.hotline.roles import ROLES
from bot.hotline.staff_session import LOCKED_FOR, MOST_FAILURES
from bot.hotline.ticket import Actor
from bot.hotline.visibility import DESK_DEPARTMENT
from bot.stores.database import writing
from bot.stores.tables import staff_accounts, staff_tokens
from bot.stores.token_store import add_token

_SHORTEST_PASSWORD = 10
_USERNAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{1,63}")
_REFUSED = "账号或口令不对。"
# argon2 一次要六十四兆内存，同时最多算两个，免得有人狂试口令把机器撑满。
_hashing = threading.BoundedSemaphore(2)
_hasher = PasswordHasher()
# 演示账号的口令是随机的十六个字符，试不出来，不必慢算：六个账号按平常的算要一秒多，每登录一次又是五分之一秒。
_demo_hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@dataclass(frozen=True)
class Account:
    """一个账号。is_initial：口令是管理员替他起的，登录后先换。"""

    username: str
    role: str
    department: Optional[str]
    is_active: bool
    locked_until: Optional[datetime]
    is_initial: bool


class DatabaseStaff:
    def __init__(self, engine: Engine):
        self._engine = engine

    def check_password(self, username: str, password: str, now: datetime) -> Actor:
        """口令对就返回是谁。不对抛 SignInRefused；连错几次抛 AccountLocked，锁着时口令对也不行。"""
        with self._engine.connect() as connection:
            account = connection.execute(sa.select(staff_accounts).where(staff_accounts.c.username == username)).first()
        # 没有这个账号也照样算一遍：从快慢看不出有没有。
        is_right = _matches(account.password_argon2 if account else _nobodys_password(), password)
        if account is None:
            raise SignInRefused(_REFUSED)
        self._count_attempt(username, is_right and account.is_active, now)
        if not (is_right and account.is_active):
            raise SignInRefused(_REFUSED)
        return Actor(account.username, account.role, account.department)

    def _count_attempt(self, username: str, is_right: bool, now: datetime) -> None:
        """锁没锁、错了几次，在一个写事务里看和改：同时试几个口令也不会少数。"""
        mine = staff_accounts.c.username == username
        with writing(self._engine) as connection:
            state = connection.execute(sa.select(staff_accounts).where(mine).with_for_update()).one()
            if state.locked_until and now < state.locked_until:
                raise AccountLocked(f"口令连错 {MOST_FAILURES} 次，账号锁到 {state.locked_until:%H:%M}。")
            failures = 0 if is_right else state.failures + 1
            is_locked = failures >= MOST_FAILURES
            values = {"failures": 0 if is_locked else failures, "locked_until": now + LOCKED_FOR if is_locked else None}
            connection.execute(staff_accounts.update().where(mine).values(**values))

    def add_account(
        self, username: str, password: str, role: str, department: Optional[str] = None, is_initial: bool = False
    ) -> None:
        """开一个账号。is_initial：这是替他起的头一个口令，登录后先换。写得不对、账号重了抛 AccountInvalid。"""
        if not _USERNAME.fullmatch(username):
            raise AccountInvalid("账号用字母、数字、点、短横、下划线，二到六十四个，字母或数字开头")
        _refuse_odd(role, department)
        _refuse_weak(password)
        row = {"username": username, "role": role, "department": department, "password_argon2": _hash(password)}
        try:
            with self._engine.begin() as connection:
                connection.execute(staff_accounts.insert().values(password_is_initial=is_initial, **row))
        except sa.exc.IntegrityError:
            raise AccountInvalid(f"账号 {username} 已经有了") from None

    def change_role(self, username: str, role: str, department: Optional[str]) -> Account:
        """换角色、换科室；返回换之前的。最后一位管理员换不得，抛 LastAdmin。他的令牌作废。"""
        _refuse_odd(role, department)
        return self._change(username, keeps_admin=role == "admin", role=role, department=department)

    def close_account(self, username: str) -> Account:
        """停用：登不进来，在用的会话和令牌都作废。最后一位管理员停不得，抛 LastAdmin。"""
        return self._change(username, keeps_admin=False, is_active=False)

    def reopen_account(self, username: str) -> Account:
        return self._change(username, is_active=True, failures=0, locked_until=None)

    def unlock(self, username: str) -> Account:
        return self._change(username, failures=0, locked_until=None)

    def change_password(self, username: str, password: str, is_initial: bool = False) -> Account:
        """换口令，顺便解锁。令牌照旧能用：它不是凭口令发的。"""
        _refuse_weak(password)
        values = {"password_argon2": _hash(password), "password_is_initial": is_initial}
        return self._change(username, failures=0, locked_until=None, **values)

    def accounts(self) -> List[Account]:
        """全部账号，按名字排。"""
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(sa.select(staff_accounts).order_by(staff_accounts.c.username))]

    def get(self, username: str) -> Account:
        """没有抛 AccountUnknown。"""
        with self._engine.connect() as connection:
            return _account(connection, username)

    def _change(self, username: str, keeps_admin: bool = True, **values: object) -> Account:
        """改一个账号，返回改之前的。几个管理员同时互相停用，也总剩一位。"""
        with writing(self._engine) as connection:
            is_admin = staff_accounts.c.role == "admin", staff_accounts.c.is_active
            admins = connection.execute(sa.select(staff_accounts.c.username).where(*is_admin).with_for_update()).scalars().all()
            before = _account(connection, username)
            if not keeps_admin and admins == [username]:
                raise LastAdmin(f"{username} 是最后一位管理员：先给别人管理员的角色，再来改")
            connection.execute(staff_accounts.update().where(staff_accounts.c.username == username).values(**values))
            if {"role", "is_active"} & set(values):  # 令牌带着发的时候的角色
                connection.execute(staff_tokens.delete().where(staff_tokens.c.username == username))
        return before

    def is_empty(self) -> bool:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(staff_accounts)).scalar() == 0

    def add_demo_staff(self, departments: Iterable[str] = ()) -> Dict[str, object]:
        """每个角色一个账号、一个令牌，每个科室再加一个令牌，全是随机的；返回的明文只此一次。

        科室人员（ticket_staff）的账号属于归口协调 12345、12315 的科室；别的科室用各自的令牌。
        """
        accounts: List[Dict[str, Optional[str]]] = []
        tokens: Dict[str, str] = {}
        department_tokens: Dict[str, str] = {}
        with self._engine.begin() as connection:
            for role in ROLES:
                department = DESK_DEPARTMENT if role == "ticket_staff" else None
                username, password = f"demo-{role.replace('_', '-')}", secrets.token_urlsafe(12)
                account = {"username": username, "role": role, "department": department}
                connection.execute(staff_accounts.insert().values(password_argon2=_demo_hasher.hash(password), **account))
                tokens[role] = add_token(connection, username, role, department)
                accounts.append({**account, "password": password})
            for department in departments:
                username = f"demo-{department.replace('_', '-')}"
                department_tokens[department] = add_token(connection, username, "ticket_staff", department)
        return {"accounts": accounts, "tokens": tokens, "department_tokens": department_tokens}


def _account(connection: Connection, username: str) -> Account:
    row = connection.execute(sa.select(staff_accounts).where(staff_accounts.c.username == username)).first()
    if row is None:
        raise AccountUnknown(f"没有账号 {username[:64]}")
    return _read(row)


def _read(row) -> Account:
    return Account(row.username, row.role, row.department, row.is_active, row.locked_until, row.password_is_initial)


def _hash(password: str) -> str:
    with _hashing:
        return _hasher.hash(password)


def _refuse_odd(role: str, department: Optional[str]) -> None:
    if role not in ROLES:
        raise AccountInvalid(f"没有 {role} 这个角色，只有：{'、'.join(ROLES)}")
    if (role == "ticket_staff") != bool(department):
        raise AccountInvalid("科室承办人要写科室，别的角色不写")


def _matches(kept: str, password: str) -> bool:
    with _hashing:
        try:
            return _hasher.verify(kept, password)
        except VerifyMismatchError:
            return False


@lru_cache(maxsize=1)
def _nobodys_password() -> str:
    return _hasher.hash(secrets.token_urlsafe(12))


def _refuse_weak(password: str) -> None:
    if len(password) < _SHORTEST_PASSWORD:
        raise AccountInvalid(f"口令至少 {_SHORTEST_PASSWORD} 个字符")

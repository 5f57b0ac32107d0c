"""工作人员账号和令牌。口令存 argon2，令牌存 SHA-256，明文哪里都不存。"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from datetime import datetime
from functools import lru_cache
from typing import Dict, Iterable, List, Optional, Tuple

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountInvalid, AccountLocked, SignInRefused
from bot.hotline.roles import ROLES
from bot.hotline.staff_session import LOCKED_FOR, MOST_FAILURES
from bot.hotline.ticket import Actor
from bot.hotline.visibility import DESK_DEPARTMENT
from bot.stores.database import writing
from bot.stores.tables import staff_accounts, staff_tokens

# 认过的令牌记这么久（秒），不用每次都查库。收回一个令牌，各进程最迟这么久以后不认。
_REMEMBERED = 15.0
_MOST_REMEMBERED = 1000
_SHORTEST_PASSWORD = 10
_REFUSED = "账号或口令不对。"
# argon2 一次要六十四兆内存，同时最多算两个，免得有人狂试口令把机器撑满。
_hashing = threading.BoundedSemaphore(2)
_hasher = PasswordHasher()


class DatabaseStaff:
    def __init__(self, engine: Engine):
        self._engine = engine
        self._remembered: Dict[str, Tuple[float, Actor]] = {}

    def holder_of_token(self, token: str) -> Optional[Actor]:
        """令牌是谁的；不认识返回 None。"""
        if not token:
            return None
        digest = _digest(token)
        until, actor = self._remembered.get(digest, (0.0, None))
        if actor is not None and time.monotonic() < until:
            return actor
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(staff_tokens).where(staff_tokens.c.token_sha256 == digest)).first()
        if row is None:
            self._remembered.pop(digest, None)
            return None
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        actor = Actor(row.username or f"token:{row.role}", row.role, row.department)
        self._remembered[digest] = (time.monotonic() + _REMEMBERED, actor)
        return actor

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

    def add_account(self, username: str, password: str, role: str, department: Optional[str] = None) -> None:
        """开一个账号。科室承办人要写科室；口令太短、账号重了抛 AccountInvalid。"""
        if role not in ROLES:
            raise AccountInvalid(f"没有 {role} 这个角色，只有：{'、'.join(ROLES)}")
        if (role == "ticket_staff") != bool(department):
            raise AccountInvalid("科室承办人要写科室，别的角色不写")
        _refuse_weak(password)
        row = {"username": username, "role": role, "department": department, "password_argon2": _hasher.hash(password)}
        try:
            with self._engine.begin() as connection:
                connection.execute(staff_accounts.insert().values(**row))
        except sa.exc.IntegrityError:
            raise AccountInvalid(f"账号 {username} 已经有了") from None

    def change_password(self, username: str, password: str) -> None:
        _refuse_weak(password)
        values = {"password_argon2": _hasher.hash(password), "failures": 0, "locked_until": None}
        self._change(username, **values)

    def close_account(self, username: str) -> None:
        """停用：登不进来，在用的会话和令牌都作废。"""
        self._change(username, is_active=False)
        with self._engine.begin() as connection:
            connection.execute(staff_tokens.delete().where(staff_tokens.c.username == username))
        self._remembered.clear()

    def accounts(self) -> List[Tuple[str, str, Optional[str], bool]]:
        """（账号，角色，科室，在用）。"""
        columns = [staff_accounts.c[name] for name in ("username", "role", "department", "is_active")]
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(columns[0]))]

    def issue_token(self, username: str) -> str:
        """给程序用的令牌，角色、科室同账号；明文只此一次。"""
        mine = staff_accounts.c.username == username, staff_accounts.c.is_active
        with self._engine.begin() as connection:
            account = connection.execute(sa.select(staff_accounts).where(*mine)).first()
            if account is None:
                raise AccountInvalid(f"没有账号 {username}，或者已经停用")
            return _add_token(connection, username, account.role, account.department)

    def _change(self, username: str, **values: object) -> None:
        with self._engine.begin() as connection:
            done = connection.execute(staff_accounts.update().where(staff_accounts.c.username == username).values(**values))
        if not done.rowcount:
            raise AccountInvalid(f"没有账号 {username}")

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
                connection.execute(staff_accounts.insert().values(password_argon2=_hasher.hash(password), **account))
                tokens[role] = _add_token(connection, username, role, department)
                accounts.append({**account, "password": password})
            for department in departments:
                username = f"demo-{department.replace('_', '-')}"
                department_tokens[department] = _add_token(connection, username, "ticket_staff", department)
        return {"accounts": accounts, "tokens": tokens, "department_tokens": department_tokens}


def _add_token(connection: Connection, username: str, role: str, department: Optional[str]) -> str:
    token = secrets.token_urlsafe(32)
    row = {"token_sha256": _digest(token), "username": username, "role": role, "department": department}
    connection.execute(staff_tokens.insert().values(**row))
    return token


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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""工作人员账号和令牌。口令存 argon2，令牌存 SHA-256，明文哪里都不存。"""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Dict, Iterable, List, Optional, Tuple

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Connection, Engine

from bot.hotline.ticket import Actor
from bot.hotline.visibility import DESK_DEPARTMENT
from bot.stores.tables import staff_accounts, staff_tokens

ROLES = ("operator", "ticket_staff", "shift_lead", "knowledge_editor", "auditor", "admin")


# 认过的令牌记这么久（秒），不用每次都查库。收回一个令牌，各进程最迟这么久以后不认。
_REMEMBERED = 15.0
_MOST_REMEMBERED = 1000


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
        hasher = PasswordHasher()
        with self._engine.begin() as connection:
            for role in ROLES:
                department = DESK_DEPARTMENT if role == "ticket_staff" else None
                username, password = f"demo-{role.replace('_', '-')}", secrets.token_urlsafe(12)
                account = {"username": username, "role": role, "department": department}
                connection.execute(staff_accounts.insert().values(password_argon2=hasher.hash(password), **account))
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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""给程序用的令牌：只存 SHA-256，明文发的时候给看一次。"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Dict, List, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountInvalid, TokenUnknown
from bot.hotline.ticket import Actor
from bot.stores.tables import staff_accounts, staff_tokens

# 认过的令牌记这么久（秒），不用每次都查库。收回一个令牌，别的进程最迟这么久以后不认。
_REMEMBERED = 15.0
_MOST_REMEMBERED = 1000
_NUMBER = 12  # 编号是摘要的前几位：对得上是哪个，猜不出令牌


@dataclass(frozen=True)
class Token:
    """发出去的一个令牌。number 是它的编号；演示令牌没有 issued_at、issued_by。"""

    number: str
    username: Optional[str]
    role: str
    department: Optional[str]
    purpose: str
    issued_at: Optional[datetime]
    issued_by: Optional[str]


class DatabaseTokens:
    def __init__(self, engine: Engine):
        self._engine = engine
        self._remembered: Dict[str, Tuple[float, Actor]] = {}

    def holder_of(self, token: str) -> Optional[Actor]:
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

    def issue(self, username: str, purpose: str, by: str, at: datetime) -> Tuple[str, str]:
        """（编号，令牌）：角色、科室同账号，明文只此一次。没有这个账号、停用了抛 AccountInvalid。"""
        mine = staff_accounts.c.username == username, staff_accounts.c.is_active
        with self._engine.begin() as connection:
            account = connection.execute(sa.select(staff_accounts).where(*mine)).first()
            if account is None:
                raise AccountInvalid(f"没有账号 {username}，或者已经停用")
            token = add_token(
                connection, username, account.role, account.department, purpose=purpose, issued_at=at, issued_by=by
            )
        return _digest(token)[:_NUMBER], token

    def revoke(self, number: str) -> Token:
        """收回；返回收回的是哪个。没有抛 TokenUnknown。"""
        this = staff_tokens.c.token_sha256.like(f"{number}%") if len(number) == _NUMBER and number.isalnum() else sa.false()
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(staff_tokens).where(this)).first()
            if row is None:
                raise TokenUnknown(f"没有令牌 {number[:32]}，或者已经收回")
            connection.execute(staff_tokens.delete().where(staff_tokens.c.token_sha256 == row.token_sha256))
        self.forget()
        return _read(row)

    def all(self) -> List[Token]:
        """新的在前；没记时间的（演示令牌）在后。"""
        order = staff_tokens.c.issued_at.is_(None), staff_tokens.c.issued_at.desc(), staff_tokens.c.username
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(sa.select(staff_tokens).order_by(*order))]

    def forget(self) -> None:
        """账号变了：本进程认过的重新查库。"""
        self._remembered.clear()


def add_token(connection: Connection, username: str, role: str, department: Optional[str], **more: object) -> str:
    token = secrets.token_urlsafe(32)
    row = {"token_sha256": _digest(token), "username": username, "role": role, "department": department, **more}
    connection.execute(staff_tokens.insert().values(**row))
    return token


def _read(row) -> Token:
    number = row.token_sha256[:_NUMBER]
    return Token(number, row.username, row.role, row.department, row.purpose, row.issued_at, row.issued_by)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

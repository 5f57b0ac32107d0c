"""工作人员账号和令牌。口令存 argon2，令牌存 SHA-256，明文哪里都不存。"""

from __future__ import annotations

import hashlib
import secrets
from typing import Dict, List, Optional

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Engine

from bot.stores.tables import staff_accounts, staff_tokens

ROLES = ("operator", "ticket_staff", "shift_lead", "knowledge_editor", "auditor", "admin")


class DatabaseStaff:
    def __init__(self, engine: Engine):
        self._engine = engine

    def role_of_token(self, token: str) -> Optional[str]:
        """令牌是谁的；不认识返回 None。"""
        if not token:
            return None
        query = sa.select(staff_tokens.c.role).where(staff_tokens.c.token_sha256 == _digest(token))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def is_empty(self) -> bool:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(staff_accounts)).scalar() == 0

    def add_demo_staff(self) -> Dict[str, object]:
        """每个角色一个账号、一个令牌，全是随机的；返回的明文只此一次。"""
        accounts: List[Dict[str, str]] = []
        tokens: Dict[str, str] = {}
        hasher = PasswordHasher()
        with self._engine.begin() as connection:
            for role in ROLES:
                account = {"role": role, "username": f"demo-{role.replace('_', '-')}", "password": secrets.token_urlsafe(12)}
                tokens[role] = secrets.token_urlsafe(32)
                connection.execute(
                    staff_accounts.insert().values(
                        username=account["username"], role=role, password_argon2=hasher.hash(account["password"])
                    )
                )
                connection.execute(staff_tokens.insert().values(token_sha256=_digest(tokens[role]), role=role))
                accounts.append(account)
        return {"accounts": accounts, "tokens": tokens}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

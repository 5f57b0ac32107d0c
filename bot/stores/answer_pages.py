"""长答复的网页。网址里是猜不中的一串字，库里只有它的摘要和加密的正文；几天后作废。"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.wechat_tables import answer_pages


class AnswerPages:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def new_code(self) -> str:
        return secrets.token_urlsafe(24)

    def add(self, code: str, text: str, until: datetime) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                answer_pages.insert().values(page_hash=_hash(code), content_sealed=self._cipher.seal(text), until=until)
            )

    def get(self, code: str, now: datetime) -> Optional[str]:
        """没有、过期都是 None。"""
        query = sa.select(answer_pages.c.content_sealed).where(
            answer_pages.c.page_hash == _hash(code), answer_pages.c.until > now
        )
        with self._engine.connect() as connection:
            sealed = connection.execute(query).scalar()
        return self._cipher.open(sealed) if sealed else None

    def forget_before(self, moment: datetime) -> int:
        with writing(self._engine) as connection:
            return connection.execute(answer_pages.delete().where(answer_pages.c.until < moment)).rowcount


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()

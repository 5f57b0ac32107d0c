"""没答上来的问题落库。一样的话一行，只加次数；不记会话，话加密。"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, List, Mapping, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import QuestionUnknown
from bot.hotline.unanswered import Unanswered, plain
from bot.stores.cipher import Cipher
from bot.stores.desk_tables import unanswered_questions
from bot.stores.staff_tables import knowledge_changes

_MOST = 500
_KEPT_FOR = timedelta(days=365)  # 一年没人再问的，不留
_ASKED_AGAIN = sa.text(
    "INSERT INTO unanswered_questions (said_hash, said_sealed, department, heard, times, first_at, last_at, handling, note)"
    " VALUES (:said_hash, :said_sealed, :department, :heard, 1, :at, :at, 'open', '')"
    " ON CONFLICT (said_hash) DO UPDATE SET times = unanswered_questions.times + 1, last_at = excluded.last_at"
)
_table = unanswered_questions.c


class DatabaseUnanswered:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher
        self._asked_again = _ASKED_AGAIN.bindparams(
            sa.bindparam("heard", type_=_table.heard.type), sa.bindparam("at", type_=_table.first_at.type)
        )

    def add(self, said: str, department: Optional[str], heard: Mapping[str, Any], at: datetime) -> None:
        """said 是已经拿掉人的话；问过的只加一次。看过、不用的再问也不重新冒出来。"""
        row = {"said_hash": self._cipher.fingerprints(f"unanswered:{plain(said)}")[0], "said_sealed": self._cipher.seal(said)}
        with self._engine.begin() as connection:
            connection.execute(unanswered_questions.delete().where(_table.last_at < at - _KEPT_FOR))
            connection.execute(self._asked_again, {**row, "department": department, "heard": dict(heard), "at": at})

    def waiting(self, department: Optional[str] = None) -> List[Unanswered]:
        """还没有人管的，最近问的在前；写成的改动没用上的，又算没人管。给了科室就只要听着归它的。"""
        rejected = sa.select(knowledge_changes.c.id).where(knowledge_changes.c.status == "rejected")
        is_open = sa.or_(_table.handling == "open", sa.and_(_table.handling == "proposed", _table.change_no.in_(rejected)))
        query = sa.select(unanswered_questions).where(is_open).order_by(_table.last_at.desc()).limit(_MOST)
        if department is not None:
            query = query.where(_table.department == department)
        with self._engine.connect() as connection:
            return [self._read(row) for row in connection.execute(query)]

    def get(self, number: int) -> Unanswered:
        """没有就抛 QuestionUnknown。"""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(unanswered_questions).where(_table.id == number)).first()
        if row is None:
            raise QuestionUnknown(f"没有第 {number} 号没答上来的问题")
        return self._read(row)

    def settle(
        self, numbers: Sequence[int], handling: str, by: str, at: datetime, change_no: Optional[int] = None, note: str = ""
    ) -> None:
        """handling：proposed 写成了知识改动、corrected 记成了听错、dismissed 不是问题。"""
        values = {"handling": handling, "handled_by": by, "handled_at": at, "change_no": change_no, "note": note}
        with self._engine.begin() as connection:
            connection.execute(unanswered_questions.update().where(_table.id.in_(list(numbers))).values(**values))

    def _read(self, row) -> Unanswered:
        said = self._cipher.open(row.said_sealed)
        return Unanswered(row.id, said, row.department, row.heard, row.times, row.first_at, row.last_at)

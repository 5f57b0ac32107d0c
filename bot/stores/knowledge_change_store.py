"""改知识的提议落库。看过的不再动。"""

from __future__ import annotations

from datetime import datetime
from typing import List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import ChangeReviewed, ChangeUnknown
from bot.hotline.knowledge_change import ChangeStatus, KnowledgeChange
from bot.stores.staff_tables import knowledge_changes

_MOST = 100


class DatabaseKnowledgeChanges:
    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, path: str, before: str, after: str, why: str, by: str, at: datetime) -> KnowledgeChange:
        (added,) = self.add_all([(path, before, after, why)], by, at)
        return added

    def add_all(self, proposed: Sequence[Tuple[str, str, str, str]], by: str, at: datetime) -> List[KnowledgeChange]:
        """几处一起提：（文件，改前，改后，为什么）。要么都在，要么都不在。"""
        status, numbers = ChangeStatus.PROPOSED.value, []
        with self._engine.begin() as connection:
            for path, before, after, why in proposed:
                row = {"path": path, "before": before, "after": after, "why": why, "by": by, "at": at, "status": status}
                numbers.append(connection.execute(knowledge_changes.insert().values(note="", **row)).inserted_primary_key[0])
        return [self.get(number) for number in numbers]

    def get(self, number: int) -> KnowledgeChange:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(knowledge_changes).where(knowledge_changes.c.id == number)).first()
        if row is None:
            raise ChangeUnknown(f"没有第 {number} 号改动")
        return _read(row)

    def latest(self, status: Optional[ChangeStatus] = None) -> List[KnowledgeChange]:
        """新的在前。"""
        query = sa.select(knowledge_changes).order_by(knowledge_changes.c.id.desc()).limit(_MOST)
        if status is not None:
            query = query.where(knowledge_changes.c.status == status.value)
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def review(self, number: int, status: ChangeStatus, by: str, note: str, at: datetime) -> KnowledgeChange:
        """两个人同时看，先写上的算数；看过的抛 ChangeReviewed。"""
        open_one = knowledge_changes.c.id == number, knowledge_changes.c.status == ChangeStatus.PROPOSED.value
        with self._engine.begin() as connection:
            values = {"status": status.value, "reviewed_by": by, "reviewed_at": at, "note": note}
            done = connection.execute(knowledge_changes.update().where(*open_one).values(**values))
        if not done.rowcount:
            raise ChangeReviewed(f"第 {number} 号改动已经有人看过了")
        return self.get(number)


def _read(row) -> KnowledgeChange:
    return KnowledgeChange(
        number=row.id,
        path=row.path,
        before=row.before,
        after=row.after,
        why=row.why,
        by=row.by,
        at=row.at,
        status=ChangeStatus(row.status),
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        note=row.note,
    )

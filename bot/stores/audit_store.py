"""审计落库：一条连一条，只添不改。"""

from __future__ import annotations

from typing import Iterator, List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.hotline.audit import START, AuditEntry, ChainedEntry, Verdict, digest_of, verify
from bot.stores.database import writing
from bot.stores.staff_tables import audit_entries

# 和改表用的不是同一把。
_LOCK = 4815162343
_BATCH = 1000


class DatabaseAudit:
    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, entry: AuditEntry) -> None:
        """接在最后一条后面。几个进程同时记也排着队，链不会分叉。"""
        with writing(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            newest = sa.select(audit_entries.c.number, audit_entries.c.digest).order_by(audit_entries.c.number.desc())
            last = connection.execute(newest.limit(1)).first()
            number, previous = (last.number + 1, last.digest) if last else (1, START)
            connection.execute(
                audit_entries.insert().values(
                    number=number,
                    at=entry.at,
                    by=entry.by,
                    role=entry.role,
                    department=entry.department,
                    what=entry.what,
                    about=entry.about,
                    reason=entry.reason,
                    previous=previous,
                    digest=digest_of(number, entry, previous),
                )
            )

    def latest(self, limit: int, about: Optional[str] = None, by: Optional[str] = None) -> List[ChainedEntry]:
        """新的在前。about 不分大小写：编号是大写的，账号多半是小写的。"""
        query = sa.select(audit_entries).order_by(audit_entries.c.number.desc()).limit(limit)
        if about is not None:
            query = query.where(sa.func.upper(audit_entries.c.about) == about.upper())
        if by is not None:
            query = query.where(audit_entries.c.by == by)
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def verify(self, known: Optional[str] = None) -> Verdict:
        return verify(self._all(), known)

    def _all(self) -> Iterator[ChainedEntry]:
        last = 0
        while True:
            query = sa.select(audit_entries).where(audit_entries.c.number > last).order_by(audit_entries.c.number)
            with self._engine.connect() as connection:
                rows = connection.execute(query.limit(_BATCH)).all()
            yield from map(_read, rows)
            if len(rows) < _BATCH:
                return
            last = rows[-1].number


def _read(row) -> ChainedEntry:
    entry = AuditEntry(row.at, row.by, row.role, row.what, row.about, row.reason, row.department)
    return ChainedEntry(row.number, entry, row.previous, row.digest)

"""好差评存在数据库里。评价和差评跟进同一个事务写下。"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Dict, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import FollowUpClosed, KeyUsedForAnotherBody, RatingUnknown, TicketNumberTaken
from bot.hotline.rating import Cause, Finding, FollowUp, Grade, Rating, Subject
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.rating_tables import rating_follow_ups, ratings
from bot.stores.ticket_writing import if_absent


class DatabaseRatings:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add(self, rating: Rating, key: Optional[str] = None) -> Tuple[Rating, bool]:
        """记下一次评价，返回（评价，是不是重来的）。同一个键、同样内容只记一次；同键不同内容抛 KeyUsedForAnotherBody。"""
        bodies = self._cipher.fingerprints(_body(rating))
        keys = self._cipher.fingerprints(key) if key else (None,)
        row = {
            "number": rating.number,
            "subject": rating.subject.value,
            "about": rating.about,
            "grade": rating.grade.value,
            "cause": rating.cause.value if rating.cause else None,
            "department": rating.department,
            "source": rating.source,
            "comment_sealed": self._cipher.seal(rating.comment) if rating.comment else None,
            "request_key": keys[0],
            "body_hash": bodies[0],
            "rated_at": rating.rated_at,
        }
        with writing(self._engine) as connection:
            earlier = self._with_key(connection, keys) if key else None
            if earlier is None and connection.execute(if_absent(ratings), row).rowcount != 1:
                earlier = self._with_key(connection, keys)  # 同时来的另一份先写下了
                if earlier is None:
                    raise TicketNumberTaken(f"评价编号 {rating.number} 已经有了，请再试一次")
            if earlier is not None:
                if earlier.body_hash not in bodies:
                    raise KeyUsedForAnotherBody("这个幂等键已经用于另一份内容，请换一个键")
                return self._read(earlier), True
            if rating.grade.is_poor:
                connection.execute(rating_follow_ups.insert(), {"number": rating.number, "note": ""})
        return rating, False

    def get(self, number: str) -> FollowUp:
        """没有就抛 RatingUnknown。"""
        with self._engine.connect() as connection:
            row = connection.execute(_with_follow_up().where(ratings.c.number == number)).first()
        if row is None:
            raise RatingUnknown(f"没有评价 {number}")
        return self._read_follow_up(row)

    def close(self, number: str, finding: Finding, note: str, by: str, at: datetime) -> FollowUp:
        """跟进完了。不是差评、已经跟进完的抛 FollowUpClosed。"""
        with writing(self._engine) as connection:
            closed = connection.execute(
                rating_follow_ups.update()
                .where(rating_follow_ups.c.number == number, rating_follow_ups.c.closed_at.is_(None))
                .values(closed_at=at, closed_by=by, finding=finding.value, note=note)
            )
        found = self.get(number)
        if closed.rowcount != 1:
            raise FollowUpClosed(f"评价 {number} 不是差评，或者已经有人跟进完了")
        return found

    def find(
        self, department: Optional[str] = None, open_only: bool = False, limit: int = 200
    ) -> List[FollowUp]:
        """最近的评价，新的在前。open_only 只要还没跟进完的差评。"""
        query = _with_follow_up().order_by(ratings.c.id.desc()).limit(limit)
        if department is not None:
            query = query.where(ratings.c.department == department)
        if open_only:
            query = query.where(rating_follow_ups.c.number.isnot(None), rating_follow_ups.c.closed_at.is_(None))
        with self._engine.connect() as connection:
            return [self._read_follow_up(row) for row in connection.execute(query)]

    def latest_of_tickets(self, numbers: Sequence[str]) -> Dict[str, Grade]:
        """这些工单各自最近一次的评价；没评过的不在里面。"""
        query = (
            sa.select(ratings.c.about, ratings.c.grade)
            .where(ratings.c.subject == Subject.TICKET.value, ratings.c.about.in_(numbers))
            .order_by(ratings.c.id)
        )
        with self._engine.connect() as connection:
            return {about: Grade(grade) for about, grade in connection.execute(query)}

    def _with_key(self, connection: Connection, keys: Sequence[Optional[str]]):
        return connection.execute(sa.select(ratings).where(ratings.c.request_key.in_(keys))).first()

    def _read(self, row) -> Rating:
        return Rating(
            number=row.number,
            subject=Subject(row.subject),
            about=row.about,
            grade=Grade(row.grade),
            department=row.department,
            rated_at=row.rated_at,
            source=row.source,
            cause=Cause(row.cause) if row.cause else None,
            comment=self._cipher.open(row.comment_sealed) if row.comment_sealed else "",
        )

    def _read_follow_up(self, row) -> FollowUp:
        return FollowUp(
            rating=self._read(row),
            closed_at=row.closed_at,
            closed_by=row.closed_by,
            finding=Finding(row.finding) if row.finding else None,
            note=row.note or "",
        )


def _with_follow_up():
    return sa.select(
        ratings,
        rating_follow_ups.c.closed_at,
        rating_follow_ups.c.closed_by,
        rating_follow_ups.c.finding,
        rating_follow_ups.c.note,
    ).select_from(ratings.outerjoin(rating_follow_ups, rating_follow_ups.c.number == ratings.c.number))


def _body(rating: Rating) -> str:
    return json.dumps([rating.subject, rating.about, rating.grade, rating.cause, rating.comment], ensure_ascii=False)

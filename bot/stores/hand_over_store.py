"""交给人的事：接、转、收尾。电话、交代的话加密落库。"""

from __future__ import annotations

from datetime import datetime
from typing import Any, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.ports import HandOver, Offer
from bot.stores.cipher import Cipher
from bot.stores.tables import hand_overs

_MOST_MINE = 50
_NO_OFFER = {"offered_to": None, "offered_department": None, "offered_by": None, "offered_at": None, "pass_note_sealed": None}


class DatabaseHandOvers:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def add(self, hand_over: HandOver) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                hand_overs.insert().values(
                    number=hand_over.number,
                    conversation_id=hand_over.conversation_id,
                    reason=hand_over.reason,
                    department=hand_over.department,
                    emergency=hand_over.emergency,
                    phone_sealed=self._seal(hand_over.phone),
                    created_at=hand_over.created_at,
                    draft_id=hand_over.draft_id,
                )
            )

    def set_phone(self, number: str, phone: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                hand_overs.update().where(hand_overs.c.number == number).values(phone_sealed=self._seal(phone))
            )

    def latest(self, limit: int) -> List[HandOver]:
        return self._read(sa.select(hand_overs).order_by(hand_overs.c.created_at.desc()).limit(limit))

    def get(self, number: str) -> Optional[HandOver]:
        found = self._read(sa.select(hand_overs).where(hand_overs.c.number == number))
        return found[0] if found else None

    def latest_of(self, conversation_id: str) -> Optional[HandOver]:
        mine = sa.select(hand_overs).where(hand_overs.c.conversation_id == conversation_id)
        found = self._read(mine.order_by(hand_overs.c.created_at.desc()).limit(1))
        return found[0] if found else None

    def emergencies_of(self, conversation_id: str, since: datetime) -> List[HandOver]:
        """这个会话里那时以来报上来的险情，新的在前。"""
        reported = hand_overs.c.conversation_id == conversation_id, hand_overs.c.reason == "emergency"
        return self._read(sa.select(hand_overs).where(*reported, hand_overs.c.created_at >= since).order_by(hand_overs.c.created_at.desc()))

    def waiting(self, limit: int) -> List[HandOver]:
        """还没有人接的：紧急的在前，其余先来后到。"""
        queue = sa.select(hand_overs).where(hand_overs.c.taken_at.is_(None))
        return self._read(queue.order_by(hand_overs.c.emergency.is_(None), hand_overs.c.created_at).limit(limit))

    def ahead_of(self, hand_over: HandOver) -> int:
        """排在前面、还没有人接的有几件；同一个会话的不算。已经有人接的是 0。"""
        if hand_over.taken_at is not None:
            return 0
        is_earlier = hand_overs.c.created_at < hand_over.created_at
        is_urgent = hand_overs.c.emergency.isnot(None)
        ahead = sa.and_(is_earlier, is_urgent) if hand_over.emergency else sa.or_(is_earlier, is_urgent)
        waiting = hand_overs.c.taken_at.is_(None), hand_overs.c.conversation_id != hand_over.conversation_id
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).where(*waiting, ahead)).scalar() or 0

    def take(self, number: str, by: str, at: datetime) -> Optional[HandOver]:
        """两位坐席同时接，先写上的那位算数。没有这个编号是 None。"""
        free = hand_overs.c.number == number, hand_overs.c.taken_at.is_(None)
        with self._engine.begin() as connection:
            connection.execute(hand_overs.update().where(*free).values(taken_at=at, taken_by=by, first_taken_by=by))
        return self.get(number)

    def mine(self, by: str) -> List[HandOver]:
        """我接了、还没收尾的。"""
        query = sa.select(hand_overs).where(hand_overs.c.taken_by == by, hand_overs.c.closed_at.is_(None))
        return self._read(query.order_by(hand_overs.c.taken_at.desc()).limit(_MOST_MINE))

    def offered_to(self, username: str, department: Optional[str]) -> List[HandOver]:
        """同事正要转给我的，转给我们科室的。"""
        return self._read(sa.select(hand_overs).where(_is_offered_to(username, department)).order_by(hand_overs.c.offered_at))

    def offer(self, number: str, offer: Offer) -> bool:
        """要转；接的人接之前还是原来的人管着。不是他接的、收了尾的、已经在转的返回 False。"""
        mine = hand_overs.c.number == number, hand_overs.c.taken_by == offer.by, hand_overs.c.closed_at.is_(None)
        values = {
            "offered_to": offer.to, "offered_department": offer.department, "offered_by": offer.by, "offered_at": offer.at,
            "refused_by": None, "pass_note_sealed": self._seal(offer.note),
        }  # fmt: skip
        return self._set(*mine, hand_overs.c.offered_by.is_(None), **values)

    def accept(self, number: str, username: str, department: Optional[str], at: datetime) -> bool:
        """接下转来的。科室里几个人同时接，一个成；撤回了、转给别人的返回 False。"""
        return self._set(hand_overs.c.number == number, _is_offered_to(username, department), taken_by=username, taken_at=at, **_NO_OFFER)

    def refuse(self, number: str, username: str, department: Optional[str], why: str) -> bool:
        """不接，写明为什么；还是原来的人管着。"""
        values = {**_NO_OFFER, "refused_by": username, "pass_note_sealed": self._seal(why)}
        return self._set(hand_overs.c.number == number, _is_offered_to(username, department), **values)

    def withdraw(self, number: str, by: str) -> bool:
        return self._set(hand_overs.c.number == number, hand_overs.c.offered_by == by, **_NO_OFFER)

    def left(self, present: Sequence[str]) -> List[HandOver]:
        """接了没收尾、接的人又不在了的，先接的在前。"""
        open_ones = hand_overs.c.taken_by.isnot(None), hand_overs.c.closed_at.is_(None)
        query = sa.select(hand_overs).where(*open_ones, hand_overs.c.taken_by.notin_(present))
        return self._read(query.order_by(hand_overs.c.taken_at).limit(_MOST_MINE))

    def reclaim(self, number: str, taken_by: str, by: str, at: datetime) -> bool:
        """从 taken_by 手里接过来；他已经收了尾、换了人的返回 False。"""
        theirs = hand_overs.c.number == number, hand_overs.c.taken_by == taken_by, hand_overs.c.closed_at.is_(None)
        return self._set(*theirs, taken_by=by, taken_at=at, **_NO_OFFER)

    def set_holding(self, number: str, holds: bool) -> None:
        self._set(hand_overs.c.number == number, holds_answers=holds)

    def close(self, number: str, by: str, outcome: str, note: str, at: datetime) -> bool:
        """收尾：机器人接着答。不是他接的、收过尾的返回 False。"""
        mine = hand_overs.c.number == number, hand_overs.c.taken_by == by, hand_overs.c.closed_at.is_(None)
        values = {"closed_at": at, "outcome": outcome, "outcome_note_sealed": self._seal(note)}
        return self._set(*mine, spoke_at=None, holds_answers=False, **values, **_NO_OFFER)

    def _set(self, *conditions: Any, **values: Any) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(hand_overs.update().where(*conditions).values(**values)).rowcount == 1

    def set_spoken(self, number: str, at: Optional[datetime]) -> None:
        """坐席刚在对话里说了话；at 为空是交还了。"""
        self._set(hand_overs.c.number == number, spoke_at=at)

    def _read(self, query: sa.sql.Select) -> List[HandOver]:
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            HandOver(
                number=row.number,
                conversation_id=row.conversation_id,
                reason=row.reason,
                created_at=row.created_at,
                phone=self._cipher.open(row.phone_sealed) if row.phone_sealed else None,
                department=row.department,
                emergency=row.emergency,
                draft_id=row.draft_id,
                taken_at=row.taken_at,
                taken_by=row.taken_by,
                spoke_at=row.spoke_at,
                first_taken_by=row.first_taken_by,
                offer=self._offer(row),
                refused_by=row.refused_by,
                refusal=self._open(row.pass_note_sealed) if row.refused_by else "",
                holds_answers=row.holds_answers,
                closed_at=row.closed_at,
                outcome=row.outcome,
            )
            for row in rows
        ]

    def _offer(self, row: Any) -> Optional[Offer]:
        if row.offered_by is None:
            return None
        return Offer(row.offered_by, row.offered_at, row.offered_to, row.offered_department, self._open(row.pass_note_sealed))

    def _seal(self, text: Optional[str]) -> Optional[bytes]:
        return self._cipher.seal(text) if text else None

    def _open(self, sealed: Optional[bytes]) -> str:
        return self._cipher.open(sealed) if sealed else ""


def _is_offered_to(username: str, department: Optional[str]) -> Any:
    """正要转给这个人，或者转给他的科室。"""
    mine = hand_overs.c.offered_to == username
    if department:
        mine = sa.or_(mine, sa.and_(hand_overs.c.offered_to.is_(None), hand_overs.c.offered_department == department))
    return sa.and_(hand_overs.c.offered_by.isnot(None), hand_overs.c.closed_at.is_(None), mine)

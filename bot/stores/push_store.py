"""要推给微信市民的答复：先落库再发，进程死了别人接着发。送完就删；暂时不让发的留着，等市民下次来。"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Dict, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.wechat_tables import wechat_pushes as pushes

WAITING, CLAIMED, HELD, STUCK = "waiting", "claimed", "held", "stuck"


@dataclass(frozen=True)
class Push:
    """一次答复。pieces 是全部几条，sent 是已经送出几条；claim 是这一次领走的凭据。"""

    key: str
    citizen: str
    openid: str
    pieces: Tuple[str, ...]
    sent: int
    attempts: int
    until: datetime
    claim: Optional[str] = None

    @property
    def left(self) -> Tuple[str, ...]:
        return self.pieces[self.sent :]


class PushStore:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher

    def put(
        self, key: str, citizen: str, openid: str, pieces: Sequence[str], due: datetime, until: datetime, now: datetime,
        replace: bool = True,
    ) -> None:  # fmt: skip
        """放一件，due 起可以发。同一个 key 已经有了：replace 就换成这次的，不然不动。

        先放一句“没能答上来”、due 晚一点，等答出来再换：中途进程死了，市民也会听到一声。
        """
        content = json.dumps({"openid": openid, "pieces": list(pieces)}, ensure_ascii=False)
        values = {
            "citizen": citizen, "content_sealed": self._cipher.seal(content), "sent": 0, "status": WAITING,
            "attempts": 0, "next_attempt_at": due, "until": until, "claimed_by": None, "claimed_until": None,
            "last_error": None,
        }  # fmt: skip
        insert = sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        statement = insert(pushes).values(key=key, created_at=now, **values)
        if replace:
            statement = statement.on_conflict_do_update(index_elements=[pushes.c.key], set_=values)
        else:
            statement = statement.on_conflict_do_nothing()
        with writing(self._engine) as connection:
            connection.execute(statement)

    def drop(self, key: str) -> None:
        """不用发了。"""
        with writing(self._engine) as connection:
            connection.execute(pushes.delete().where(pushes.c.key == key))

    def claim(self, worker: str, now: datetime, limit: int, lease: timedelta) -> List[Push]:
        """领走到点的。同一个人的按先后来：前一件没送完，后一件不动。"""
        with self._engine.connect() as connection:  # 多半没有到点的：先看一眼，不占写锁
            if connection.execute(sa.select(pushes.c.key).where(_is_due(now)).limit(1)).first() is None:
                return []
        token = f"{worker}#{uuid.uuid4()}"
        due = (
            sa.select(pushes.c.key)
            .where(_is_due(now), ~_waits_for_another(now))
            .order_by(pushes.c.created_at, pushes.c.key)
            .limit(limit)
        )
        picked = due.with_for_update(skip_locked=True, of=pushes).cte("picked")
        with writing(self._engine) as connection:
            connection.execute(
                pushes.update()
                .where(pushes.c.key.in_(sa.select(picked.c.key)))
                .values(status=CLAIMED, claimed_by=token, claimed_until=now + lease, attempts=pushes.c.attempts + 1)
            )
            rows = connection.execute(sa.select(pushes).where(pushes.c.claimed_by == token)).all()
        return [self._read(row) for row in rows]

    def sent_one(self, push: Push, sent: int) -> bool:
        """又送出一条。返回这一件是不是还在我手里：被换成新的答复就不是了。"""
        return self._mine(push, sent=sent)

    def done(self, push: Push) -> None:
        """全送完了，内容不留。"""
        with writing(self._engine) as connection:
            connection.execute(pushes.delete().where(pushes.c.key == push.key, pushes.c.claimed_by == push.claim))

    def failed(self, push: Push, error: str, next_attempt_at: Optional[datetime]) -> None:
        """没送成。给了下次的时间就再等，没给就停下等人。"""
        more = {"next_attempt_at": next_attempt_at} if next_attempt_at else {}
        self._mine(push, status=WAITING if next_attempt_at else STUCK, last_error=error, claimed_by=None, **more)

    def hold(self, push: Push, error: str) -> None:
        """这会儿微信不让发，等市民下次来再一起说。"""
        self._mine(push, status=HELD, last_error=error, claimed_by=None)

    def take_held(self, citizens: Sequence[str]) -> List[str]:
        """这个人没送到的话，取走就算交出去了。citizens 是他在每把密钥下的摘要。"""
        wanted = sa.and_(pushes.c.citizen.in_(citizens), pushes.c.status == HELD)
        with self._engine.connect() as connection:
            if connection.execute(sa.select(pushes.c.key).where(wanted).limit(1)).first() is None:
                return []
        with writing(self._engine) as connection:
            rows = connection.execute(sa.select(pushes).where(wanted).order_by(pushes.c.created_at)).all()
            connection.execute(pushes.delete().where(pushes.c.key.in_([row.key for row in rows])))
        return [piece for row in rows for piece in self._read(row).left]

    def forget(self, citizens: Sequence[str]) -> None:
        """取消关注的人，没送的也不再送。"""
        with writing(self._engine) as connection:
            connection.execute(pushes.delete().where(pushes.c.citizen.in_(citizens)))

    def forget_before(self, moment: datetime) -> int:
        """太久没送出去的删掉，返回删了几件。"""
        old = sa.and_(pushes.c.created_at < moment, pushes.c.status.in_((HELD, STUCK)))
        with writing(self._engine) as connection:
            return connection.execute(pushes.delete().where(old)).rowcount

    def counts(self) -> Dict[str, int]:
        query = sa.select(pushes.c.status, sa.func.count()).group_by(pushes.c.status)
        with self._engine.connect() as connection:
            return {status: count for status, count in connection.execute(query)}

    def _mine(self, push: Push, **values) -> bool:
        mine = sa.and_(pushes.c.key == push.key, pushes.c.claimed_by == push.claim)
        with writing(self._engine) as connection:
            return connection.execute(pushes.update().where(mine).values(**values)).rowcount == 1

    def _read(self, row) -> Push:
        content = json.loads(self._cipher.open(row.content_sealed))
        return Push(
            row.key, row.citizen, content["openid"], tuple(content["pieces"]), row.sent, row.attempts, row.until, row.claimed_by
        )


def _is_due(now: datetime):
    return sa.or_(
        sa.and_(pushes.c.status == WAITING, pushes.c.next_attempt_at <= now),
        sa.and_(pushes.c.status == CLAIMED, pushes.c.claimed_until < now),
    )


def _waits_for_another(now: datetime):
    other = pushes.alias("other")
    is_busy = sa.or_(
        sa.and_(other.c.status == WAITING, other.c.next_attempt_at <= now), other.c.status == CLAIMED
    )
    is_earlier = sa.or_(
        other.c.created_at < pushes.c.created_at,
        sa.and_(other.c.created_at == pushes.c.created_at, other.c.key < pushes.c.key),
    )
    return sa.exists().where(other.c.citizen == pushes.c.citizen, other.c.key != pushes.c.key, is_busy, is_earlier)

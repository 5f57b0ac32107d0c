"""诉求草稿和查进度的错次。草稿里有个人信息，整份加密。"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import DraftUnknown, TicketChangedMeanwhile
from bot.hotline.draft import Draft, Second, Stage
from bot.hotline.draft_filing import without_content
from bot.stores.cipher import Cipher
from bot.stores.draft_tables import intake_drafts, ticket_lookups
from bot.stores.prepared import Prepared

# 单独成列的几样，其余都在密文里。
_COLUMNS = ("draft_id", "conversation_id", "created_at", "updated_at", "hand_over_no", "version")
# 主键不改；坐席那边的编号只由 mark_handed_over 写。
_WRITTEN = ("conversation_id", "created_at", "updated_at", "version", "stage", "content_sealed")
_UNFINISHED = (Stage.COLLECTING.value, Stage.CONFIRMING.value, Stage.SET_ASIDE.value)
_TUPLES = ("said", "declined", "explained", "grounds", "latest", "passed_over", "ticket_nos", "told_grounds")

_ONE = sa.select(intake_drafts).where(intake_drafts.c.draft_id == sa.bindparam("draft"))
_ADD = intake_drafts.insert().values({name: sa.bindparam(f"new_{name}") for name in ("draft_id", *_WRITTEN)})
_CHANGE = (
    intake_drafts.update()
    .where(intake_drafts.c.draft_id == sa.bindparam("draft"), intake_drafts.c.version == sa.bindparam("was"))
    .values({name: sa.bindparam(f"new_{name}") for name in _WRITTEN})
)
_LATEST_OPEN = (
    sa.select(intake_drafts.c.draft_id)
    .where(
        intake_drafts.c.conversation_id == sa.bindparam("conversation"),
        intake_drafts.c.draft_id != sa.bindparam("besides"),
        intake_drafts.c.stage.in_([sa.literal_column(f"'{stage}'") for stage in _UNFINISHED]),
    )
    .order_by(intake_drafts.c.updated_at.desc())
    .limit(sa.literal_column("1"))
)


class DatabaseDrafts:
    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine, self._cipher = engine, cipher
        self._one, self._latest_open = Prepared(engine, _ONE), Prepared(engine, _LATEST_OPEN)
        self._add, self._change = Prepared(engine, _ADD), Prepared(engine, _CHANGE)

    def get(self, draft_id: str) -> Draft:
        """没有、删了、过期了，抛 DraftUnknown。"""
        row = self._one.first(draft=draft_id)
        if row is None:
            raise DraftUnknown(f"没有草稿 {draft_id}")
        return self._draft(dict(zip(intake_drafts.c.keys(), row)))

    def save(self, draft: Draft) -> Draft:
        """存下一版（头一回就添一行），返回带新版本号的。别处刚改过的抛 TicketChangedMeanwhile，什么也不改。"""
        newer = replace(draft, version=draft.version + 1)
        row = {f"new_{name}": value for name, value in self._row(newer).items()}
        if draft.version == 0:
            self._add.write(new_draft_id=draft.draft_id, **row)
        elif self._change.write(draft=draft.draft_id, was=draft.version, **row) == 0:
            raise TicketChangedMeanwhile(f"草稿 {draft.draft_id} 刚被改过")
        return newer

    def finish(self, draft: Draft, ticket_nos: Sequence[str]) -> None:
        """登记成了：内容去掉，只留编号。做过的再做一遍也一样。"""
        done = replace(without_content(draft), stage=Stage.FILED, ticket_nos=tuple(ticket_nos), version=draft.version + 1)
        is_it = (intake_drafts.c.draft_id == draft.draft_id) & (intake_drafts.c.stage != Stage.FILED.value)
        with self._engine.begin() as connection:
            connection.execute(intake_drafts.update().where(is_it).values(**self._row(done)))

    def mark_handed_over(self, draft_id: str, number: str) -> bool:
        """记下坐席那边的编号；已经记过的返回 False。"""
        is_it = (intake_drafts.c.draft_id == draft_id) & intake_drafts.c.hand_over_no.is_(None)
        with self._engine.begin() as connection:
            return connection.execute(intake_drafts.update().where(is_it).values(hand_over_no=number)).rowcount == 1

    def delete(self, draft_id: str) -> None:
        """真的删掉。登记成工单的不删：它只剩编号。"""
        is_it = (intake_drafts.c.draft_id == draft_id) & (intake_drafts.c.stage != Stage.FILED.value)
        with self._engine.begin() as connection:
            connection.execute(intake_drafts.delete().where(is_it))

    def latest_open(self, conversation_id: str, besides: str = "") -> Optional[Draft]:
        """这个会话里没登记完的那份，最近的；besides 那份不算。"""
        found = self._latest_open.first(conversation=conversation_id, besides=besides)  # 每个新会话都问，多半没有
        return self.get(found[0]) if found else None

    def idle_since(self, moment: datetime, limit: int = 100) -> List[Draft]:
        """那时以后没动过、还没有提醒坐席的。"""
        query = (
            sa.select(intake_drafts)
            .where(
                intake_drafts.c.updated_at <= moment,
                intake_drafts.c.hand_over_no.is_(None),
                intake_drafts.c.stage.in_(_UNFINISHED),
            )
            .order_by(intake_drafts.c.updated_at)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [self._draft(row) for row in connection.execute(query).mappings()]

    def delete_older_than(self, moment: datetime) -> int:
        """没提交、那时以后没动过的全删掉，返回删了几份。"""
        is_old = (intake_drafts.c.updated_at < moment) & (intake_drafts.c.stage != Stage.FILED.value)
        with self._engine.begin() as connection:
            return connection.execute(intake_drafts.delete().where(is_old)).rowcount

    def _row(self, draft: Draft) -> Dict[str, Any]:
        content = {k: v for k, v in asdict(draft).items() if k not in _COLUMNS}
        content["stage"] = draft.stage.value
        sealed = self._cipher.seal(json.dumps(content, ensure_ascii=False))
        columns = {name: getattr(draft, name) for name in _WRITTEN if name in _COLUMNS}
        return {**columns, "stage": draft.stage.value, "content_sealed": sealed}

    def _draft(self, row: Mapping[str, Any]) -> Draft:
        content = json.loads(self._cipher.open(row["content_sealed"]))
        content.update({name: tuple(content.get(name, ())) for name in _TUPLES})
        content["stage"] = Stage(content["stage"])
        content["second"] = Second(**content["second"]) if content["second"] else None
        return Draft(**{name: row[name] for name in _COLUMNS}, **content)


class DatabaseLookups:
    """查进度对错的次数：猜编号、猜后四位的，过几次就停。"""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add_failure(self, conversation_id: str, ticket_no: str, at: datetime) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                ticket_lookups.insert().values(conversation_id=conversation_id, ticket_no=ticket_no, at=at)
            )

    def failures(self, conversation_id: str, ticket_no: str, since: datetime) -> int:
        """那时以来，这个会话错的次数和这张单被试错的次数，取多的。"""
        table = ticket_lookups

        def count(column, value):
            return sa.select(sa.func.count()).where(column == value, table.c.at >= since)

        with self._engine.connect() as connection:
            return max(
                connection.execute(count(table.c.conversation_id, conversation_id)).scalar(),
                connection.execute(count(table.c.ticket_no, ticket_no)).scalar(),
            )

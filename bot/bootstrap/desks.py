"""各个柜台：每一摊用例看到的几样东西。只说要什么；用哪一种，__init__.py 里选。"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Callable, Mapping, Optional, Sequence, Tuple

from bot.hotline.knowledge import Knowledge
from bot.hotline.own_area import OwnArea
from bot.ports import (
    AnswerFinder,
    AsSpelt,
    CorrectionStore,
    DraftStore,
    EntityFinder,
    FollowerStore,
    HandOverStore,
    HeldAnswerStore,
    ItemLinker,
    LedgerStore,
    LookupStore,
    NoticeStore,
    PhraseMatcher,
    RatingStore,
    Speller,
    TicketStore,
    TranscriptStore,
    UnansweredStore,
)
from bot.stores.audit_store import DatabaseAudit
from bot.stores.binding_store import DatabaseBindings
from bot.stores.colleague_store import DatabaseColleagues
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.token_store import DatabaseTokens
from bot.stores.unanswered_store import DatabaseUnanswered

# 编号里不用容易看错的字母和数字。
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass
class Desk:
    """出告知书要用的几样。"""

    knowledge: Knowledge
    notices: NoticeStore
    now: Callable[[], datetime]

    def new_number(self, prefix: str) -> str:
        """N 告知书、H 转人工、T 工单、D 草稿：日期加六位随机字，念得清、猜不中。"""
        tail = "".join(secrets.choice(_LETTERS) for _ in range(6))
        return f"{prefix}{self.now():%Y%m%d}-{tail}"


class NobodyFollows:
    """没有人等工单的消息。"""

    def is_followed(self, ticket_no: str) -> bool:
        return False


@dataclass
class TicketDesk(Desk):
    """办工单要用的几样，不装模型：工作台、平台来信和后台任务用它。"""

    tickets: TicketStore
    ratings: RatingStore
    ledger: LedgerStore
    write_table: Callable[..., bytes]
    followers: FollowerStore = field(default_factory=NobodyFollows)
    log: Callable[..., None] = field(default=lambda event, **ids: None)


class NothingKept:
    """没答上来的不留。"""

    def add(self, said: str, department: Optional[str], heard: Mapping[str, Any], at: datetime) -> None:
        return None


@dataclass(kw_only=True)
class Hotline(TicketDesk):
    """和市民说话的用例看到的整个世界。测试里各项都可以换成手写的替身。"""

    hand_overs: HandOverStore
    drafts: DraftStore
    lookups: LookupStore
    entities: EntityFinder
    linker: ItemLinker
    answers: AnswerFinder
    matcher: PhraseMatcher
    corrections: CorrectionStore
    query_codes: Callable[[str], Tuple[str, ...]]  # 没留电话的工单凭它查进度，换钥匙期间有几个
    unanswered: UnansweredStore = field(default_factory=NothingKept)
    speller: Speller = field(default_factory=AsSpelt)
    own_area: OwnArea = OwnArea()


@dataclass
class ConversationDesk:
    """坐席进到对话里要用的几样。

    reach(会话编号, 几句话) 把话送到市民那头，送不到返回 False（门户的页面自己来取，总是送得到）；
    told(会话编号) 叫醒开着这个对话的页面。
    """

    hotline: Hotline
    transcripts: TranscriptStore
    held: HeldAnswerStore
    colleagues: DatabaseColleagues
    reach: Callable[[str, Sequence[Mapping[str, Any]]], bool] = lambda conversation_id, said: True
    told: Callable[[str], None] = lambda conversation_id: None


@dataclass
class BindingDesk:
    """把网页的对话接到微信要用的几样。"""

    bindings: DatabaseBindings
    transcripts: TranscriptStore
    followers: DatabaseFollowers
    now: Callable[[], datetime]
    log: Callable[..., None]


@dataclass
class StaffDesk:
    """登录、退出、管账号要用的几样。"""

    staff: DatabaseStaff
    tokens: DatabaseTokens
    sessions: DatabaseSessions
    audit: DatabaseAudit
    now: Callable[[], datetime]


@dataclass
class KnowledgeDesk:
    """改知识要用的几样。"""

    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
    unanswered: DatabaseUnanswered
    corrections: CorrectionStore
    read_workbook: Callable[[bytes], Any]
    now: Callable[[], datetime]

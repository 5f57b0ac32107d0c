"""装配：唯一碰到外界的地方。surroundings 读环境、看钟、连数据库，outside 是外面的系统，这里把它们合成各个柜台和一个 Hotline。"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Callable, Mapping, Optional, Sequence, Tuple

import structlog

# 别处一概从 bot.bootstrap 拿，不管它住在哪个文件。
from bot.bootstrap.outside import (  # noqa: F401
    get_delivery_settings,
    get_gateways,
    get_platform_keys,
    get_wechat_account,
    platforms_folder,
    wechat_folder,
)
from bot.bootstrap.surroundings import (  # noqa: F401
    data_keys,
    get_cipher,
    get_conversation_engine,
    get_engine,
    get_redis,
    get_settings,
    get_signing_key,
    now,
)
from bot.hotline.knowledge import Knowledge
from bot.hotline.own_area import OwnArea
from bot.ports import (
    AnswerFinder,
    CorrectionStore,
    DraftStore,
    EntityFinder,
    FollowerStore,
    HandOverStore,
    ItemLinker,
    LedgerStore,
    LookupStore,
    NoticeStore,
    PhraseMatcher,
    RatingStore,
    TicketStore,
    UnansweredStore,
)
from bot.settings import Settings
from bot.stores.audit_store import DatabaseAudit
from bot.stores.binding_store import DatabaseBindings
from bot.stores.call_store import DatabaseCalls
from bot.stores.colleague_store import DatabaseColleagues
from bot.stores.correction_store import DatabaseCorrections
from bot.stores.delivery_store import DeliveryStore
from bot.stores.draft_store import DatabaseDrafts, DatabaseLookups
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.figures_store import DatabaseFigures
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.guide_workbook import read_workbook
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.held_answer_store import DatabaseHeldAnswers
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import content_hash, load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.notice_store import DatabaseNotices
from bot.stores.rating_store import DatabaseRatings
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.token_store import DatabaseTokens
from bot.stores.transcript_store import DatabaseTranscripts
from bot.stores.unanswered_store import DatabaseUnanswered
from bot.stores.view_store import DatabasePresence, DatabaseViews
from bot.stores.workbook import write_table

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


class NothingKept:
    """没答上来的不留。"""

    def add(self, said: str, department: Optional[str], heard: Mapping[str, Any], at: datetime) -> None:
        return None


@dataclass
class StaffDesk:
    """登录、退出、管账号要用的几样。"""

    staff: DatabaseStaff
    tokens: DatabaseTokens
    sessions: DatabaseSessions
    audit: DatabaseAudit
    now: Callable[[], datetime]


@dataclass
class ConversationDesk:
    """坐席进到对话里要用的几样。

    reach(会话编号, 几句话) 把话送到市民那头，送不到返回 False（门户的页面自己来取，总是送得到）；
    told(会话编号) 叫醒开着这个对话的页面。
    """

    hotline: Hotline
    transcripts: DatabaseTranscripts
    held: DatabaseHeldAnswers
    colleagues: DatabaseColleagues
    reach: Callable[[str, Sequence[Mapping[str, Any]]], bool] = lambda conversation_id, said: True
    told: Callable[[str], None] = lambda conversation_id: None


@dataclass
class KnowledgeDesk:
    """改知识要用的几样。"""

    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
    unanswered: DatabaseUnanswered
    corrections: CorrectionStore
    read_workbook: Callable[[bytes], Any]
    now: Callable[[], datetime]


@dataclass
class TicketDesk(Desk):
    """办工单要用的几样，不装模型：工作台、平台来信和后台任务用它。"""

    tickets: TicketStore
    ratings: RatingStore
    ledger: LedgerStore
    write_table: Callable[..., bytes]
    followers: FollowerStore = field(default_factory=NobodyFollows)
    log: Callable[..., None] = field(default=lambda event, **ids: None)


@dataclass
class Hotline(Desk):
    """用例看到的整个世界。测试里各项都可以换成手写的替身。"""

    tickets: TicketStore
    ratings: RatingStore
    ledger: LedgerStore
    write_table: Callable[..., bytes]
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
    followers: FollowerStore = field(default_factory=NobodyFollows)
    own_area: OwnArea = OwnArea()
    log: Callable[..., None] = field(default=lambda event, **ids: None)


def get_desk() -> Desk:
    """出告知书的柜台：只有知识和数据库，不装模型。"""
    return Desk(load_knowledge(get_settings().knowledge_folder), DatabaseNotices(get_engine()), now)


@lru_cache(maxsize=1)
def get_ticket_desk() -> TicketDesk:
    knowledge = load_knowledge(get_settings().knowledge_folder)
    log = structlog.get_logger("hotline")
    return TicketDesk(
        knowledge,
        DatabaseNotices(get_engine()),
        now,
        DatabaseTickets(get_engine(), get_cipher(), knowledge.respondent_words),
        DatabaseRatings(get_engine(), get_cipher()),
        DatabaseLedger(get_engine(), get_cipher()),
        write_table,
        followers=get_followers(),
        log=lambda event, **ids: log.info(event, **ids),
    )


@lru_cache(maxsize=1)
def get_deliveries() -> DeliveryStore:
    return DeliveryStore(get_engine(), get_cipher())


@lru_cache(maxsize=1)
def get_transcripts() -> DatabaseTranscripts:
    return DatabaseTranscripts(get_engine(), get_cipher())


@lru_cache(maxsize=1)
def get_evidence() -> EvidenceFiles:
    return EvidenceFiles(get_engine(), get_cipher(), get_settings().var_folder / "evidence")


@lru_cache(maxsize=1)
def get_staff() -> DatabaseStaff:
    return DatabaseStaff(get_engine())


@lru_cache(maxsize=1)
def get_tokens() -> DatabaseTokens:
    return DatabaseTokens(get_engine())


@lru_cache(maxsize=1)
def get_sessions() -> DatabaseSessions:
    return DatabaseSessions(get_engine())


@lru_cache(maxsize=1)
def get_audit() -> DatabaseAudit:
    return DatabaseAudit(get_engine())


@lru_cache(maxsize=1)
def get_calls() -> DatabaseCalls:
    return DatabaseCalls(get_engine(), get_cipher())


@lru_cache(maxsize=1)
def get_corrections() -> DatabaseCorrections:
    return DatabaseCorrections(get_engine(), get_cipher())


@lru_cache(maxsize=1)
def get_views() -> DatabaseViews:
    return DatabaseViews(get_engine())


@lru_cache(maxsize=1)
def get_figures() -> DatabaseFigures:
    return DatabaseFigures(get_engine())


@lru_cache(maxsize=1)
def get_presence() -> DatabasePresence:
    return DatabasePresence(get_engine())


@lru_cache(maxsize=1)
def get_knowledge_desk() -> KnowledgeDesk:
    folder = KnowledgeFolder(get_settings().knowledge_folder)
    unanswered = DatabaseUnanswered(get_engine(), get_cipher())
    return KnowledgeDesk(folder, DatabaseKnowledgeChanges(get_engine()), unanswered, get_corrections(), read_workbook, now)


def get_staff_desk() -> StaffDesk:
    return StaffDesk(get_staff(), get_tokens(), get_sessions(), get_audit(), now)


@lru_cache(maxsize=1)
def get_hotline() -> Hotline:
    """整个热线，一个进程一份。"""
    from bot.nlu.answer_finder import FaqFinder
    from bot.nlu.interpreter import shared
    from bot.nlu.phrase_matcher import SemanticMatcher

    engine = get_engine()
    nlu = shared()
    log = structlog.get_logger("hotline")
    return Hotline(
        knowledge=nlu.knowledge,
        notices=DatabaseNotices(engine),
        tickets=DatabaseTickets(engine, get_cipher(), nlu.knowledge.respondent_words),
        ratings=DatabaseRatings(engine, get_cipher()),
        ledger=DatabaseLedger(engine, get_cipher()),
        write_table=write_table,
        hand_overs=DatabaseHandOvers(engine, get_cipher()),
        drafts=DatabaseDrafts(engine, get_cipher()),
        lookups=DatabaseLookups(engine),
        entities=nlu,
        linker=nlu,
        answers=FaqFinder(nlu.knowledge, nlu.encoder, nlu.kept),
        matcher=SemanticMatcher(nlu.knowledge, nlu.encoder, nlu.kept),
        corrections=DatabaseCorrections(engine, get_cipher()),
        now=now,
        query_codes=query_codes,
        unanswered=DatabaseUnanswered(engine, get_cipher()),
        followers=get_followers(),
        own_area=OwnArea(get_settings().city, get_settings().districts),
        log=lambda event, **ids: log.info(event, **ids),
    )


def get_conversation_desk() -> ConversationDesk:
    engine = get_engine()
    return ConversationDesk(get_hotline(), get_transcripts(), DatabaseHeldAnswers(engine, get_cipher()), DatabaseColleagues(engine))


def query_codes(ticket_no: str) -> Tuple[str, ...]:
    """六位查询码，由编号和密钥算出，不用存；没有密钥猜不出来。"""
    return tuple(f"{int(mark, 16) % 10**6:06}" for mark in get_cipher().fingerprints(f"query-code:{ticket_no}"))


@dataclass
class BindingDesk:
    """把网页的对话接到微信要用的几样。"""

    bindings: DatabaseBindings
    transcripts: DatabaseTranscripts
    followers: DatabaseFollowers
    now: Callable[[], datetime]
    log: Callable[..., None]


@lru_cache(maxsize=1)
def get_binding_desk() -> BindingDesk:
    log = structlog.get_logger("hotline")
    bindings = DatabaseBindings(get_engine(), get_cipher())
    return BindingDesk(bindings, get_transcripts(), get_followers(), now, lambda event, **ids: log.info(event, **ids))


@lru_cache(maxsize=1)
def get_followers() -> DatabaseFollowers:
    return DatabaseFollowers(get_engine(), get_cipher())


def prepare_knowledge() -> Optional[Callable[[], None]]:
    """知识文件变了没有：没变返回 None；变了就读好、建好索引，返回“换上”的函数。

    换上只是改几个指针，应当在两轮对话之间做，一轮话从头到尾看到的是同一份知识。
    新知识有错时抛 KnowledgeInvalid，原来的照用。
    """
    from bot.nlu.answer_finder import FaqFinder
    from bot.nlu.interpreter import shared
    from bot.nlu.phrase_matcher import SemanticMatcher

    nlu, hotline, folder = shared(), get_hotline(), get_settings().knowledge_folder
    found = content_hash(folder)
    if found == nlu.knowledge_hash:
        return None
    knowledge = load_knowledge(folder)
    answers = FaqFinder(knowledge, nlu.encoder, nlu.kept)
    matcher = SemanticMatcher(knowledge, nlu.encoder, nlu.kept)
    swap_linker = nlu.prepare(knowledge, found)

    def swap() -> None:
        swap_linker()
        hotline.knowledge, hotline.answers, hotline.matcher = knowledge, answers, matcher
        get_ticket_desk().knowledge = knowledge

    return swap


def write_demo_credentials(settings: Settings) -> None:
    """第一次启动时造演示账号，写进 var/demo-credentials.json；生产环境不造。"""
    if settings.is_production or not get_staff().is_empty():
        return
    credentials = get_staff().add_demo_staff(load_knowledge(settings.knowledge_folder).departments)
    path = settings.var_folder / "demo-credentials.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(credentials, ensure_ascii=False, indent=1), encoding="utf-8")

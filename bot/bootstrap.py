"""唯一碰到外界的地方：读环境、看钟、连数据库、装模型，把它们合成一个 Hotline。"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Mapping, Optional, Tuple

import structlog

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
)
from bot.settings import TIME_ZONE, Settings
from bot.stores.audit_store import DatabaseAudit
from bot.stores.binding_store import DatabaseBindings
from bot.stores.call_store import DatabaseCalls
from bot.stores.cipher import Cipher, new_key
from bot.stores.correction_store import DatabaseCorrections
from bot.stores.database import connect, migrate
from bot.stores.delivery_store import DeliveryStore
from bot.stores.draft_store import DatabaseDrafts, DatabaseLookups
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import content_hash, load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.notice_store import DatabaseNotices
from bot.stores.rating_store import DatabaseRatings
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.transcript_store import DatabaseTranscripts
from bot.stores.workbook import write_table
from connectors.channels.wechat.account import Account, demo_environment
from connectors.platforms.gateway import Gateway
from connectors.platforms.settings import PLATFORMS, DeliverySettings, open_gateways
from connectors.platforms.signature import format_key, parse_keys

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
class StaffDesk:
    """登录、退出要用的几样。"""

    staff: DatabaseStaff
    sessions: DatabaseSessions
    audit: DatabaseAudit
    now: Callable[[], datetime]


@dataclass
class KnowledgeDesk:
    """改知识要用的几样。"""

    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
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
    followers: FollowerStore = field(default_factory=NobodyFollows)
    own_area: OwnArea = OwnArea()
    log: Callable[..., None] = field(default=lambda event, **ids: None)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings.from_environment(os.environ)


@lru_cache(maxsize=1)
def get_cipher() -> Cipher:
    return Cipher(data_keys(get_settings()))


@lru_cache(maxsize=1)
def get_engine():
    engine = connect(get_settings().database_url)
    migrate(engine)
    return engine


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
def get_delivery_settings() -> DeliverySettings:
    """和平台来往的设置。演示环境没给钥匙的，用模拟器留在 var/ 里的那份。"""
    environ = dict(os.environ)
    if not get_settings().is_production:
        from connectors.platforms.simulator.keys import kept_keys

        for platform, keys in kept_keys(platforms_folder(get_settings())).items():
            environ.setdefault(f"HOTLINE_PLATFORM_{platform}_KEYS", ",".join(map(format_key, keys)))
    return DeliverySettings.from_environment(environ)


@lru_cache(maxsize=1)
def get_platform_keys() -> Mapping[str, Tuple[bytes, ...]]:
    """验平台来信的钥匙。没填地址、只填了钥匙的也能收信。"""
    keys = {name: address.keys for name, address in get_delivery_settings().platforms.items()}
    for platform in PLATFORMS:
        given = os.environ.get(f"HOTLINE_PLATFORM_{platform}_KEYS")
        if platform not in keys and given:
            keys[platform] = parse_keys(given)
    if not get_settings().is_production:
        from connectors.platforms.simulator.keys import kept_keys

        keys = {**kept_keys(platforms_folder(get_settings())), **keys}
    return keys


@lru_cache(maxsize=1)
def get_gateways() -> Mapping[str, Gateway]:
    names = {id_: body.name for id_, body in load_knowledge(get_settings().knowledge_folder).departments.items()}
    return open_gateways(get_delivery_settings(), names, now)


def platforms_folder(settings: Settings) -> Path:
    """模拟器的数据和钥匙。"""
    return settings.var_folder / "platforms"


@lru_cache(maxsize=1)
def get_staff() -> DatabaseStaff:
    return DatabaseStaff(get_engine())


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
def get_knowledge_desk() -> KnowledgeDesk:
    folder = KnowledgeFolder(get_settings().knowledge_folder)
    return KnowledgeDesk(folder, DatabaseKnowledgeChanges(get_engine()), now)


def get_staff_desk() -> StaffDesk:
    return StaffDesk(get_staff(), get_sessions(), get_audit(), now)


def now() -> datetime:
    return datetime.now(TIME_ZONE)


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
        followers=get_followers(),
        own_area=OwnArea(get_settings().city, get_settings().districts),
        log=lambda event, **ids: log.info(event, **ids),
    )


def query_codes(ticket_no: str) -> Tuple[str, ...]:
    """六位查询码，由编号和密钥算出，不用存；没有密钥猜不出来。"""
    return tuple(f"{int(mark, 16) % 10**6:06}" for mark in get_cipher().fingerprints(f"query-code:{ticket_no}"))


@dataclass
class BindingDesk:
    """把网页的对话接到微信要用的几样。"""

    bindings: DatabaseBindings
    now: Callable[[], datetime]
    log: Callable[..., None]


@lru_cache(maxsize=1)
def get_binding_desk() -> BindingDesk:
    log = structlog.get_logger("hotline")
    return BindingDesk(DatabaseBindings(get_engine()), now, lambda event, **ids: log.info(event, **ids))


@lru_cache(maxsize=1)
def get_followers() -> DatabaseFollowers:
    return DatabaseFollowers(get_engine(), get_cipher())


@lru_cache(maxsize=1)
def get_wechat_account() -> Optional[Account]:
    """公众号的设置；演示环境没填的用模拟器里的那个，生产环境没填就是不接微信。"""
    settings = get_settings()
    environ: Mapping[str, str] = os.environ
    if not settings.is_production:
        environ = demo_environment(environ, wechat_folder(settings))
    return Account.from_environment(environ)


def wechat_folder(settings: Settings) -> Path:
    """微信模拟器的数据和密钥。"""
    return settings.var_folder / "wechat"


@lru_cache(maxsize=1)
def get_redis() -> Any:
    """几个进程共用的 Redis（异步的客户端）；没有设置是 None。"""
    url = get_settings().redis_url
    if not url:
        return None
    from redis.asyncio import Redis

    return Redis.from_url(url)


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


def data_keys(settings: Settings) -> list[str]:
    """加密钥匙：环境里给的；演示环境没给就在 var/ 里生成一把随机的，只有本机能读。"""
    if settings.data_key:
        return [key.strip() for key in settings.data_key.split(",") if key.strip()]
    return [_kept_secret(settings.var_folder / "data-key", new_key)]


def get_signing_key(settings: Settings) -> bytes:
    """给市民会话签名的钥匙，由加密钥匙派生，多个进程一致。"""
    return hashlib.sha256(b"conversation-session:" + data_keys(settings)[0].encode()).digest()


def write_demo_credentials(settings: Settings) -> None:
    """第一次启动时造演示账号，写进 var/demo-credentials.json；生产环境不造。"""
    if settings.is_production or not get_staff().is_empty():
        return
    credentials = get_staff().add_demo_staff(load_knowledge(settings.knowledge_folder).departments)
    path = settings.var_folder / "demo-credentials.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(credentials, ensure_ascii=False, indent=1), encoding="utf-8")


def _kept_secret(path: Path, make: Callable[[], str]) -> str:
    """读一个秘密；没有就造一个留着。几个进程同时启动时，只有第一个造的算数。"""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        temporary.unlink()
    return path.read_text().strip()

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
from typing import Callable, Mapping, Tuple

import structlog

from bot.hotline.knowledge import Knowledge
from bot.ports import (
    AnswerFinder,
    HandOverStore,
    ItemLinker,
    LedgerStore,
    NoticeStore,
    PhraseMatcher,
    RatingStore,
    TicketStore,
)
from bot.settings import TIME_ZONE, Settings
from bot.stores.audit_store import DatabaseAudit
from bot.stores.call_store import DatabaseCalls
from bot.stores.cipher import Cipher, new_key
from bot.stores.correction_store import DatabaseCorrections
from bot.stores.database import connect, migrate
from bot.stores.delivery_store import DeliveryStore
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.knowledge_files import load_knowledge
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.notice_store import DatabaseNotices
from bot.stores.rating_store import DatabaseRatings
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.transcript_store import DatabaseTranscripts
from bot.stores.workbook import write_table
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
        """N 告知书、H 转人工、T 工单：日期加六位随机字，念得清、猜不中。"""
        tail = "".join(secrets.choice(_LETTERS) for _ in range(6))
        return f"{prefix}{self.now():%Y%m%d}-{tail}"


@dataclass
class StaffDesk:
    """登录、退出要用的几样。"""

    staff: DatabaseStaff
    sessions: DatabaseSessions
    audit: DatabaseAudit
    now: Callable[[], datetime]


@dataclass
class TicketDesk(Desk):
    """办工单要用的几样，不装模型：工作台、平台来信和后台任务用它。"""

    tickets: TicketStore
    ratings: RatingStore
    ledger: LedgerStore
    write_table: Callable[..., bytes]
    log: Callable[..., None] = field(default=lambda event, **ids: None)


@dataclass
class Hotline(Desk):
    """用例看到的整个世界。测试里各项都可以换成手写的替身。"""

    tickets: TicketStore
    ratings: RatingStore
    ledger: LedgerStore
    write_table: Callable[..., bytes]
    hand_overs: HandOverStore
    linker: ItemLinker
    answers: AnswerFinder
    matcher: PhraseMatcher
    corrections: CorrectionStore
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
        linker=nlu,
        answers=FaqFinder(nlu.knowledge, nlu.encoder, nlu.kept),
        matcher=SemanticMatcher(nlu.knowledge, nlu.encoder, nlu.kept),
        corrections=DatabaseCorrections(engine, get_cipher()),
        now=now,
        log=lambda event, **ids: log.info(event, **ids),
    )


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

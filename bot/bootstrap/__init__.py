"""装配：唯一碰到外界的地方。

surroundings 读环境、看钟、连数据库，outside 是外面的系统，stores 是各个库，desks 是各个柜台要的几样；
这里选定用哪一种，合成柜台和一个 Hotline。别处一概从 bot.bootstrap 拿，不管它住在哪个文件。
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Callable, Optional, Tuple

import structlog

from bot.bootstrap.desks import (  # noqa: F401
    BindingDesk,
    ConversationDesk,
    Desk,
    Hotline,
    KnowledgeDesk,
    NobodyFollows,
    StaffDesk,
    TicketDesk,
)
from bot.bootstrap.outside import (  # noqa: F401
    get_delivery_settings,
    get_gateways,
    get_platform_keys,
    get_wechat_account,
    platforms_folder,
    wechat_folder,
)
from bot.bootstrap.stores import (  # noqa: F401
    get_audit,
    get_calls,
    get_corrections,
    get_deliveries,
    get_evidence,
    get_figures,
    get_followers,
    get_presence,
    get_sessions,
    get_staff,
    get_tokens,
    get_transcripts,
    get_views,
)
from bot.bootstrap.surroundings import (  # noqa: F401
    data_keys,
    get_cipher,
    get_conversation_engine,
    get_engine,
    get_limits,
    get_redis,
    get_settings,
    get_signing_key,
    now,
)
from bot.hotline.own_area import OwnArea
from bot.settings import Settings
from bot.stores.binding_store import DatabaseBindings
from bot.stores.colleague_store import DatabaseColleagues
from bot.stores.draft_store import DatabaseDrafts, DatabaseLookups
from bot.stores.guide_workbook import read_workbook
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.held_answer_store import DatabaseHeldAnswers
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import content_hash, load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.notice_store import DatabaseNotices
from bot.stores.rating_store import DatabaseRatings
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.unanswered_store import DatabaseUnanswered
from bot.stores.workbook import write_table

_logger = structlog.get_logger("hotline")


def get_desk() -> Desk:
    """出告知书的柜台：只有知识和数据库，不装模型。"""
    return Desk(load_knowledge(get_settings().knowledge_folder), DatabaseNotices(get_engine()), now)


@lru_cache(maxsize=1)
def get_ticket_desk() -> TicketDesk:
    knowledge = load_knowledge(get_settings().knowledge_folder)
    return TicketDesk(
        knowledge,
        DatabaseNotices(get_engine()),
        now,
        DatabaseTickets(get_engine(), get_cipher(), knowledge.respondent_words),
        DatabaseRatings(get_engine(), get_cipher()),
        DatabaseLedger(get_engine(), get_cipher()),
        write_table,
        followers=get_followers(),
        log=_log,
    )


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
    from bot.nlu.speller import SoundSpeller

    # 知识里的说法拼成的正则有一两千条，Python 只记五百条：轮着忘，句句重编，占过一句话四分之一的时间。
    re._MAXCACHE = 20_000
    engine = get_engine()
    nlu = shared()
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
        corrections=get_corrections(),
        now=now,
        query_codes=query_codes,
        unanswered=DatabaseUnanswered(engine, get_cipher()),
        speller=SoundSpeller(),
        followers=get_followers(),
        own_area=OwnArea(get_settings().city, get_settings().districts),
        log=_log,
    )


def get_conversation_desk() -> ConversationDesk:
    held = DatabaseHeldAnswers(get_engine(), get_cipher())
    return ConversationDesk(get_hotline(), get_transcripts(), held, DatabaseColleagues(get_engine()))


def query_codes(ticket_no: str) -> Tuple[str, ...]:
    """六位查询码，由编号和密钥算出，不用存；没有密钥猜不出来。"""
    return tuple(f"{int(mark, 16) % 10**6:06}" for mark in get_cipher().fingerprints(f"query-code:{ticket_no}"))


@lru_cache(maxsize=1)
def get_binding_desk() -> BindingDesk:
    bindings = DatabaseBindings(get_engine(), get_cipher())
    return BindingDesk(bindings, get_transcripts(), get_followers(), now, _log)


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


def _log(event: str, **ids: Any) -> None:
    _logger.info(event, **ids)

"""各个库，一个进程一份。"""

from __future__ import annotations

from functools import lru_cache

from bot.bootstrap.surroundings import get_cipher, get_engine, get_settings
from bot.stores.audit_store import DatabaseAudit
from bot.stores.call_store import DatabaseCalls
from bot.stores.correction_store import DatabaseCorrections
from bot.stores.delivery_store import DeliveryStore
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.figures_store import DatabaseFigures
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.session_store import DatabaseSessions
from bot.stores.staff_store import DatabaseStaff
from bot.stores.token_store import DatabaseTokens
from bot.stores.transcript_store import DatabaseTranscripts
from bot.stores.view_store import DatabasePresence, DatabaseViews


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
def get_followers() -> DatabaseFollowers:
    return DatabaseFollowers(get_engine(), get_cipher())

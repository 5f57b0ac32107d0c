"""剧本共用：真的工单库和草稿库，停住的钟。"""

import dataclasses
from datetime import datetime, time

import pytest

from bot import bootstrap
from bot.settings import TIME_ZONE
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.draft_store import DatabaseDrafts, DatabaseLookups
from bot.stores.ticket_store import DatabaseTickets
from tests.fakes import InMemoryHandOvers, InMemoryNotices, Log


class Clock:
    """停住的钟，演到隔天由剧本拨。"""

    def __init__(self, today):
        self.moment = datetime.combine(today, time(10), TIME_ZONE)

    def __call__(self):
        return self.moment


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """真的工单库和草稿库，全部剧本共用；各演各的会话。"""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('scenarios') / 'hotline.db'}")
    migrate(engine)
    yield engine, Cipher([new_key()])
    engine.dispose()


@pytest.fixture
def stage_hotline(agent, monkeypatch, stores):
    """日子 → 热线：真模型、真用例；hotline.now 是钟，hotline.log 记下每一条。"""

    def build(today):
        engine, cipher = stores
        knowledge = bootstrap.get_hotline().knowledge
        hotline = dataclasses.replace(
            bootstrap.get_hotline(),
            notices=InMemoryNotices(),
            hand_overs=InMemoryHandOvers(),
            tickets=DatabaseTickets(engine, cipher, knowledge.respondent_words),
            drafts=DatabaseDrafts(engine, cipher),
            lookups=DatabaseLookups(engine),
            now=Clock(today),
            log=Log(),
        )
        monkeypatch.setattr("actions.actions.get_hotline", lambda: hotline)
        return hotline

    return build

"""来电落库，两种真数据库：话加密、先接的算数、收线就删。"""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.errors import CallTaken, CallUnknown
from bot.settings import TIME_ZONE
from bot.stores.call_store import DatabaseCalls
from bot.stores.staff_tables import call_utterances

NOW = datetime(2026, 5, 18, 9, 0, tzinfo=TIME_ZONE)


@pytest.fixture
def calls(engine, cipher):
    return DatabaseCalls(engine, cipher)


@pytest.fixture
def call_id(calls):
    name = f"tel-{uuid.uuid4().hex[:8]}"
    calls.hear(name, "citizen", "喂，你好", NOW)
    return name


def test_of_many_who_take_a_call_at_once_one_wins(calls, call_id):
    def take(n):
        try:
            return calls.take(call_id, f"operator-{n}", NOW).operator
        except CallTaken:
            return None

    with ThreadPoolExecutor(8) as pool:
        winners = [who for who in pool.map(take, range(8)) if who]
    assert len(winners) == 1 and calls.get(call_id).operator == winners[0]
    assert calls.take(call_id, winners[0], NOW).operator == winners[0]  # 接了的再接还是他


def test_what_is_said_is_kept_sealed_and_read_in_order(engine, calls, call_id):
    number = calls.hear(call_id, "citizen", "老板不肯退钱", NOW)
    assert [one.text for one in calls.after(call_id, 0)] == ["喂，你好", "老板不肯退钱"]
    assert calls.after(call_id, number) == []
    with engine.connect() as connection:
        kept = connection.execute(sa.select(call_utterances.c.text_sealed).where(call_utterances.c.call_id == call_id)).scalars()
        assert all("老板".encode() not in bytes(sealed) for sealed in kept)


def test_a_call_is_seen_by_all_until_one_takes_it(calls, call_id):
    def seen_by(operator):
        return call_id in [call.call_id for call in calls.open_for(operator)]

    assert seen_by("one") and seen_by("other")
    calls.take(call_id, "one", NOW)
    assert seen_by("one") and not seen_by("other")


def test_after_hanging_up_no_word_is_left(calls, call_id):
    calls.take(call_id, "one", NOW)
    calls.end(call_id, "answered", "", NOW)
    assert calls.after(call_id, 0) == [] and call_id not in [call.call_id for call in calls.open_for("one")]
    with pytest.raises(CallUnknown):
        calls.hear(call_id, "citizen", "还有", NOW)
    with pytest.raises(CallTaken):
        calls.take(call_id, "other", NOW)

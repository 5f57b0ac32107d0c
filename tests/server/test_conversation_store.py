"""会话存储：存得下、取得回，长短有界，不留市民的原话。"""

import asyncio
from datetime import datetime, timezone

import pytest
import sqlalchemy as sa

from bot.stores.tables import conversations

START = datetime(2026, 5, 18, 9, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def domain():
    from rasa.shared.core.domain import Domain

    from bot.nlu.lean_rasa import import_lean_rasa
    from bot.settings import PROJECT

    import_lean_rasa()
    return Domain.load(str(PROJECT / "domain.yml"))


@pytest.fixture
def store(engine, cipher, domain):
    from bot.server.conversation_store import ConversationStore

    return ConversationStore(engine, cipher, lambda: START, domain)


def say(store, conversation_id, text, intent="ask_fee", memory=None):
    """一轮：取出会话，听一句，跑一个动作，存回去。"""
    from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

    async def turn():
        tracker = await store.get_or_create_tracker(conversation_id)
        tracker.update(UserUttered(text, {"name": intent}, [], {"understanding": {"text": text}}))
        tracker.update(ActionExecuted("action_answer_guide_question"))
        tracker.update(SlotSet("conversation", memory or {"item_id": "company_establishment"}))
        tracker.update(BotUttered("不收费。", {"custom": {"type": "notice"}}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)

    asyncio.run(turn())


def sealed(engine, conversation_id):
    with engine.connect() as connection:
        return connection.execute(
            sa.select(conversations.c.state_sealed).where(conversations.c.conversation_id == conversation_id)
        ).scalar()


def test_what_was_remembered_comes_back(store):
    say(store, "remembers", "开公司收费吗", memory={"item_id": "company_establishment", "aspect": "fee"})
    tracker = asyncio.run(store.retrieve("remembers"))
    assert tracker.get_slot("conversation") == {"item_id": "company_establishment", "aspect": "fee"}
    assert tracker.latest_action_name == "action_listen"
    assert tracker.latest_message.intent_name == "ask_fee"


def test_a_conversation_does_not_grow_with_its_turns(store, engine):
    sizes = []
    for turn in range(30):
        say(store, "long", f"第{turn:02d}句话，说得长一点也不留下来" * 3)
        sizes.append(len(sealed(engine, "long")))
    assert max(sizes[1:]) <= min(sizes[1:]) + 20


def test_the_citizens_words_are_not_kept(store, engine, cipher):
    say(store, "words", "我叫张三，电话13800000000")
    kept = cipher.open(sealed(engine, "words"))
    assert "张三" not in kept and "13800000000" not in kept and "不收费" not in kept


def test_when_the_citizen_last_spoke_is_kept_so_that_a_conversation_can_expire(store):
    from rasa.shared.core.events import UserUttered

    say(store, "expires", "你好")
    before = asyncio.run(store.retrieve("expires")).get_last_event_for(UserUttered).timestamp
    after = asyncio.run(store.retrieve("expires")).get_last_event_for(UserUttered).timestamp
    assert before == after


def test_a_new_conversation_is_not_stored_before_its_first_turn_is_over(store):
    asyncio.run(store.get_or_create_tracker("never-spoke"))
    assert asyncio.run(store.retrieve("never-spoke")) is None


def test_tickets_wait_for_the_disk_and_conversation_memory_does_not(tmp_path):
    from bot.stores.database import connect

    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    for survives, synchronous in ((True, 2), (False, 1)):  # 2 是 FULL，1 是 NORMAL
        with connect(url, survives).connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == synchronous

"""会话存在数据库里，一个会话一行，长短有界。"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Callable, Dict, Iterable, List, Optional, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.prepared import Prepared
from bot.stores.tables import conversations

_READ = sa.select(conversations.c.state_sealed).where(conversations.c.conversation_id == sa.bindparam("this"))
_WRITE = sa.text(
    "INSERT INTO conversations (conversation_id, state_sealed, updated_at) VALUES (:this, :sealed, :at)"
    " ON CONFLICT (conversation_id) DO UPDATE SET state_sealed = excluded.state_sealed, updated_at = excluded.updated_at"
).bindparams(
    sa.bindparam("sealed", type_=conversations.c.state_sealed.type), sa.bindparam("at", type_=conversations.c.updated_at.type)
)

# 规则只看最近一轮，记忆全在槽位里；留得越多，每句重放得越慢。
KEPT_TURNS = 1


class ConversationStore(TrackerStore, SerializedTrackerAsText):
    """存最近几轮事件和槽位。原版 SQL 存储把每个事件都留着重放，聊得越久越慢。

    记忆里有市民的事，整行加密。读写失败往上抛：宁可道歉，不可悄悄换一个新会话。
    """

    def __init__(self, engine: Engine, cipher: Cipher, now: Callable[[], datetime], domain: Optional[Domain] = None):
        super().__init__(domain)
        self._engine, self._cipher, self._now = engine, cipher, now
        self._read, self._write = Prepared(engine, _READ), Prepared(engine, _WRITE)

    @property
    def domain(self) -> Domain:
        return self._domain

    @domain.setter
    def domain(self, domain: Optional[Domain]) -> None:
        self._domain = domain or Domain.empty()

    async def save(self, tracker: DialogueStateTracker) -> None:
        state = {
            "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None},
            "events": [_outline(event) for event in _recent(tracker.events)],
        }
        sealed = self._cipher.seal(json.dumps(state, ensure_ascii=False))
        self._write.write(this=tracker.sender_id, sealed=sealed, at=self._now())

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        found = self._read.first(this=sender_id)
        if found is None:
            return None
        state = json.loads(self._cipher.open(found[0]))
        slots = [SlotSet(name, value) for name, value in state["slots"].items()]
        opening: List[Event] = [ActionExecuted("action_session_start"), SessionStarted(), *slots]
        if not state["events"]:
            opening.append(ActionExecuted("action_listen"))
        events = [*opening, *map(_from_outline, state["events"])]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    async def create_tracker(self, sender_id: Text, append_action_listen: bool = True) -> DialogueStateTracker:
        """新会话到这一轮说完才存，不先存一个空的。"""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted("action_listen"))
        return tracker

    async def keys(self) -> Iterable[Text]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(conversations.c.conversation_id)).scalars())


def _recent(events: Iterable[Event]) -> List[Event]:
    """最近几轮，从一个 action_listen 起，重放起来完整。槽位另存，不重复留。"""
    kept: List[Event] = []
    listens = 0
    for event in reversed(list(events)):
        if isinstance(event, ActionExecuted) and event.action_name == "action_listen":
            listens += 1
            if listens > KEPT_TURNS:
                kept.append(event)
                break
        if isinstance(event, (ActionExecuted, UserUttered)):
            kept.append(event)
    return kept[::-1]


def _outline(event: Event) -> Dict[Text, Any]:
    """一件事的骨架：什么时候、哪个动作、什么意图。原话、理解和回答都不留，规则用不着。"""
    outline = {"event": event.type_name, "timestamp": event.timestamp}
    if isinstance(event, UserUttered):
        return {**outline, "parse_data": {"intent": {"name": event.intent_name}}}
    return {**outline, "name": event.action_name}


def _from_outline(outline: Dict[Text, Any]) -> Event:
    if outline["event"] == UserUttered.type_name:
        intent = outline["parse_data"]["intent"]
        return UserUttered(None, {"name": intent["name"]}, timestamp=outline["timestamp"])
    return ActionExecuted(outline["name"], timestamp=outline["timestamp"])

"""Rasa 的 Agent，装成热线要的样子：用我们的处理器，出了错有人知道。"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Text, Union

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.domain import Domain

from bot.server.processor import HotlineProcessor, stamp


class HotlineAgent(Agent):
    """用 HotlineProcessor，会话存储不套“失败就悄悄换成内存”的壳。now 给出带时区的此刻。"""

    def __init__(self, *args: Any, now: Callable[[], datetime], **kwargs: Any):
        self.now = now
        super().__init__(*args, **kwargs)


    def understand(self, messages: List[UserMessage]) -> List[Dict[Text, Any]]:
        """一批话的理解（analyse 的字段），一次过图，比一句一句快。"""
        for message in messages:
            stamp(message, self.now().date())
        target = self.processor.model_metadata.nlu_target
        inputs = {PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: None}
        parsed = self.processor.graph_runner.run(inputs=inputs, targets=[target])[target]
        return [message.get("understanding") for message in parsed]

    @staticmethod
    def _create_tracker_store(store: TrackerStore, domain: Domain) -> TrackerStore:
        return store

    def load_model(self, model_path: Union[Text, Path], fingerprint: Optional[Text] = None) -> None:
        self.processor = HotlineProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.processor.now = self.now
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain

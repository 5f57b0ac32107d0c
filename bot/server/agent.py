"""Rasa 的 Agent，装成热线要的样子：动作在本进程里跑，出了错有人知道。"""

from __future__ import annotations

import logging
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Text, Tuple, Union

import jsonschema
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """“动作服务器”就在本进程：省掉一次 HTTP 和两次 JSON。"""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, json: Dict[Text, Any], **_: Any) -> Optional[Dict[Text, Any]]:
        return await self._executor.run(json)


class HotlineAction(RemoteAction):
    """和 Rasa 的 RemoteAction 一样，只是校验器建一次就留着：原版每次重查静态的模式，一次五十五毫秒。"""

    def _validate_action_result(self, result: Dict[Text, Any]) -> bool:
        _result_validator().validate(result)
        return True


@lru_cache(maxsize=1)
def _result_validator() -> jsonschema.protocols.Validator:
    schema = RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


class HotlineProcessor(MessageProcessor):
    """动作出错不吞掉：往上抛，由渠道道歉、由值班的人知道。来话记下是哪天收到的。"""

    now: Callable[[], datetime]

    async def parse_message(
        self, message: UserMessage, tracker: Optional[DialogueStateTracker] = None, only_output_properties: bool = True
    ) -> Dict[Text, Any]:
        _date(message, self.now().date())
        return await super().parse_message(message, tracker, only_output_properties)

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> Tuple[Action, PolicyPrediction]:
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if isinstance(action, RemoteAction):
            action = HotlineAction(action.name(), self.action_endpoint)
        return action, prediction

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """槽位都由动作写，没有要从话里自动填的。"""
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        events = await action.run(output_channel, nlg, tracker, self.domain)
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self._send_bot_messages(events or [], tracker, output_channel)
        return self.should_predict_another_action(action.name())


def _date(message: UserMessage, today: date) -> None:
    """“昨天”是哪天，要看哪天说的。"""
    message.metadata = {"received_on": today.isoformat(), **(message.metadata or {})}


class HotlineAgent(Agent):
    """用上面的处理器，会话存储不套“失败就悄悄换成内存”的壳。now 给出带时区的此刻。"""

    def __init__(self, *args: Any, now: Callable[[], datetime], **kwargs: Any):
        self.now = now
        super().__init__(*args, **kwargs)

    def understand(self, messages: List[UserMessage]) -> List[Dict[Text, Any]]:
        """一批话的理解（analyse 的字段），一次过图，比一句一句快。"""
        for message in messages:
            _date(message, self.now().date())
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

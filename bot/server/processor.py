"""Rasa 处理一句话的那一段，去掉每句都重做而结果不变的事。"""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Text, Tuple, Union
from weakref import WeakKeyDictionary

import jsonschema
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.nlu.interpreter import shared
from bot.nlu.normalise import normalise
from bot.server.encoder_line import EncoderLine, Encoding
from bot.server.graph_runner import InOrderRunner
from bot.server.unpacked_model import UnpackedModel


class InProcessActions(EndpointConfig):
    """“动作服务器”就在本进程：省掉一次 HTTP 和两次 JSON。"""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, json: Dict[Text, Any], **_: Any) -> Optional[Dict[Text, Any]]:
        return await self._executor.run(json)


class HotlineAction(RemoteAction):
    """和 Rasa 的 RemoteAction 一样，省掉用不着的：

    - 自己进程里的动作不压缩、不问插件，结果的模样由测试管；
    - 远程的结果用建好的校验器查：原版每次重查静态的模式，一次五十五毫秒。
    """

    async def run(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> List[Event]:
        if not isinstance(self.action_endpoint, InProcessActions):
            return await super().run(output_channel, nlg, tracker, domain)
        result = await self.action_endpoint.request(self._action_call_format(tracker, domain))
        said = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
        return [*said, *(_event(event) for event in result["events"])]

    def _validate_action_result(self, result: Dict[Text, Any]) -> bool:
        _result_validator().validate(result)
        return True


def _event(event: Dict[Text, Any]) -> Event:
    """我们的动作只记槽位；原版为每件事把几十种事件找一遍。"""
    return SlotSet(event["name"], event["value"]) if event["event"] == SlotSet.type_name else Event.from_parameters(event)


@lru_cache(maxsize=1)
def _result_validator() -> jsonschema.protocols.Validator:
    schema = RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def stamp(message: UserMessage, today: date) -> None:
    """记下是哪天收到的：“昨天”是哪天，要看哪天说的。"""
    message.metadata = {"received_on": today.isoformat(), **(message.metadata or {})}


class HotlineProcessor(MessageProcessor):
    """动作出错不吞掉：往上抛，由渠道道歉、由值班的人知道。"""

    now: Callable[[], datetime]

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._line = EncoderLine()
        self._encodings: WeakKeyDictionary[UserMessage, Optional[Encoding]] = WeakKeyDictionary()

    async def handle_message(self, message: UserMessage) -> Optional[List[Dict[Text, Any]]]:
        """打字的话先送去编码，再翻会话记着什么；按钮不用听。"""
        if not message.parse_data:
            self._encodings[message] = self._encode(message)
        return await super().handle_message(message)

    async def parse_message(
        self, message: UserMessage, tracker: Optional[DialogueStateTracker] = None, only_output_properties: bool = True
    ) -> Dict[Text, Any]:
        """别的线程编着这句话，这边先把用不着向量的做了；图里再要就是现成的。"""
        today = self.now().date()
        stamp(message, today)
        encoding = self._encodings.pop(message) if message in self._encodings else self._encode(message)
        if encoding:
            for later in shared().read_ahead(message.text or "", today):
                self._line.follow(later.run)
            await encoding.wait()
        return await super().parse_message(message, tracker, only_output_properties)

    def _encode(self, message: UserMessage) -> Optional[Encoding]:
        """编过的话返回 None。"""
        encode = shared().encoder.prepare(normalise(message.text or "").text)
        return self._line.start(encode) if encode else None

    @staticmethod
    def _load_model(model_path: Union[Text, Path]) -> Tuple[Text, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(Path(folder), Path(model_path), UnpackedModel, InOrderRunner)
        return os.path.basename(model_path), metadata, runner

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> Tuple[Action, PolicyPrediction]:
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if isinstance(action, RemoteAction):
            action = HotlineAction(action.name(), self.action_endpoint)
        return action, prediction

    def _check_for_unseen_features(self, parse_data: Dict[Text, Any]) -> None:
        """意图出自我们自己的组件，都在 domain.yml 里（测试管着）；原版每句都把整个 domain 抄一遍来查。"""

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
        events = await action.run(output_channel, nlg, tracker, self.domain) or []
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

"""Rasa 处理一句话的那一段，去掉每句都重做而结果不变的事。"""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Optional, Text, Tuple, Union

import jsonschema
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.nlu.interpreter import shared
from bot.nlu.normalise import normalise
from bot.server.graph_runner import InOrderRunner

# 等编码的线程动起来，最多这么多秒；通常不到十分之一毫秒。
_HANDOVER = 0.002


class InProcessActions(EndpointConfig):
    """“动作服务器”就在本进程：省掉一次 HTTP 和两次 JSON。"""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, json: Dict[Text, Any], **_: Any) -> Optional[Dict[Text, Any]]:
        return await self._executor.run(json)


class HotlineAction(RemoteAction):
    """和 Rasa 的 RemoteAction 一样，只是远程的结果用建好的校验器查：原版每次重查静态的模式，一次五十五毫秒。"""

    def _validate_action_result(self, result: Dict[Text, Any]) -> bool:
        if not isinstance(self.action_endpoint, InProcessActions):  # 自己进程里的动作由测试管
            _result_validator().validate(result)
        return True


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
        self._encoder_thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._encoding = 0  # 正编着和等着编的话

    async def parse_message(
        self, message: UserMessage, tracker: Optional[DialogueStateTracker] = None, only_output_properties: bool = True
    ) -> Dict[Text, Any]:
        """没编过的话到别的线程去编（编码时不占解释器锁），一边把用不着向量的先做了；图里再要就是现成的。"""
        today = self.now().date()
        stamp(message, today)
        encode = shared().encoder.prepare(normalise(message.text or "").text)
        if encode:
            encoding = self._start(encode)
            shared().read_ahead(message.text or "", today)
            await encoding
        return await super().parse_message(message, tracker, only_output_properties)

    def _start(self, encode: Callable[[], None]) -> Awaitable[None]:
        """让编码的线程动起来再回头：它要先拿到解释器锁，不让给它，它得等这边做完才开始。"""
        moving = threading.Lock()  # 不用 Event：它放锁的空当里，解释器锁又回到这边
        moving.acquire()

        def run() -> None:
            moving.release()
            encode()

        def end(_: asyncio.Future) -> None:
            self._encoding -= 1

        encoding = asyncio.get_running_loop().run_in_executor(self._encoder_thread, run)
        encoding.add_done_callback(end)
        self._encoding += 1
        if self._encoding == 1:  # 前面还有话在编，就不等了
            moving.acquire(timeout=_HANDOVER)
        return encoding

    @staticmethod
    def _load_model(model_path: Union[Text, Path]) -> Tuple[Text, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, InOrderRunner
            )
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

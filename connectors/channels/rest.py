"""Rasa 的 REST 渠道：POST /webhooks/rest/webhook，{sender, message} → 一列回答。"""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import UtteranceUnreadable
from bot.server.problems import problem, read_json
from connectors.channels.exchange import check_utterance, exchange

_LONGEST_SENDER = 128


class HotlineRest(InputChannel):
    """形状与 Rasa 自带的一样；坏输入有明白的答复，出错不回空列表。"""

    def __init__(self, longest_utterance: int = 20000):
        self._longest = longest_utterance

    @classmethod
    def name(cls) -> Text:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        return cls(**(credentials or {}))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        webhook = Blueprint("rest_webhook")

        @webhook.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @webhook.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            body = read_json(request)
            sender = body.get("sender", "default")
            if not isinstance(sender, (str, int)) or not 0 < len(str(sender)) <= _LONGEST_SENDER:
                return problem(422, "bad_sender", f"sender 应当是不超过{_LONGEST_SENDER}个字的文字。")
            try:
                text = check_utterance(body.get("message"), self._longest)
            except UtteranceUnreadable as refusal:
                status = 413 if len(str(body.get("message"))) > self._longest else 422
                return problem(status, refusal.code, str(refusal))
            return json(await exchange(on_new_message, text, f"rest:{sender}", self.name()), ensure_ascii=False)

        return webhook

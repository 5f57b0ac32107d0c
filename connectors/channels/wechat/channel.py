"""微信公众号的渠道：收下、验过、办一次、当场回或者推送。"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Text

import structlog
from jinja2 import Environment, FileSystemLoader, select_autoescape
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, text

from bot.server.problems import problem
from connectors.channels.exchange import exchange
from connectors.channels.wechat.doorman import Doorman
from connectors.channels.wechat.envelope import Envelope
from connectors.channels.wechat.errors import MessageUnreadable, NotFromWeChat
from connectors.channels.wechat.incoming import read_message
from connectors.channels.wechat.turns import Turns

log = structlog.get_logger("hotline.wechat")

_LARGEST_BODY = 65536  # 微信的一条消息只有几千字节
_NOTHING = "success"  # 收到了，没有当场要回的；微信就不再送
_templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())


class WeChat(InputChannel):
    """GET /webhooks/wechat/webhook 是后台配置时的验证，POST 是消息；长答复的网页也在这里。

    turns 办消息，page_of(串) 取长答复的正文，没有返回 None；privacy 是个人信息怎么用的全文。on_new_message 由 Rasa 给，交给 talk。
    """

    def __init__(
        self,
        doorman: Doorman,
        envelope: Envelope,
        turns: Turns,
        page_of: Callable[[str], Any],
        passive_seconds: float,
        privacy: str,
    ):
        self._privacy = privacy
        self._doorman, self._envelope, self._turns = doorman, envelope, turns
        self._page_of, self._passive_seconds = page_of, passive_seconds
        self._on_new_message: Callable[[UserMessage], Awaitable[Any]] | None = None

    @classmethod
    def name(cls) -> Text:
        return "wechat"

    async def talk(self, utterance: Text, conversation_id: Text, message_id: Text):
        """跑一轮对话，返回全部回答。"""
        assert self._on_new_message is not None, "渠道还没有接到 Rasa 上"
        return await exchange(self._on_new_message, utterance, conversation_id, self.name(), message_id)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        self._on_new_message = on_new_message
        wechat = Blueprint("wechat")

        @wechat.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            try:
                self._doorman.check(_query(request))
            except NotFromWeChat as error:
                return _refused(error)
            return text(_query(request).get("echostr", ""))

        @wechat.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            deadline = asyncio.get_running_loop().time() + self._passive_seconds
            if len(request.body) > _LARGEST_BODY:
                return problem(413, "too_large", "消息太长。")
            query = _query(request)
            try:
                fields, is_encrypted = self._envelope.open(query, request.body)
                mark = await self._doorman.admit(query, request.body)
                incoming = read_message(fields)
            except NotFromWeChat as error:
                return _refused(error)
            except MessageUnreadable as error:
                return problem(400, error.code, str(error))
            said = await self._turns.take(incoming, deadline)
            await self._doorman.answered(mark)
            if said is None:
                return text(_NOTHING)
            return HTTPResponse(self._envelope.seal(fields, said, is_encrypted), content_type="text/xml; charset=utf-8")

        @wechat.get("/answers/<code:str>")
        async def answer_page(_: Request, code: str) -> HTTPResponse:
            said = await asyncio.to_thread(self._page_of, code)
            status = 200 if said is not None else 404
            page = _templates.get_template("answer.html").render(text=said)
            return html(page, status, {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})

        @wechat.get("/privacy")
        async def privacy_page(_: Request) -> HTTPResponse:
            return html(_templates.get_template("answer.html").render(text=self._privacy, title="您的个人信息怎么用"))

        return wechat


def _query(request: Request) -> Dict[str, str]:
    return {name: values[0] for name, values in request.args.items() if values}


def _refused(error: NotFromWeChat) -> HTTPResponse:
    log.warning("wechat_refused", reason=error.reason)
    return problem(403, error.code, str(error))

"""门户聊天页的渠道：服务器签发会话，猜编号读不到别人的话。"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
from collections import OrderedDict
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text, Tuple

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import UtteranceUnreadable
from bot.server.problems import problem, read_json
from connectors.channels.exchange import check_utterance, exchange

_COOKIE = "hotline_session"
_ONE_DAY = 86400
_REMEMBERED_TURNS = 1000
_UNGUESSABLE = re.compile(r"[0-9A-Za-z_-]{22,200}")

Replies = List[Dict[Text, Any]]


class Portal(InputChannel):
    """POST /webhooks/portal/messages {message} → {replies}。会话在 HttpOnly 的签名 cookie 里。

    网断了页面会重发：带同一个 Idempotency-Key 的还是同一句话，只办一次，答复照原样再给。
    """

    def __init__(self, signing_key: bytes, longest_utterance: int = 20000):
        self._key, self._longest = signing_key, longest_utterance
        self._recent = RecentTurns()

    @classmethod
    def name(cls) -> Text:
        return "portal"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        portal = Blueprint("portal")

        @portal.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            body = read_json(request)
            try:
                text = check_utterance(body.get("message"), self._longest)
            except UtteranceUnreadable as refusal:
                return problem(422, refusal.code, str(refusal))
            session = self._verified(request.cookies.get(_COOKIE))
            issued, replies = await self._recent.take(
                _turn_key(request.headers.get("idempotency-key"), text),
                session,
                lambda issued: exchange(on_new_message, text, f"portal:{issued}", self.name()),
            )
            response = json({"replies": [{k: v for k, v in r.items() if k != "recipient_id"} for r in replies]}, ensure_ascii=False)
            if session is None:
                self._set(response, issued, request)
            return response

        return portal

    def _set(self, response: HTTPResponse, session: str, request: Request) -> None:
        response.cookies[_COOKIE] = f"{session}.{self._signature(session)}"
        response.cookies[_COOKIE]["httponly"] = True
        response.cookies[_COOKIE]["samesite"] = "Lax"
        response.cookies[_COOKIE]["path"] = "/"
        response.cookies[_COOKIE]["max-age"] = _ONE_DAY
        if request.scheme == "https":
            response.cookies[_COOKIE]["secure"] = True

    def _verified(self, cookie: Optional[str]) -> Optional[str]:
        session, _, signature = (cookie or "").rpartition(".")
        if session and hmac.compare_digest(signature.encode(), self._signature(session).encode()):
            return session
        return None

    def _signature(self, session: str) -> str:
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()


def _turn_key(key: Optional[Text], text: Text) -> Optional[Text]:
    """同一个 key 说同一句话才是重发。短得猜得中的 key 不认，免得凭它进了别人的会话。"""
    if key is None or not _UNGUESSABLE.fullmatch(key):
        return None
    return hashlib.sha256(f"{key}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


class RecentTurns:
    """最近办过的几句，重发时认得出。只在本进程里记；多进程时重发到别的进程会再办一次。"""

    def __init__(self, capacity: int = _REMEMBERED_TURNS):
        self._capacity = capacity
        self._turns: OrderedDict[Text, Tuple[Text, asyncio.Future]] = OrderedDict()

    async def take(
        self, key: Optional[Text], session: Optional[Text], turn: Callable[[Text], Awaitable[Replies]]
    ) -> Tuple[Text, Replies]:
        """办一句，返回（会话，答复）。同一会话里 key 办过的不再办；还没有会话的发一个。"""
        issued, task = self._known(key, session)
        if task is None:
            issued = session or secrets.token_urlsafe(24)
            task = asyncio.ensure_future(turn(issued))
            if key:
                self._turns[key] = (issued, task)
                if len(self._turns) > self._capacity:
                    self._turns.popitem(last=False)
        # 市民那头断了，这一句也要办完：办了一半最糟。
        return issued, await asyncio.shield(task)

    def _known(self, key: Optional[Text], session: Optional[Text]) -> Tuple[Optional[Text], Optional[asyncio.Future]]:
        # 头一句的答复丢了，重发时还没有 cookie，凭 key 认。
        issued, task = self._turns.get(key or "", (None, None))
        return (issued, task) if session in (None, issued) else (None, None)

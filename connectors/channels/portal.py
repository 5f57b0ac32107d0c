"""门户聊天页的渠道：服务器签发会话，猜编号读不到别人的话。"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any, Awaitable, Callable, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import UtteranceUnreadable
from bot.server.problems import problem, read_json
from connectors.channels.exchange import check_utterance, exchange

_COOKIE = "hotline_session"
_ONE_DAY = 86400


class Portal(InputChannel):
    """POST /webhooks/portal/messages {message} → {replies}。会话在 HttpOnly 的签名 cookie 里。"""

    def __init__(self, signing_key: bytes, longest_utterance: int = 20000):
        self._key, self._longest = signing_key, longest_utterance

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
            issued = session or secrets.token_urlsafe(24)
            replies = await exchange(on_new_message, text, f"portal:{issued}", self.name())
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

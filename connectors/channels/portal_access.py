"""进门的规矩：要有会话、不能太快、别的网站能不能嵌入。"""

from __future__ import annotations

import asyncio
import re
from functools import wraps
from typing import Any, Callable, Optional, Text, Tuple

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.errors import UtteranceUnreadable
from bot.server.problems import problem
from bot.usecases.talk.bind_conversation import conversation_of
from connectors.channels.rate_limit import Limits
from connectors.channels.session import Session, Sessions

_KEY = re.compile(r"[0-9A-Za-z_-]{1,64}")
# 一个会话一分钟几次；一个地址一分钟几次（一个单位的人常常共用一个地址）。
_PER_SESSION, _PER_ADDRESS = 90, 900
_PATHS = ("/session", "/session/end", "/messages", "/events", "/evidence", "/evidence/<evidence_no:str>", "/hand-over", "/ratings", "/wechat-binding")
_ALLOWED_HEADERS = "authorization, content-type, idempotency-key, last-event-id, x-file-name"


class Access:
    def __init__(self, sessions: Sessions, origins: Text, limits: Limits):
        self._sessions, self._limits = sessions, limits
        self._origins = {origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip()}

    def limited(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """只限速，不要会话。"""

        @wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
            waits = await self._limits.wait(f"portal:{request.remote_addr or request.ip}", _PER_ADDRESS)
            return too_fast(waits) if waits else await handler(request, *args, **kwargs)

        return guarded

    def needs_session(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """没有会话、签名不对、过期了都是 401，不说是哪一种。"""

        @wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
            session = self._sessions.presented(request)
            if session is None:
                return problem(401, "session_unknown", "会话已经过期，请重新打开页面。")
            waits = await self._limits.wait(f"session:{session.id}", _PER_SESSION)
            if waits:
                return too_fast(waits)
            request.ctx.session = session
            request.ctx.conversation_id, request.ctx.shown_after = await find_conversation(request, session)
            return await handler(request, *args, **kwargs)

        return self.limited(guarded)

    def install(self, portal: Blueprint) -> None:
        """别的网站嵌入时浏览器要先问一声。不许带 cookie，只认令牌。"""

        for path in _PATHS:
            portal.add_route(_preflight, path, methods=["OPTIONS"], name=f"preflight_{path.strip('/').split('/<')[0]}_{'<' in path}")

        @portal.on_response
        async def allow(request: Request, response: HTTPResponse) -> None:
            origin = request.headers.get("origin")
            if not origin or not self._origins & {"*", origin}:
                return
            response.headers["access-control-allow-origin"] = "*" if "*" in self._origins else origin
            response.headers["vary"] = "origin"
            response.headers["access-control-allow-methods"] = "GET, POST, DELETE"
            response.headers["access-control-allow-headers"] = _ALLOWED_HEADERS
            response.headers["access-control-expose-headers"] = "retry-after"
            response.headers["access-control-max-age"] = "600"


async def find_conversation(request: Request, session: Session) -> Tuple[Text, int]:
    """这个会话现在用哪个对话（接到微信了就是微信的），从第几句以后看起。"""
    return await asyncio.to_thread(conversation_of, session.conversation_id, request.app.ctx.bindings)


async def _preflight(request: Request, **_: Any) -> HTTPResponse:
    return empty()


def read_key(key: Optional[Text]) -> Optional[Text]:
    """市民那头起的幂等键；写法不对抛 UtteranceUnreadable。"""
    if key is None or _KEY.fullmatch(key):
        return key
    raise UtteranceUnreadable("Idempotency-Key 应当是不超过64个字的字母、数字、下划线和短横。")


def too_fast(seconds: float) -> HTTPResponse:
    """太快了：说清等多久。"""
    wait = max(1, round(seconds))
    refusal = problem(429, "too_fast", f"发得太快了，请等{wait}秒再试。着急请直接拨打12345。")
    refusal.headers["retry-after"] = str(wait)
    return refusal

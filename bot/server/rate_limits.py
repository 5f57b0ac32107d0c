"""不用登录就能调、每次都要花力气的几条路：同一个来话的人、同一个地址，一分钟最多几次。"""

from __future__ import annotations

import math
from typing import Any, Optional

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.server.problems import problem
from bot.settings import Settings
from connectors.channels.rate_limit import Limits

_SPOKEN_TO = "/webhooks/rest/webhook"
_RATED = "/api/v1/ratings"
_SIGN_IN = "/api/v1/session"


def install_rate_limits(app: Sanic, settings: Settings, limits: Limits) -> None:
    """超了答 429 和 Retry-After。设成 0 的不限。"""

    @app.on_request
    async def limit(request: Request) -> Optional[HTTPResponse]:
        if request.method != "POST" or request.path not in (_SPOKEN_TO, _RATED, _SIGN_IN):
            return None
        address = request.remote_addr or request.ip
        callers = [(f"address:{request.path}:{address}", settings.requests_per_minute_per_address)]
        if request.path == _SPOKEN_TO:
            callers.append((f"sender:{_sender(request)}", settings.messages_per_minute_per_sender))
        for caller, most in callers:
            waits = await limits.wait(caller, most)
            if waits:
                return _too_many(math.ceil(waits))
        return None


def _too_many(wait: int) -> HTTPResponse:
    answer = problem(429, "too_many_requests", f"太快了，请等 {wait} 秒再试。", retry_after=wait)
    answer.headers["retry-after"] = str(wait)
    return answer


def _sender(request: Request) -> Any:
    """读不懂的请求体后面自会答 400。"""
    try:
        body = request.json
    except SanicException:
        return ""
    return body.get("sender", "default") if isinstance(body, dict) else ""

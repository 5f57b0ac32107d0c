"""限速：一分钟里同一个来话的人、同一个地址最多几次。有 Redis 时几个进程合起来数。"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Callable, Dict, Optional, Protocol

from redis.asyncio import Redis
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.server.problems import problem
from bot.settings import Settings

_MINUTE = 60
_MOST_CALLERS = 50_000
_PREFIX = "hotline:rate:"
# 不用登录就能调、每次都要花力气的。
_SPOKEN_TO = "/webhooks/rest/webhook"
_RATED = "/api/v1/ratings"
_SIGN_IN = "/api/v1/session"


class Counter(Protocol):
    async def count(self, caller: str, minute: int) -> int:
        """minute 这一分钟里连这次是第几次。"""
        ...


class LocalCounter:
    """只在本进程里数。"""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Dict[str, int] = {}

    async def count(self, caller: str, minute: int) -> int:
        if minute != self._minute or len(self._counts) >= _MOST_CALLERS:
            self._minute, self._counts = minute, {}
        self._counts[caller] = self._counts.get(caller, 0) + 1
        return self._counts[caller]


class SharedCounter:
    """在 Redis 里数，几个进程、几台机器合起来。键里只有摘要，没有地址。"""

    def __init__(self, redis: Redis):
        self._redis = redis

    async def count(self, caller: str, minute: int) -> int:
        key = f"{_PREFIX}{hashlib.sha256(caller.encode()).hexdigest()[:32]}:{minute}"
        async with self._redis.pipeline(transaction=True) as pipe:
            found = await pipe.incr(key).expire(key, 2 * _MINUTE).execute()
        return int(found[0])


def install_rate_limits(app: Sanic, settings: Settings, counter: Counter, now: Callable[[], datetime]) -> None:
    """超了答 429 和 Retry-After。设成 0 的不限。"""

    @app.on_request
    async def limit(request: Request) -> Optional[HTTPResponse]:
        if request.method != "POST" or request.path not in (_SPOKEN_TO, _RATED, _SIGN_IN):
            return None
        seconds = int(now().timestamp())
        address = request.remote_addr or request.ip
        callers = [(f"address:{request.path}:{address}", settings.requests_per_minute_per_address)]
        if request.path == _SPOKEN_TO:
            callers.append((f"sender:{_sender(request)}", settings.messages_per_minute_per_sender))
        for caller, most in callers:
            if most and await counter.count(caller, seconds // _MINUTE) > most:
                return _too_many(_MINUTE - seconds % _MINUTE)
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

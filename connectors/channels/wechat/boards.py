"""几个进程共用的告示板：谁先写的算数，过期自动撕掉。有 Redis 用 Redis，没有就在本进程。"""

from __future__ import annotations

import heapq
import time
from typing import Any, Dict, List, Optional, Protocol, Tuple

import structlog
from redis.exceptions import RedisError

log = structlog.get_logger("hotline.wechat")

_PREFIX = "hotline:wechat:"


class Board(Protocol):
    """键里不得有 openid。seconds 是记多久。"""

    async def settle(self, key: str, value: bytes, seconds: int) -> bytes:
        """写下 value；已经有人写过的不动。返回算数的那个。"""
        ...

    async def outcome(self, key: str) -> Optional[bytes]: ...

    async def count(self, key: str, seconds: int) -> int:
        """加一，返回加过之后的数。"""
        ...

    async def drop(self, key: str) -> None: ...


class LocalBoard:
    """只在本进程。过期的随手撕，不会越积越多。"""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._kept: Dict[str, Any] = {}
        self._until: Dict[str, float] = {}
        self._queue: List[Tuple[float, str]] = []

    async def settle(self, key: str, value: bytes, seconds: int) -> bytes:
        self._tear_off()
        if key not in self._kept:
            self._keep(key, value, seconds)
        return self._kept[key]

    async def outcome(self, key: str) -> Optional[bytes]:
        self._tear_off()
        return self._kept.get(key)

    async def count(self, key: str, seconds: int) -> int:
        self._tear_off()
        if key not in self._kept:
            self._keep(key, 0, seconds)
        self._kept[key] += 1
        return self._kept[key]

    async def drop(self, key: str) -> None:
        self._kept.pop(key, None)
        self._until.pop(key, None)

    def _keep(self, key: str, value: Any, seconds: int) -> None:
        until = self._clock() + seconds
        self._kept[key], self._until[key] = value, until
        heapq.heappush(self._queue, (until, key))

    def _tear_off(self) -> None:
        now = self._clock()
        while self._queue and self._queue[0][0] <= now:
            until, key = heapq.heappop(self._queue)
            if self._until.get(key) == until:  # 撕过又写的，是另一张
                del self._kept[key], self._until[key]


class RedisBoard:
    """redis 是 redis.asyncio.Redis。Redis 一时不通就先记在本进程：宁可两个进程各办一次，不可不答。"""

    def __init__(self, redis: Any):
        self._redis, self._here = redis, LocalBoard()

    async def settle(self, key: str, value: bytes, seconds: int) -> bytes:
        try:
            if await self._redis.set(_PREFIX + key, value, nx=True, ex=seconds):
                return value
            return await self._redis.get(_PREFIX + key) or value  # 刚好过期：没有别人的，就是自己的
        except RedisError as error:
            _log_down(error)
            return await self._here.settle(key, value, seconds)

    async def outcome(self, key: str) -> Optional[bytes]:
        try:
            found = await self._redis.get(_PREFIX + key)
        except RedisError as error:
            _log_down(error)
            found = None
        return found if found is not None else await self._here.outcome(key)

    async def count(self, key: str, seconds: int) -> int:
        try:
            async with self._redis.pipeline(transaction=True) as pipe:
                number, _ = await pipe.incr(_PREFIX + key).expire(_PREFIX + key, seconds).execute()
            return number
        except RedisError as error:
            _log_down(error)
            return await self._here.count(key, seconds)

    async def drop(self, key: str) -> None:
        await self._here.drop(key)
        try:
            await self._redis.delete(_PREFIX + key)
        except RedisError as error:
            _log_down(error)


def _log_down(error: Exception) -> None:
    log.error("wechat_redis_down", error=type(error).__name__)

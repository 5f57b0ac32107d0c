"""限速：从头一次起，一分钟里最多几次，谁超了谁等，不连累别人。没有 Redis 只在本进程里数，有就几个进程合起来数。"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from typing import Any, Callable, Protocol, Tuple

MINUTE = 60.0
_MOST_CALLERS = 50_000
_PREFIX = "hotline:rate:"


class Limits(Protocol):
    async def wait(self, caller: str, most: int) -> float:
        """记一次。返回 0 是可以，否则是还要等几秒；most 是 0 的不限。"""
        ...


class LocalLimits:
    """只在本进程里数。clock 是只往前走的秒表。"""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._minutes: OrderedDict[str, Tuple[float, int]] = OrderedDict()  # 谁 → （这一分钟从何时起，几次）

    async def wait(self, caller: str, most: int) -> float:
        if not most:
            return 0.0
        now = self._clock()
        since, count = self._minutes.get(caller, (now, 0))
        if now - since >= MINUTE:
            since, count = now, 0
        self._minutes[caller] = (since, count + 1)
        self._minutes.move_to_end(caller)
        if len(self._minutes) > _MOST_CALLERS:  # 最久没来的先忘
            self._minutes.popitem(last=False)
        return since + MINUTE - now if count >= most else 0.0


class SharedLimits:
    """在 Redis（异步的客户端）里数，几个进程、几台机器合起来。键里只有摘要，没有地址。"""

    def __init__(self, redis: Any):
        self._redis = redis

    async def wait(self, caller: str, most: int) -> float:
        if not most:
            return 0.0
        key = _PREFIX + hashlib.sha256(caller.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        async with self._redis.pipeline(transaction=True) as pipe:
            _, count, left = await pipe.set(key, 0, ex=int(MINUTE), nx=True).incr(key).pttl(key).execute()
        return left / 1000 if count > most else 0.0

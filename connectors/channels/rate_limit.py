"""限速：一段时间里最多几次，谁超了谁等，不连累别人。只在本进程里数。"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from typing import Callable, Deque

_MOST_CALLERS = 20_000


class RateLimit:
    """seconds 秒里最多 most 次。clock 是只往前走的秒表。"""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic):
        self._most, self._seconds, self._clock = most, seconds, clock
        self._calls: OrderedDict[str, Deque[float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """记一次。返回 0 是可以；否则是还要等几秒，这一次不算。"""
        waits = self.left(caller)
        if not waits:
            self._calls.setdefault(caller, deque()).append(self._clock())
            self._calls.move_to_end(caller)
            if len(self._calls) > _MOST_CALLERS:
                self._calls.popitem(last=False)
        return waits

    def left(self, caller: str) -> float:
        """只看不记。"""
        calls, now = self._calls.get(caller, deque()), self._clock()
        while calls and calls[0] <= now - self._seconds:
            calls.popleft()
        return calls[0] + self._seconds - now if len(calls) >= self._most else 0

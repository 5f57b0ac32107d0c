"""编码的线程：一次编一句。编码时不占解释器锁，答话的线程趁这几毫秒做别的。"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Callable

# 等编码的线程动起来，最多这么多秒；通常不到十分之一毫秒。
_HANDOVER = 0.002
# 只有这一句时，在原地等最多这么多秒；长话编得久，回到事件循环去等。
_PATIENCE = 0.004


class Encoding:
    """正在编的一句。"""

    def __init__(self, line: EncoderLine, finished: threading.Lock, future: asyncio.Future):
        self._line, self._finished, self._future = line, finished, future

    async def wait(self) -> None:
        """等它编完；编的时候出的错在这里抛。

        只有这一句，就在原地等：回到事件循环、编完再被叫醒，要多花十分之二毫秒。
        """
        if not (self._line.has_one() and self._finished.acquire(timeout=_PATIENCE)):
            await self._future


class EncoderLine:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._count = 0  # 正编着和等着编的

    def has_one(self) -> bool:
        return self._count == 1

    def start(self, encode: Callable[[], None]) -> Encoding:
        """让编码的线程动起来再回头：它要先拿到解释器锁，不让给它，它得等这边做完才开始。"""
        moving, finished = threading.Lock(), threading.Lock()  # 不用 Event：它放锁的空当里，解释器锁又回到这边
        moving.acquire()
        finished.acquire()

        def run() -> None:
            moving.release()
            encode()
            finished.release()

        def leave(_: asyncio.Future) -> None:
            self._count -= 1

        future = asyncio.get_running_loop().run_in_executor(self._thread, run)
        future.add_done_callback(leave)
        self._count += 1
        if self.has_one():  # 前面还有话在编，就不等了
            moving.acquire(timeout=_HANDOVER)
        return Encoding(self, finished, future)

"""编码的线程：一次编一句。编码时不占解释器锁，答话的线程趁这几毫秒做别的。"""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from queue import SimpleQueue
from typing import Callable, Optional

# 等编码的线程动起来，最多这么多秒；通常不到十分之一毫秒。
_HANDOVER = 0.002
# 只有这一句时，在原地等最多这么多秒；长话编得久，回到事件循环去等。
_PATIENCE = 0.004


class Encoding:
    """正在编的一句。"""

    def __init__(self, encode: Callable[[], None], line: EncoderLine):
        self._encode, self._line = encode, line
        self.moving, self._finished = threading.Lock(), threading.Lock()  # 不用 Event：它放锁的空当里，解释器锁又回到这边
        self.moving.acquire()
        self._finished.acquire()
        self._guard = threading.Lock()
        self._waiter: Optional[asyncio.Future] = None
        self._error: Optional[Exception] = None

    def run(self) -> None:
        self.moving.release()
        try:
            self._encode()
        except Exception as error:  # 在等的那一边抛
            self._error = error
        with self._guard:
            self._finished.release()
        if self._waiter:
            self._waiter.get_loop().call_soon_threadsafe(_wake, self._waiter)

    async def wait(self) -> None:
        """等它编完；编的时候出的错在这里抛。

        只有这一句，就在原地等：回到事件循环、编完再被叫醒，要多花十分之二毫秒。
        """
        if not self._finished.acquire(timeout=_PATIENCE if self._line.has_one() else 0):
            with self._guard:
                if not self._finished.acquire(blocking=False):
                    self._waiter = asyncio.get_running_loop().create_future()
            if self._waiter:
                await self._waiter
        if self._error:
            raise self._error


class EncoderLine:
    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._started = self._ended = 0  # 各只有一个线程改
        threading.Thread(target=self._work, name="encoder", daemon=True).start()

    def has_one(self) -> bool:
        """正编着和等着编的，只有一句。"""
        return self._started - self._ended == 1

    def start(self, encode: Callable[[], None]) -> Encoding:
        """让编码的线程动起来再回头：它要先拿到解释器锁，不让给它，它得等这边做完才开始。"""
        encoding = Encoding(encode, self)
        self._started += 1
        self._queue.put(partial(self._encode, encoding))
        if self.has_one():  # 前面还有话在编，就不等了
            encoding.moving.acquire(timeout=_HANDOVER)
        return encoding

    def follow(self, work: Callable[[], None]) -> None:
        """编完手上的接着做；work 不抛错。"""
        self._queue.put(work)

    def _encode(self, encoding: Encoding) -> None:
        encoding.run()
        self._ended += 1

    def _work(self) -> None:
        while True:
            self._queue.get()()


def _wake(waiter: asyncio.Future) -> None:
    if not waiter.done():
        waiter.set_result(None)

"""知识改了就换上，不用重启、不用重训：隔一会儿看一眼，收到 SIGHUP 马上看。"""

from __future__ import annotations

import asyncio
import signal
from typing import Any, Callable, Optional

from bot.errors import KnowledgeInvalid


class KnowledgeWatch:
    """prepare 在别的线程里跑：没变返回 None，变了返回“换上”的函数；换上在事件循环里做，不会落在一轮话中间。"""

    def __init__(self, prepare: Callable[[], Optional[Callable[[], None]]], seconds: int, log: Any):
        self._prepare, self._seconds, self._log = prepare, seconds, log
        self._asked = asyncio.Event()
        self._refused: Optional[str] = None

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.add_signal_handler(signal.SIGHUP, self._asked.set)

    async def run(self, stopping: asyncio.Event) -> None:
        """一直看，直到 stopping。"""
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            asked = asyncio.create_task(self._asked.wait())
            await asyncio.wait({stopped, asked}, timeout=self._seconds or None, return_when=asyncio.FIRST_COMPLETED)
            asked.cancel()
            self._asked.clear()
            if not stopping.is_set():
                await self.look()

    async def look(self) -> bool:
        """看一眼，变了就换上。新知识有错就照用旧的，同样的错只说一次。"""
        try:
            swap = await asyncio.get_running_loop().run_in_executor(None, self._prepare)
        except KnowledgeInvalid as error:
            if str(error) != self._refused:
                self._refused = str(error)
                self._log.error("knowledge_refused", problems=str(error).splitlines())
            return False
        except Exception as error:  # 后台任务的最外一层：这次不成，下次再看
            self._log.error("knowledge_not_read", error=type(error).__name__)
            return False
        self._refused = None
        if swap is None:
            return False
        swap()
        self._log.info("knowledge_renewed")
        return True

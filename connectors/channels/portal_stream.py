"""把会话里新的话推给开着的页面（server-sent events）。对话记录是准的，这里只管叫醒。"""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Optional, Set

from bot.hotline.transcript import TranscriptEntry

# 叫醒只在本进程里；别的进程（坐席那边）记下的话，最迟这么久也看得到。
_LOOK_AGAIN_SECONDS = 5
_KEEP_ALIVE_SECONDS = 15
MOST_STREAMS = 6  # 一个会话最多开几页


class Streams:
    """谁开着哪个会话。记下新的话以后 wake，正在跑一轮时 typing。"""

    def __init__(self) -> None:
        self._open: Dict[str, Set[asyncio.Event]] = {}
        self._busy: Dict[str, int] = {}
        self.is_stopping = False

    def count(self, conversation_id: str) -> int:
        return len(self._open.get(conversation_id, ()))

    def wake(self, conversation_id: str) -> None:
        for news in self._open.get(conversation_id, ()):
            news.set()

    def stop(self) -> None:
        """服务要停了，都别等了。"""
        self.is_stopping = True
        for conversation_id in self._open:
            self.wake(conversation_id)

    @contextmanager
    def typing(self, conversation_id: str) -> Iterator[None]:
        self._busy[conversation_id] = self._busy.get(conversation_id, 0) + 1
        self.wake(conversation_id)
        try:
            yield
        finally:
            self._busy[conversation_id] -= 1
            if not self._busy[conversation_id]:
                del self._busy[conversation_id]
            self.wake(conversation_id)

    @contextmanager
    def opened(self, conversation_id: str) -> Iterator[asyncio.Event]:
        news = asyncio.Event()
        self._open.setdefault(conversation_id, set()).add(news)
        try:
            yield news
        finally:
            self._open[conversation_id].discard(news)
            if not self._open[conversation_id]:
                del self._open[conversation_id]

    async def push(
        self, conversation_id: str, after: int, entries_after: Callable[[int], Optional[List[TranscriptEntry]]], send: Any
    ) -> None:
        """从第 after 句以后推起，一直推到页面关了、换了对话（接到微信、断开了）或者服务要停。

        entries_after(n) 取第 n 句以后的，换了对话是 None；send 是异步的，收一段文字。
        """
        was_busy, silent = False, 0.0
        with self.opened(conversation_id) as news:
            await send("retry: 2000\n\n")
            while not self.is_stopping:
                news.clear()
                is_busy = conversation_id in self._busy  # 取以前看：不忙了，答复一定已经记下
                entries = await asyncio.to_thread(entries_after, after)
                is_busy = is_busy or conversation_id in self._busy  # 取以后再看：取到了市民刚说的，一定知道正忙着
                if entries is None:
                    return
                if is_busy and not was_busy:
                    await send(event("typing", {"on": True}))
                for entry in entries:
                    await send(_entry_event(entry))
                    after = entry.number
                if was_busy and not is_busy:
                    await send(event("typing", {"on": False}))
                was_busy = is_busy
                if entries:  # 没补完的接着补
                    silent = 0.0
                    continue
                try:
                    await asyncio.wait_for(news.wait(), _LOOK_AGAIN_SECONDS)
                except asyncio.TimeoutError:
                    silent += _LOOK_AGAIN_SECONDS
                if silent >= _KEEP_ALIVE_SECONDS:  # 中间的代理见没动静会掐线
                    await send(": 还在\n\n")
                    silent = 0.0


def _entry_event(entry: TranscriptEntry) -> str:
    return event("entry", entry.as_record(), entry.number)


def event(name: str, data: Any, number: Optional[int] = None) -> str:
    head = "" if number is None else f"id: {number}\n"
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

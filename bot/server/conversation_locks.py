"""同一个会话一次只跑一轮。原版内存锁每秒才看一次，这里排队即走。"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncGenerator, Dict, Text

from rasa.core.lock_store import LockStore


class ConversationLocks(LockStore):
    """一个进程之内的锁；用完即丢，不占内存。"""

    def __init__(self) -> None:
        super().__init__()
        self._locks: Dict[Text, asyncio.Lock] = {}
        self._waiting: Dict[Text, int] = {}

    @asynccontextmanager
    async def lock(self, conversation_id: Text, **_) -> AsyncGenerator[None, None]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._waiting[conversation_id] = self._waiting.get(conversation_id, 0) + 1
        try:
            async with lock:
                yield None
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id], self._locks[conversation_id]

"""几个进程之间的会话锁，放在 Redis 里：同一个会话同一时刻只有一个进程在办它的一轮。

原版的 Redis 锁会让两个进程同时进同一个会话，排队时每秒才看一次。这里 SET NX PX 占住，
占着时按时续期；进程死了，到期自己放开。
"""

from __future__ import annotations

import asyncio
import random
import secrets
from contextlib import asynccontextmanager
from typing import AsyncGenerator, Text

from redis.asyncio import Redis

from bot.errors import LockLost
from bot.server.conversation_locks import ConversationLocks

_PREFIX = "hotline:lock:"
_LIFETIME_MS = 15_000
_RENEW_SECONDS = 4.0
_LOOK_AGAIN = (0.005, 0.03)  # 秒，取中间的随机数，免得几个进程总是同时来看
# 只动自己占的那一把。
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
_RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"


class SharedConversationLocks(ConversationLocks):
    """先在本进程里排队，轮到的再去占 Redis 里的那一把：一个会话每个进程最多一个在等。"""

    def __init__(self, redis: Redis, lifetime_ms: int = _LIFETIME_MS, renew_seconds: float = _RENEW_SECONDS) -> None:
        super().__init__()
        self._redis, self._lifetime, self._renew_seconds = redis, lifetime_ms, renew_seconds

    @asynccontextmanager
    async def lock(self, conversation_id: Text, **_) -> AsyncGenerator[None, None]:
        """等到轮到为止。中途锁丢了（Redis 重启过），这一轮作废，抛 LockLost，不和别的进程同时写。"""
        async with super().lock(conversation_id):
            name, token = _PREFIX + conversation_id, secrets.token_hex(16)
            while not await self._redis.set(name, token, nx=True, px=self._lifetime):
                await asyncio.sleep(random.uniform(*_LOOK_AGAIN))
            turn = asyncio.current_task()
            keeping = asyncio.create_task(self._keep(name, token, turn))
            try:
                yield None
            except asyncio.CancelledError:
                if keeping.done() and not keeping.cancelled():
                    raise LockLost(f"会话的锁丢了，这一轮作废：{conversation_id[:12]}…") from None
                raise
            finally:
                keeping.cancel()
                await self._redis.eval(_RELEASE, 1, name, token)

    async def _keep(self, name: Text, token: Text, turn: asyncio.Task) -> None:
        while True:
            await asyncio.sleep(self._renew_seconds)
            if not await self._redis.eval(_RENEW, 1, name, token, self._lifetime):
                turn.cancel()
                return

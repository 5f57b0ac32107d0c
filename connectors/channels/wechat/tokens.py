"""access_token：一个公众号一张，谁都用它。到期前换，一次只有一个人去换：有 Redis 时几个进程之间也是。"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Awaitable, Callable, Dict, Optional, Protocol

from redis.exceptions import RedisError

from connectors.channels.wechat.errors import WeChatUnavailable

_EARLY_SECONDS = 300  # 到期前这么久就换；微信那边新旧也并存五分钟
_LOCK_SECONDS = 20
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Token:
    value: str
    until: float  # Unix 秒

    def is_good(self, now: float) -> bool:
        return now < self.until - _EARLY_SECONDS


class TokenShelf(Protocol):
    """放 token 的地方，和“一次一个人去换”的锁。"""

    async def read(self) -> Optional[Token]: ...

    async def write(self, token: Token, now: float) -> None: ...

    async def lock(self) -> Optional[str]:
        """拿到锁返回钥匙；别人拿着返回 None。"""
        ...

    async def unlock(self, key: str) -> None: ...


class TokenKeeper:
    """fetch(force) 去 stable_token 取一张，返回微信答的 {access_token, expires_in}。

    普通模式在有效期里取多少次都是同一张，不会让别人手里的作废；force 会，只在微信说不认、
    再取还是那一张时才用。
    """

    def __init__(self, shelf: TokenShelf, fetch: Callable[[bool], Awaitable[Dict[str, Any]]], now: Callable[[], datetime]):
        self._shelf, self._fetch, self._now = shelf, fetch, now

    async def get(self, rejected: Optional[str] = None) -> str:
        """能用的 token。rejected 是微信刚说不认的那张：不会再给它。取不到抛 WeChatTrouble。"""
        waited = 0.0
        while True:
            kept = await self._usable(rejected)
            if kept:
                return kept
            key = await self._shelf.lock()
            if key:
                try:
                    kept = await self._usable(rejected)  # 等锁的时候别人可能刚换好
                    return kept or await self._renew(rejected)
                finally:
                    await self._shelf.unlock(key)
            if waited > _LOCK_SECONDS:
                raise WeChatUnavailable("token_lock")
            await asyncio.sleep(_POLL_SECONDS)
            waited += _POLL_SECONDS

    async def _usable(self, rejected: Optional[str]) -> Optional[str]:
        kept = await self._shelf.read()
        is_usable = kept is not None and kept.value != rejected and kept.is_good(self._now().timestamp())
        return kept.value if kept is not None and is_usable else None

    async def _renew(self, rejected: Optional[str]) -> str:
        answer = await self._fetch(False)
        if answer["access_token"] == rejected:
            answer = await self._fetch(True)
        now = self._now().timestamp()
        token = Token(answer["access_token"], now + float(answer["expires_in"]))
        await self._shelf.write(token, now)
        return token.value


class LocalShelf:
    """只在本进程。几个进程各有各的也不打架：普通模式取到的是同一张。"""

    def __init__(self) -> None:
        self._token: Optional[Token] = None
        self._is_locked = False

    async def read(self) -> Optional[Token]:
        return self._token

    async def write(self, token: Token, now: float) -> None:
        self._token = token

    async def lock(self) -> Optional[str]:
        if self._is_locked:
            return None
        self._is_locked = True
        return "local"

    async def unlock(self, key: str) -> None:
        self._is_locked = False


class RedisShelf:
    """几个进程共用。redis 是 redis.asyncio.Redis；cipher 把 token 加密了再放。Redis 一时不通就各用各的。"""

    # 只开自己上的锁：超时以后锁可能已经是别人的。
    _UNLOCK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

    def __init__(self, redis: Any, cipher: Any, app_id: str):
        self._redis, self._cipher, self._here = redis, cipher, LocalShelf()
        self._place, self._lock = f"hotline:wechat:token:{app_id}", f"hotline:wechat:token-lock:{app_id}"

    async def read(self) -> Optional[Token]:
        try:
            sealed = await self._redis.get(self._place)
        except RedisError:
            return await self._here.read()
        return Token(**json.loads(self._cipher.open(sealed))) if sealed else None

    async def write(self, token: Token, now: float) -> None:
        await self._here.write(token, now)
        sealed = self._cipher.seal(json.dumps({"value": token.value, "until": token.until}))
        try:
            await self._redis.set(self._place, sealed, ex=max(1, int(token.until - now)))
        except RedisError:
            pass  # 本进程已经记下；别的进程自己去取，普通模式取到的是同一张

    async def lock(self) -> Optional[str]:
        key = secrets.token_hex(8)
        try:
            return key if await self._redis.set(self._lock, key, nx=True, ex=_LOCK_SECONDS) else None
        except RedisError:
            return await self._here.lock()

    async def unlock(self, key: str) -> None:
        try:
            await self._redis.eval(self._UNLOCK, 1, self._lock, key)
        except RedisError:
            pass  # 锁自己会过期
        await self._here.unlock(key)

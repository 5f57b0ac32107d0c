"""看门：签名、时间、重放，三样都过才往里走。"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime
from typing import Callable, Mapping, Optional

from connectors.channels.wechat.boards import Board
from connectors.channels.wechat.errors import NotFromWeChat

FRESH_SECONDS = 300  # 和我们的钟差得再多就不认
_KEEP_SECONDS = 2 * FRESH_SECONDS + 60  # 用过的 nonce 记到它肯定过时
_DELIVERIES = 3  # 微信一条消息最多送三遍
_TIMESTAMP = re.compile(r"\d{9,11}")
_LONGEST_NONCE = 128


class Doorman:
    """board 记用过的 nonce：有 Redis 时几个进程共用一本。"""

    def __init__(self, token: str, board: Board, now: Callable[[], datetime]):
        self._token, self._board, self._now = token, board, now

    def check(self, query: Mapping[str, str], encrypted: Optional[str] = None) -> None:
        """验签名和时间。encrypted 是密文：给了就验 msg_signature，它把正文也管住。不过就抛 NotFromWeChat。"""
        given = query.get("signature" if encrypted is None else "msg_signature") or ""
        timestamp, nonce = query.get("timestamp") or "", query.get("nonce") or ""
        if not 0 < len(nonce) <= _LONGEST_NONCE or not _TIMESTAMP.fullmatch(timestamp):
            raise NotFromWeChat("signature_missing")
        parts = [self._token, timestamp, nonce] + ([] if encrypted is None else [encrypted])
        if not hmac.compare_digest(sign(parts).encode(), given.encode()):
            raise NotFromWeChat("signature_wrong")
        if abs(self._now().timestamp() - int(timestamp)) > FRESH_SECONDS:
            raise NotFromWeChat("stale")

    async def admit(self, query: Mapping[str, str], body: bytes) -> str:
        """头一回见的 nonce 才放行，返回它的记号。

        微信没等到我们的回答会原样再送，最多三遍：正文一字不差、上一遍还没答上的，放行。
        答过的、换了正文的，都是重放。
        """
        mark = hashlib.sha256(f"{query['timestamp']}\n{query['nonce']}".encode()).hexdigest()
        digest = hashlib.sha256(body).hexdigest()
        first = await self._board.settle(f"nonce:{mark}", digest.encode(), _KEEP_SECONDS)
        if first != digest.encode():
            raise NotFromWeChat("replayed")
        times = await self._board.count(f"seen:{mark}", _KEEP_SECONDS)
        if times > _DELIVERIES or (times > 1 and await self._board.outcome(f"answered:{mark}")):
            raise NotFromWeChat("replayed")
        return mark

    async def answered(self, mark: str) -> None:
        """这一遍答上了；同样的请求再来就是重放。"""
        await self._board.settle(f"answered:{mark}", b"1", _KEEP_SECONDS)


def sign(parts: list[str]) -> str:
    """微信的签名：排好序连起来取 SHA-1。"""
    return hashlib.sha1("".join(sorted(parts)).encode("utf-8", "surrogatepass")).hexdigest()

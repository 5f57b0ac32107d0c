"""一条消息只办一次：再送来的等同一个结果；来得及就当场回复，来不及就推送，二者只居其一。"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Awaitable, Callable, Dict, List, Optional, Protocol, Sequence

import structlog

from bot.logs import where
from connectors.channels.wechat.boards import Board
from connectors.channels.wechat.incoming import Incoming
from connectors.channels.wechat.speech import Said, Speech

log = structlog.get_logger("hotline.wechat")

_KEEP_SECONDS = 300  # 记住办过的消息多久；微信只在十几秒里再送
_PUSH = b"push"
_POLL_SECONDS = 0.05
_PAGE_DAYS = 7
_BROKEN_OFF = timedelta(seconds=90)  # 这么久还没答出来，多半是进程死了
_PATIENCE_SECONDS = 3.0  # 轮到它还要等这么久，微信多半等不到了
_AFTER_PASSIVE = timedelta(seconds=1)  # 当场的那一条先到，余下的再推


class PushShelf(Protocol):
    """要推的答复，由 stores/push_store.py 实现。"""

    def put(
        self, key: str, citizen: str, openid: str, pieces: Sequence[str], due: datetime, until: datetime, now: datetime,
        replace: bool = True,
    ) -> None: ...  # fmt: skip

    def drop(self, key: str) -> None: ...


class PageShelf(Protocol):
    def new_code(self) -> str: ...

    def add(self, code: str, text: str, until: datetime) -> None: ...


@dataclass
class Turns:
    """compose 办一条消息，返回要说的话，没有要说的返回 None；citizen_of 把 openid 变成摘要。"""

    board: Board
    cipher: Any
    speech: Speech
    pushes: PushShelf
    pages: PageShelf
    compose: Callable[[Incoming], Awaitable[Optional[Said]]]
    citizen_of: Callable[[str], str]
    page_url: Callable[[str], str]
    not_finished: str
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None
    # 一轮是算力活，同时开太多只会大家一起慢；排着队，先来的先答。
    at_once: int = 4

    def __post_init__(self) -> None:
        self._running: Dict[str, asyncio.Task] = {}
        self._letting_go: set[asyncio.Task] = set()
        self._seats = asyncio.Semaphore(self.at_once)
        self._queued, self._pace = 0, 0.0  # 排着几条，近来办一条几秒

    async def take(self, incoming: Incoming, deadline: float) -> Optional[str]:
        """当场要回的一段话；没有要回的、或者改为推送，返回 None。deadline 是事件循环的钟。"""
        mine = secrets.token_bytes(8)
        if await self.board.settle(f"turn:{incoming.key}", mine, _KEEP_SECONDS) == mine:
            task = asyncio.ensure_future(self._run(incoming))
            self._running[incoming.key] = task
            task.add_done_callback(lambda _: self._running.pop(incoming.key, None))
            if self._queued * self._pace / self.at_once > _PATIENCE_SECONDS:  # 忙不过来：不让微信白等，办好了推送
                deadline = 0.0
        try:
            outcome = await self._wait(incoming.key, deadline) or await self._turn_to_push(incoming)
        except asyncio.CancelledError:  # 微信那头断了：没人接当场的回复了，改为推送
            letting_go = asyncio.ensure_future(self._turn_to_push(incoming))
            self._letting_go.add(letting_go)
            letting_go.add_done_callback(self._letting_go.discard)
            raise
        return None if outcome == _PUSH else json.loads(self.cipher.open(outcome))

    async def finish(self, seconds: float) -> None:
        """停服务之前把手上的办完。"""
        left = [*self._running.values(), *self._letting_go]
        if left:
            await asyncio.wait(left, timeout=seconds)

    async def _wait(self, key: str, deadline: float) -> Optional[bytes]:
        """等结果；到点还没有返回 None。别的进程在办的，隔一会儿看一眼。"""
        loop = asyncio.get_running_loop()
        task = self._running.get(key)
        if task is not None:
            await asyncio.wait({task}, timeout=max(0.0, deadline - loop.time()))
            return await self.board.outcome(f"outcome:{key}")
        while True:
            outcome = await self.board.outcome(f"outcome:{key}")
            if outcome is not None or loop.time() >= deadline:
                return outcome
            await asyncio.sleep(_POLL_SECONDS)

    async def _turn_to_push(self, incoming: Incoming) -> bytes:
        """改为推送。先留一句“没能答上来”，答出来时换掉：这中间进程死了，市民也不会石沉大海。"""
        now = self.now()
        await self._put(incoming, [self.not_finished], due=now + _BROKEN_OFF, replace=False)
        outcome = await self.board.settle(f"outcome:{incoming.key}", _PUSH, _KEEP_SECONDS)
        if outcome != _PUSH:  # 刚好在这时答出来了，当场回
            await asyncio.to_thread(self.pushes.drop, incoming.key)
        return outcome

    async def _run(self, incoming: Incoming) -> None:
        clock = asyncio.get_running_loop().time
        self._queued += 1
        try:
            async with self._seats:
                self._queued -= 1
                await asyncio.sleep(0)  # 让一让：到点的、刚到的先照应
                started = clock()
                said = await self._compose(incoming)
                self._pace += (clock() - started - self._pace) / 8
            await self._hand_out(incoming, said)
        except Exception as error:  # 这一条的最外一层：结果交不出去，留着的那句“没能答上来”会发出去
            log.error("wechat_turn_failed", kind=incoming.kind, error=type(error).__name__, where=where(error))

    async def _compose(self, incoming: Incoming) -> Optional[Said]:
        try:
            return await self.compose(incoming)
        except Exception as error:  # 市民要听到一声，值班的人要看到是什么错
            log.error("wechat_answer_failed", kind=incoming.kind, error=type(error).__name__, where=where(error))
            return Said(self.not_finished)

    async def _hand_out(self, incoming: Incoming, said: Optional[Said]) -> None:
        key = f"outcome:{incoming.key}"
        if said is None or not said.text:
            if await self.board.settle(key, self._sealed(None), _KEEP_SECONDS) == _PUSH:
                await asyncio.to_thread(self.pushes.drop, incoming.key)
            return
        first, *rest = await self._pieces(said, 1 + incoming.grant.messages)
        sealed = self._sealed(first)
        if await self.board.settle(key, sealed, _KEEP_SECONDS) == sealed:
            if rest:
                await self._put(incoming, rest, due=self.now() + _AFTER_PASSIVE)
            return
        await self._put(incoming, await self._pieces(said, max(1, incoming.grant.messages)), due=self.now())
        self.wake()

    async def _pieces(self, said: Said, most: int) -> List[str]:
        return await asyncio.to_thread(self.fit, said, most)

    def fit(self, said: Said, most: int) -> List[str]:
        """切成至多 most 条；放不下的给网页：有告知书的给告知书，没有的现做一个。"""
        if not self.speech.needs_page(said.text, most):
            return self.speech.pieces(said.text, most, "")
        url = said.page
        if url is None:
            code = self.pages.new_code()
            self.pages.add(code, said.text, self.now() + timedelta(days=_PAGE_DAYS))
            url = self.page_url(code)
        return self.speech.pieces(said.text, most, url)

    async def _put(self, incoming: Incoming, pieces: Sequence[str], due: datetime, replace: bool = True) -> None:
        now = self.now()
        until = now + timedelta(seconds=incoming.grant.seconds)
        citizen = self.citizen_of(incoming.openid)
        await asyncio.to_thread(
            self.pushes.put, incoming.key, citizen, incoming.openid, pieces, due, until, now, replace
        )

    def _sealed(self, text: Optional[str]) -> bytes:
        return self.cipher.seal(json.dumps(text, ensure_ascii=False))

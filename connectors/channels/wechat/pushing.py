"""推送员：把要推的答复一条一条发成客服消息。几个进程可以同时干，随时可以被杀。

一件的结局：送完删掉；微信这会儿不让发（四十八小时、五条）留着等市民下次来；连不上过会儿再试；
取消关注的不再发；内容被拒、次数用完的停下叫人。没有悄悄丢掉的。

微信的客服消息没有幂等键：发出去了、回答在路上断了，再发就是两遍。宁可两遍，不可没有。
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Callable, List, Optional, Protocol, Sequence, Set

import structlog

from connectors.channels.wechat.errors import CitizenUnreachable, QuotaSpent, WeChatRefused, WeChatTrouble
from connectors.platforms.retry import RetrySchedule

log = structlog.get_logger("hotline.wechat")

# 客服消息只有四十八小时能发，间隔比工单投递密。
_DELAYS = (0.0, 2.0, 10.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 57600.0)
_FORGET_DAYS = 30
_TIDY_SECONDS = 3600


class Push(Protocol):
    key: str
    openid: str
    sent: int
    attempts: int
    until: datetime
    left: Sequence[str]


class Outbox(Protocol):
    """由 stores/push_store.py 实现。"""

    def claim(self, worker: str, now: datetime, limit: int, lease: timedelta) -> Sequence[Any]: ...

    def sent_one(self, push: Any, sent: int) -> bool: ...

    def done(self, push: Any) -> None: ...

    def failed(self, push: Any, error: str, next_attempt_at: Optional[datetime]) -> None: ...

    def hold(self, push: Any, error: str) -> None: ...

    def forget_before(self, moment: datetime) -> int: ...


@dataclass
class Pusher:
    """send 发一条客服消息。idle 是没有到点的件时隔几秒再看。"""

    name: str
    outbox: Outbox
    send: Callable[[str, str], Any]
    now: Callable[[], datetime]
    schedule: RetrySchedule = field(default_factory=lambda: RetrySchedule(delays=_DELAYS))
    lease: timedelta = timedelta(seconds=60)
    idle: float = 1.0
    concurrency: int = 16
    chance: Callable[[], float] = random.random

    def __post_init__(self) -> None:
        self._awake, self._is_stopping = asyncio.Event(), False

    def wake(self) -> None:
        """有新件，别等了。"""
        self._awake.set()

    def stop(self) -> None:
        self._is_stopping = True
        self._awake.set()

    async def run(self) -> None:
        """一直干到 stop()；手上的送完再走。"""
        in_flight: Set[asyncio.Task] = set()
        tidy_at = 0.0
        while not self._is_stopping:
            self._awake.clear()
            loop = asyncio.get_running_loop()
            if loop.time() >= tidy_at:
                tidy_at = loop.time() + _TIDY_SECONDS
                await self._tidy()
            for push in await self._claim(self.concurrency - len(in_flight)):
                in_flight.add(asyncio.ensure_future(self._deliver(push)))
            # 有人送完、有新件、或者歇够了，再去领。
            waking = asyncio.ensure_future(self._awake.wait())
            await asyncio.wait({waking, *in_flight}, timeout=self.idle, return_when=asyncio.FIRST_COMPLETED)
            waking.cancel()
            in_flight = {task for task in in_flight if not task.done()}
        if in_flight:
            await asyncio.wait(in_flight)

    async def run_once(self) -> int:
        """把此刻到点的送一遍，返回送了几件。"""
        count = 0
        while claimed := await self._claim(self.concurrency):
            await asyncio.gather(*(self._deliver(push) for push in claimed))
            count += len(claimed)
        return count

    async def _claim(self, limit: int) -> List[Any]:
        if limit <= 0:
            return []
        try:
            return list(await asyncio.to_thread(self.outbox.claim, self.name, self.now(), limit, self.lease))
        except Exception as error:  # 数据库一时连不上，不能让推送员死掉
            log.error("wechat_claim_failed", worker=self.name, error=type(error).__name__)
            return []

    async def _deliver(self, push: Push) -> None:
        try:
            await self._send(push)
        except Exception as error:  # 结果没记下：租期一到再领再送
            log.error("wechat_push_not_recorded", push=push.key, error=type(error).__name__)

    async def _send(self, push: Push) -> None:
        for number, piece in enumerate(push.left, push.sent + 1):
            if self.now() > push.until:
                await asyncio.to_thread(self.outbox.hold, push, "too_late")
                log.info("wechat_push_held", push=push.key, error="too_late")
                return
            try:
                await self.send(push.openid, piece)
            except WeChatTrouble as trouble:
                await self._failed(push, trouble)
                return
            if not await asyncio.to_thread(self.outbox.sent_one, push, number):
                return  # 换成了新的答复，归下一次领的人
        await asyncio.to_thread(self.outbox.done, push)
        log.info("wechat_push_sent", push=push.key, attempts=push.attempts)

    async def _failed(self, push: Push, trouble: WeChatTrouble) -> None:
        ids = {"push": push.key, "error": trouble.code, "errcode": trouble.errcode, "attempts": push.attempts}
        if isinstance(trouble, QuotaSpent):
            await asyncio.to_thread(self.outbox.hold, push, str(trouble))
            log.info("wechat_push_held", **ids)
        elif isinstance(trouble, CitizenUnreachable):
            await asyncio.to_thread(self.outbox.done, push)
            log.info("wechat_push_unreachable", **ids)
        else:
            again = None
            if not isinstance(trouble, WeChatRefused):
                again = self.schedule.next_attempt_at(push.attempts, self.now(), self.chance(), trouble.retry_after)
            await asyncio.to_thread(self.outbox.failed, push, str(trouble), again)
            (log.warning if again else log.error)("wechat_push_failed" if again else "wechat_push_stuck", **ids)

    async def _tidy(self) -> None:
        try:
            await asyncio.to_thread(self.outbox.forget_before, self.now() - timedelta(days=_FORGET_DAYS))
        except Exception as error:
            log.error("wechat_tidy_failed", error=type(error).__name__)

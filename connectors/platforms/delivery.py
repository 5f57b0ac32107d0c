"""投递员：从发件箱领件，送到平台，拿到验过的回执才算送达。

几个投递员可以同时干；随时可以被杀：领走的件过了时限别人再领，平台凭幂等键只建一张。
一件的结局只有三种：送达、等下次、卡住等人（看得见、能重发）。没有丢弃。
"""

from __future__ import annotations

import asyncio
import random
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Callable, List, Mapping, Optional, Protocol, Sequence, Set

import aiohttp
import structlog

from bot.errors import MappingGap, PlatformGone, PlatformRefused, PlatformTrouble, PlatformUnavailable
from connectors.platforms.gateway import Gateway, Outbound, new_session
from connectors.platforms.retry import RetrySchedule

log = structlog.get_logger("hotline.delivery")

# 再送多少次都一样的，马上停下叫人。
_HOPELESS = (PlatformGone, PlatformRefused, MappingGap)


class Outbox(Protocol):
    """发件箱，由 stores/delivery_store.py 实现。"""

    def claim(
        self, worker: str, now: datetime, limit: int, lease: timedelta, platform: Optional[str]
    ) -> Sequence[Outbound]: ...

    def delivered(self, delivery_id: str, external_no: Optional[str], now: datetime) -> None: ...

    def failed(self, delivery_id: str, error: str, next_attempt_at: Optional[datetime], now: datetime) -> None: ...


def _log_alarm(event: str, **ids: object) -> None:
    log.error(event, **ids)


@dataclass
class DeliveryWorker:
    """一个投递员。每个平台一条线，一个平台慢了不耽误另一个。"""

    name: str
    outbox: Outbox
    gateways: Mapping[str, Gateway]
    now: Callable[[], datetime]
    schedule: RetrySchedule = field(default_factory=RetrySchedule)
    lease: timedelta = timedelta(seconds=90)
    idle: float = 0.5
    concurrency: int = 8
    chance: Callable[[], float] = random.random
    alarm: Callable[..., None] = _log_alarm  # 件卡住了，要叫人
    _stopping: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def stop(self) -> None:
        """不再领新件；手上的送完就走。"""
        self._stopping.set()

    async def run(self) -> None:
        """一直干到 stop()。"""
        log.info("delivery_worker_started", worker=self.name, platforms=sorted(self.gateways))
        async with new_session() as session:
            await asyncio.gather(*(self._serve(session, platform) for platform in self.gateways))
        log.info("delivery_worker_stopped", worker=self.name)

    async def run_once(self) -> int:
        """把此刻到点的送一遍，返回送了几件。"""
        async with new_session() as session:
            sent = 0
            for platform in self.gateways:
                claimed = await self._claim(platform, self.concurrency)
                while claimed:
                    await asyncio.gather(*(self._deliver(session, one) for one in claimed))
                    sent += len(claimed)
                    claimed = await self._claim(platform, self.concurrency)
            return sent

    async def _serve(self, session: aiohttp.ClientSession, platform: str) -> None:
        in_flight: Set[asyncio.Task] = set()
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                free = self.concurrency - len(in_flight)
                claimed = await self._claim_or_wait(platform, free) if free else []
                in_flight |= {asyncio.ensure_future(self._deliver(session, one)) for one in claimed}
                # 领满了就等有人空出来；没领满说明没有到点的了，歇一会儿再看。
                full = len(in_flight) >= self.concurrency
                await asyncio.wait(
                    in_flight | {stopping} if full else {stopping},
                    timeout=None if full else self.idle,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                in_flight = {task for task in in_flight if not task.done()}
        finally:
            stopping.cancel()
            if in_flight:
                await asyncio.wait(in_flight)

    async def _claim_or_wait(self, platform: str, limit: int) -> List[Outbound]:
        """数据库一时连不上不能让投递员死掉：记下，当作没有件。"""
        try:
            return await self._claim(platform, limit)
        except Exception as error:  # 投递进程的最外一层
            log.error("delivery_claim_failed", worker=self.name, platform=platform, error=type(error).__name__)
            return []

    async def _claim(self, platform: str, limit: int) -> List[Outbound]:
        claimed = await asyncio.to_thread(self.outbox.claim, self.name, self.now(), limit, self.lease, platform)
        return list(claimed)

    async def _deliver(self, session: aiohttp.ClientSession, delivery: Outbound) -> None:
        try:
            await self._send(session, delivery)
        except Exception as error:  # 记不下结果：租期一到会有人再领，不丢也不重
            log.error("delivery_not_recorded", **_ids(delivery), error=type(error).__name__)

    async def _send(self, session: aiohttp.ClientSession, delivery: Outbound) -> None:
        try:
            receipt = await self.gateways[delivery.platform].send(session, delivery)
        except PlatformTrouble as trouble:
            await self._failed(delivery, trouble)
            return
        except Exception as error:  # 没料到的毛病只伤这一件：照样按次数再送，送完次数叫人
            log.error("delivery_crashed", **_ids(delivery), error=type(error).__name__, where=_where(error))
            await self._failed(delivery, PlatformUnavailable(f"unexpected {type(error).__name__}"))
            return
        await asyncio.to_thread(self.outbox.delivered, delivery.id, receipt.external_no, self.now())
        log.info(
            "delivery_done", **_ids(delivery), attempts=delivery.attempts, external_no=receipt.external_no,
            duplicate=receipt.is_duplicate,
        )  # fmt: skip

    async def _failed(self, delivery: Outbound, trouble: PlatformTrouble) -> None:
        now = self.now()
        next_attempt_at = None
        if not isinstance(trouble, _HOPELESS):
            retry_after = getattr(trouble, "retry_after", None)
            next_attempt_at = self.schedule.next_attempt_at(delivery.attempts, now, self.chance(), retry_after)
        error = f"{trouble.code}: {trouble}"
        await asyncio.to_thread(self.outbox.failed, delivery.id, error, next_attempt_at, now)
        if next_attempt_at is None:
            self.alarm("delivery_stuck", **_ids(delivery), attempts=delivery.attempts, error=trouble.code)
        else:
            log.warning("delivery_failed", **_ids(delivery), attempts=delivery.attempts, error=trouble.code)


def _where(error: Exception) -> str:
    """出错的地方。只记文件和行号：错误的消息里可能有市民的话。"""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _ids(delivery: Outbound) -> dict:
    return {
        "delivery_id": delivery.id,
        "ticket_no": delivery.ticket_no,
        "platform": delivery.platform,
        "kind": delivery.kind,
    }

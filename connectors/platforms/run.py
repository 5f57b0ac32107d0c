"""投递进程：按设置配好投递员，收到 SIGTERM、SIGINT 把手上的送完再走。"""

from __future__ import annotations

import asyncio
import signal
from datetime import datetime, timedelta
from typing import Callable, Mapping

from connectors.platforms.delivery import DeliveryWorker, Outbox
from connectors.platforms.settings import DeliverySettings, open_gateways


def delivery_worker(
    name: str,
    outbox: Outbox,
    settings: DeliverySettings,
    department_names: Mapping[str, str],
    now: Callable[[], datetime],
) -> DeliveryWorker:
    """配好的投递员。name 在日志和领件记录里认人，几个进程不要同名。"""
    return DeliveryWorker(
        name=name,
        outbox=outbox,
        gateways=open_gateways(settings, department_names, now),
        now=now,
        schedule=settings.schedule,
        lease=timedelta(seconds=settings.lease),
        idle=settings.idle,
        concurrency=settings.concurrency,
    )


async def run_until_signalled(worker: DeliveryWorker) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, worker.stop)
    await worker.run()

"""投递进程：生产环境的投递员，只是间隔换成快的。随时会被 SIGKILL。"""

import asyncio
import logging
import signal
from datetime import timedelta
from pathlib import Path

import structlog

from bot.stores.cipher import Cipher
from bot.stores.database import connect
from bot.stores.delivery_store import DeliveryStore
from connectors.platforms.delivery import DeliveryWorker
from connectors.platforms.retry import RetrySchedule
from connectors.platforms.settings import DeliverySettings, PlatformAddress, open_gateways
from connectors.platforms.simulator.keys import kept_keys
from platform_simulator import DEPARTMENTS, now


async def main(url: str, key: str, name: str, simulator_url: str, folder: str) -> None:
    keys = kept_keys(Path(folder))
    settings = DeliverySettings(
        platforms={platform: PlatformAddress(simulator_url, keys[platform]) for platform in keys}, timeout=1.0, lease=1.6
    )
    worker = DeliveryWorker(
        name, DeliveryStore(connect(url), Cipher([key])), open_gateways(settings, DEPARTMENTS, now), now,
        schedule=RetrySchedule(delays=(0.0,) + (0.05,) * 60, jitter=0.5), lease=timedelta(seconds=settings.lease),
        idle=0.1, concurrency=4,
    )  # fmt: skip
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.stop)
    await worker.run()


def deliver(*arguments: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(main(*arguments))

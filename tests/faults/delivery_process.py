"""投递进程：生产环境的投递员，只是间隔换成快的。随时会被 SIGKILL。"""

import asyncio
import logging
from pathlib import Path

import structlog
from platform_simulator import DEPARTMENTS, now

from bot.stores.cipher import Cipher
from bot.stores.database import connect
from bot.stores.delivery_store import DeliveryStore
from connectors.platforms.run import delivery_worker, run_until_signalled
from connectors.platforms.settings import DeliverySettings, PlatformAddress
from connectors.platforms.simulator.keys import kept_keys


def deliver(url: str, key: str, name: str, simulator_url: str, folder: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = DeliverySettings(
        platforms={name: PlatformAddress(simulator_url, keys) for name, keys in kept_keys(Path(folder)).items()},
        timeout=1.0,
        lease=1.6,
        idle=0.1,
        jitter=0.5,
        delays=(0.0,) + (0.05,) * 60,
        concurrency=4,
    )
    outbox = DeliveryStore(connect(url), Cipher([key]))
    asyncio.run(run_until_signalled(delivery_worker(name, outbox, settings, DEPARTMENTS, now)))

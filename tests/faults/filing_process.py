"""登记进程：一张一张登记，工单和发件箱同一个事务。"""

import time

from platform_simulator import a_ticket, file_ticket

from bot.stores.cipher import Cipher
from bot.stores.database import connect
from bot.stores.delivery_store import DeliveryStore


def file_all(url: str, key: str, count: int, seconds: float) -> None:
    """在 seconds 秒里登记 count 张。"""
    engine = connect(url)
    outbox = DeliveryStore(engine, Cipher([key]))
    started = time.monotonic()
    for number in range(count):
        file_ticket(outbox, engine, a_ticket(f"T{number:05d}"), "12345" if number % 2 else "12315")
        time.sleep(max(0.0, started + seconds * number / count - time.monotonic()))

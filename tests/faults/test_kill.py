"""一件不丢、一件不重：两个投递进程随机挨 SIGKILL，模拟器三成的请求出毛病，各种都有。

平时 200 件；FAULTS_FULL=1 时 1,000 件。SQLite 和 PostgreSQL 各一遍。
"""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from delivery_process import deliver
from filing_process import file_all
from platform_simulator import Simulator, now

from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.delivery_store import DeliveryStore
from bot.stores.platform_tickets import platform_tickets
from connectors.platforms.gateway import new_session
from connectors.platforms.reconcile import reconcile
from connectors.platforms.simulator.faults import FAULTS

FULL = os.environ.get("FAULTS_FULL") == "1"
TICKETS = 1000 if FULL else 200
KILLS = 20
FILING_SECONDS = 40.0 if FULL else 4.0
LONGEST = 300 if FULL else 60


# 一个先装好模块的进程，要一个就复制一个：重起只要几十毫秒，力气花在送件上。
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["delivery_process", "filing_process"])


class Staff:
    """被杀了又起来的两个投递进程。只碰自己起的进程。"""

    def __init__(self, url: str, key: str, *more: str):
        self._url, self._key, self._more = url, key, more
        self._processes = [self._start(number) for number in range(2)]
        self.kills = 0

    def kill_one(self, chance: random.Random) -> None:
        number = chance.randrange(2)
        self._processes[number].kill()
        self._processes[number].join()
        assert self._processes[number].exitcode == -signal.SIGKILL, "投递进程自己死了"
        self._processes[number] = self._start(number)
        self.kills += 1

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(15)
        assert [process.exitcode for process in self._processes] == [0, 0], "没有好好停下"

    def _start(self, number: int) -> multiprocessing.Process:
        process = PROCESSES.Process(target=deliver, args=(self._url, self._key, f"w{number}", *self._more))
        process.start()
        return process


@pytest.fixture
def simulator(tmp_path):
    simulator = Simulator(tmp_path)
    yield simulator
    simulator.stop()


def test_nothing_lost_and_nothing_doubled(database_url, simulator, tmp_path):
    chance = random.Random(20260511)
    engine, key = connect(database_url), new_key()
    migrate(engine)
    outbox = DeliveryStore(engine, Cipher([key]))
    simulator.put("/admin/faults", {
        "fraction": 0.3, "hang_seconds": 1.5, "slow_seconds": 0.3, "retry_after": 1, "seed": 7,
    })  # fmt: skip
    started_at, started = now(), time.monotonic()

    filing = PROCESSES.Process(target=file_all, args=(database_url, key, TICKETS, FILING_SECONDS))
    filing.start()
    staff = Staff(database_url, key, simulator.url, str(tmp_path))
    replays = 0
    try:
        next_kill = time.monotonic() + 0.5
        while not is_done(outbox, filing, staff):
            assert time.monotonic() - started < LONGEST, outbox.counts()
            # 手上有件的时候才杀，才杀得疼。
            counts = outbox.counts()
            if (
                staff.kills < KILLS
                and time.monotonic() >= next_kill
                and (counts["claimed"] or counts["delivered"] == TICKETS)
            ):
                staff.kill_one(chance)
                next_kill = time.monotonic() + chance.uniform(0.1, 2 * FILING_SECONDS / KILLS)
            for stuck in outbox.with_status(["stuck"]):  # 值班的人看见卡住的（410），问清了，重发
                outbox.replay(stuck.id, now())
                replays += 1
            time.sleep(0.02)
    finally:
        staff.stop()
        filing.join(15)
    took = time.monotonic() - started

    theirs, summary = simulator.get("/admin/tickets"), simulator.get("/admin/summary")
    ours = outbox.with_status(["delivered"], limit=TICKETS * 2)
    assert staff.kills == KILLS
    assert outbox.counts() == {"waiting": 0, "claimed": 0, "delivered": TICKETS, "stuck": 0, "withdrawn": 0}
    assert len(theirs) == TICKETS
    assert max(Counter(row["ticket_no"] for row in theirs).values()) == 1
    assert {row.ticket_no: row.external_no for row in ours} == {row["ticket_no"]: row["external_no"] for row in theirs}
    assert summary["duplicates_refused"] == 0, "有工单换了幂等键重来：平台若不认单号就建了两张"
    assert set(FAULTS) <= set(summary["calls"]), "有一种毛病一次也没出"
    for platform in ("12345", "12315"):
        found = asyncio.run(reconciled(engine, simulator, platform, started_at))
        assert found.is_clean and found.ours == found.theirs == TICKETS // 2, found.as_text()
    calls = sum(summary["calls"].values())
    print(
        f"\n{engine.dialect.name}: {TICKETS} tickets, {staff.kills} kills, {calls} calls,"
        f" {1 - summary['calls']['none'] / calls:.0%} faulty, {summary['repeats']} re-sends recognised,"
        f" {replays} replayed by hand, {took:.1f} s"
    )
    engine.dispose()


def is_done(outbox, filing, staff) -> bool:
    counts = outbox.counts()
    return filing.exitcode == 0 and staff.kills >= KILLS and counts["delivered"] == sum(counts.values()) == TICKETS


async def reconciled(engine, simulator, platform, started_at):
    simulator.put("/admin/faults", {})
    since, until = started_at - timedelta(hours=1), now() + timedelta(hours=1)
    async with new_session() as session:
        ours = platform_tickets(engine, platform, since, until)
        return await reconcile(simulator.gateways()[platform], session, ours, since, until)

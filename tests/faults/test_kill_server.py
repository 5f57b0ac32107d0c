"""一件不丢、一件不重，从接口到平台：八个客户端经接口登记，服务随机挨 SIGKILL，平台三成的请求出毛病。

平时 160 件、杀 3 次；FAULTS_FULL=1（make faults）1,000 件、杀 20 次。SQLite 一台服务；PostgreSQL 两台，各带一个投递员。
"""

import os
import random
import time
from collections import Counter

import pytest
import requests
from hotline_server import Clients, Server, read_token
from platform_simulator import Simulator, now, wait_until

from connectors.platforms.simulator.faults import FAULTS

FULL = os.environ.get("FAULTS_FULL") == "1"
TICKETS, KILLS = (1000, 20) if FULL else (160, 3)
CLIENTS = 8
LONGEST = 1500 if FULL else 280

pytestmark = pytest.mark.timeout(LONGEST + 120)


@pytest.fixture
def var_folder(tmp_path):
    return tmp_path


@pytest.fixture
def simulator(var_folder):
    (var_folder / "platforms").mkdir()
    simulator = Simulator(var_folder / "platforms")
    yield simulator
    simulator.stop()


@pytest.fixture
def servers(trained_model, database_url, var_folder, simulator):
    """SQLite 只容一个进程；PostgreSQL 起两个，投递员也就有两个。"""
    servers = [Server(database_url, var_folder, simulator)]
    if not database_url.startswith("sqlite"):  # 账号和密钥备好了就起第二个，不等第一个装好模型
        wait_until((var_folder / "demo-credentials.json").exists, 180, "第一台没起来")
        servers.append(Server(database_url, var_folder, simulator))
    for server in servers:
        server.wait_until_ready()
    yield servers
    for server in servers:
        server.stop()


def test_every_filing_answered_or_not_ends_up_exactly_once_on_both_sides(servers, var_folder, simulator):
    simulator.put("/admin/faults", {
        "fraction": 0.3, "hang_seconds": 1.5, "slow_seconds": 0.3, "retry_after": 1, "seed": 7,
    })  # fmt: skip
    chance, started, since = random.Random(20260512), time.monotonic(), now().date()
    lead = {"authorization": f"Bearer {read_token(var_folder, 'shift_lead')}"}
    clients = Clients(servers, read_token(var_folder, "operator"), TICKETS, CLIENTS)
    kill_at = sorted(chance.sample(range(5, TICKETS), KILLS))
    replayed = 0
    while kill_at or not clients.are_done() or not is_all_delivered(servers[0], lead):
        assert time.monotonic() - started < LONGEST, f"还剩 {len(kill_at)} 次没杀，登记了 {len(clients.answered)} 件"
        assert not clients.refused, clients.refused
        if kill_at and len(clients.answered) >= kill_at[0]:
            kill_at.pop(0)
            server = chance.choice(servers)
            server.kill()
            server.start()
            server.wait_until_ready()
        elif not kill_at:
            replayed += replay_stuck(servers[0], lead)
        time.sleep(0.05)

    simulator.put("/admin/faults", {})
    answered = {key: set(numbers) for key, numbers in clients.answered.items()}
    assert len(answered) == TICKETS
    assert all(len(numbers) == 1 for numbers in answered.values()), "同一个键答过不同的编号"
    numbers = {number for numbers in answered.values() for number in numbers}
    ours = {ticket["ticket_no"]: ticket for ticket in every_ticket(servers[-1], lead)}
    assert set(ours) == numbers and len(numbers) == TICKETS

    theirs, summary = simulator.get("/admin/tickets"), simulator.get("/admin/summary")
    assert len(theirs) == TICKETS and max(Counter(row["ticket_no"] for row in theirs).values()) == 1
    assert {no: ticket["external"]["external_no"] for no, ticket in ours.items()} == {
        row["ticket_no"]: row["external_no"] for row in theirs
    }
    assert summary["duplicates_refused"] == 0, "有工单换了幂等键重来：平台若不认单号就建了两张"
    if FULL:
        assert set(FAULTS) <= set(summary["calls"]), "有一种毛病一次也没出"
    for number in numbers:
        ticket = requests.get(f"{servers[0].url}/api/v1/tickets/{number}", headers=lead, timeout=30).json()
        facts = [entry["fact"] for entry in ticket["history"] if entry["fact"] != "DeadlineNear"]  # 到期提醒与登记无关
        assert facts == ["TicketFiled"] + ["TicketDispatched"] * (ticket["status"] == "dispatched"), (number, facts)

    counted = Counter()
    for day in sorted({since, now().date()}):  # 跑到一半可能过了零点
        query = {"date": day.isoformat()}
        found = requests.get(f"{servers[0].url}/api/v1/platforms/reconciliation", params=query, headers=lead, timeout=60).json()
        for platform in found["platforms"]:
            assert platform["status"] == "clean" and platform["ours"] == platform["theirs"], platform["text"]
            counted[platform["platform"]] += platform["ours"]
    assert len(counted) == 2 and all(counted.values())
    calls = sum(summary["calls"].values())
    print(
        f"\n{len(servers)} 台服务，{CLIENTS} 个客户端，{TICKETS} 件，杀 {KILLS} 次；平台接了 {calls} 次，"
        f"{1 - summary['calls']['none'] / calls:.0%} 出毛病，认出 {summary['repeats']} 次重送，"
        f"人工重发 {replayed} 件，{time.monotonic() - started:.0f} 秒"
    )


def is_all_delivered(server, lead) -> bool:
    counts = requests.get(f"{server.url}/api/v1/deliveries", headers=lead, timeout=30).json()["counts"]
    return counts["delivered"] == sum(counts.values()) == TICKETS


def replay_stuck(server, lead) -> int:
    """值班的人看见卡住的（平台答过 410），问清了，重发。"""
    stuck = requests.get(f"{server.url}/api/v1/deliveries", headers=lead, timeout=30).json()["deliveries"]
    for one in stuck:
        answer = requests.post(f"{server.url}/api/v1/deliveries/{one['id']}/replay", headers=lead, timeout=30)
        assert answer.status_code == 200, answer.text
    return len(stuck)


def every_ticket(server, lead):
    cursor = None
    while True:
        query = {"limit": 200, **({"cursor": cursor} if cursor else {})}
        page = requests.get(f"{server.url}/api/v1/tickets", params=query, headers=lead, timeout=30).json()
        yield from page["tickets"]
        cursor = page["next_cursor"]
        if cursor is None:
            return

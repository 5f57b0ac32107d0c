"""量工单：经接口登记每秒几张，百万张里经接口列表和检索多快，坐席帮助多快到页面。SQLite 和 PostgreSQL 各一遍。

python -m bot bench --only tickets（--quick 只塞两万张）。PostgreSQL 用 HOTLINE_BENCH_POSTGRESQL 指的，
没给就用测试依赖里带的那个起一个；都没有就只量 SQLite。
"""

from __future__ import annotations

import http.client
import json
import random
import statistics
import tempfile
import threading
import time
import uuid
from os import cpu_count, getloadavg
from pathlib import Path
from typing import Any, Dict, List, Tuple
from urllib.parse import urlsplit

from bench.operators import measure_operators, report_operators
from bench.postgresql import new_database
from bench.processes import BenchFailed, progress
from bench.sentences import Sentences
from bench.staff import Staff, staff_at_work
from bench.ticket_data import a_filing, fill
from bench.workbench import measure_workbench, report_workbench
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.knowledge_files import load_knowledge

_CLIENTS, _SECONDS, _ROUNDS = 8, 8.0, 15
_OPEN = "registered,dispatched,returned,in_hand,paused"
# (说法, 谁来查, 查什么)
_LOOK_UPS: Tuple[Tuple[str, str, Dict[str, str]], ...] = (
    ("全部", "lead", {}),
    ("本科室", "food", {}),
    ("本科室办理中", "food", {"status": "in_hand"}),
    ("本科室没办完", "food", {"status": _OPEN}),
    ("待签收", "lead", {"status": "dispatched"}),
    ("举报办理中", "lead", {"kind": "tip_off", "status": "in_hand"}),
    ("超期没办完", "lead", {"overdue": "true", "status": _OPEN}),
    ("某月登记的", "lead", {"filed_since": "2026-03-01", "filed_until": "2026-03-31"}),
    ("检索 好再来烧烤店", "lead", {"q": "好再来烧烤店"}),
    ("检索 预付卡不退", "lead", {"q": "预付卡不退"}),
    ("检索 加油站缺斤短两 祁连", "lead", {"q": "加油站缺斤短两 祁连"}),
    ("检索 健身房", "food", {"q": "健身房"}),
    ("检索 烧烤店 办理中", "lead", {"q": "烧烤店", "status": "in_hand"}),
    ("检索 一字不差的一张", "lead", {"q": "市民反映第77777号"}),
    ("检索 没有的词", "lead", {"q": "没有这样的话题"}),
    ("翻到第十页", "lead", {"page": "10"}),
)


def run_tickets(project: Path, quick: bool) -> Dict[str, Any]:
    """两种数据库各量一遍，印出来，返回数字。"""
    count = 20_000 if quick else 1_000_000
    results: Dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as folder:
        results["sqlite"] = _measure(f"sqlite:///{Path(folder) / 'tickets.db'}", count, project)
    print(_report({"sqlite": results["sqlite"]}, count), flush=True)
    with new_database() as url:
        if url is None:
            progress("没有 PostgreSQL 可用，只量了 SQLite")
        else:
            results["postgresql"] = _measure(url, count, project)
            print(_report({"postgresql": results["postgresql"]}, count), flush=True)
    return results


def _measure(url: str, count: int, project: Path) -> Dict[str, Any]:
    key, name = new_key(), urlsplit(url).scheme.partition("+")[0]
    figures: Dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as var:
        with staff_at_work(url, key, Path(var), project) as staff:
            progress(f"{name}：空库，{_CLIENTS} 个客户端登记 {_SECONDS:.0f} 秒")
            figures["filed_per_s_empty"], figures["filing_cpu_ms"] = _file_rate(staff)
        engine, cipher = connect(url), Cipher([key])
        migrate(engine)
        started = time.monotonic()
        fill(engine, cipher, load_knowledge(project / "knowledge"), count)
        engine.dispose()
        progress(f"{name}：塞进 {count} 张旧工单，用了 {time.monotonic() - started:.0f} 秒")
        with staff_at_work(url, key, Path(var), project) as staff:
            figures["filed_per_s_full"], _ = _file_rate(staff)
            figures["look_up_ms"] = _look_up(staff)
            figures["workbench"] = measure_workbench(staff)
            progress(f"{name}：二十位坐席一起接电话")
            figures["operators"] = measure_operators(staff, Sentences(project / "tests" / "nlu"))
    every = sorted(ms for took in figures["look_up_ms"].values() for ms in took)
    figures["look_up_p95_ms"] = every[int(len(every) * 0.95)]
    return figures


def _file_rate(staff: Staff) -> Tuple[float, float]:
    """几个客户端一起登记：每秒成几张，服务为一张用几毫秒 CPU。第一秒热身，不算。"""
    used = staff.server.cpu_seconds()
    done: List[int] = []
    sent: List[int] = []
    begin = time.monotonic() + 1
    stop = begin + _SECONDS

    def client(k: int) -> None:
        connection, chance, count, number = http.client.HTTPConnection("127.0.0.1", staff.port), random.Random(k), 0, 0
        while (moment := time.monotonic()) < stop:
            number += 1
            body = json.dumps(a_filing(k * 10**6 + number, chance), ensure_ascii=False).encode()
            headers = {"authorization": f"Bearer {staff.tokens['operator']}", "idempotency-key": uuid.uuid4().hex}
            connection.request("POST", "/api/v1/tickets", body, {**headers, "content-type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 201:
                raise BenchFailed(f"登记答了 {answer.status}")
            count += moment >= begin
        done.append(count)
        sent.append(number)

    threads = [threading.Thread(target=client, args=(k,)) for k in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(done) != _CLIENTS:
        raise BenchFailed("有一个客户端没有登记完")
    return sum(done) / _SECONDS, (staff.server.cpu_seconds() - used) * 1000 / sum(sent)


def _look_up(staff: Staff) -> Dict[str, List[float]]:
    """每种查法各若干遍，每遍的毫秒数。"""
    connection = http.client.HTTPConnection("127.0.0.1", staff.port)
    took: Dict[str, List[float]] = {}
    for name, who, query in _LOOK_UPS:
        query = dict(query)
        cursor = None
        for _ in range(int(query.pop("page", "1")) - 1):
            cursor = staff.get(connection, who, {**query, **({"cursor": cursor} if cursor else {})})["next_cursor"]
        wanted = {**query, **({"cursor": cursor} if cursor else {})}
        staff.get(connection, who, wanted)  # 先把要用的页读进内存
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            staff.get(connection, who, wanted)
            took.setdefault(name, []).append((time.perf_counter() - started) * 1000)
    return took


def _report(results: Dict[str, Any], count: int) -> str:
    lines = [f"\n工单，都经接口；{_CLIENTS} 个客户端登记；列表和检索时库里 {count} 张旧工单"]
    load, cores = getloadavg()[0], cpu_count() or 1
    if load > cores + 1:
        lines.append(f"注意：机器正忙（{cores} 核，负载 {load:.0f}），每秒几张和毫秒数都打了折扣，看 CPU 那一行")
    for name, figures in results.items():
        lines.append(f"\n{name}")
        lines.append(f"  空库登记          {figures['filed_per_s_empty']:8.0f} 张/秒")
        lines.append(f"  登记一张服务用     {figures['filing_cpu_ms']:8.1f} 毫秒 CPU")
        lines.append(f"  {count} 张之后登记 {figures['filed_per_s_full']:8.0f} 张/秒")
        for what, took in figures["look_up_ms"].items():
            lines.append(f"  中位 {statistics.median(took):7.1f} ms  最慢 {max(took):7.1f} ms  {what}")
        lines.append(f"  列表和检索 p95    {figures['look_up_p95_ms']:8.1f} ms")
        lines += report_workbench(figures["workbench"])
        lines += report_operators(figures["operators"])
    return "\n".join(lines)

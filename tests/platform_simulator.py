"""测试用：起一个真的模拟器进程，和一份装得下工单的发件箱。"""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, Optional

from bot.ports import Outgoing
from bot.settings import PROJECT, TIME_ZONE
from bot.stores.database import writing
from bot.stores.delivery_store import DeliveryStore
from bot.stores.ticket_tables import tickets
from connectors.platforms.settings import DeliverySettings, PlatformAddress, open_gateways
from connectors.platforms.simulator.keys import kept_keys

# 系统自己挑端口从 32768 起；这里按进程错开，两个一起跑的测试进程不挑同一个，挑过的不再挑。
_FIRST, _COUNT = 12_000, 20_000
_PORTS = (_FIRST + (os.getpid() * 997 + number) % _COUNT for number in itertools.count())

DEPARTMENTS = {"food": "食品监督管理科", "enforcement": "综合行政执法科", "party_committee": "机关党委"}


class Simulator:
    """一个模拟器进程。只杀自己起的这一个。"""

    def __init__(self, folder: Path, hotline_url: str = "http://127.0.0.1:9"):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.keys = kept_keys(folder)
        self._log = open(folder / "simulator.log", "wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "connectors.platforms.simulator", str(self.port), str(folder), hotline_url],
            cwd=PROJECT, env=python_environment(), stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        wait_until(self._is_up, 30, "模拟器没起来")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)
        self._log.close()

    def get(self, path: str) -> Any:
        return self._call("GET", path)

    def put(self, path: str, record: Dict[str, Any]) -> Any:
        return self._call("PUT", path, record)

    def post(self, path: str, record: Dict[str, Any]) -> Any:
        return self._call("POST", path, record)

    def clear(self) -> None:
        self._call("DELETE", "/admin/everything")
        self.put("/admin/faults", {})

    def settings(self, **values: Any) -> DeliverySettings:
        platforms = {platform: PlatformAddress(self.url, keys) for platform, keys in self.keys.items()}
        return DeliverySettings(platforms=platforms, **values)

    def gateways(self, **values: Any):
        return open_gateways(self.settings(**values), DEPARTMENTS, now)

    def _is_up(self) -> bool:
        try:
            self.get("/admin/summary")
            return True
        except (urllib.error.URLError, OSError):
            return False

    def _call(self, method: str, path: str, record: Optional[Dict[str, Any]] = None) -> Any:
        body = None if record is None else json.dumps(record).encode()
        request = urllib.request.Request(self.url + path, body, {"content-type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)


def now() -> datetime:
    return datetime.now(TIME_ZONE)


def free_port() -> int:
    """一个没人用的端口。不让系统挑：它挑的也是它随手给别的连接用的，服务要过几秒才占上，会被抢走。"""
    while True:
        port = next(_PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def python_environment(**more: str) -> Dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{Path(__file__).parent}", **more}


def wait_until(is_so, seconds: float, otherwise: str) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise AssertionError(otherwise)
        time.sleep(0.05)


def a_ticket(ticket_no: str, **fields: Any) -> Dict[str, Any]:
    """一张齐全的投诉，design.md §4 的样子。"""
    return {
        "ticket_no": ticket_no,
        "kind": "complaint",
        "ticket_system": "12345",
        "problem": "food_safety",
        "urgency": "normal",
        "department": "food",
        "status": "registered",
        "title": "早餐店包子有异物",
        "narrative": "今早在建设路18号早餐店买的包子里吃出一根铁丝，要求退钱。",
        "citizen": {"name": "张三", "phone": "13800000000", "address": "解放路2号", "is_anonymous": False},
        "respondent": {"name": "建设路早餐店", "address": "建设路18号", "is_online": False, "platform": None},
        "subject": {"product_or_service": "包子", "amount": 12.5, "event_on": "2026-05-11"},
        "demands": ["退款", "赔偿"],
        "evidence": ["小票照片.jpg"],
        "source": "portal",
        "first_contact": {},
        "clocks": [],
        "external": {"system": None, "external_no": None, "delivery_status": None},
        "linked": [],
        "history": [],
        **fields,
    }


def file_ticket(outbox: DeliveryStore, engine: Any, ticket: Dict[str, Any], platform: str, kind: str = "ticket") -> str:
    """工单行和发件箱行同一个事务写下，返回发件箱编号。"""
    at = now()
    with writing(engine) as connection:
        if kind == "ticket":
            connection.execute(tickets.insert().values(**_ticket_row(ticket, platform, at)))
        outbox.add_all(connection, [(Outgoing(ticket["ticket_no"], platform, kind, ticket), at)])
    return max(outbox.of_ticket(ticket["ticket_no"]), key=lambda delivery: delivery.created_at).id


def _ticket_row(ticket: Dict[str, Any], platform: str, at: datetime) -> Dict[str, Any]:
    names = ("ticket_no", "kind", "problem", "urgency", "status", "department", "title", "narrative")
    names += ("respondent", "subject", "demands", "evidence", "source")
    row = {name: ticket[name] for name in names}
    row.update(
        version=1, ticket_system=platform, supporting=[], is_anonymous=False, private_sealed=b"-", respondent_key="",
        place_key="", filed_at=at, urged=0,
    )  # fmt: skip
    return row

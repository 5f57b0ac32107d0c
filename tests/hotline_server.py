"""真的热线服务进程（python -m bot serve），随时会挨 SIGKILL，死了再起；和往里登记的客户端。"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any, Dict, List

import requests
from platform_simulator import free_port

from bot.settings import PROJECT

_READY_SECONDS = 180
_DELAYS = ",".join(["0.3"] * 200)


class Server:
    """一个服务进程。只杀自己起的这一个。起了不等：几个一起起，再一个个等（wait_until_ready）。"""

    def __init__(self, database_url: str, var_folder: Path, simulator: Any):
        self.port, self._log = free_port(), (var_folder / f"server-{uuid.uuid4().hex[:6]}.log").open("w")
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "HOTLINE_PORT": str(self.port),
            "HOTLINE_VAR_FOLDER": str(var_folder),
            "HOTLINE_DATABASE_URL": database_url,
            "HOTLINE_PLATFORM_12345_URL": simulator.url,
            "HOTLINE_PLATFORM_12315_URL": simulator.url,
            "HOTLINE_DELIVERY_TIMEOUT": "1",
            "HOTLINE_DELIVERY_LEASE": "2",
            "HOTLINE_DELIVERY_IDLE": "0.1",
            "HOTLINE_DELIVERY_DELAYS": _DELAYS,
        }
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=PROJECT, env=self._environment, stdout=self._log, stderr=self._log
        )

    def wait_until_ready(self) -> None:
        until = time.monotonic() + _READY_SECONDS
        while not self._is_ready():
            assert self._process.poll() is None, f"服务自己死了，看 {self._log.name}"
            assert time.monotonic() < until, f"服务没起来，看 {self._log.name}"
            time.sleep(0.1)

    def kill(self) -> None:
        self._process.kill()
        assert self._process.wait(20) == -signal.SIGKILL, f"服务自己死了，看 {self._log.name}"

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)
        self._log.close()

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False


class Clients:
    """几个客户端一起登记：一份诉求一个幂等键，没得到答复就换一台服务再来，直到有答复。"""

    def __init__(self, servers: List[Server], token: str, tickets: int, clients: int):
        self._urls = [f"{server.url}/api/v1/tickets" for server in servers]
        self._headers = {"authorization": f"Bearer {token}"}
        self.answered: Dict[str, List[str]] = {}  # 幂等键 → 得到过的工单编号
        self.refused: List[str] = []
        shares = [range(k, tickets, clients) for k in range(clients)]
        self._threads = [threading.Thread(target=self._file_all, args=(share,), daemon=True) for share in shares]
        for thread in self._threads:
            thread.start()

    def are_done(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def _file_all(self, share: range) -> None:
        chance, session = random.Random(share.start), requests.Session()
        for number in share:
            key = f"fault-{number}"
            times = 2 if chance.random() < 0.1 else 1  # 有的得到答复还要再发一遍
            while len(self.answered.get(key, ())) < times and not self.refused:
                self._file(session, chance.choice(self._urls), key, number)
            time.sleep(chance.uniform(0, 0.2))

    def _file(self, session: requests.Session, url: str, key: str, number: int) -> None:
        try:
            answer = session.post(url, json=a_filing(number), headers={**self._headers, "idempotency-key": key}, timeout=10)
        except requests.RequestException:  # 服务刚被杀：断了、没连上、答了一半
            time.sleep(0.1)
            return
        if answer.status_code in (200, 201):
            self.answered.setdefault(key, []).append(answer.json()["ticket_no"])
        elif answer.status_code < 500:
            self.refused.append(answer.text)


def a_filing(number: int) -> Dict[str, Any]:
    """单数是投诉（走 12315），双数是求助（走 12345）。"""
    filing = {
        "narrative": f"第{number}号：在好再来烧烤店吃出虫子，老板不肯退钱",
        "citizen": {"name": "张三", "phone": f"138{number:08d}", "address": "建设路18号"},
        "respondent": {"name": f"好再来{number}号烧烤店", "address": f"北大街{number}号"},
        "problem": "food_safety",
        "department": "food",
    }
    if number % 2:
        return {**filing, "kind": "complaint", "demands": ["退赔费用"], "subject": {"amount": 58}}
    return {**filing, "kind": "help_request"}


def read_token(var_folder: Path, role: str) -> str:
    return json.loads((var_folder / "demo-credentials.json").read_text(encoding="utf-8"))["tokens"][role]

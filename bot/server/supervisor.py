"""几个工作进程共用一个端口：一个死了马上补一个，叫停时一起好好停。"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any, List

from bot.errors import SettingsIncomplete
from bot.settings import Settings

_RESTART_SECONDS = 1.0
_STOP_SECONDS = 40
# 告诉工作进程：端口是和别的进程共用的。
SHARES_PORT = "HOTLINE_SHARES_PORT"


def refuse_if_unshareable(settings: Settings, workers: int) -> None:
    """几个进程要有共用的库和共用的锁；缺的说清。"""
    if workers <= 1:
        return
    if settings.database_url.startswith("sqlite"):
        raise SettingsIncomplete("--workers 大于 1 要用 PostgreSQL：请设置 HOTLINE_DATABASE_URL=postgresql://…")
    if not settings.redis_url:
        raise SettingsIncomplete("--workers 大于 1 要用 Redis：请设置 HOTLINE_REDIS_URL=redis://…")


def supervise(workers: int, host: str, port: int, log: Any) -> None:
    """起 workers 个工作进程，守到被叫停。"""
    stopping = False

    def stop(*_: Any) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    processes = [_start(host, port) for _ in range(workers)]
    log.info("workers_started", workers=workers, pids=[process.pid for process in processes])
    while not stopping:
        time.sleep(0.2)
        for i, process in enumerate(processes):
            if process.poll() is not None and not stopping:
                log.error("worker_died", pid=process.pid, code=process.returncode)
                time.sleep(_RESTART_SECONDS)
                processes[i] = _start(host, port)
    _stop_all(processes)


def _start(host: str, port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "bot", "serve", "--host", host, "--port", str(port), "--workers", "1"]
    return subprocess.Popen(command, env={**os.environ, SHARES_PORT: "1"})


def _stop_all(processes: List[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()

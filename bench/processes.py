"""起进程、等它好、看它占多少内存、停它。每一边都在自己的进程里，照使用者的起法起。"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, Optional

import psutil

from bot.errors import HotlineError

_LONGEST_START = 300
_REPORT_EVERY = 20


class BenchFailed(HotlineError):
    """一个进程没有做成它的事；话里说清是哪个、看哪份日志。"""

    code = "bench_failed"


def progress(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


def environment(**more: str) -> Dict[str, str]:
    """子进程的环境：不发遥测，不让 TensorFlow 刷屏。"""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONUNBUFFERED": "1", **more}


def run_to_end(what: str, arguments: List[str], log: Path, cwd: Path, env: Dict[str, str]) -> float:
    """跑一个 python -m …，隔一会儿说一声还在跑，返回用了几秒。"""
    log.parent.mkdir(parents=True, exist_ok=True)
    progress(f"{what}……")
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, "-m", *arguments], cwd=cwd, env=env, stdout=output, stderr=output)
        try:
            while True:
                try:
                    status = process.wait(_REPORT_EVERY)
                    break
                except subprocess.TimeoutExpired:
                    progress(f"{what}：{time.perf_counter() - started:.0f} 秒了，还在跑")
        finally:
            if process.poll() is None:
                process.kill()
    seconds = time.perf_counter() - started
    if status:
        raise BenchFailed(f"{what}没有成功（退出码 {status}），日志在 bench/out/logs/{log.name}")
    progress(f"{what}：用了 {seconds:.0f} 秒")
    return seconds


@contextmanager
def running(what: str, arguments: List[str], log: Path, cwd: Path, env: Dict[str, str], ready: str) -> Iterator[Server]:
    """起一个服务，等 ready 这个地址答 200 再交出来；离开时停掉。"""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=cwd, env=env, stdout=output, stderr=output, start_new_session=True
        )
        try:
            while not _answers(ready):
                if process.poll() is not None:
                    raise BenchFailed(f"{what}没有起来，日志在 bench/out/logs/{log.name}")
                if time.perf_counter() - started > _LONGEST_START:
                    raise BenchFailed(f"{what}{_LONGEST_START} 秒还没有起来，日志在 bench/out/logs/{log.name}")
                time.sleep(0.05)
            yield Server(process.pid, time.perf_counter() - started)
        finally:
            _stop(process)


class Server:
    """一个起好了的服务。"""

    def __init__(self, pid: int, start_s: float):
        self.start_s = start_s
        self._process = psutil.Process(pid)

    def cpu_seconds(self) -> float:
        """起来以后一共用了多少秒 CPU。机器忙时，每秒几件说明不了快慢，这个说得明。"""
        times = self._process.cpu_times()
        return times.user + times.system

    def memory_mb(self) -> float:
        """常驻内存，连子进程一起。"""
        family = [self._process, *self._process.children(recursive=True)]
        return sum(member.memory_info().rss for member in family) / 1e6


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen, patience: Optional[float] = 20) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

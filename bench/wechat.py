"""微信公众号压一分钟：五百人同时在聊，一条不丢、一条不重，当场回复有多快。

python -m bench.wechat [--users 500] [--seconds 60] [--pause 20]

热线和微信模拟器各起一个进程，只走本机。每人说一句，等到答复，歇一会儿再说。
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List

import aiohttp

from bench.acceptance import Line

PROJECT = Path(__file__).resolve().parent.parent
# 答得短、一条说得完的话：一句话应当正好一条答复。
WORDS = (
    "你好", "开小餐馆要办什么证", "谢谢", "你能做什么", "转人工", "网购七天无理由怎么退", "买到过期食品怎么赔",
    "公司注销要多久", "食品经营许可证要多少钱", "电梯年检找谁", "再见",
)  # fmt: skip
_ANSWERS = ("passive", "custom")


@dataclass
class Load:
    """压出来的结果。"""

    asked: int = 0
    seconds: List[float] = field(default_factory=list)  # 当场回复各用几秒
    attempts: Counter = field(default_factory=Counter)
    pushed: int = 0
    lost: List[str] = field(default_factory=list)
    doubled: List[str] = field(default_factory=list)
    broken: int = 0

    def percentile(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("inf")

    def said(self) -> str:
        figures = "，".join(f"p{int(part * 100)} {self.percentile(part) * 1000:.0f} ms" for part in (0.5, 0.95, 0.99))
        return (
            f"问了 {self.asked} 句：当场答 {len(self.seconds)}（{figures}），推送 {self.pushed}，"
            f"丢 {len(self.lost)}，重 {len(self.doubled)}，故障提示 {self.broken}，再送 {sum(self.attempts.values()) - self.attempts[1]}"
        )

    def lines(self) -> List[Line]:
        """议题“Citizens' doors”里的线。"""
        return [
            Line("丢的", len(self.lost), 0, at_least=False),
            Line("重的", len(self.doubled), 0, at_least=False),
            Line("微信说“服务出现故障”的", self.broken, 0, at_least=False),
            Line("当场回复 p99（毫秒）", self.percentile(0.99) * 1000, 1000, at_least=False),
        ]


async def press(weixin: str, users: int, seconds: float, pause: float, seed: int = 20260511) -> Load:
    """users 个人在 seconds 秒里各自说话，每句之间歇 pause 秒上下。weixin 是模拟器的地址。"""
    load, chance = Load(), random.Random(seed)
    people = ["o" + secrets.token_hex(14)[:27] for _ in range(users)]
    asked: Dict[str, int] = dict.fromkeys(people, 0)
    until = time.monotonic() + seconds
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def live(openid: str) -> None:
            await asyncio.sleep(chance.random() * min(pause, seconds))
            while time.monotonic() < until:
                asked[openid] += 1
                message = {"MsgType": "text", "Content": chance.choice(WORDS)}
                async with session.post(f"{weixin}/phones/{openid}/messages", json=message) as response:
                    answer = await response.json()
                load.attempts[answer["attempts"]] += 1
                if answer["text"]:
                    load.seconds.append(answer["seconds"])
                await asyncio.sleep(pause * (0.5 + chance.random()))

        await asyncio.gather(*(live(openid) for openid in people))
        await asyncio.gather(*(_tally(session, weixin, openid, asked[openid], load) for openid in people))
    load.asked = sum(asked.values())
    return load


async def _tally(session: aiohttp.ClientSession, weixin: str, openid: str, asked: int, load: Load) -> None:
    """推送可能晚一点，等一等再数。"""
    for _ in range(60):
        async with session.get(f"{weixin}/phones/{openid}") as response:
            seen: List[Dict[str, Any]] = (await response.json())["seen"]
        answers = [entry["how"] for entry in seen if entry["how"] in _ANSWERS]
        if len(answers) >= asked:
            break
        await asyncio.sleep(0.5)
    load.pushed += answers.count("custom")
    load.broken += sum(entry["how"] == "broken" for entry in seen)
    load.lost += [openid] * (asked - len(answers))
    load.doubled += [openid] * (len(answers) - asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=500, help="多少人同时在聊")
    parser.add_argument("--seconds", type=float, default=60, help="聊几秒")
    parser.add_argument("--pause", type=float, default=20, help="答完歇几秒再问（上下浮动一半）")
    given = parser.parse_args()
    if not 0 < given.users <= 2000 or not 0 < given.seconds <= 600 or given.pause < 1:
        parser.error("最多 2000 人、600 秒，至少歇 1 秒：这是在本机上量，不是打别人")
    with tempfile.TemporaryDirectory(prefix="hotline-wechat-") as folder:
        ports = [_free_port(), _free_port()]
        environment = {
            **os.environ, "HOTLINE_VAR_FOLDER": folder, "HOTLINE_DATABASE_URL": "", "HOTLINE_PORT": str(ports[0]),
            "HOTLINE_WECHAT_SIMULATOR_PORT": str(ports[1]),
        }  # fmt: skip
        commands = (["-m", "bot", "serve"], ["-m", "bot", "wechat", "simulator"])
        with open(Path(folder) / "log", "wb") as log:
            processes = [
                subprocess.Popen([sys.executable, *command], cwd=PROJECT, env=environment, stdout=log, stderr=log)
                for command in commands
            ]
        try:
            _wait(f"http://127.0.0.1:{ports[0]}/readyz")
            _wait(f"http://127.0.0.1:{ports[1]}/admin/calls")
            load = asyncio.run(press(f"http://127.0.0.1:{ports[1]}", given.users, given.seconds, given.pause))
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(40)
    print(f"{given.users} 人，{given.seconds:.0f} 秒。{load.said()}")
    lines = load.lines()
    print(*lines, sep="\n")
    print(f"机器忙不忙（load average）：{'、'.join(f'{load:.1f}' for load in os.getloadavg())}，{os.cpu_count()} 个核")
    sys.exit(0 if all(line.passed for line in lines) else 1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str) -> None:
    import urllib.request

    for _ in range(360):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"等不到 {url}")


if __name__ == "__main__":
    main()

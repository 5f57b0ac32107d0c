"""扮市民：经 Rasa 的 REST 渠道说话，一句一句计时。"""

from __future__ import annotations

import asyncio
import time
from typing import List, NamedTuple, Sequence, Tuple

import aiohttp

from bench.figures import spread
from bench.long_conversations import measure_growth
from bench.plan import Plan
from bench.processes import BenchFailed, Server, progress
from bench.sentences import Sentences
from bench.stock.action_bench import SAYS

WARM_UP = 8
_TURNS_BEFORE_NEXT = 5  # 几路同时说时，一个会话说五句就换新的
_MEMORY_AFTER = 100


class Said(NamedTuple):
    """说了一句：多少毫秒、答了几条、是不是小动作答的。"""

    ms: float
    replies: int
    by_bench_action: bool


class Citizens:
    """连着一个服务的市民们。"""

    def __init__(self, session: aiohttp.ClientSession, port: int):
        self._session = session
        self._url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    async def say(self, sender: str, text: str) -> Said:
        started = time.perf_counter()
        async with self._session.post(self._url, json={"sender": sender, "message": text}) as response:
            replies = await response.json()
            if response.status != 200:
                raise BenchFailed(f"服务答了 {response.status}：{replies}")
        ms = (time.perf_counter() - started) * 1000
        return Said(ms, len(replies), any(reply.get("text") == SAYS for reply in replies))

    async def one_each(self, name: str, texts: Sequence[str]) -> List[Said]:
        """每句都是新会话，一句说完再说下一句。"""
        return [await self.say(f"{name}-{n}", text) for n, text in enumerate(texts)]

    async def one_long(self, name: str, texts: Sequence[str]) -> List[float]:
        return [(await self.say(name, text)).ms for text in texts]

    async def together(self, name: str, texts: Sequence[str], clients: int) -> Tuple[float, List[Said]]:
        """几路一起说完这些话：每秒几句，各句怎样。"""
        waiting = list(reversed(texts))

        async def one(client: int) -> List[Said]:
            said = []
            while waiting:
                sender = f"{name}-{client}-{len(said) // _TURNS_BEFORE_NEXT}"
                said.append(await self.say(sender, waiting.pop()))
            return said

        started = time.perf_counter()
        said = await asyncio.gather(*(one(client) for client in range(clients)))
        return len(texts) / (time.perf_counter() - started), [s for one_client in said for s in one_client]


def measure(port: int, server: Server, sentences: Sentences, plan: Plan, rows: Sequence[str]) -> dict:
    """新会话、长会话、一路八路。rows 是一路八路量哪几样：utter、same_action、action。"""
    return asyncio.run(_measure(port, server, sentences, plan, rows))


def measure_new_conversations(port: int, sentences: Sentences, plan: Plan) -> dict:
    """只量新会话各说一句：p50、p95（毫秒）。"""
    return asyncio.run(_new_conversations(port, sentences, plan))


def measure_throughput(port: int, sentences: Sentences, plan: Plan, rows: Sequence[str]) -> dict:
    return asyncio.run(_throughput_only(port, sentences, plan, rows))


async def _measure(port: int, server: Server, sentences: Sentences, plan: Plan, rows: Sequence[str]) -> dict:
    async with session() as web:
        citizens = Citizens(web, port)
        await citizens.one_each("warm", sentences.mixed(WARM_UP))
        progress(f"  {plan.new_conversations} 个新会话各说一句")
        said = await citizens.one_each("new", sentences.mixed(_MEMORY_AFTER))
        memory_mb = server.memory_mb()
        said += await citizens.one_each("more", sentences.mixed(plan.new_conversations - _MEMORY_AFTER))
        long = await measure_growth(citizens, sentences, plan.long_conversations)
        per_second, checks = await _throughput(citizens, sentences, plan, rows)
    return {
        "start_s": server.start_s,
        "memory_mb": memory_mb,
        "message_ms": spread([s.ms for s in said]),
        "answered": sum(1 for s in said if s.replies) / len(said),
        "long": long,
        "per_second": per_second,
        "bench_action_spoke": checks,
    }


async def _new_conversations(port: int, sentences: Sentences, plan: Plan) -> dict:
    async with session() as web:
        citizens = Citizens(web, port)
        await citizens.one_each("warm", sentences.mixed(WARM_UP))
        return spread([s.ms for s in await citizens.one_each("new", sentences.mixed(plan.new_conversations))])


async def _throughput_only(port: int, sentences: Sentences, plan: Plan, rows: Sequence[str]) -> dict:
    async with session() as web:
        citizens = Citizens(web, port)
        await citizens.one_each("warm", sentences.mixed(WARM_UP))
        per_second, checks = await _throughput(citizens, sentences, plan, rows)
        return {"per_second": per_second, "bench_action_spoke": checks}


async def _throughput(citizens: Citizens, sentences: Sentences, plan: Plan, rows: Sequence[str]) -> Tuple[dict, dict]:
    per_second, spoke = {}, {}
    for what in rows:
        take = sentences.utter if what == "utter" else sentences.action
        for clients, count in ((1, plan.one_client), (8, plan.eight_clients)):
            name = f"{what}_{clients}"
            progress(f"  {'只说一句' if what == 'utter' else '有动作'}，{clients} 路，{count} 句")
            per_second[name], said = await citizens.together(name, take(count), clients)
            spoke[name] = sum(s.by_bench_action for s in said) / len(said)
    return per_second, spoke


def session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))

"""两边都起着，轮着说新会话。机器一会儿快一会儿慢：分开量，同样的两边倍数从 3.5 到 4.8 都量到过。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Mapping, Sequence

from bench.clients import Citizens, session
from bench.figures import spread
from bench.plan import Plan
from bench.sentences import Sentences

_AT_A_TIME = 40  # 一边说这么多句，换另一边说同样的
_WARM_UP = 2  # 先说这么多轮不算：服务一开几个月，要的是热了以后的快慢


def measure_in_turns(ports: Mapping[str, int], sentences: Sentences, plan: Plan) -> Dict[str, Dict[str, float]]:
    """哪一边 → 新会话各说一句的 p50、p95（毫秒）。ports 是哪一边 → 端口，两边都起好了。"""
    return asyncio.run(_measure(ports, sentences, plan))


async def _measure(ports: Mapping[str, int], sentences: Sentences, plan: Plan) -> Dict[str, Dict[str, float]]:
    async with session() as web:
        citizens = {side: Citizens(web, port) for side, port in ports.items()}
        await take_turns(citizens, [sentences.mixed(_AT_A_TIME) for _ in range(_WARM_UP)], "warm")
        rounds = [sentences.mixed(_AT_A_TIME) for _ in range(plan.new_conversations // _AT_A_TIME)]
        return {side: spread(ms) for side, ms in (await take_turns(citizens, rounds, "turns")).items()}


async def take_turns(citizens: Mapping[str, Any], rounds: Sequence[Sequence[str]], name: str) -> Dict[str, List[float]]:
    """每一轮两边各说一遍同样的话，谁先说逐轮对调：哪一边 → 各句多少毫秒。"""
    took: Dict[str, List[float]] = {side: [] for side in citizens}
    for number, texts in enumerate(rounds):
        for side in list(citizens) if number % 2 == 0 else reversed(citizens):
            took[side] += [said.ms for said in await citizens[side].one_each(f"{name}-{number}", texts)]
    return took

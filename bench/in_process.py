"""在一个单独的进程里装好一边的模型，量理解要多久，或者听完一批话。

用法：python -m bench.in_process ours|stock 任务.json 结果.json
任务：{"models": {"intent": …, "items": …}, "timed": [各句], "heard": [各句], "about_items": [各句]}
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict, List

_WARM_UP = 8
_BATCH = 64


def main(side: str, job_file: str, result_file: str) -> None:
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    result = {"ours": _ours, "stock": _stock}[side](job)
    Path(result_file).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _ours(job: Dict[str, Any]) -> Dict[str, Any]:
    from bot.logs import configure_logs
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    configure_logs()
    from rasa.core.channels.channel import UserMessage

    from bot.bootstrap import get_settings
    from bot.server.app import load_agent

    agent = load_agent(get_settings())
    timed = _time(agent.parse_message, job["timed"])
    heard: List[Dict[str, Any]] = []
    for start in range(0, len(job["heard"]), _BATCH):
        heard += agent.understand([UserMessage(text) for text in job["heard"][start : start + _BATCH]])
        print(f"{len(heard)}/{len(job['heard'])}", flush=True)
    return {"parse_ms": timed, "heard": dict(zip(job["heard"], heard, strict=True))}


def _stock(job: Dict[str, Any]) -> Dict[str, Any]:
    agent = _stock_agent(job["models"]["intent"])
    timed = _time(agent.parse_message, job["timed"])
    heard = _parse_all(agent, job["heard"])
    items = _parse_all(_stock_agent(job["models"]["items"]), job["about_items"]) if job["about_items"] else {}
    return {"parse_ms": timed, "heard": heard, "items": items}


def _stock_agent(model: str):
    import logging

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    return Agent.load(model)


def _parse_all(agent, texts: List[str]) -> Dict[str, Dict[str, Any]]:
    async def parse() -> Dict[str, Dict[str, Any]]:
        heard = {}
        for text in texts:
            parsed = await agent.parse_message(text)
            heard[text] = {"intent": parsed["intent"], "intent_ranking": parsed.get("intent_ranking", [])}
        return heard

    return asyncio.run(parse())


def _time(parse_message: Callable, texts: List[str]) -> List[float]:
    """一句一句理解，各用了多少毫秒；前几句热身，不算。"""

    async def each() -> List[float]:
        times = []
        for text in texts:
            started = time.perf_counter()
            await parse_message(text)
            times.append((time.perf_counter() - started) * 1000)
        return times

    return asyncio.run(each())[_WARM_UP:]


if __name__ == "__main__":
    main(*sys.argv[1:])

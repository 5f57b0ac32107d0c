"""一批话的理解，不经过对话。"""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, Iterator, List

from bot.nlu.lean_rasa import import_lean_rasa
from bot.settings import Settings

_BATCH = 64


def analyse_lines(lines: Iterable[str], settings: Settings) -> Iterator[Dict[str, Any]]:
    """一行一句，按次序给出理解。空行也占一行结果；读不通的 JSON 当作原话。"""
    import_lean_rasa()
    from rasa.core.channels.channel import UserMessage

    from bot.server.app import load_agent

    agent = load_agent(settings)
    batch: List[str] = []
    for line in lines:
        batch.append(_text_of(line))
        # 交互使用时一句一答；管道里攒一批，一起编码更快。
        if len(batch) >= _BATCH or getattr(lines, "isatty", lambda: False)():
            yield from agent.understand([UserMessage(text) for text in batch])
            batch = []
    if batch:
        yield from agent.understand([UserMessage(text) for text in batch])


def _text_of(line: str) -> str:
    line = line.rstrip("\n")
    if line.lstrip().startswith("{"):
        try:
            record = json.loads(line)
            if isinstance(record.get("text"), str):
                return record["text"]
        except json.JSONDecodeError:
            pass
    return line

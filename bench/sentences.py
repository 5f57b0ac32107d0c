"""发给两边的话：留出集里的原话，一个服务的一生里尽量不重样，免得谁靠记住的结果占便宜。"""

from __future__ import annotations

import json
import random
from itertools import cycle
from pathlib import Path
from typing import Dict, Iterator, List

_SEED = 20260101
_FOR_ACTIONS = 360  # 留给“有动作”的问办事的话


def read_held_out(folder: Path) -> Dict[str, List[dict]]:
    """文件名（不带扩展名）→ 各行。"""
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for path in sorted(folder.glob("*.jsonl"))
    }


def thin_out(folder: Path, every: int, target: Path) -> Path:
    """每几句留一句的留出集；every 是 1 就用原来的。"""
    if every == 1:
        return folder
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in read_held_out(folder).items():
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows[::every]]
        (target / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return target


def texts_of(held_out: Dict[str, List[dict]], *names: str) -> List[str]:
    """这几个文件（空着是全部）里的话，一样的只算一次。"""
    return list(dict.fromkeys(row["text"] for name in names or held_out for row in held_out[name]))


class Sentences:
    """按用途各取各的：mixed 什么话都有，action 问办事（都走动作），utter 道别（只说一句）。"""

    def __init__(self, folder: Path, seed: int = _SEED):
        held_out = read_held_out(folder)
        shuffle = random.Random(seed).shuffle
        guide = [row["text"] for row in held_out["guide_questions"]]
        shuffle(guide)
        others = [row["text"] for name, rows in held_out.items() if name != "guide_questions" for row in rows]
        mixed = others + guide[_FOR_ACTIONS:]
        shuffle(mixed)
        self._mixed: Iterator[str] = cycle(mixed)
        self._action: Iterator[str] = cycle(guide[:_FOR_ACTIONS])
        self._utter = cycle([row["text"] for row in held_out["dialogue"] if row["intent"] == "goodbye"])

    def mixed(self, count: int) -> List[str]:
        return [next(self._mixed) for _ in range(count)]

    def action(self, count: int) -> List[str]:
        return [next(self._action) for _ in range(count)]

    def utter(self, count: int) -> List[str]:
        return [next(self._utter) for _ in range(count)]

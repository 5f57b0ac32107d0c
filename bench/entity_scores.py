"""实体的对错：留出集每行 {"text", "entities": [{"type", "text", "value"?}]}，逐类算精确和重叠两种 F1。"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Sequence, Tuple

Found = Dict[str, Any]  # analyse 的 entities 里的一个


@dataclass
class SpanScore:
    """一类实体。exact 起止都对；overlap 沾上就算；values 是标了值的里头值对的。"""

    type: str
    wanted: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0
    values: int = 0
    valued: int = 0
    wrong: List[Tuple[str, str, str]] = field(default_factory=list)  # （句子，应当，找到）

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.wanted + self.found) if self.wanted + self.found else float("nan")

    def __str__(self) -> str:
        value = f"  值 {self.values}/{self.valued}" if self.valued else ""
        return (
            f"{self.type:<12} F1 精确 {self.f1(self.exact):.3f}  重叠 {self.f1(self.overlap):.3f}"
            f"  （应有 {self.wanted}，找到 {self.found}，全对 {self.exact}）{value}"
        )


def score_entities(rows: Sequence[Dict[str, Any]], heard: Sequence[Iterable[Found]]) -> Dict[str, SpanScore]:
    """rows 是留出集，heard 是每句找到的实体。同一句里同样的字出现几次，标一次就配一次。"""
    scores: Dict[str, SpanScore] = {}
    for row, entities in zip(rows, heard, strict=True):
        by_type: Dict[str, List[Found]] = defaultdict(list)
        for entity in entities:
            by_type[entity["type"]].append(entity)
        wanted: Dict[str, List[Dict[str, Any]]] = defaultdict(list)
        for entity in row.get("entities", []):
            wanted[entity["type"]].append(entity)
        for type_ in {*by_type, *wanted}:
            _add(scores.setdefault(type_, SpanScore(type_)), row["text"], wanted[type_], by_type[type_])
    return dict(sorted(scores.items()))


def _add(score: SpanScore, text: str, wanted: List[Dict[str, Any]], found: List[Found]) -> None:
    score.wanted += len(wanted)
    score.found += len(found)
    left = list(found)
    for entity in wanted:
        match = next((f for f in left if f["text"] == entity["text"]), None)
        score.exact += match is not None
        match = match or next((f for f in left if _touch(text, entity, f)), None)
        score.overlap += match is not None
        if match:
            left.remove(match)
        if "value" in entity:
            score.valued += 1
            score.values += match is not None and match["value"] == entity["value"]
    missed = Counter(e["text"] for e in wanted) - Counter(f["text"] for f in found)
    extra = Counter(f["text"] for f in found) - Counter(e["text"] for e in wanted)
    if missed or extra:
        score.wrong.append((text, "、".join(missed), "、".join(extra)))


def _touch(text: str, wanted: Dict[str, Any], found: Found) -> bool:
    start = text.find(wanted["text"])
    while start >= 0:
        if start < found["end"] and found["start"] < start + len(wanted["text"]):
            return True
        start = text.find(wanted["text"], start + 1)
    return False


def read_annotated(path: Path) -> List[Dict[str, Any]]:
    """标了实体的那些行。"""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if "entities" in row]


def evaluate_entities(find: Callable[[List[str]], List[List[Found]]], paths: Sequence[Path]) -> Dict[str, SpanScore]:
    """find 是一批句子 → 每句的实体。"""
    rows = [row for path in paths for row in read_annotated(path)]
    return score_entities(rows, find([row["text"] for row in rows]))

"""工作人员改过的分类和答不上来的话：一条一条由人看过、批准了，才教给模型。

文件是 data/corrections.yml，样子见它开头的说明。没批准的照留，不教。
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple

import yaml

from bot.nlu.normalise import normalise
from bot.nlu.training_data import Example

STATUSES = ("pending", "approved", "rejected")
_LABELS = ("item", "department", "problem", "urgency", "emergency")
_FIELDS = {"said", "heard", "should_be", "source", "noted_on", "status", "reviewed_by", "reviewed_on", "why"}


class Correction(NamedTuple):
    """一条改正：市民怎么说的，应当听成什么，谁看过。"""

    said: str
    should_be: Dict[str, str]  # intent 和其余标注
    status: str

    @property
    def is_taught(self) -> bool:
        return self.status == "approved"

    def as_example(self) -> Example:
        labels = {name: self.should_be.get(name) for name in _LABELS}
        return Example(text=normalise(self.said).text, intent=self.should_be["intent"], **labels)


def approved_examples(path: Path) -> List[Example]:
    """批准了的改正，当训练语料用。没有这个文件就是没有改正。"""
    return [correction.as_example() for correction in read_corrections(path) if correction.is_taught]


def read_corrections(path: Path) -> List[Correction]:
    """文件写坏了抛 ValueError，话里是全部毛病。"""
    entries = _entries(path)
    problems = [f"第{n}条：{problem}" for n, entry in enumerate(entries, 1) for problem in problems_of(entry)]
    if problems:
        raise ValueError("\n".join(problems))
    return [Correction(entry["said"], dict(entry["should_be"]), entry["status"]) for entry in entries]


def problems_of(entry: Any) -> Iterator[str]:
    """一条改正写得不对的地方，用中文说清怎么改。"""
    if not isinstance(entry, Mapping):
        yield "应当是一组“字段: 值”"
        return
    for name in sorted(set(entry) - _FIELDS):
        yield f"没有 {name} 这个字段"
    if not isinstance(entry.get("said"), str) or not entry["said"].strip():
        yield "said 要写市民的原话（先隐去姓名电话）"
    should_be = entry.get("should_be")
    if not isinstance(should_be, Mapping) or not should_be.get("intent"):
        yield "should_be 里要写 intent，如 {intent: file_complaint, department: food, problem: food_safety}"
    else:
        for name in sorted(set(should_be) - {"intent", *_LABELS}):
            yield f"should_be 里没有 {name} 这种标注"
    if entry.get("status") not in STATUSES:
        yield f"status 应当是 {'、'.join(STATUSES)} 之一"
    elif entry["status"] != "pending" and not (entry.get("reviewed_by") and entry.get("reviewed_on")):
        yield "批准或驳回的，要写 reviewed_by（谁看的）和 reviewed_on（哪天看的）"


def _entries(path: Path) -> List[Any]:
    if not path.exists():
        return []
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    entries = data.get("corrections") if isinstance(data, Mapping) else None
    if entries is None and isinstance(data, Mapping) and "corrections" in data:
        return []
    if not isinstance(entries, list):
        raise ValueError(f"{path.name} 里应当有一个 corrections 列表")
    return entries

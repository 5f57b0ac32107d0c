"""一句话里该找出的实体和找出来的比一比：一种实体一份，算 F1 用。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Tuple

# 看值不看边界的：五十八块、五十八 都是 58 元。
_BY_VALUE = ("amount", "phone")
# 边界难有定论的另报一份“有重叠就算对”。
_ALSO_BY_OVERLAP = ("merchant", "address", "product", "date", "demand", "person")
TYPES = (
    "merchant", "address", "product", "amount", "phone", "person", "date", "demand",
    "id_number", "order_no", "ticket_no", "credit_code",
)  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """一句话里的一种实体：标了几个、找出几个、对上几个，没对上的各是什么。"""

    name: str
    wanted: int
    found: int
    matched: int
    differences: Tuple[Tuple[str, str], ...]  # （应当，找成），没有的写 —


def compare_entities(wanted: List[Dict[str, Any]], found: List[Dict[str, Any]]) -> Iterator[Comparison]:
    """wanted 是标注（start 是在话里的位置），found 是 analyse 的 entities。"""
    placed = [{**entity, "end": entity["start"] + len(entity["text"])} for entity in wanted]
    for type_ in TYPES:
        mine = [entity for entity in placed if entity["type"] == type_]
        theirs = [entity for entity in found if entity["type"] == type_]
        if not mine and not theirs:
            continue
        yield _compare(f"{type_} F1", mine, theirs, _same_value if type_ in _BY_VALUE else _same_text)
        if type_ in _ALSO_BY_OVERLAP:
            yield _compare(f"{type_} F1, overlapping", mine, theirs, _overlap)


def _compare(name: str, mine: List[Dict[str, Any]], theirs: List[Dict[str, Any]], same) -> Comparison:
    left, missed = list(theirs), []
    for entity in mine:
        match = next((other for other in left if same(entity, other)), None)
        if match is None:
            missed.append((entity["text"], "—"))
        else:
            left.remove(match)
    differences = (*missed, *(("—", other["text"]) for other in left))
    return Comparison(name, len(mine), len(theirs), len(mine) - len(missed), differences)


def _overlap(mine: Dict[str, Any], other: Dict[str, Any]) -> bool:
    return mine["start"] < other["end"] and other["start"] < mine["end"]


def _same_text(mine: Dict[str, Any], other: Dict[str, Any]) -> bool:
    return (mine["start"], mine["end"]) == (other["start"], other["end"])


def _same_value(mine: Dict[str, Any], other: Dict[str, Any]) -> bool:
    if not _overlap(mine, other):
        return False
    if mine["type"] == "phone":
        return _digits(mine["text"]) == _digits(str(other["value"]))
    return abs(mine["value"] - float(other["value"])) < 0.005


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())

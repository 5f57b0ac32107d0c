"""data/names/：标好名字的句子。写法同 Rasa：[好又鲜超市](merchant)；只教找名字，不教听意图。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterator, List, Mapping, NamedTuple, Tuple

import yaml

TYPES = ("merchant", "address", "product", "person", "demand")
_MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+)\)")


class Span(NamedTuple):
    """一处名字：类型，在话里的起止。"""

    type: str
    start: int
    end: int


class Marked(NamedTuple):
    """一句原话和里面的名字，先后为序。"""

    text: str
    spans: Tuple[Span, ...]


def read_marked(folder: Path) -> List[Marked]:
    """folder 里各文件的句子；标坏了的抛 ValueError，说明是哪一句。"""
    files = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in sorted(folder.glob("*.yml"))]
    return [parse_marked(line) for data in files for line in lines_in(data)]


def lines_in(data: Mapping[str, Any]) -> Iterator[str]:
    """一个文件里的各句，连着标记。"""
    for line in (data.get("marked") or "").splitlines():
        if line.strip():
            yield line.removeprefix("- ").strip()


def parse_marked(line: str) -> Marked:
    """“在[好又鲜](merchant)买的”→ 原话和名字的位置。类型不认得、括号不成对抛 ValueError。"""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        if mark[2] not in TYPES:
            raise ValueError(f"不认得的类型 {mark[2]}，应当是 {'、'.join(TYPES)} 之一：{line}")
        text += line[at : mark.start()]
        spans.append(Span(mark[2], len(text), len(text) + len(mark[1])))
        text += mark[1]
        at = mark.end()
    text += line[at:]
    if re.search(r"[\[\]]", text):
        raise ValueError(f"方括号只用来标名字，这里不成对：{line}")
    return Marked(text, tuple(spans))

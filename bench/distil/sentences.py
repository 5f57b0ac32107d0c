"""老师要编的句子：教过的、写错了的、知识里写的，再拼出一批谁也没说过的，好让学生不只记得这几句。"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List

import yaml

from bot.nlu.lessons import NAMES, SLIPS
from bot.nlu.marked import read_marked
from bot.nlu.normalise import normalise
from bot.nlu.slips import Slips
from bot.nlu.training_data import read_examples

SPLICED = 45_000
HELD_OUT = 1_200  # 留着量学得像不像，不教
_LONGEST, _SHORTEST = 120, 2
_HAN = re.compile("[㐀-鿿]")


def sentences(project: Path) -> Dict[str, List[str]]:
    """taught 每遍都看，knowledge、spliced 每遍看一部分，held_out 不看。"""
    rng = random.Random(7)
    examples = read_examples(project / "data" / "nlu")
    taught = list(dict.fromkeys(example.text for example in examples))
    rng.shuffle(taught)
    held_out, taught = taught[:HELD_OUT], taught[HELD_OUT:]
    unseen = set(held_out)
    spoilt = [e.text for _, e in Slips.read(SLIPS).spoil([e for e in examples if e.text not in unseen])]
    named = [normalise(marked.text).text for marked in read_marked(NAMES)]
    written = list(dict.fromkeys(normalise(text).text for path in sorted((project / "knowledge").rglob("*.yml")) for text in _written(path)))
    spliced = [_splice(rng, taught, written) for _ in range(SPLICED)]
    return {
        "taught": [*taught, *named, *spoilt],
        "knowledge": written,
        "spliced": [text for text in spliced if _SHORTEST <= len(text) <= _LONGEST],
        "held_out": held_out,
    }


def _written(path: Path) -> Iterator[str]:
    for document in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        yield from _texts(document)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and _HAN.search(value):
        yield from (part for text in re.split("[。；\n！？]", value) if _SHORTEST <= len(part := text.strip()) <= 90)
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def _splice(rng: random.Random, taught: List[str], written: List[str]) -> str:
    """两句接起来、两个半句接起来、截一段、前半句是话后半句是条文。"""
    one, other, way = rng.choice(taught), rng.choice(taught), rng.random()
    if way < 0.35:
        return one + rng.choice(("，", " ", "", "。", " 还有", "，另外")) + other
    if way < 0.7:
        return one[: rng.randint(1, len(one))] + other[rng.randint(0, len(other) - 1) :]
    if way < 0.9:
        start = rng.randint(0, max(0, len(one) - 3))
        return one[start : start + rng.randint(2, 20)]
    return one[:4] + rng.choice(written)[:40]

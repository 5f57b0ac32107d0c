"""交叉验证：data/nlu 的语料按块分成几份，轮流留一份不教、拿来考。门槛和配方都在这上面定，不碰留出集。

同一块里的句子是一个人一口气写的，彼此像；连着的八句不拆开，免得教过一句、考它的孪生。
这里的分数比留出集低：语料里专有难分的句子，留掉一块，那一类说法就没教过。只拿来比高低。
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from bot.nlu.heads import Ranking
from bot.nlu.interpreter import Shared
from bot.nlu.lessons import train_classifier, train_linker
from bot.nlu.linker import linker_from_state
from bot.nlu.training_data import Example, read_blocks

_RUN = 8  # 连着几句不拆开


class Heard(NamedTuple):
    """考了一句：该是什么，各个头怎么排，连到哪些事项。"""

    example: Example
    rankings: Dict[str, Ranking]
    items: Ranking


def runs(folder: Path) -> List[List[Example]]:
    """连着的几句一组，不跨块。"""
    return [block[at : at + _RUN] for block in read_blocks(folder) for at in range(0, len(block), _RUN)]


def split(folder: Path, seed: int, parts: int = 4) -> tuple:
    """（教的，考的）：考四分之一。"""
    groups = runs(folder)
    random.Random(seed).shuffle(groups)
    at = len(groups) // parts
    return tuple([e for group in some for e in group] for some in (groups[at:], groups[:at]))


def hear(taught: Sequence[Example], asked: Sequence[Example], shared: Shared, vectors: bool, links: bool) -> Iterator[Heard]:
    """用 taught 训练，听 asked。links 时连事项也训练，慢一倍。"""
    classifier = train_classifier(taught, shared, vectors)
    linker = _linker(taught, shared) if links else None
    for start in range(0, len(asked), 256):
        batch = asked[start : start + 256]
        texts = [example.text for example in batch]
        features = classifier.features(texts)
        found = linker.link(texts, features) if linker else [[] for _ in texts]
        yield from map(Heard, batch, classifier.rank(features), found)


def _linker(taught: Sequence[Example], shared: Shared) -> Any:
    state = train_linker(taught, shared)
    return linker_from_state(state, shared.knowledge, shared.encoder, shared.kept, shared.cut)

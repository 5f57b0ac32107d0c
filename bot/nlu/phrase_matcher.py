"""一句话和几组说法，各有多像。选项、婉拒这类说法不多、随问随比的地方用它。"""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Sequence, Tuple

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.encoder import Encoder
from bot.nlu.normalise import normalise

# 这个编码器里毫不相干的两句话也有 0.8 上下。
_UNRELATED = 0.80
_MOST_GROUPS = 1000


class _Groups(NamedTuple):
    """几组说法，一句接一句排着。"""

    phrases: List[str]
    counts: np.ndarray  # 各组几句
    sizes: np.ndarray  # 各句几个两字连排
    owners: Dict[str, np.ndarray]  # 两字连排 → 哪几句里有
    vectors: np.ndarray

    @classmethod
    def of(cls, phrases: List[str], counts: Sequence[int], vectors: np.ndarray) -> _Groups:
        pairs, owners = [_pairs(phrase) for phrase in phrases], defaultdict(list)
        for number, some in enumerate(pairs):
            for pair in some:
                owners[pair].append(number)
        sizes = np.array([len(some) for some in pairs])
        return cls(phrases, np.array(counts), sizes, {pair: np.array(found) for pair, found in owners.items()}, vectors)

    def overlap(self, said: str) -> np.ndarray:
        """和各句两字连排的重合程度（Dice），0–1；只有一个字的看是不是同一个字。"""
        pairs = _pairs(said)
        if not pairs:
            return np.array([float(phrase == said) for phrase in self.phrases])
        found = [self.owners[pair] for pair in pairs if pair in self.owners]
        shared = np.bincount(np.concatenate(found), minlength=len(self.phrases)) if found else np.zeros(len(self.phrases))
        return 2 * shared / (self.sizes + len(pairs))


class SemanticMatcher:
    """字面（两字连排的重合）和语义各占一半。"""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, kept: Encoder):
        """encoder 编市民的话；kept 编知识里的说法（算过的存在盘上）。会比到的说法先编好，不让市民等。"""
        self._encoder, self._kept = encoder, kept
        self._groups: Dict[Tuple[Tuple[str, ...], ...], _Groups] = {}
        kept.encode(list(dict.fromkeys(normalise(phrase).text for phrase in phrases_to_compare(knowledge))))

    def rank(self, text: str, groups: Sequence[Sequence[str]], at_least: float = 0.0) -> List[float]:
        """实现 ports.PhraseMatcher。字面差得远的，意思再像也到不了 at_least，就不编码。"""
        said = normalise(text).text
        if not said or not any(groups):
            return [0.0] * len(groups)
        known = self._prepared(tuple(map(tuple, groups)))
        overlap = known.overlap(said)
        if 0.5 + 0.5 * overlap.max() < at_least:
            return [0.0] * len(groups)
        semantic = np.clip((known.vectors @ self._encoder.encode([said])[0] - _UNRELATED) / (1 - _UNRELATED), 0, 1)
        scores = 0.5 * semantic + 0.5 * overlap
        # 空着的一组是零分；别的取组里最像的一句。
        filled = np.flatnonzero(known.counts)
        ranking = np.zeros(len(groups))
        ranking[filled] = np.maximum.reduceat(scores, (np.cumsum(known.counts) - known.counts)[filled])
        return ranking.tolist()

    def _prepared(self, groups: Tuple[Tuple[str, ...], ...]) -> _Groups:
        """同样几组说法的向量和连排留着，不每句话重算。"""
        known = self._groups.get(groups)
        if known is None:
            if len(self._groups) >= _MOST_GROUPS:
                self._groups.clear()
            phrases = [normalise(phrase).text for group in groups for phrase in group]
            known = self._groups[groups] = _Groups.of(phrases, list(map(len, groups)), self._kept.encode(phrases))
        return known


def phrases_to_compare(knowledge: Knowledge) -> Iterator[str]:
    """情形的选项、婉拒、事项的名称和常见问题。"""
    for item in knowledge.items.values():
        yield from (item.name, *item.asked_as, *(text for entry in item.common_questions for text in (entry.question, *entry.asked_as)))
        for situation in item.situations:
            for option in situation.options:
                yield from knowledge.answer_words.plain_ways(situation, option)
    for refusal in knowledge.refusals.values():
        yield from refusal.said_as


def _pairs(text: str) -> FrozenSet[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))

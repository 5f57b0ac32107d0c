"""一句话和几组说法，各有多像。选项、婉拒这类说法不多、随问随比的地方用它。"""

from __future__ import annotations

import re
from typing import List, Optional, Sequence

import numpy as np

from bot.nlu.chinese_numbers import parse_chinese_integer
from bot.nlu.encoder import Encoder
from bot.nlu.normalise import normalise

# 这个编码器里毫不相干的两句话也有 0.8 上下。
_UNRELATED = 0.80
# 说出来的数量：七十平、五十来平方米、90平米。
_MEASURE = re.compile(r"([\d零一二两三四五六七八九十百千]+)(?:多|来|几)?(平)")
_MEASURED = 0.9


class SemanticMatcher:
    """字面（两字连排的重合）和语义各占一半。"""

    def __init__(self, encoder: Encoder, kept: Encoder):
        """encoder 编市民的话；kept 编知识里的说法（算过的存在盘上）。"""
        self._encoder, self._kept = encoder, kept

    def rank(self, text: str, groups: Sequence[Sequence[str]]) -> List[float]:
        """实现 ports.PhraseMatcher。"""
        said = normalise(text).text
        measured = _measured(said, groups)
        if measured is not None:
            return [_MEASURED if i == measured else 0.0 for i in range(len(groups))]
        if not said or not any(groups):
            return [0.0] * len(groups)
        phrases = [normalise(phrase).text for group in groups for phrase in group]
        semantic = self._kept.encode(phrases) @ self._encoder.encode([said])[0]
        semantic = np.clip((semantic - _UNRELATED) / (1 - _UNRELATED), 0, 1)
        scores = 0.5 * semantic + 0.5 * np.array([_overlap(said, phrase) for phrase in phrases])
        ranking, start = [], 0
        for group in groups:
            ranking.append(float(scores[start : start + len(group)].max(initial=0.0)))
            start += len(group)
        return ranking


def _overlap(a: str, b: str) -> float:
    """两字连排的重合程度（Dice），0–1。"""
    left, right = _pairs(a), _pairs(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else float(a == b)


def _pairs(text: str) -> set:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _measured(said: str, groups: Sequence[Sequence[str]]) -> Optional[int]:
    """话里的数量落在哪一组的数里：“七十平”是“超过六十平方米”。两组都行或都没有数返回 None。"""
    amounts = _amounts(said)
    spans = [sorted(n for phrase in group for n in _amounts(phrase)) for group in groups]
    if len(amounts) != 1 or not all(spans) or len(spans) < 2:
        return None
    (amount,) = amounts
    distances = [max(span[0] - amount, amount - span[-1], 0) for span in spans]
    nearest = min(distances)
    return distances.index(nearest) if distances.count(nearest) == 1 else None


def _amounts(text: str) -> List[int]:
    numbers = (match.group(1) for match in _MEASURE.finditer(text))
    parsed = (int(n) if n.isdigit() else parse_chinese_integer(n) for n in numbers)
    return [n for n in parsed if n is not None]

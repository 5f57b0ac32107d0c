"""整句话是不是由几个词接成的。

不用正则：词里有“嗯”又有“嗯嗯”，一长串“嗯嗯嗯……”有无数种断法，正则会一种一种试下去，一句话卡住整个服务。
"""

from __future__ import annotations

from functools import lru_cache
from typing import FrozenSet, List, NamedTuple, Tuple

_MARKS = "，,。.！!？?～~、…；;：:"
_LONGEST = 100  # 再长的不会只是一句“好的”


class _Words(NamedTuple):
    said: FrozenSet[str]
    around: FrozenSet[str]
    longest: int


def is_made_of(text: str, said: Tuple[str, ...], around: Tuple[str, ...] = ()) -> bool:
    """text 由 said、around 里的词和标点、空白接成，里面至少有一个 said。大小写不分；太长的不算。"""
    if len(text) > _LONGEST:
        return False
    text, words = text.lower(), _words(said, around)
    # 走到每个位置的走法：1 还没有说 said，2 说过了。
    reached = [1, *([0] * len(text))]
    for start in range(len(text)):
        ways = reached[start]
        if not ways:
            if not any(reached[start:]):
                return False  # 断在这里，走不到头
            continue
        if text[start] in _MARKS or text[start].isspace():
            reached[start + 1] |= ways
        for end in range(start + 1, min(start + words.longest, len(text)) + 1):
            piece = text[start:end]
            if piece in words.said:
                reached[end] |= 2
            if piece in words.around:
                reached[end] |= ways
    return bool(reached[-1] & 2)


def ends_of_run(text: str, words: Tuple[str, ...]) -> List[int]:
    """text 开头一截全由这些词和标点、空白接成，这一截可以断在哪些地方（0 总在内）；只看前面一百字。"""
    known = _words((), words)
    lowered, ends = text[:_LONGEST].lower(), {0}
    for start in range(len(lowered)):
        if start not in ends:
            continue
        if lowered[start] in _MARKS or lowered[start].isspace():
            ends.add(start + 1)
        ends.update(end for end in range(start + 1, start + known.longest + 1) if lowered[start:end] in known.around)
    return sorted(end for end in ends if end <= len(lowered))


@lru_cache(maxsize=500)
def _words(said: Tuple[str, ...], around: Tuple[str, ...]) -> _Words:
    both = [frozenset(word.lower() for word in words if word) for words in (said, around)]
    return _Words(*both, max(map(len, both[0] | both[1]), default=0))

"""字写得不一样的，照知识里的写法看：繁体、拼音打字打错的同音字。"""

from __future__ import annotations

from typing import Iterator, Sequence, Set, Tuple

from bot.nlu.normalise import simplified
from bot.nlu.sounds import syllables

_SHORTEST = 2
_MOSTLY = 0.5  # 两个字的要占这句话的一半，碰巧同音的才少


class SoundSpeller:
    """实现 ports.Speller。"""

    def plain(self, text: str) -> str:
        return simplified(text)

    def respell(self, text: str, groups: Sequence[Sequence[str]]) -> str:
        found = {(len(phrase), start, phrase, number) for number, group in enumerate(groups) for start, phrase in _heard(text, group)}
        longest = {one for one in found if one[0] == max(found)[0]}
        if len({number for *_, number in longest}) != 1:
            return text
        size, start, phrase, _ = min(longest)
        return text[:start] + phrase + text[start + size :]


def _heard(text: str, phrases: Sequence[str]) -> Iterator[Tuple[int, str]]:
    """哪个说法和话里从哪里起的几个字同音，字却不一样。"""
    read = syllables(text)
    seen: Set[str] = set()
    for phrase in phrases:
        size = len(phrase)
        if phrase in seen or size < _SHORTEST or (size == _SHORTEST and size < _MOSTLY * len(text)):
            continue
        seen.add(phrase)
        sounds = syllables(phrase)
        yield from ((at, phrase) for at in range(len(text) - size + 1) if read[at : at + size] == sounds and text[at : at + size] != phrase)

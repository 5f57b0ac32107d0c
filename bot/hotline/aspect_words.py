"""问一件事的哪一方面，用哪些字；一句话有没有点名是哪件事。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Dict, FrozenSet, Iterator, Mapping, Tuple

from bot.hotline.any_of import any_of

# 没有点名的都短；长的多半说了事。
_LONGEST = 20
_CLAUSE = re.compile(r"\w+")
_WHICH = ("什么", "啥")


@dataclass(frozen=True)
class AspectWords:
    """knowledge/lexicon/aspects.yml。

    said：方面 → 说法；plain：去掉了也没点名的字；decisive：说了就算问它的方面；hints：方面 → 说到它多半带着的字；
    things：哪件事都有的东西，点了它问的也不是整件事；misleads：带着这些字，问的是另一方面。
    """

    said: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    plain: Tuple[str, ...] = ()
    decisive: Tuple[str, ...] = ()
    hints: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    things: Tuple[str, ...] = ()
    us: Tuple[str, ...] = ()
    misleads: Mapping[str, Mapping[str, Tuple[str, ...]]] = field(default_factory=dict)

    def asks_us(self, text: str) -> bool:
        """点着我们问还要不要办：“工商还要来吗”。"""
        return bool(self.us) and re.search(rf"(?:{any_of(self.us)})[^，,。\s]{{0,4}}(?:还|也|要|用|再)+(?:来|去|跑|办|注销|登记|变更|交)[^，,。\s]{{0,4}}(?:吗|不|么|没|嘛|[？?]|$)", text) is not None

    def hints_at(self, aspect: str, text: str) -> bool:
        """字面上看得出在问这一方面；没有列 hints 的方面看不出，当作是。"""
        return aspect in self.asked(text) or any(word in text for word in self.hints.get(aspect, ("",)))

    def meant(self, aspect: str, text: str) -> str:
        """听着像问这一方面，其实问的是哪一方面：“能在网上卖吗”不是问网上怎么办。"""
        return next((other for other, words in self.misleads.get(aspect, {}).items() if any(word in text for word in words)), aspect)

    def names_nothing(self, text: str) -> bool:
        """整句拆得成 said 和 plain 里的字（至少一个 said）和标点：没说是哪件事。"""
        return bool(self.asked(text)) and self.is_all_plain(text)

    def is_all_plain(self, text: str) -> bool:
        """整句拆得成 said 和 plain 里的字和标点：“那咋弄”“清单”。"""
        return len(text) <= _LONGEST and all(self._is_plain(part) for part in _CLAUSE.findall(text))

    def asked(self, text: str) -> Tuple[str, ...]:
        """问了哪几方面，照说的先后。"""
        return tuple(dict.fromkeys(self._aspects[word] for word in self._words_in(text) if word in self._aspects))

    def without(self, text: str) -> str:
        """去掉问哪一方面的字：“那走普通的要多久”剩下“那走普通的要”。"""
        return "".join(word for word in self._words_in(text) if word not in self._aspects)

    def asks_which(self, text: str) -> bool:
        """“要什么学历”问的是学历，不是要哪些材料：“什么”紧跟着一样没见过的东西。"""
        words = list(self._words_in(text))
        return any(
            word.endswith(_WHICH) and all(after not in self._known and after.isalnum() for after in words[at + 1 : at + 3])
            for at, word in enumerate(words[:-2])
        )

    def is_decisive(self, asked: Tuple[str, ...]) -> bool:
        """只问了一样，说它的那几个字又没有别的意思（“流程怎么走”）。"""
        return len(asked) == 1 and asked[0] in self.decisive

    def left_over(self, text: str) -> Tuple[str, ...]:
        """去掉 said 和 plain 里的字，剩下几段；两个字以上的才算，哪件事都有的（things）不算。"""
        return tuple(part for part in self.points_at(text) if part not in self.things)

    def points_at(self, text: str) -> Tuple[str, ...]:
        """话里点到的几样东西：剩下的几段，和哪件事都有的“税”“旧证”。"""
        kept = [""]
        for word in self._words_in(text):
            if word in self._known or not word.isalnum():
                kept.append("")
            elif word in self.things:
                kept += [word, ""]  # “到期提前多久”点的是到期、提前两样
            else:
                kept[-1] += word
        return tuple(part for part in kept if len(part) > 1 or part in self.things)

    def _words_in(self, text: str) -> Iterator[str]:
        """从左到右切开：认得的取最长，别的一个字一段。"""
        at = 0
        while at < len(text):
            word = max((w for w in self._by_first.get(text[at], ()) if text.startswith(w, at)), key=len, default=text[at])
            yield word
            at += len(word)

    def _is_plain(self, part: str) -> bool:
        reached = {0}
        for start in range(len(part)):
            if start in reached:
                reached |= {start + len(word) for word in self._by_first.get(part[start], ()) if word in self._known and part.startswith(word, start)}
        return len(part) in reached

    @cached_property
    def _by_first(self) -> Dict[str, FrozenSet[str]]:
        words = frozenset((*self._known, *self.things))
        return {first: frozenset(w for w in words if w[0] == first) for first in {word[0] for word in words}}

    @cached_property
    def _known(self) -> FrozenSet[str]:
        return frozenset((*self.plain, *self._aspects))

    @cached_property
    def _aspects(self) -> Dict[str, str]:
        return {word: aspect for aspect, words in self.said.items() for word in words}

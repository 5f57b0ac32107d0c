"""只说了一半的打听：“办营业执照”没说是个体户还是公司，列出来让市民挑，不猜。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Mapping, Optional, Tuple

# 只说了一半的都短；长的不看，免得“办个办个办个……”有千万种拆法。
_LONGEST = 20


@dataclass(frozen=True)
class HalfSaidMatter:
    """said 是没说全的叫法，offers 是可能的几件事，照列的次序。"""

    said: Tuple[str, ...]
    offers: Tuple[str, ...]


@dataclass(frozen=True)
class Twins:
    """手头说着 instead 左边那件，说了 said，就换到右边那件。"""

    said: Tuple[str, ...]
    instead: Mapping[str, str]


@dataclass(frozen=True)
class HalfSaid:
    """knowledge/lexicon/half_said.yml。fillers、twin_fillers 是不算数的字。"""

    fillers: Tuple[str, ...] = ()
    matters: Tuple[HalfSaidMatter, ...] = ()
    twins: Tuple[Twins, ...] = ()
    twin_fillers: Tuple[str, ...] = ()

    def offers(self, text: str) -> Tuple[str, ...]:
        """整理过的一句话可能是哪几件事；说全了的、不是这种话，返回空的。"""
        for matter in self.matters if len(text) <= _LONGEST else ():
            if _whole(matter.said, self.fillers).fullmatch(text):
                return matter.offers
        return ()

    def is_half_of(self, name: str, text: str) -> bool:
        """这句话只说了一半，说的那几个字这件事的名称里就有：说着食品经营许可注销，光问“咋注销”。"""
        said = (word for matter in self.matters for word in matter.said if word in name) if len(text) <= _LONGEST else ()
        return any(_whole((word,), self.fillers).fullmatch(text) for word in said)

    def twin(self, item_id: str, text: str) -> Optional[str]:
        """说着 item_id，这句话光说了差一个字的另一件（“我是个体户 不是公司”）：那一件的编号；不是返回 None。"""
        for twins in self.twins if len(text) <= _LONGEST else ():
            other = twins.instead.get(item_id)
            denied = tuple(f"不是{word}" for pair in self.twins if item_id in pair.instead.values() for word in pair.said)
            if other and _whole(twins.said, (*self.twin_fillers, *denied)).fullmatch(text):
                return other
        return None


    def confirms(self, item_id: str, text: str) -> bool:
        """说着 item_id，这句话光说了它和差一个字的那一件不同的那个字（办个体户执照，又说“个体”）。"""
        pairs = (twins for twins in self.twins if item_id in twins.instead.values()) if len(text) <= _LONGEST else ()
        return any(_whole(twins.said, self.twin_fillers).fullmatch(text) for twins in pairs)


@lru_cache(maxsize=64)
def _whole(said: Tuple[str, ...], fillers: Tuple[str, ...]) -> re.Pattern:
    around = rf"(?:{_any(fillers)}|\W)*"
    return re.compile(f"{around}(?:{_any(said)}){around}")


def _any(words: Tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"

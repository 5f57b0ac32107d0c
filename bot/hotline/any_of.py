"""几个词、几种说法里的任何一个，写成正则：认话的地方都用它。"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterable, Tuple


def any_of(phrases: Iterable[str]) -> str:
    """长的在前，免得“没”先抢了“没有”；一个都没有时谁也配不上。"""
    return _alternatives(tuple(phrases))


@lru_cache(maxsize=4000)
def _alternatives(phrases: Tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(set(phrases), key=len, reverse=True))) or "(?!)"


_GAP = "[^,，。;；!！?？]{0,8}?"


@lru_cache(maxsize=4000)
def any_said(phrases: Tuple[str, ...], gap: str = _GAP) -> re.Pattern:
    """话里（search）有没有其中一种说法；“…”可以隔 gap 这样的字，不写就是最多八个字、不隔标点。编好的留着。"""
    return re.compile("|".join(re.escape(phrase).replace("…", gap) for phrase in phrases) or "(?!)")

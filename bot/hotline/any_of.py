"""几个词里的任何一个，写成正则：认话的地方都用它。"""

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

"""常见问答，一个题目一本。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Tuple


@dataclass(frozen=True)
class FaqEntry:
    """一条问答。asked_as 是市民的问法；told_as 只说了事、没问出口（“买的凳子坐一次就散架”）：拿来找，不拿来教，不然诉求也听成问规矩。"""

    faq_id: str
    question: str
    asked_as: Tuple[str, ...]
    answer: str
    basis: Tuple[str, ...]
    department: str
    related_items: Tuple[str, ...]
    verified: bool
    told_as: Tuple[str, ...] = ()


@dataclass(frozen=True)
class FaqTopic:
    topic: str
    name: str
    version: str
    reviewed_on: date
    valid_until: date
    sources: Tuple[str, ...]
    entries: Tuple[FaqEntry, ...]

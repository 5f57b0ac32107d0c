"""常见问答，一个题目一本。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Tuple


@dataclass(frozen=True)
class FaqEntry:
    faq_id: str
    question: str
    asked_as: Tuple[str, ...]
    answer: str
    basis: Tuple[str, ...]
    department: str
    related_items: Tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class FaqTopic:
    topic: str
    name: str
    version: str
    reviewed_on: date
    valid_until: date
    sources: Tuple[str, ...]
    entries: Tuple[FaqEntry, ...]

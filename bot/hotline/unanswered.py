"""市民问了、热线没答上来的话：像的归在一起，问得多的排在前面。话里没有是谁问的。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, FrozenSet, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.privacy import HIDDEN, mask

# 两句话相同的两字组占到四成，就当成一个意思。
_ALIKE = 0.4
_LONGEST = 200
_SHORTEST = 4
# 这几类实体能认出是谁，整个拿掉；商家、商品留着，不然不知道问的是什么。
_PERSONAL = frozenset({"person", "phone", "id_number", "address", "order_no", "ticket_no"})
_NOT_WORDS = re.compile(r"[^0-9a-z㐀-鿿]+")


@dataclass(frozen=True)
class Unanswered:
    """一句没答上来的话。heard 是当时听成了什么（只有编号）；times 是一样的话问了几次。"""

    number: int
    said: str
    department: Optional[str]
    heard: Mapping[str, Any]
    times: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class AlikeQuestions:
    """意思差不多的几句，问得最多的在前。"""

    questions: Tuple[Unanswered, ...]

    @property
    def number(self) -> int:
        return self.questions[0].number

    @property
    def times(self) -> int:
        return sum(question.times for question in self.questions)

    @property
    def last_at(self) -> datetime:
        return max(question.last_at for question in self.questions)


def without_person(text: str, entities: Sequence[Mapping[str, Any]]) -> Optional[str]:
    """这句话可以留下来给人看的样子；太短、看不出问什么的返回 None。"""
    found = [one for one in entities if one["type"] in _PERSONAL]
    for one in sorted(found, key=lambda one: one["start"], reverse=True):
        text = text[: one["start"]] + HIDDEN + text[one["end"] :]
    text = mask(" ".join(text.split()))[:_LONGEST]
    return text if len(plain(text.replace(HIDDEN, ""))) >= _SHORTEST else None


def plain(text: str) -> str:
    """去掉标点、空格、大小写：两句话除了这些都一样，就是一样的话。"""
    return _NOT_WORDS.sub("", text.lower())


def alike(questions: Sequence[Unanswered]) -> List[AlikeQuestions]:
    """像的归在一起，问得多的在前。"""
    groups: List[List[Unanswered]] = []
    first: List[FrozenSet[str]] = []  # 每一组头一句的两字组
    for question in sorted(questions, key=lambda one: (-one.times, one.number)):
        pairs = _pairs(question.said)
        near = max(range(len(groups)), key=lambda i: _likeness(pairs, first[i]), default=None)
        if near is not None and _likeness(pairs, first[near]) >= _ALIKE:
            groups[near].append(question)
        else:
            groups.append([question])
            first.append(pairs)
    found = [AlikeQuestions(tuple(group)) for group in groups]
    return sorted(found, key=lambda group: (-group.times, -group.last_at.timestamp()))



def _pairs(text: str) -> FrozenSet[str]:
    words = plain(text.replace(HIDDEN, ""))
    return frozenset(words[i : i + 2] for i in range(max(len(words) - 1, 1)))


def _likeness(one: FrozenSet[str], other: FrozenSet[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

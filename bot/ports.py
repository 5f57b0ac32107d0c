"""用例要用到的外界，一处一个接口。实现在 stores/ 与 nlu/，由 bootstrap.py 选定。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional, Protocol, Sequence, Tuple

from bot.hotline.one_time_notice import OneTimeNotice


@dataclass(frozen=True)
class HandOver:
    """交给人的一件事。phone 是明文，落库时加密。

    reason：asked 市民要人工、misunderstood 两次没听懂、emergency 紧急、request 诉求待登记。
    """

    number: str
    conversation_id: str
    reason: str
    created_at: datetime
    phone: Optional[str] = None
    department: Optional[str] = None
    emergency: Optional[str] = None


class NoticeStore(Protocol):
    def add(self, notice: OneTimeNotice) -> None: ...

    def get(self, number: str) -> Optional[OneTimeNotice]: ...


class HandOverStore(Protocol):
    def add(self, hand_over: HandOver) -> None: ...

    def set_phone(self, number: str, phone: str) -> None: ...

    def latest(self, limit: int) -> List[HandOver]: ...


class ItemLinker(Protocol):
    """把话连到事项。"""

    def link(self, texts: Sequence[str]) -> List[List[Tuple[str, float]]]:
        """每句话最像的五个事项和分数（0–1），从高到低。"""
        ...


class AnswerFinder(Protocol):
    """在问答里找答案。"""

    def find(self, text: str, limit: int = 3) -> List[Tuple[str, float]]:
        """最像的问答编号和分数（0–1），从高到低。"""
        ...

    def find_in_item(self, item_id: str, text: str) -> Optional[int]:
        """问的是这个事项的第几条常见问题；都不像返回 None。"""
        ...


class PhraseMatcher(Protocol):
    """一句话和几组说法比，看像哪一组。"""

    def rank(self, text: str, groups: Sequence[Sequence[str]]) -> List[float]:
        """每组里最像的那个说法的分数（0–1），次序同 groups。"""
        ...

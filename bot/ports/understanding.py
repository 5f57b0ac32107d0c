"""听懂：找人名地址、连事项、找答案、比说法；听错的、没答上来的留着教。"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Optional, Protocol, Sequence, Tuple


class EntityFinder(Protocol):
    """从一句话里找人名、商家、地址、电话等；不管这句话像不像诉求。"""

    def entities(self, text: str, received_on: date) -> List[Mapping[str, Any]]:
        """形状同 analyse 的 entities；“昨天”是哪天，照 received_on 算。"""
        ...


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

    def find_after(self, faq_id: str, text: str) -> List[Tuple[str, float]]:
        """刚答过 faq_id，接着的半句话问的是哪几条。"""
        ...


class PhraseMatcher(Protocol):
    """一句话和几组说法比，看像哪一组。"""

    def rank(self, text: str, groups: Sequence[Sequence[str]], at_least: float = 0.0) -> List[float]:
        """每组里最像的那个说法的分数（0–1），次序同 groups。哪一组也到不了 at_least 时可以都给零分，省得细比。"""
        ...


class Speller(Protocol):
    """字写得不一样的，照知识里的写法看。"""

    def plain(self, text: str) -> str:
        """繁体换成简体，一个字对一个字，别的照原样。"""
        ...

    def respell(self, text: str, groups: Sequence[Sequence[str]]) -> str:
        """话里有几个字和一组里的一个说法同音（“告知承若”），换成那个说法；没有、几组都像的，照原样。"""
        ...


class AsSpelt:
    """照他写的看。"""

    def plain(self, text: str) -> str:
        return text

    def respell(self, text: str, groups: Sequence[Sequence[str]]) -> str:
        return text


class CorrectionStore(Protocol):
    """人改过的分类，等人看过才教给模型。"""

    def add(
        self, said: str, heard: Mapping[str, Any], should_be: Mapping[str, Any], why: str, by: str, ticket_no: Optional[str], at: datetime
    ) -> None: ...

    def all(self) -> List[Dict[str, Any]]: ...


class UnansweredStore(Protocol):
    """市民问了没答上来的话，已经拿掉人；一样的只加次数。"""

    def add(self, said: str, department: Optional[str], heard: Mapping[str, Any], at: datetime) -> None: ...

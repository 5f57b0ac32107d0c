"""坐席在对话里的规矩：扣着的答复最久等多久，收尾有哪几种，替市民说的几句话。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Optional, Tuple


@dataclass(frozen=True)
class WrapUp:
    """一种收尾。needs_note：要另写一句怎么回事。"""

    id: str
    name: str
    needs_note: bool = False


@dataclass(frozen=True)
class OperatorDesk:
    """knowledge/operator_desk.yml。

    held_seconds：机器人的答复扣着等坐席看，到点没人看就照发，并且不再扣，市民不干等。
    """

    held_seconds: int = 60
    held_words: str = ""  # 扣下时告诉市民的
    late_words: str = ""  # 到点照发时先说的
    passed_words: str = ""  # 换了人接着办时告诉市民的
    wrap_ups: Tuple[WrapUp, ...] = ()

    @property
    def longest_hold(self) -> timedelta:
        return timedelta(seconds=self.held_seconds)

    def wrap_up(self, id_: str) -> Optional[WrapUp]:
        return next((one for one in self.wrap_ups if one.id == id_), None)

"""办事事项里的一栏一栏：材料、时限、收费、地点、依据……栏目次序和意思见 knowledge/README.md。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Optional, Tuple

from bot.hotline.situation import Condition


@dataclass(frozen=True)
class Material:
    """一份要带的材料。"""

    name: str
    form: str = "原件"
    copies: Optional[int] = 1
    said_as: Tuple[str, ...] = ()
    when: Condition = field(default_factory=dict)
    any_of: Tuple[str, ...] = ()
    note: Optional[str] = None
    deferrable: bool = False
    pledge: bool = False
    basis: Optional[str] = None
    verified: bool = True


@dataclass(frozen=True)
class NotNeeded:
    """不用带的材料。why：shared 部门共享、waived 本局承诺免交、abolished 规定已取消。"""

    name: str
    why: str
    reason: str
    basis: Optional[str] = None
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """办理时限。workdays 工作日、calendar_days 自然日、months 月、on_the_spot 当场，四者居一。"""

    workdays: Optional[int] = None
    calendar_days: Optional[int] = None
    months: Optional[int] = None
    on_the_spot: bool = False
    starts: Optional[str] = None
    excludes: Tuple[str, ...] = ()
    basis: Optional[str] = None
    verified: bool = True

    @property
    def length(self) -> str:
        if self.on_the_spot:
            return "当场"
        if self.workdays is not None:
            return f"{self.workdays}个工作日"
        if self.months is not None:
            return f"{self.months}个月"
        return f"{self.calendar_days}日"

    @property
    def days(self) -> int:
        """可比较的长短（天），用来检查承诺时限不长于法定时限。"""
        return 0 if self.on_the_spot else (self.workdays or self.calendar_days or 30 * (self.months or 0))


@dataclass(frozen=True)
class Fee:
    """收费。amount 单位元，0 是不收费，None 是金额不定（见 note）。"""

    amount: Optional[float]
    note: Optional[str] = None
    basis: Optional[str] = None
    verified: bool = True


@dataclass(frozen=True)
class Result:
    name: str
    validity: Optional[str] = None
    delivery: Optional[str] = None


@dataclass(frozen=True)
class LegalBasis:
    title: str
    number: Optional[str] = None
    clause: Optional[str] = None
    effective_on: Optional[date] = None

    def __str__(self) -> str:
        title = self.title if self.title.startswith("《") else f"《{self.title}》"
        number = f"（{self.number}）" if self.number else ""
        since = f"，{self.effective_on.isoformat()}起施行" if self.effective_on else ""
        return f"{title}{number}{self.clause or ''}{since}"


@dataclass(frozen=True)
class Channel:
    """办理渠道。kind：online、app、counter、mail、self_service。"""

    kind: str
    name: str
    note: Optional[str] = None


@dataclass(frozen=True)
class Place:
    """办理地点。不知道的留空，不编。"""

    counter: Optional[str] = None
    hours: Optional[str] = None
    address: Optional[str] = None
    phone: Optional[str] = None


@dataclass(frozen=True)
class HandledElsewhere:
    """本局不直接办的事项：找谁、怎么办。"""

    who: str
    how: str
    basis: Optional[str] = None


@dataclass(frozen=True)
class CommonQuestion:
    question: str
    answer: str
    basis: Optional[str] = None
    asked_as: Tuple[str, ...] = ()

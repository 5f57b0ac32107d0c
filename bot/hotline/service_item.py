"""办事事项：要什么、要等多久、到哪里办，以及会改变清单的那几个问题。"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Dict, Iterator, List, Optional, Tuple

from bot.hotline.situation import UNSURE, Answers, Condition, OtherItem, Situation, condition_holds


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


@dataclass(frozen=True)
class ServiceItem:
    """一个办事事项，字段次序与 knowledge/README.md 的表一致。"""

    item_id: str
    name: str
    asked_as: Tuple[str, ...]
    theme: str
    responsible_department: str
    summary: str
    applicant: str
    eligibility: Tuple[str, ...]
    not_accepted: Tuple[str, ...]
    situations: Tuple[Situation, ...]
    materials: Tuple[Material, ...]
    not_needed: Tuple[NotNeeded, ...]
    process: Tuple[str, ...]
    channels: Tuple[Channel, ...]
    place: Place
    statutory_limit: Optional[Limit]
    promised_limit: Optional[Limit]
    fee: Fee
    result: Result
    legal_basis: Tuple[LegalBasis, ...]
    consequences: Tuple[str, ...]
    common_questions: Tuple[CommonQuestion, ...]
    related_items: Tuple[str, ...]
    unverified: Tuple[str, ...]
    sources: Tuple[str, ...]
    version: str
    reviewed_on: date
    valid_until: date
    verified: bool
    handled_elsewhere: Optional[HandledElsewhere] = None

    @cached_property
    def written(self) -> str:
        """指南里写的全部文字，连在一起；看一个词这件事里有没有。"""
        return "\n".join(_texts(asdict(self)))

    def questions_for(self, answers: Answers) -> List[Situation]:
        """在已有回答之下用得着的全部问题（含已经回答的），按提问次序。"""
        return [s for s in self.situations if condition_holds(s.when, answers)]

    def next_question(self, answers: Answers) -> Optional[Situation]:
        """下一个该问的问题；都问清了返回 None。"""
        return next((s for s in self.questions_for(answers) if s.id not in answers), None)

    def notes_for(self, answers: Answers) -> List[str]:
        """这些回答里要特别说明的，按提问次序；说不清的，每种情形的都说。"""
        notes: List[str] = []
        for question in self.questions_for(answers):
            if answers.get(question.id) == UNSURE:
                notes += [f"{option.label}的：{option.note}" for option in question.options if option.note]
            else:
                notes += [option.note for option in question.options_of(answers.get(question.id)) if option.note]
        return notes

    def other_item(self, answers: Answers) -> Optional[OtherItem]:
        """照这些回答，要办的其实是哪一件事；就是这一件返回 None。"""
        chosen = (option for s in self.questions_for(answers) for option in s.options_of(answers.get(s.id)))
        return next((option.leads_to for option in chosen if option.leads_to), None)

    def materials_for(self, answers: Answers) -> List[Material]:
        """这种情形下要带的材料，按清单次序，不重名。"""
        wanted: Dict[str, Material] = {}
        for material in self.materials:
            if condition_holds(material.when, answers):
                wanted.setdefault(material.name, material)
        return list(wanted.values())

    def not_needed_for(self, answers: Answers) -> List[NotNeeded]:
        return [entry for entry in self.not_needed if condition_holds(entry.when, answers)]

    def situation(self, situation_id: str) -> Optional[Situation]:
        return next((s for s in self.situations if s.id == situation_id), None)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list, tuple)):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner)

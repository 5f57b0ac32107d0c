"""办事事项：要什么、要等多久、到哪里办，以及会改变清单的那几个问题。"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any, Dict, Iterator, List, Optional, Tuple

from bot.hotline.item_parts import (
    Channel,
    CommonQuestion,
    Fee,
    HandledElsewhere,
    LegalBasis,
    Limit,
    Material,
    NotNeeded,
    Place,
    Result,
)
from bot.hotline.situation import UNSURE, Answers, OtherItem, Situation, condition_holds


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
    named_by: Tuple[str, ...] = ()  # 话里一个也没有，再像也不是这一件

    def is_named(self, text: str) -> bool:
        return not self.named_by or any(word in text for word in self.named_by)

    @cached_property
    def written(self) -> str:
        """指南里写的全部文字，连在一起；看一个词这件事里有没有。"""
        return "\n".join(_texts(asdict(self)))

    def questions_for(self, answers: Answers) -> List[Situation]:
        """在已有回答之下用得着的全部问题（含已经回答的），按提问次序。"""
        return [s for s in self.situations if condition_holds(s.when, answers)]

    def possible_questions(self, answers: Answers) -> List[Situation]:
        """问过的、用得着的，和往后还可能问到的（前面那一问还没答）。"""
        possible: List[Situation] = []
        for situation in self.situations:
            ids = {one.id for one in possible}
            if all(q in ids and (q not in answers or condition_holds({q: options}, answers)) for q, options in situation.when.items()):
                possible.append(situation)
        return possible

    def next_question(self, answers: Answers) -> Optional[Situation]:
        """下一个该问的问题；都问清了返回 None。"""
        return next((s for s in self.questions_for(answers) if s.id not in answers), None)

    def notes_for(self, answers: Answers) -> List[str]:
        """这些回答里要特别说明的，按提问次序；说不清的，每种情形的都说。要改办别的事的，告知书上另有（not_accepted），不说两遍。"""
        notes: List[str] = []
        for question in self.questions_for(answers):
            if answers.get(question.id) == UNSURE:
                notes += [f"{option.label}的：{option.note}" for option in question.options if option.note and not option.leads_to]
            else:
                notes += [option.note for option in question.options_of(answers.get(question.id)) if option.note]
        return notes

    def why_another(self, answers: Answers) -> List[str]:
        """照这些回答要办另一件事的，为什么：“只卖食用农产品的不用办食品经营许可”。"""
        chosen = (option for s in self.questions_for(answers) for option in s.options_of(answers.get(s.id)))
        return [option.note for option in chosen if option.leads_to and option.note]

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

"""一份草稿下一句问什么：用得着哪些问题，哪几样法定要有，问过两遍的不再问。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence, Tuple

from bot.hotline.draft import Draft, decline
from bot.hotline.filing_request import Element
from bot.hotline.intake import PERSONAL
from bot.hotline.intake_rules import IntakeRules, Question

_TIMES_NEEDED = 2


def open_questions(draft: Draft, rules: IntakeRules) -> Sequence[Question]:
    """这一件用得着的问题，按次序。"""
    return [q for q in rules.questions.get(draft.track, ()) if all(_CONDITIONS[c](draft) for c in q.when) and _is_for(q, draft.department)]


def _is_for(question: Question, department: Optional[str]) -> bool:
    """转给别的单位的，只问那个单位用得着的：套餐费不问在什么地方，问是哪家公司。"""
    return department not in question.not_bodies and (not question.bodies or department in question.bodies)


def next_question(draft: Draft, rules: IntakeRules) -> Optional[Question]:
    """下一句问什么；都问过了返回 None。说过的、说没有的不问。"""
    return next(
        (q for q in open_questions(draft, rules) if not draft.knows(q.field) and q.field not in draft.declined), None
    )


def pass_over(draft: Draft, elements: Sequence[Element]) -> Draft:
    """正问着一样，他说的是别的：可说可不说的再问一遍，第二回不问了；法定要有的再问两遍，核对时写明还缺。他自己的三样照问。"""
    name = draft.asking
    is_needed = name is not None and is_required(draft, name, elements)
    if name in (None, "facts") or (is_needed and name in PERSONAL):
        return draft
    if draft.passed_over.count(name) >= (_TIMES_NEEDED if is_needed else 1):
        return decline(draft, name)
    return replace(draft, passed_over=(*draft.passed_over, name))


def is_required(draft: Draft, name: str, elements: Sequence[Element]) -> bool:
    """法定必须有的（acceptance.yml）。网店说清平台的，不再要商家地址；别的单位管的事不按投诉要求。"""
    if draft.is_other_body:
        return name == "facts"
    if name == "platform":
        name = "respondent_address"
    elif name == "respondent_address" and draft.is_online:
        return False
    if name in ("authorization", "representative_identity") and not draft.knows("represents"):
        return False
    return any(element.id == name and set(element.kinds) & set(_our_kinds(draft)) for element in elements)


def _our_kinds(draft: Draft) -> Tuple[str, ...]:
    """归我们办的几件是哪几类；转给别的单位的那件，不按投诉要求。"""
    return (draft.kind,) if draft.second and draft.second.is_other_body else draft.kinds


def missing(draft: Draft, rules: IntakeRules, elements: Sequence[Element]) -> Sequence[str]:
    """法定要有、现在没有的几样。"""
    return [q.field for q in open_questions(draft, rules) if is_required(draft, q.field, elements) and _lacks(draft, q.field)]


def _lacks(draft: Draft, name: str) -> bool:
    if name in ("authorization", "representative_identity"):
        return draft.values.get(name) is not True
    return not draft.knows(name)


_CONDITIONS = {
    "online": lambda draft: draft.is_online and not draft.knows("respondent_address"),
    "offline": lambda draft: not draft.is_online,
    "represented": lambda draft: draft.knows("represents"),
    "group": lambda draft: draft.is_group,
    "named": lambda draft: not draft.is_anonymous,
}


def conditions() -> Sequence[str]:
    """when 里能写的几样，审知识时用。"""
    return tuple(_CONDITIONS)

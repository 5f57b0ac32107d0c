"""一句话里的两件：投诉要退钱，举报要查处，各是一张工单。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Optional

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft, Second
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.read_field import read_field

_EITHER_WILL_DO = re.compile("(?:投诉|举报)(?:也行|也好|都行|也可以|都可以|还是)[^，。]{0,3}(?:投诉|举报)")  # “投诉也行举报也行 我不懂”是一件
_TWO_TICKETS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)


def with_second(draft: Draft, heard: Understanding, hotline) -> Draft:
    """一句话里投诉、举报都有的，分成两件（第九条）；投诉在前，身份只随投诉走。"""
    if _EITHER_WILL_DO.search(heard.text):
        return draft
    if heard.secondary and "text" in heard.secondary:
        return draft  # 各是各的两件，后一件另开一份
    second = heard.secondary or _second_in_words(draft, heard, hotline)
    if heard.secondary and heard.secondary["kind"] == draft.kind and heard.kind in _TWO_TICKETS:
        second = {"kind": heard.kind.value, "problem": heard.problem, "department": heard.department}  # 补的话里先说的是另一件
    if second and second.get("problem") in (None, draft.problem):
        second = {**second, "problem": said_problem(heard.text, hotline)}  # 没另外听出来的，看话里明说的
    if second and not _says_what(heard.text, hotline) and said_problem(heard.text, hotline) is None:
        second = {**second, "problem": None, "department": None}  # “退货 举报他”没另说是什么问题
    kinds = {kind.value for kind in _TWO_TICKETS}
    if not second or draft.second or draft.is_other_body or {draft.kind, second["kind"]} != kinds:
        return draft
    if second["kind"] == RequestKind.TIP_OFF.value:
        return replace(draft, second=Second(second["kind"], second.get("problem"), second.get("department"), draft.is_anonymous))
    tip_off = Second(draft.kind, said_problem(heard.text, hotline) or draft.problem, draft.department, draft.is_anonymous)
    return replace(
        draft, kind=second["kind"], problem=second.get("problem") or draft.problem, second=tip_off, is_anonymous=False,
        department=second.get("department") or draft.department, declined=tuple(n for n in draft.declined if n not in PERSONAL),
    )  # fmt: skip


def _second_in_words(draft: Draft, heard: Understanding, hotline) -> Any:
    """“顺便举报他无证”“另外我还要退钱”。"""
    words = hotline.knowledge.intake_words
    adds = RequestKind.TIP_OFF if draft.kind == RequestKind.COMPLAINT.value else RequestKind.COMPLAINT
    said = words.tip_off_words if adds is RequestKind.TIP_OFF else words.complaint_words
    wants_back = adds is RequestKind.COMPLAINT and bool(read_field("demand", heard.text, words, hotline.now().date(), is_asked=False))
    is_more = adds is RequestKind.TIP_OFF and draft.knows("demand") and any(p in heard.text for p in words.opens_tip_off)
    says_both = adds is RequestKind.COMPLAINT and any(p in heard.text for p in words.opens_complaint) and "投诉举报" not in heard.text
    if not says_both and not wants_back and not is_more and not re.search(rf"(?:{any_of(words.second_leads)})[^，。；！？\n]{{0,6}}(?:{any_of(said)})", heard.text):
        return None
    is_ours = heard.department in hotline.knowledge.departments and heard.kind is adds and _says_what(heard.text, hotline)
    return {"kind": adds.value, "problem": None, "department": heard.department if is_ours else None}


def _says_what(text: str, hotline) -> bool:
    """“我要退钱 也要举报他”没说是什么事，听成归谁的不算。"""
    words = hotline.knowledge.intake_words
    empty = any_of((*words.hollow, *words.second_leads, *words.demand_verbs, *words.pronouns))
    return len(re.sub(rf"{empty}|[^㐀-鿿]", "", text)) >= 2


def said_problem(text: str, hotline) -> Optional[str]:
    """话里明说了是哪一种问题；没有返回 None。"""
    said = hotline.knowledge.intake_words.problems_said
    return next((problem for problem, phrases in said.items() if any(phrase in text for phrase in phrases)), None)

"""一句话里的两件：投诉要退钱，举报要查处，各是一张工单。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft, Second
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.reading.read_field import read_field

_EITHER_WILL_DO = re.compile("(?:投诉|举报)(?:也行|也好|都行|也可以|都可以|还是)[^，。]{0,3}(?:投诉|举报)")  # “投诉也行举报也行 我不懂”是一件
_ASKED_OF_US = "(?:我|你们?|您|请|希望|要求?|得|必须|赶紧|快点?|马上|好好|最好|应该|去|来|也|还|就|再|并且?|同时|帮我)*"
_ONLY_A_RECORD = re.compile("监控|记录|账单|流水|快递|物流|进度|单子")  # “查一下监控”不是查处
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
        wishes = draft.values.get("demand")
        draft = replace(draft, values={**draft.values, "demand": redress_only(wishes, hotline.knowledge.intake_words)}) if wishes else draft
        return replace(draft, second=Second(second["kind"], second.get("problem"), second.get("department"), draft.is_anonymous))
    tip_off = Second(draft.kind, said_problem(heard.text, hotline) or draft.problem, draft.department, draft.is_anonymous)
    return replace(
        draft, kind=second["kind"], problem=second.get("problem") or draft.problem, second=tip_off, is_anonymous=False,
        department=second.get("department") or draft.department, declined=tuple(n for n in draft.declined if n not in PERSONAL),
    )  # fmt: skip


def redress_only(wishes: Sequence[str], words) -> Tuple[str, ...]:
    """“赶紧去查一下、把钱要回来”：要查要罚的另作举报（第九条），要求里只留要退要赔的；一样也不剩的原样。"""
    left = (" ".join(piece for piece in re.split(r"[\s，,；;]+", wish) if not _is_to_check(piece, words)) for wish in wishes)
    return tuple(re.sub("^也要?(?=.{2})", "", wish) for wish in left if wish) or tuple(wishes)


def _is_to_check(piece: str, words) -> bool:
    """“赶紧去查一下”“好好查查他们”“要查他是不是骗补贴”：要我们去查、去罚，没有一个字要退要赔。"""
    asked = re.match(rf"{_ASKED_OF_US}[^退赔换修还]{{0,3}}?(?:{any_of(words.tip_off_words)}|查清|严查|彻查|查封|查查|去?罚)", piece)
    return asked is not None and not _ONLY_A_RECORD.search(piece) and not re.search("[退赔换修]|钱要回|要回来|还钱|还我", piece)


def _wants_both(draft: Draft, text: str, hotline) -> bool:
    """这句话里要我们去查，这件投诉里又要退要赔。"""
    words = hotline.knowledge.intake_words
    wishes = (*(draft.values.get("demand") or ()), *(read_field("demand", text, words, hotline.now().date(), is_asked=False) or ()))
    checks = any(_is_to_check(piece, words) for piece in re.split(r"[\s，,。；;！!]+", text))
    return checks and any(not _is_to_check(piece, words) for wish in wishes for piece in re.split(r"[\s，,；;]+", wish) if piece)


def _second_in_words(draft: Draft, heard: Understanding, hotline) -> Any:
    """“顺便举报他无证”“另外我还要退钱”。"""
    words = hotline.knowledge.intake_words
    adds = RequestKind.TIP_OFF if draft.kind == RequestKind.COMPLAINT.value else RequestKind.COMPLAINT
    said = words.tip_off_words if adds is RequestKind.TIP_OFF else words.complaint_words
    wishes = read_field("demand", heard.text, words, hotline.now().date(), is_asked=False) or ()
    wants_back = adds is RequestKind.COMPLAINT and any(not _is_to_check(wish, words) for wish in wishes)  # 举报里说“你们查查他”还是举报
    is_more = adds is RequestKind.TIP_OFF and (_wants_both(draft, heard.text, hotline) or (draft.knows("demand") and any(p in heard.text for p in words.opens_tip_off)))
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

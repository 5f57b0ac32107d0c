"""一段话里的第二件事，和受理上要人审一审的地方。都只是提示，由人定。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Callable, List, Optional, Sequence, Tuple

from bot.hotline.acceptance import advise, facts_heard
from bot.hotline.any_of import any_of
from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind, TicketSystem, Understanding

# 后半句单独听，要这么有把握才算另一件。
CERTAIN = 0.6
_SHORTEST = 4  # 两边都至少这么长，才像两件事
_REQUESTS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
_SERIOUS = (*_REQUESTS, RequestKind.CONDUCT_COMPLAINT, RequestKind.HELP_REQUEST, RequestKind.SUGGESTION)

Hear = Callable[[Sequence[str]], List[Understanding]]


def with_second_matter(heard: Understanding, text: str, knowledge: Knowledge, hear: Hear) -> Understanding:
    """补上第二件事。text 是整理过的话；hear 把半句话单独听一遍（要十来毫秒，只在有起头的字时才用）。"""
    if heard.intent == "thank":
        return _after_thanks(heard, knowledge, hear)
    if heard.kind not in (*_SERIOUS, RequestKind.INQUIRY) or heard.emergency:
        return heard
    words = knowledge.entity_words.second_matters
    if listed := _listed(text, words.first_of_two, words.second_of_two):
        first, second = hear(listed)
        asked = replace(first, items=heard.items, item_decision=heard.item_decision) if heard.item_id else first  # 半句里“奶茶店的证”认得没有整句准
        if second.kind in _SERIOUS and (first.kind in _SERIOUS or asked.item_id):
            return _apart(heard, asked, second, *listed)  # “一个是要办证，一个是楼下水果店缺斤短两”
    for head, tail in _halves(text, words.starts, words.fillers):
        if _is_a_ground(head, knowledge):
            continue  # “法院已经判过了，还要投诉那家”：前半句是受理的情形，不是另一件事
        first, second = hear([head, tail])
        other = _other_half(heard, first, second, knowledge)
        if other and _are_two_bodies(first, second, knowledge):
            return _apart(heard, first, second, head, tail)
        if other:
            return _with(heard, other.kind, other.ticket_system, other.department, "后面说的是另一件")
    if heard.department in knowledge.external_bodies and (added := re.fullmatch(rf"(.{{{_SHORTEST},}}?)[,，。;；\s]+((?:{any_of(words.adds)}).{{2,}})", heard.text)):
        first, second = hear(added.groups())
        if _are_two_bodies(first, second, knowledge) and second.department in knowledge.departments:
            return _apart(heard, heard, second, *added.groups())
    return _complaint_and_tip_off(heard, text, knowledge)


def _after_thanks(heard: Understanding, knowledge: Knowledge, hear: Hear) -> Understanding:
    """“谢谢 那执照呢”：谢完接着问的，听后面那半句。"""
    said = re.fullmatch(rf"(?:(?:{any_of(knowledge.entity_words.second_matters.courtesies)})[啊呀哈了哦哎]?[\s,，。.!！~]+)+(.{{{_SHORTEST},}})", heard.text.strip())
    if said is None or heard.entities:
        return heard
    (rest,) = hear([said[1]])
    is_question = rest.intent.startswith("ask_") and rest.kind is RequestKind.INQUIRY
    return replace(rest, text=said[1]) if is_question or (rest.kind in _SERIOUS and rest.kind_confidence >= CERTAIN) else heard


def with_acceptance(heard: Understanding, received_on: Optional[date], latest_on: Optional[date], knowledge: Knowledge) -> Understanding:
    """补上受理建议。举报只看归不归本局；投诉照第十六、十七条看。不知道今天是哪天就不看时效。"""
    if heard.kind not in _REQUESTS:
        return heard
    grounds = knowledge.acceptance.grounds if heard.kind is RequestKind.COMPLAINT else ()
    is_ours = heard.department in knowledge.departments
    facts = facts_heard(heard.text, is_ours, latest_on if received_on else None, grounds, received_on or date.min)
    advice = advise(facts)
    reasons = [f"受理前请审：{knowledge.acceptance.ground(g).text}（{knowledge.acceptance.ground(g).basis}）" for g in advice.grounds]
    return replace(
        heard,
        acceptance={"suggestion": advice.suggestion, "grounds": list(advice.grounds)},
        reasons=(*heard.reasons, *reasons),
    )


def _halves(text: str, starts: Sequence[str], fillers: Sequence[str]) -> List[Tuple[str, str]]:
    found = []
    for match in re.finditer(rf"(?:^|(?<=[,，。;；!！?？]))[^,，。;；!！?？]{{0,3}}?(?:{any_of(starts)})", text):
        head = text[: match.start()].rstrip(",，。;；")
        tail = re.sub(rf"^(?:(?:{any_of(fillers)})(?!们))+", "", text[match.end() :])
        spoken = re.search(r"举报|投诉", match[0])  # “还要举报他……”：起头的字里就说了是哪一类
        tail = (spoken[0] if spoken else "") + tail
        if len(head) >= _SHORTEST and len(tail) >= _SHORTEST:
            found.append((head, tail))
    return found


def _listed(text: str, firsts: Sequence[str], seconds: Sequence[str]) -> Optional[Tuple[str, str]]:
    """“我要投诉两件事，一个是……，一个是……”：数着说的两件。"""
    match = re.search(rf"(?:{any_of(firsts)})(.{{{_SHORTEST},}}?)[,，。;；]?(?:{any_of(seconds)})(.{{{_SHORTEST},}})$", text)
    return (match[1], match[2]) if match else None


def _is_a_ground(text: str, knowledge: Knowledge) -> bool:
    return bool(advise(facts_heard(text, True, None, knowledge.acceptance.grounds, date.min)).grounds)


def _are_two_bodies(first: Understanding, second: Understanding, knowledge: Knowledge) -> bool:
    """两件诉求，一件归本局、一件归别的部门：一张工单装不下。"""
    are_sure = all(half.kind in _SERIOUS and half.kind_confidence >= CERTAIN for half in (first, second))
    return are_sure and (first.department in knowledge.departments) != (second.department in knowledge.departments)


def _apart(heard: Understanding, first: Understanding, second: Understanding, head: str, tail: str) -> Understanding:
    """两件各是各的：先说的照先说的听，后说的连它那半句一起放在 secondary 里。"""
    other = {"kind": second.kind.value, "ticket_system": second.ticket_system.value, "department": second.department, "problem": second.problem, "text": tail, "first": head}
    fields = ("intent", "aspect", "aspects", "items", "item_decision", "kind", "kind_confidence", "ticket_system", "department", "departments", "problem", "problems")
    mine = {name: getattr(first, name) for name in fields}
    return replace(heard, **mine, secondary=other, reasons=(*heard.reasons, "话里是两件事，分开登记"))


def _other_half(heard: Understanding, head: Understanding, tail: Understanding, knowledge: Knowledge) -> Optional[Understanding]:
    """两半里和整段不是一件的那一半。"""
    for half in (tail, head):
        if half.kind not in (*_SERIOUS, RequestKind.INQUIRY) or half.kind_confidence < CERTAIN:
            continue
        if half.kind is not heard.kind:
            return half
        if half.kind is not RequestKind.INQUIRY and (half.department in knowledge.departments) != (heard.department in knowledge.departments):
            return half
    return None


def _complaint_and_tip_off(heard: Understanding, text: str, knowledge: Knowledge) -> Understanding:
    """投诉里明着要求查处的，举报里为自己要求退赔的：两件分别处理（总局令第121号第九条）。"""
    words = knowledge.entity_words.second_matters
    demands = {e["value"] for e in heard.entities if e["type"] == "demand"}
    wants_own = bool(demands & set(words.complaint_demands))
    if heard.kind is RequestKind.COMPLAINT and wants_own and re.search(any_of(words.tip_off_said), text):
        return _with(heard, RequestKind.TIP_OFF, heard.ticket_system, heard.department, "既要退赔又要查处，投诉和举报分别处理")
    if heard.kind is RequestKind.TIP_OFF and wants_own:
        return _with(heard, RequestKind.COMPLAINT, heard.ticket_system, heard.department, "举报里还为自己要求退赔，投诉和举报分别处理")
    return heard


def _with(heard: Understanding, kind: RequestKind, system: TicketSystem, department: Optional[str], why: str) -> Understanding:
    second = {"kind": kind.value, "ticket_system": system.value, "department": department}
    return replace(heard, secondary=second, reasons=(*heard.reasons, f"{why}（总局令第121号第九条）" if kind in _REQUESTS and heard.kind in _REQUESTS else why))

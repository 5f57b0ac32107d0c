"""说的是别的单位管的事，又说到归我们管的一件：分成两件登记，各是一张工单，哪一件都不丢。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Second, Stage, fill, hear
from bot.hotline.routing import RoutingFacts
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.start_draft import for_another
from bot.usecases.not_ours.places_said import with_places_said
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_statement import read_statement

_NOT_OURS = "art16_1"
_CATCH_ALL = "enforcement"  # 没说出是什么违法的举报先归它

_KINDS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
_SURE_OF_DEPARTMENT, _SURE_OF_PROBLEM = 0.5, 0.7
_SURE_OF_ANOTHER = 0.8
_FEWEST_LETTERS = 4
_UNLICENSED = "unlicensed"
_OWN_MONEY = ("price", "metrology", "quality")
_LONGEST_NEXT = 30  # 接着说的半句


def is_ours(draft: Draft, heard: Understanding, hotline) -> bool:
    """草稿归别的单位，这句话却清清楚楚是我们的事：“他还没有营业执照”“床位费没有公示”。"""
    return draft.is_other_body and _ours(draft, heard, hotline) is not None


def take_ours(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    """归我们的一件由我们登记，原来那件一起登记、转给别的单位；说“不说那个了”的，只登记我们这件。"""
    department, problem = _ours(draft, heard, hotline) or (None, None)
    names, body = hotline.knowledge.names.kinds, hotline.knowledge.external_bodies.get(draft.department or "")
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    kind = _kind_of(draft, heard, problem, words)
    theirs = Second(draft.kind, None, draft.department, draft.is_anonymous, is_other_body=True)
    both = with_places_said(hear(draft, heard.text, True), hotline)
    found = read_statement(heard.text, entities_of(heard, hotline), words, today)
    both = fill(both, {name: value for name, value in for_another(found).items() if not both.knows(name)})
    both = replace(
        both, kind=kind.value, is_other_body=False, department=department, problem=problem, stage=Stage.COLLECTING,
        second=None if replaces(heard.text, words) else theirs,
        is_anonymous=draft.is_anonymous and kind.value in SECRET, declined=(), asking=None,
    )  # fmt: skip
    both = both if both.second else replace(both, grounds=_ours_only(both))
    decided = hotline.knowledge.route(RoutingFacts(both.kind, problem or "unknown", department or "unknown"))
    fields = {
        "kind": names[both.kind],
        "department": "" if decided.needs_person else hotline.knowledge.name_of_body(decided.department),
        "body": body.short_name if body and both.second else "",
    }
    name = "utter_draft_ours_besides" if both.second else "utter_draft_ours_instead"
    return ask_next(conversation, both, hotline, [Reply(name, fields)])


def takes_back(draft: Draft, text: str) -> bool:
    """问要不要转，说“不是快递的事 是商家包装太差”：说的是别人，那个单位不管。"""
    said = re.search(r"(?:^|[\s，,])(?:不是|不怪|不怨|跟|和|与)([㐀-鿿]{2,6}?)(?:的(?:事|问题|责任|错|毛病)|没关系|无关)?[，,\s]+(?:就)?是[㐀-鿿]{2}", text.strip())
    return said is not None and any(said[1] in before for before in draft.said)


def as_ours(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    """改口说不是那个单位的事：照我们的登记，说过的都留着。"""
    both = with_places_said(hear(draft, heard.text, True), hotline)
    department, problem = ours_heard(heard, hotline) or (None, None)
    kind = draft.kind if draft.kind in ("complaint", "tip_off") else RequestKind.COMPLAINT.value
    both = replace(both, kind=kind, is_other_body=False, department=department, problem=problem, stage=Stage.COLLECTING, declined=(), asking=None, grounds=_ours_only(both))
    decided = hotline.knowledge.route(RoutingFacts(kind, problem or "unknown", department or "unknown"))
    fields = {"kind": hotline.knowledge.names.kinds[kind], "department": "" if decided.needs_person else hotline.knowledge.name_of_body(decided.department)}
    return ask_next(conversation, both, hotline, [Reply("utter_draft_ours_instead", fields)])


def _ours_only(draft: Draft) -> Tuple[str, ...]:
    """归我们的了，“不归我们管”不再是不予受理的情形。"""
    return tuple(ground for ground in draft.grounds if ground != _NOT_OURS)


def _kind_of(draft: Draft, heard: Understanding, problem: Optional[str], words) -> RequestKind:
    """先前在投诉，又说多收了他的：也是投诉。听不出的照先前那件。"""
    was_complaint = draft.kind == RequestKind.COMPLAINT.value
    if was_complaint and any(phrase in heard.text for phrase in words.own_loss):
        return RequestKind.COMPLAINT
    if problem == _UNLICENSED:
        return RequestKind.TIP_OFF  # “没营业执照”是要我们去查
    if heard.kind in _KINDS:
        return heard.kind
    return RequestKind.COMPLAINT if was_complaint or problem in _OWN_MONEY else RequestKind.TIP_OFF


def kind_of_part(heard: Understanding, problem: str) -> RequestKind:
    """只问过那个单位管不管，又说到归我们的一件：多收了他的、表跑得快是投诉，别的是举报。"""
    return heard.kind if heard.kind in _KINDS else RequestKind.COMPLAINT if problem in _OWN_MONEY else RequestKind.TIP_OFF


def replaces(text: str, words) -> bool:
    """“算了，那就举报他没执照吧”：原来那件不说了。"""
    return any(phrase in text for phrase in words.instead)


def drops_theirs(text: str, words) -> bool:
    """两件里头，转给别的单位的那件不要了。"""
    return replaces(text, words) or any(phrase in text for phrase in words.drops_theirs)


def ours_heard(heard: Understanding, hotline) -> Optional[Tuple[str, str]]:
    """听得准是归我们哪个科室、哪一种问题的：（科室，问题）；不准的返回 None。“把钱退给我”听着也像消费纠纷，不算。"""
    department, problem = heard.department or "", heard.problem or "other"
    is_clear = heard.kind in _KINDS and department in hotline.knowledge.departments and department != "consumer_protection"
    is_sure = _score(heard.departments) >= _SURE_OF_DEPARTMENT and _score(heard.problems) >= _SURE_OF_PROBLEM
    return (department, problem) if is_clear and is_sure and problem != "other" else None


def _ours(draft: Draft, heard: Understanding, hotline) -> Optional[Tuple[Optional[str], str]]:
    """归我们的（科室，问题）；不清楚的返回 None。听得准的照听出来的，听不准的看话里明说的。"""
    if len(heard.text) < _FEWEST_LETTERS or heard.intent == "report_emergency":
        return None
    said = says_our_part(draft, heard.text, hotline)
    return ours_heard(heard, hotline) or ((None, said) if said else None) or _bought_besides(draft, heard, hotline)


def _bought_besides(draft: Draft, heard: Understanding, hotline) -> Optional[Tuple[Optional[str], str]]:
    """说着暖气，又说“我买的羽绒服掉毛老板不退”：另买的东西是另一件。前面说过的那样东西不算。"""
    goods = [str(e["text"]) for e in entities_of(heard, hotline) if e["type"] == "product"]
    is_new = bool(goods) and not any(good in said for good in goods for said in draft.said) and re.search("买[的了过]", heard.text) is not None
    ours = sum(score for department, score in heard.departments if department in hotline.knowledge.departments)  # 归哪个科说不准，归我们说得准
    is_sure = heard.kind is RequestKind.COMPLAINT and heard.department in hotline.knowledge.departments and ours >= _SURE_OF_ANOTHER
    return (heard.department, heard.problem or "other") if is_new and is_sure else None


def says_our_part(draft: Draft, text: str, hotline) -> Optional[str]:
    """草稿归的那个单位的事里，话里明说了归我们的那部分：是哪一种问题。"""
    body = hotline.knowledge.external_bodies.get(draft.department or "")
    if body is None:
        return None
    return body.ours_said_next(text, "".join(draft.said)) if len(text) <= _LONGEST_NEXT else body.ours_said(text)


def _score(ranking) -> float:
    return ranking[0][1] if ranking else 0.0


def placed(draft: Draft, heard: Understanding, hotline) -> Draft:
    """开头没说清是什么事、不知道归谁的，后来听清楚了就归到那个科室。"""
    said_what = any(word in said for said in draft.said for word in hotline.knowledge.intake_words.misdeeds)
    is_open = draft.department is None or (draft.department == _CATCH_ALL and draft.kind == "tip_off" and not said_what)
    ours = ours_heard(heard, hotline) if is_open and not draft.is_other_body else None
    return replace(draft, department=ours[0], problem=draft.problem or ours[1]) if ours else draft

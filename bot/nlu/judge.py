"""把各个分类头和检索的结果合成一份理解，每个判断写一句为什么。"""

from __future__ import annotations

from typing import List, Mapping, Tuple

from bot.hotline.aspect_words import AspectWords
from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.nlu.danger import danger_of, find_emergency
from bot.nlu.entities.entity import Entity
from bot.nlu.heads import Ranking
from bot.nlu.item_decision import decide_item
from bot.nlu.normalise import Reading
from bot.nlu.responsible_body import find_department, find_ticket_system
from bot.nlu.thresholds import Thresholds
from bot.nlu.wish import ABOUT_ITEMS, ACCUSATIONS, KIND_OF_WISH, kind_and_wish

# 说的是什么问题，求助和建议也听：险情、“没人管吗”、“建议你们查查”说的常是同样的事。
_ABOUT_PROBLEMS = (*ACCUSATIONS, RequestKind.HELP_REQUEST, RequestKind.SUGGESTION)
# 一句话里一起问的方面：头一个之外，像到什么程度也算，最多几个。
_ALSO_ASKED = 0.15
_MOST_ASPECTS = 4
# 字面上明说了的方面，像到最像的那样的一成就听字面的。
_AS_SAID = 0.1


def judge(
    reading: Reading,
    rankings: Mapping[str, Ranking],
    items: Ranking,
    entities: List[Entity],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> Understanding:
    """合成一份理解。rankings 的键：wish、kind、aspect、scope、department、problem、urgency、emergency。"""
    reasons: List[str] = []
    emergency, told_as = find_emergency(reading.text, rankings, thresholds, knowledge, reasons)
    kind, kind_confidence, wish = kind_and_wish(rankings, emergency)
    if told_as:
        kind, wish = KIND_OF_WISH[told_as], told_as
    if wish == "ask_regulation" and knowledge.aspect_words.names_nothing(reading.text):
        wish = "ask_guide"  # “什么时候截止”：问的是手头那件事
    decision, in_context = ItemDecision.NONE, False
    if wish in ABOUT_ITEMS:
        decision, in_context = decide_item(reading.text, rankings, items, thresholds, knowledge, reasons)
    if decision is ItemDecision.ANSWER and not knowledge.items[items[0][0]].is_named(reading.text):
        decision, in_context = ItemDecision.NONE, True  # “她不识字 我去办行不”没说是冒名登记
    aspects = _aspects(rankings["aspect"], reading.text, knowledge.aspect_words) if wish in ABOUT_ITEMS else ()
    aspect = aspects[0] if aspects else None
    department, departments = None, ()
    if not (in_context and wish == "ask_guide"):
        department, departments = find_department(
            wish, kind, decision, items, rankings, knowledge, emergency, thresholds, reasons
        )
    system = find_ticket_system(kind, wish, department, knowledge, reasons)
    problem, problems = None, ()
    if kind in _ABOUT_PROBLEMS and department in knowledge.departments:
        problems = tuple(rankings["problem"][:3])
        problem = problems[0][0]
    return Understanding(
        text=reading.original,
        intent=f"ask_{aspect}" if wish == "ask_guide" else wish,
        kind=kind,
        kind_confidence=kind_confidence,
        aspect=aspect,
        aspects=aspects,
        items=tuple(items) if wish in ABOUT_ITEMS else (),
        item_decision=decision,
        in_context=in_context,
        ticket_system=system,
        department=department,
        departments=departments,
        problem=problem,
        problems=problems,
        urgency="emergency" if emergency else _urgency(kind, rankings),
        emergency=emergency,
        danger=danger_of(rankings),
        entities=tuple(entity.as_dict() for entity in entities),
        reasons=tuple(reasons),
    )


def _aspects(ranking: Ranking, text: str, words: AspectWords) -> Tuple[str, ...]:
    """问的哪几方面，最像的在前。“要啥材料多少钱几天能办”一句问三样，都留下。字面上说了几样、没说别的，照字面。"""
    said = words.asked(text)
    if words.names_nothing(text):
        return said[:_MOST_ASPECTS]
    if len(said) > 1:
        return tuple(dict.fromkeys((ranking[0][0], *said)))[:_MOST_ASPECTS]
    if words.is_decisive(said) and dict(ranking).get(said[0], 0.0) >= _AS_SAID * ranking[0][1]:
        ranking = sorted(ranking, key=lambda pair: pair[0] != said[0])
    return (ranking[0][0], *(name for name, p in ranking[1:_MOST_ASPECTS] if p >= _ALSO_ASKED))


def _urgency(kind: RequestKind, rankings: Mapping[str, Ranking]) -> str:
    if kind in (RequestKind.INQUIRY, RequestKind.OTHER):
        return "normal"
    return "urgent" if rankings["urgency"][0][0] == "urgent" else "normal"

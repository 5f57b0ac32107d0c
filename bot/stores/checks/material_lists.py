"""清单：把市民可能的回答走一遍，看出来的单子对不对。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Dict, Iterator, List, Sequence, Tuple

from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import Answers, Condition, condition_holds
from bot.stores.checks.shelf import Checks, error, warning
from bot.stores.checks.situations import conditions_of
from bot.stores.knowledge_schema import Problem

# 本局承诺住所申报免交的（《意见》四（一）1），登记类事项里不得再要。
_WAIVED_PAPERS = ("租房协议", "租房合同", "租赁协议", "租赁合同", "房屋产权证明", "房产证")


def ways_to_answer(item: ServiceItem) -> Iterator[Dict[str, str]]:
    """市民可能的每一套回答，照提问的次序；不含“说不清”，也不含要改办另一件事的。"""
    unfinished: List[Dict[str, str]] = [{}]
    while unfinished:
        answers = unfinished.pop()
        question = item.next_question(answers)
        if question is None:
            yield answers
        else:
            staying = [option for option in question.options if option.leads_to is None]
            unfinished.extend({**answers, question.id: option.id} for option in reversed(staying))


def no_materials(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    empty = next((answers for answers in ways if not item.materials_for(answers)), None)
    if empty is not None and not item.handled_elsewhere:
        yield error(
            path, "materials", f"{_say(item, empty)}一份材料也没有；请补材料，不归本局办的写 handled_elsewhere"
        )


def material_twice(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    told = set()
    for answers in ways:
        seen: Dict[str, int] = {}
        for i, material in enumerate(item.materials, 1):
            if not condition_holds(material.when, answers):
                continue
            first = seen.setdefault(material.name, i)
            if first != i and (first, i) not in told:
                told.add((first, i))
                yield error(
                    path,
                    f"materials[{i}]",
                    f"{_say(item, answers)}“{material.name}”和第 {first} 份同名，单子上只会出现一份；请合成一份或改名",
                )
    names = [material.name for material in item.materials]
    for i, name in enumerate(names, 1):
        first = names.index(name) + 1
        if first != i and (first, i) not in told:
            yield warning(
                path, f"materials[{i}]", f"“{name}”和第 {first} 份同名，市民说不清情形时只会告知一份；请合成一份或改名"
            )


def material_called_alike(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    told = set()
    for answers in ways:
        claims: Dict[str, str] = {}
        for material in item.materials_for(answers):
            for word in (material.name, *material.said_as):
                first = claims.setdefault(word, material.name)
                if first != material.name and (word, material.name) not in told:
                    told.add((word, material.name))
                    yield warning(
                        path,
                        "materials",
                        f"{_say(item, answers)}市民说有“{word}”，会把“{first}”和“{material.name}”都当成有了；said_as 只留给一份",
                    )


def waived_material_listed(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    for i, material in enumerate(item.materials, 1):
        names = {material.name, *material.any_of}
        for paper in _WAIVED_PAPERS:
            if item.theme == "registration" and any(paper in name for name in names):
                yield error(path, f"materials[{i}]", f"“{paper}”本局承诺免交，请删去，放进 not_needed（why: waived）")
        for entry in item.not_needed:
            clash = names & {entry.name, *re.split("[、和及或]", entry.name)}
            both = next((a for a in ways if condition_holds(material.when, a) and condition_holds(entry.when, a)), None)
            if clash and both is not None:
                yield error(
                    path, f"materials[{i}]", f"{_say(item, both)}“{clash.pop()}”又要带又写在 not_needed 里，请留一处"
                )


def never_applies(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    known = {s.id: {o.id for o in s.options} for s in item.situations}
    for field, condition in conditions_of(item):
        if any(
            not options or not known.get(question, set()).issuperset(options) for question, options in condition.items()
        ):
            continue  # condition_unknown 已经说了
        if condition and not any(condition_holds(condition, answers) for answers in ways):
            yield error(path, field, "怎么回答都轮不到它，请核对几个条件是不是互相矛盾")


def situation_changes_nothing(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    for i, situation in enumerate(item.situations, 1):
        if any(option.leads_to or option.note for option in situation.options):
            continue
        outcomes = defaultdict(set)
        for answers in ways:
            if situation.id in answers:
                rest = frozenset(pair for pair in answers.items() if pair[0] != situation.id)
                lists = (tuple(e for e in entries if condition_holds(entries[e], answers)) for entries in _lists(item))
                outcomes[answers[situation.id]].add((rest, *lists))
        if len(outcomes) > 1 and len(set(map(frozenset, outcomes.values()))) == 1:
            yield warning(
                path, f"situations[{i}]", f"“{situation.ask}”怎么答，材料和后面的问题都一样；请删去，或给材料写上 when"
            )


def _lists(item: ServiceItem) -> Tuple[Dict[int, Condition], Dict[int, Condition]]:
    return dict(enumerate(m.when for m in item.materials)), dict(enumerate(n.when for n in item.not_needed))


def _say(item: ServiceItem, answers: Answers) -> str:
    """“选了A、B的，”；没有问题的事项什么也不说。"""
    labels = [o.label for s in item.situations for o in s.options if answers.get(s.id) == o.id]
    return f"选了“{'、'.join(labels)}”的，" if labels else ""


LIST_CHECKS: Checks = (
    no_materials,
    material_twice,
    material_called_alike,
    waived_material_listed,
    never_applies,
    situation_changes_nothing,
)

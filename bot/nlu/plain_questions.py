"""由知识造出的训练句：事项的直白问法、别的部门管的事、常见问答的问法。

写语料的人会避开直白的话（“食品经营许可证怎么办”），可市民偏偏常这么问。
训练时才造，不存成语料；知识改了，下次训练跟着变。
"""

from __future__ import annotations

from itertools import cycle
from typing import Dict, Iterator, List

from bot.hotline.knowledge import Knowledge
from bot.nlu.normalise import normalise
from bot.nlu.training_data import NOT_OURS, Example


def examples_from_knowledge(knowledge: Knowledge) -> List[Example]:
    """每个事项每个方面一两句，每个叫法一句；外部部门的每件事一句；问答的每种问法一句（told_as 不算）。"""
    return [*_about_items(knowledge), *_about_other_bodies(knowledge), *_about_rules(knowledge)]


def _about_items(knowledge: Knowledge) -> Iterator[Example]:
    for item in knowledge.items.values():
        names = cycle([item.name, *item.asked_as])
        for aspect, forms in knowledge.plain_questions.items():
            for form in forms:
                yield _example(form.format(name=next(names)), f"ask_{aspect}", item=item.item_id)
        for name in item.asked_as:
            yield _example(name, "ask_overview", item=item.item_id)


def _about_other_bodies(knowledge: Knowledge) -> Iterator[Example]:
    forms: Dict[str, tuple] = knowledge.plain_questions
    turns = cycle([(aspect, form) for aspect in ("overview", "place", "materials") for form in forms[aspect][:1]])
    for body in knowledge.external_bodies.values():
        for matter in body.handles:
            aspect, form = next(turns)
            yield _example(form.format(name=matter), f"ask_{aspect}", item=NOT_OURS, department=body.id)


def _about_rules(knowledge: Knowledge) -> Iterator[Example]:
    for entry in knowledge.faq.values():
        for question in (entry.question, *entry.asked_as):
            yield _example(question, "ask_regulation", department=entry.department)


def _example(text: str, intent: str, **labels: str) -> Example:
    return Example(text=normalise(text).text, intent=intent, **labels)

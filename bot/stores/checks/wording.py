"""话：两个事项抢一个叫法，许了不该许的诺，写进了真人的号码。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Iterator, List, Tuple

from bot.stores.checks.personal_data import real_looking_personal_data
from bot.stores.checks.shelf import Checks, Shelf, error, warning
from bot.stores.knowledge_schema import Problem
from bot.stores.knowledge_yaml import read_yaml


def alias_claimed_twice(shelf: Shelf) -> Iterator[Problem]:
    claims = defaultdict(list)
    for item in shelf.knowledge.items.values():
        for alias in dict.fromkeys(alias.lower() for alias in item.asked_as):
            claims[alias].append(item)
    for alias, items in claims.items():
        for item in items[1:]:
            yield warning(
                shelf.path_of(item), "asked_as", f"“{alias}”在 {items[0].item_id} 里也有，请只留给最贴切的一个"
            )


def forbidden_promise(shelf: Shelf) -> Iterator[Problem]:
    found: List[Problem] = []
    words = read_yaml(shelf.folder / "lexicon" / "promises.yml", shelf.folder, found) or {}
    yield from found
    for path, field, answer in _answers(shelf):
        plain = re.sub("“[^”]*”", "", answer)
        for allowed in words.get("allowed", ()):
            plain = plain.replace(allowed, "")
        for word in words.get("forbidden", ()):
            if word in plain:
                yield error(path, field, f"“{word}”是许诺，热线不能说；请改成按规定怎么办、由谁决定")


def _answers(shelf: Shelf) -> Iterator[Tuple[str, str, str]]:
    for item in shelf.knowledge.items.values():
        for i, question in enumerate(item.common_questions, 1):
            yield shelf.path_of(item), f"common_questions[{i}].answer", question.answer
    for topic in shelf.knowledge.faq_topics:
        for entry in topic.entries:
            yield shelf.name(f"faq/{topic.topic}.yml"), f"{entry.faq_id}.answer", entry.answer
    for refusal in shelf.knowledge.refusals.values():
        yield shelf.name("refusals.yml"), f"{refusal.id}.say", refusal.say
    for body in shelf.knowledge.external_bodies.values():
        yield shelf.name("external_bodies.yml"), f"{body.id}.advice", body.advice or ""


def personal_data_in_knowledge(shelf: Shelf) -> Iterator[Problem]:
    return real_looking_personal_data(shelf.folder, shelf.folder.parent)


WORDING_CHECKS: Checks = (
    alias_claimed_twice, forbidden_promise, personal_data_in_knowledge,
)  # fmt: skip

"""只说了一半的叫法：列出来的事项有没有，够不够挑，一个叫法有没有写在两处。"""

from __future__ import annotations

from collections import Counter
from typing import Iterator

from bot.stores.checks.shelf import Checks, Shelf, error, is_it
from bot.stores.knowledge_schema import Problem

_FILE = "lexicon/half_said.yml"


def offered_item_unknown(shelf: Shelf) -> Iterator[Problem]:
    for i, matter in enumerate(shelf.knowledge.half_said.matters, 1):
        for item_id in matter.offers:
            if item_id not in shelf.item_ids:
                yield error(shelf.name(_FILE), f"matters[{i}].offers", f"没有事项 {item_id}{is_it(item_id, shelf.item_ids) or '，请改成有的事项'}")
        if len(matter.offers) < 2:
            yield error(shelf.name(_FILE), f"matters[{i}].offers", "只有一件就不用挑，请写到那个事项的 asked_as 里")


def twin_unknown(shelf: Shelf) -> Iterator[Problem]:
    for i, twins in enumerate(shelf.knowledge.half_said.twins, 1):
        for item_id in (*twins.instead, *twins.instead.values()):
            if item_id not in shelf.item_ids:
                yield error(shelf.name(_FILE), f"twins[{i}].instead", f"没有事项 {item_id}{is_it(item_id, shelf.item_ids) or '，请改成有的事项'}")


def said_twice(shelf: Shelf) -> Iterator[Problem]:
    counted = Counter(said for matter in shelf.knowledge.half_said.matters for said in matter.said)
    for said in sorted(said for said, times in counted.items() if times > 1):
        yield error(shelf.name(_FILE), "matters", f"“{said}”写在两处，请只留一处")


HALF_SAID_CHECKS: Checks = (offered_item_unknown, twin_unknown, said_twice)

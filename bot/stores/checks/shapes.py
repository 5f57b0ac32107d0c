"""说法的样子：正则写不写得通，例子认不认得出。"""

from __future__ import annotations

import re
from typing import Iterator

from bot.stores.checks.shelf import Checks, Shelf, error
from bot.stores.knowledge_schema import Problem

_FILE = "lexicon/shapes.yml"


def example_not_recognised(shelf: Shelf) -> Iterator[Problem]:
    for name, group in shelf.knowledge.intake_words.shapes.shapes.items():
        for i, shape in enumerate(group, 1):
            try:
                is_recognised = shape.fits(*shape.example())
            except re.error as wrong:
                yield error(shelf.name(_FILE), f"shapes.{name}[{i}]", f"正则写不通：{wrong}，请看括号、竖线是不是成对")
                continue
            if not is_recognised:
                yield error(shelf.name(_FILE), f"shapes.{name}[{i}].such_as", f"例子“{shape.such_as}”认不出来，请改例子或者改样子")


SHAPE_CHECKS: Checks = (example_not_recognised,)

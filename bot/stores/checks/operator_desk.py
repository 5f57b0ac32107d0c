"""坐席在对话里的规矩：等的时间合不合理，收尾的几种有没有重。"""

from __future__ import annotations

from typing import Iterator

from bot.hotline.knowledge import Knowledge
from bot.stores.checks.shelf import Checks, error
from bot.stores.knowledge_schema import Problem

_FILE = "operator_desk.yml"
_SHORTEST, _LONGEST = 10, 300


def held_seconds_unreasonable(knowledge: Knowledge) -> Iterator[Problem]:
    seconds = knowledge.operator_desk.held_seconds
    if not _SHORTEST <= seconds <= _LONGEST:
        yield error(_FILE, "held_seconds", f"是 {seconds}，应当在 {_SHORTEST} 到 {_LONGEST} 秒：太短坐席来不及看，太长市民干等")


def wrap_ups_unusable(knowledge: Knowledge) -> Iterator[Problem]:
    ids = [one.id for one in knowledge.operator_desk.wrap_ups]
    if not ids:
        yield error(_FILE, "wrap_ups", "一种也没有，坐席收不了尾")
    for id_ in sorted({one for one in ids if ids.count(one) > 1}):
        yield error(_FILE, "wrap_ups", f"{id_} 写了两遍")


OPERATOR_DESK_CHECKS: Checks = (held_seconds_unreasonable, wrap_ups_unusable)

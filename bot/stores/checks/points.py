"""积分：数的事有没有，没定的写没写等谁定。"""

from __future__ import annotations

from typing import Iterator

from bot.hotline.knowledge import Knowledge
from bot.hotline.ticket_life import Fact
from bot.hotline.understanding import RequestKind
from bot.stores.checks.shelf import Checks, error
from bot.stores.knowledge_schema import Problem

_POINTS = "points.yml"


def point_rule_fact_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    facts, kinds = {fact.value for fact in Fact}, {kind.value for kind in RequestKind}
    for rule in knowledge.points:
        for wrong in (*(set(rule.counts) - facts), *(set(rule.kinds) - kinds)):
            yield error(_POINTS, rule.id, f"没有“{wrong}”这种事或诉求类型")
        if not rule.counts:
            yield error(_POINTS, rule.id, "counts 是空的，一次也不会算")


def point_amount_open(knowledge: Knowledge) -> Iterator[Problem]:
    for rule in knowledge.points:
        if rule.points is None and not rule.note:
            yield error(_POINTS, rule.id, "points 空着，要在 note 写明等谁定")


POINT_CHECKS: Checks = (point_rule_fact_unknown, point_amount_open)

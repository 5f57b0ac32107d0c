"""受理规则和各种名称：法定内容、不予受理的情形、五条途径，一样不缺。"""

from __future__ import annotations

from typing import Iterable, Iterator, List, Tuple

from bot.hotline.clock import ClockStatus
from bot.hotline.filing_request import known_elements
from bot.hotline.knowledge import Knowledge
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.hotline.understanding import RequestKind
from bot.stores.checks.shelf import Checks, error, is_it
from bot.stores.knowledge_schema import Problem

_ACCEPTANCE, _NAMES = "acceptance.yml", "lexicon/names.yml"
_GROUNDS = {f"art16_{i}" for i in range(1, 8)} | {f"art17_{i}" for i in range(1, 5)} | {"art44"}


def element_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    for element in knowledge.acceptance.elements:
        if element.id not in known_elements():
            yield error(_ACCEPTANCE, f"elements.{element.id}", f"程序不认得这样内容{is_it(element.id, known_elements())}")


def ground_missing(knowledge: Knowledge) -> Iterator[Problem]:
    for ground in sorted(_GROUNDS - {ground.id for ground in knowledge.acceptance.grounds}):
        yield error(_ACCEPTANCE, "grounds", f"缺少 {ground}，请照总局令第121号补上")


def other_routes_incomplete(knowledge: Knowledge) -> Iterator[Problem]:
    if len(knowledge.acceptance.other_routes) != 5:
        yield error(_ACCEPTANCE, "other_routes", "消费者权益保护法第三十九条是五条途径，不予受理时要全部告知")


def name_missing(knowledge: Knowledge) -> Iterator[Problem]:
    wanted: List[Tuple[str, Iterable[str]]] = [
        ("kinds", (kind.value for kind in RequestKind)),
        ("statuses", (status.value for status in TicketStatus)),
        ("clock_statuses", (status.value for status in ClockStatus)),
        ("facts", (fact.value for fact in Fact)),
    ]
    for field, ids in wanted:
        for missing in set(ids) - set(getattr(knowledge.names, field)):
            yield error(_NAMES, field, f"缺少 {missing} 的中文名称")


ACCEPTANCE_CHECKS: Checks = (element_unknown, ground_missing, other_routes_incomplete, name_missing)

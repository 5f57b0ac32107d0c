"""查派单规则、期限和受理规则讲不讲得通。一个函数查一种毛病，函数名就是毛病。"""

from __future__ import annotations

import difflib
from functools import partial
from typing import Dict, Iterable, Iterator, List, Set, Tuple

import numpy

from bot.hotline.clock import ClockStatus
from bot.hotline.filing_request import known_elements
from bot.hotline.knowledge import Knowledge
from bot.hotline.routing import AS_GUESSED, CONDITIONS, UNKNOWN
from bot.hotline.ticket import Fact, TicketStatus
from bot.hotline.time_limit import UNITS, YEARLY
from bot.hotline.understanding import RequestKind
from bot.stores.knowledge_schema import Problem, Severity

_error = partial(Problem, Severity.ERROR)
_ROUTES, _LIMITS, _ACCEPTANCE, _NAMES = "routes.yml", "time_limits.yml", "acceptance.yml", "lexicon/names.yml"
_POINTS = "points.yml"
_GROUNDS = {f"art16_{i}" for i in range(1, 8)} | {f"art17_{i}" for i in range(1, 5)} | {"art44"}


def check_routes(knowledge: Knowledge, folder_name: str) -> Iterator[Problem]:
    """派单、期限、受理、积分的全部毛病。"""
    for find in ROUTE_CHECKS + LIMIT_CHECKS + ACCEPTANCE_CHECKS + POINT_CHECKS:
        for problem in find(knowledge):
            yield problem._replace(path=f"{folder_name}/{problem.path}")


# ── 派单规则 ──


def no_catch_all_route(knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.routes or knowledge.routes[-1].when:
        yield _error(_ROUTES, "routes", "最后一条要兜底：when: {}，交坐席由人派")


def catch_all_dispatches_by_itself(knowledge: Knowledge) -> Iterator[Problem]:
    for route in knowledge.routes:
        if not route.when and not route.needs_person:
            yield _error(_ROUTES, route.id, "兜底的一条要写 needs_person: true，不猜")


def route_target_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    bodies = {*knowledge.departments, *knowledge.external_bodies}
    for route in knowledge.routes:
        if route.to != AS_GUESSED and route.to not in bodies:
            yield _error(_ROUTES, f"{route.id}.to", f"没有 id 为 {route.to} 的科室或部门{_is_it(route.to, bodies)}")
        if route.to == AS_GUESSED and UNKNOWN in route.when.get("body", (UNKNOWN,)):
            yield _error(_ROUTES, f"{route.id}.to", "写 as_guessed 的，when 里要有 body，列出可以是哪些科室")


def route_condition_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    allowed = condition_values(knowledge)
    for route in knowledge.routes:
        for name, values in route.when.items():
            if name not in allowed:
                yield _error(_ROUTES, f"{route.id}.when.{name}", f"没有这个条件{_is_it(name, CONDITIONS)}")
                continue
            if not values:
                yield _error(_ROUTES, f"{route.id}.when.{name}", "后面没有值，永远不成立；请写上或删去")
            for value in values:
                if value not in allowed[name]:
                    yield _error(_ROUTES, f"{route.id}.when.{name}", f"没有 {value} 这个值{_is_it(value, allowed[name])}")


def route_never_reached(knowledge: Knowledge) -> Iterator[Problem]:
    """前面的几条合起来把它的情形都收走了。把所有可能的事实铺成一张格子，逐条涂色。"""
    axes = [sorted(condition_values(knowledge)[name]) for name in CONDITIONS]
    taken = numpy.full([len(axis) for axis in axes], -1, dtype=numpy.int16)
    for i, route in enumerate(knowledge.routes):
        mine = numpy.ones([1] * len(axes), dtype=bool)
        for d, (name, axis) in enumerate(zip(CONDITIONS, axes)):
            if name in route.when:
                shape = [1] * len(axes)
                shape[d] = len(axis)
                mine = mine & numpy.array([value in route.when[name] for value in axis]).reshape(shape)
        covered = numpy.broadcast_to(mine, taken.shape)
        fresh = covered & (taken < 0)
        if not fresh.any():
            winners = [knowledge.routes[j].id for j in sorted(set(taken[covered].tolist())) if j >= 0]
            yield _error(_ROUTES, route.id, f"永远轮不到：前面的 {'、'.join(winners) or '条件'} 已经都收走了，请挪到前面或删去")
        taken[fresh] = i


def route_without_basis(knowledge: Knowledge) -> Iterator[Problem]:
    for route in knowledge.routes:
        for name in ("reason", "basis"):
            if not getattr(route, name).strip():
                yield _error(_ROUTES, f"{route.id}.{name}", "没有填写，请写明为什么派给它、依据哪份文件")


def condition_values(knowledge: Knowledge) -> Dict[str, Set[str]]:
    """每个条件可能取哪些值，不知道也是一个值。"""
    return {
        "kind": {kind.value for kind in RequestKind},
        "problem": {*knowledge.names.problems, UNKNOWN},
        "body": {*knowledge.departments, *knowledge.external_bodies, UNKNOWN},
        "emergency": {*knowledge.emergencies, UNKNOWN},
        "online": {"yes", "no", UNKNOWN},
        "place": {"local", "elsewhere", UNKNOWN},
    }


# ── 期限 ──


def time_limit_without_basis(knowledge: Knowledge) -> Iterator[Problem]:
    for limit in knowledge.time_limits.time_limits:
        if not limit.basis.strip():
            yield _error(_LIMITS, f"{limit.id}.basis", "没有依据，请写文件名和条款；本地规定没拿到文件的写“待本市确认”")
        if not limit.verified and not limit.note:
            yield _error(_LIMITS, f"{limit.id}.note", "verified: false 的要写明还差什么，如“待本市确认”")


def time_limit_twice(knowledge: Knowledge) -> Iterator[Problem]:
    seen: Set[str] = set()
    for limit in knowledge.time_limits.time_limits:
        if limit.id in seen:
            yield _error(_LIMITS, limit.id, "编号重复，请换一个")
        seen.add(limit.id)


def time_limit_malformed(knowledge: Knowledge) -> Iterator[Problem]:
    for limit in knowledge.time_limits.time_limits:
        if limit.unit not in UNITS:
            yield _error(_LIMITS, f"{limit.id}.unit", f"没有 {limit.unit} 这种单位{_is_it(limit.unit, UNITS)}")
        if limit.length <= 0:
            yield _error(_LIMITS, f"{limit.id}.length", "要大于 0")
        if (limit.unit == YEARLY) != bool(limit.ends_on):
            yield _error(_LIMITS, f"{limit.id}.ends_on", "unit 是 yearly 才写 ends_on，如 06-30")


def time_limit_fact_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    facts = {fact.value for fact in Fact}
    for limit in knowledge.time_limits.time_limits:
        for name in ("starts_on", "met_by", "stops_on", "restarts_on"):
            for fact in getattr(limit, name):
                if fact not in facts:
                    yield _error(_LIMITS, f"{limit.id}.{name}", f"经过里没有 {fact} 这种事{_is_it(fact, facts)}")
        if limit.starts_on and not limit.met_by:
            yield _error(_LIMITS, f"{limit.id}.met_by", "会起表却没写怎样算做到，这只表永远停不下来")
        for cause in limit.pauses_for:
            if cause not in knowledge.names.pauses:
                yield _error(_LIMITS, f"{limit.id}.pauses_for", f"没有 {cause} 这种停表缘由{_is_it(cause, knowledge.names.pauses)}")


def escalation_goes_nowhere(knowledge: Knowledge) -> Iterator[Problem]:
    steps = knowledge.time_limits.escalation
    known = {*knowledge.departments, "shift_lead"}
    for step in steps:
        if step.to not in known:
            yield _error(_LIMITS, "escalation", f"督办到 {step.to}，没有这个科室或岗位{_is_it(step.to, known)}")
    if [s.workdays_after for s in steps] != sorted({s.workdays_after for s in steps}):
        yield _error(_LIMITS, "escalation", "各级要按超期工作日从少到多排，不重复")


# ── 受理规则和名称 ──


def element_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    for element in knowledge.acceptance.elements:
        if element.id not in known_elements():
            yield _error(_ACCEPTANCE, f"elements.{element.id}", f"程序不认得这样内容{_is_it(element.id, known_elements())}")


def ground_missing(knowledge: Knowledge) -> Iterator[Problem]:
    for ground in sorted(_GROUNDS - {ground.id for ground in knowledge.acceptance.grounds}):
        yield _error(_ACCEPTANCE, "grounds", f"缺少 {ground}，请照总局令第121号补上")


def other_routes_incomplete(knowledge: Knowledge) -> Iterator[Problem]:
    if len(knowledge.acceptance.other_routes) != 5:
        yield _error(_ACCEPTANCE, "other_routes", "消费者权益保护法第三十九条是五条途径，不予受理时要全部告知")


def name_missing(knowledge: Knowledge) -> Iterator[Problem]:
    wanted: List[Tuple[str, Iterable[str]]] = [
        ("kinds", (kind.value for kind in RequestKind)),
        ("statuses", (status.value for status in TicketStatus)),
        ("clock_statuses", (status.value for status in ClockStatus)),
        ("facts", (fact.value for fact in Fact)),
    ]
    for field, ids in wanted:
        for missing in set(ids) - set(getattr(knowledge.names, field)):
            yield _error(_NAMES, field, f"缺少 {missing} 的中文名称")


def _is_it(wrong: str, known: Iterable[str]) -> str:
    guess = difflib.get_close_matches(str(wrong), sorted(known), n=1)
    return f"，是不是 {guess[0]}？" if guess else ""


# ── 积分 ──


def point_rule_fact_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    facts, kinds = {fact.value for fact in Fact}, {kind.value for kind in RequestKind}
    for rule in knowledge.points:
        for wrong in (*(set(rule.counts) - facts), *(set(rule.kinds) - kinds)):
            yield _error(_POINTS, rule.id, f"没有“{wrong}”这种事或诉求类型")
        if not rule.counts:
            yield _error(_POINTS, rule.id, "counts 是空的，一次也不会算")


def point_amount_open(knowledge: Knowledge) -> Iterator[Problem]:
    for rule in knowledge.points:
        if rule.points is None and not rule.note:
            yield _error(_POINTS, rule.id, "points 空着，要在 note 写明等谁定")


ROUTE_CHECKS = (
    no_catch_all_route, catch_all_dispatches_by_itself, route_target_unknown, route_condition_unknown,
    route_never_reached, route_without_basis,
)  # fmt: skip
LIMIT_CHECKS = (
    time_limit_without_basis, time_limit_twice, time_limit_malformed, time_limit_fact_unknown,
    escalation_goes_nowhere,
)  # fmt: skip
ACCEPTANCE_CHECKS = (element_unknown, ground_missing, other_routes_incomplete, name_missing)
POINT_CHECKS = (point_rule_fact_unknown, point_amount_open)

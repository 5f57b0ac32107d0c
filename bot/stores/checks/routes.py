"""派单规则：有兜底，派得到，轮得到，有依据。"""

from __future__ import annotations

from typing import Dict, Iterator, Set

import numpy

from bot.hotline.knowledge import Knowledge
from bot.hotline.routing import AS_GUESSED, CONDITIONS, UNKNOWN
from bot.hotline.understanding import RequestKind
from bot.stores.checks.shelf import Checks, error, is_it
from bot.stores.knowledge_schema import Problem

_ROUTES = "routes.yml"


def no_catch_all_route(knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.routes or knowledge.routes[-1].when:
        yield error(_ROUTES, "routes", "最后一条要兜底：when: {}，交坐席由人派")


def catch_all_dispatches_by_itself(knowledge: Knowledge) -> Iterator[Problem]:
    for route in knowledge.routes:
        if not route.when and not route.needs_person:
            yield error(_ROUTES, route.id, "兜底的一条要写 needs_person: true，不猜")


def route_target_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    bodies = {*knowledge.departments, *knowledge.external_bodies}
    for route in knowledge.routes:
        if route.to != AS_GUESSED and route.to not in bodies:
            yield error(_ROUTES, f"{route.id}.to", f"没有 id 为 {route.to} 的科室或部门{is_it(route.to, bodies)}")
        if route.to == AS_GUESSED and UNKNOWN in route.when.get("body", (UNKNOWN,)):
            yield error(_ROUTES, f"{route.id}.to", "写 as_guessed 的，when 里要有 body，列出可以是哪些科室")


def route_condition_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    allowed = condition_values(knowledge)
    for route in knowledge.routes:
        for name, values in route.when.items():
            if name not in allowed:
                yield error(_ROUTES, f"{route.id}.when.{name}", f"没有这个条件{is_it(name, CONDITIONS)}")
                continue
            if not values:
                yield error(_ROUTES, f"{route.id}.when.{name}", "后面没有值，永远不成立；请写上或删去")
            for value in values:
                if value not in allowed[name]:
                    yield error(_ROUTES, f"{route.id}.when.{name}", f"没有 {value} 这个值{is_it(value, allowed[name])}")


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
            yield error(_ROUTES, route.id, f"永远轮不到：前面的 {'、'.join(winners) or '条件'} 已经都收走了，请挪到前面或删去")
        taken[fresh] = i


def route_without_basis(knowledge: Knowledge) -> Iterator[Problem]:
    for route in knowledge.routes:
        for name in ("reason", "basis"):
            if not getattr(route, name).strip():
                yield error(_ROUTES, f"{route.id}.{name}", "没有填写，请写明为什么派给它、依据哪份文件")


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


ROUTE_CHECKS: Checks = (
    no_catch_all_route, catch_all_dispatches_by_itself, route_target_unknown, route_condition_unknown,
    route_never_reached, route_without_basis,
)  # fmt: skip

"""派单：照着排好次序的派单规则找归谁办，先中先得，并说清是哪一条、为什么。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Container, Mapping, Optional, Sequence, Tuple

from bot.errors import KnowledgeInvalid

# to 写成这个词：就派给听出来的那个科室或部门。
AS_GUESSED = "as_guessed"
# 条件可以看的几样，次序就是 RoutingFacts 的字段次序。
CONDITIONS = ("kind", "problem", "body", "emergency", "online", "place")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Route:
    """knowledge/routes.yml 的一条。when 的键之间“且”，列表里“或”；空的 when 什么都收。"""

    id: str
    to: str
    reason: str
    basis: str
    when: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    needs_person: bool = False  # 派到坐席，由人定


@dataclass(frozen=True)
class RoutingFacts:
    """派单要看的事实。不知道的写 unknown，不猜。body 是听出来的科室或外部部门。"""

    kind: str
    problem: str = UNKNOWN
    body: str = UNKNOWN
    emergency: str = UNKNOWN
    online: str = UNKNOWN  # yes 网购，no 线下
    place: str = UNKNOWN  # local 本市，elsewhere 外地


@dataclass(frozen=True)
class RoutingDecision:
    """派给谁、走哪个平台、凭哪一条、为什么。"""

    route: str
    department: str
    ticket_system: str
    reason: str
    basis: str
    needs_person: bool


def choose_route(facts: RoutingFacts, routes: Sequence[Route], ours: Container[str]) -> RoutingDecision:
    """第一条符合的算数。ours 是本局科室。一条也没有，说明知识里缺了兜底的那条。"""
    for route in routes:
        if matches(route, facts):
            department = facts.body if route.to == AS_GUESSED else route.to
            system = ticket_system(facts.kind, department in ours)
            return RoutingDecision(route.id, department, system, route.reason, route.basis, route.needs_person)
    raise KnowledgeInvalid("routes.yml 缺少兜底的一条（when: {}）")


def matches(route: Route, facts: RoutingFacts) -> bool:
    return all(getattr(facts, name) in allowed for name, allowed in route.when.items())


def ticket_system(kind: str, is_ours: bool) -> str:
    """市场监管职责内的投诉、举报走全国12315平台（总局令第121号第四十条），其余走12345。"""
    return "12315" if is_ours and kind in ("complaint", "tip_off") else "12345"


def known(value: Optional[str]) -> str:
    """空的都当不知道。"""
    return value or UNKNOWN

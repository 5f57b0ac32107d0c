"""讲清一句话派给谁：听成了什么，照哪一条派单规则，走哪个平台。"""

from __future__ import annotations

from bot.hotline.knowledge import Knowledge
from bot.hotline.routing import RoutingFacts, known
from bot.hotline.understanding import Understanding


def explain_route(heard: Understanding, knowledge: Knowledge) -> str:
    """给人看的几行。听不出的写“没听出来”，派给坐席的写明要人定。"""
    names = knowledge.names
    decision = knowledge.route(
        RoutingFacts(
            kind=heard.kind.value,
            problem=known(heard.problem),
            body=known(heard.department),
            emergency=known(heard.emergency),
        )
    )
    guessed = knowledge.name_of_body(heard.department) if heard.department else "没听出来"
    problem = names.problems.get(heard.problem or "", "没听出来")
    who = knowledge.name_of_body(decision.department)
    lines = [
        f"听成：{names.kinds.get(heard.kind.value, heard.kind.value)}；问题：{problem}；归口：{guessed}",
        f"派给：{who}（{decision.department}）{'，由坐席人工定' if decision.needs_person else ''}",
        f"平台：{names.systems.get(decision.ticket_system, decision.ticket_system)}",
        f"规则：routes.yml 的 {decision.route}",
        f"理由：{decision.reason}",
        f"依据：{decision.basis}",
    ]
    return "\n".join(lines)

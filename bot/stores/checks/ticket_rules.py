"""派单、期限、受理、积分、坐席规矩的全部毛病。"""

from __future__ import annotations

from typing import Iterator

from bot.hotline.knowledge import Knowledge
from bot.stores.checks.acceptance import ACCEPTANCE_CHECKS
from bot.stores.checks.operator_desk import OPERATOR_DESK_CHECKS
from bot.stores.checks.points import POINT_CHECKS
from bot.stores.checks.routes import ROUTE_CHECKS
from bot.stores.checks.time_limits import LIMIT_CHECKS
from bot.stores.knowledge_schema import Problem


def check_ticket_rules(knowledge: Knowledge, folder_name: str) -> Iterator[Problem]:
    for find in ROUTE_CHECKS + LIMIT_CHECKS + ACCEPTANCE_CHECKS + POINT_CHECKS + OPERATOR_DESK_CHECKS:
        for problem in find(knowledge):
            yield problem._replace(path=f"{folder_name}/{problem.path}")

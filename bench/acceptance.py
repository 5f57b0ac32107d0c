"""验收：说好的几条线，过了没有。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Mapping, Optional

from bench.figures import pick, times_better


@dataclass(frozen=True)
class Line:
    """一条验收线。value 是 None 表示这次没有量。"""

    what: str
    value: Optional[float]
    limit: float
    at_least: bool = True

    @property
    def passed(self) -> Optional[bool]:
        if self.value is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        mark = {True: "通过", False: "没过", None: "未量"}[self.passed]
        value = "—" if self.value is None else f"{self.value:.3f}"
        return f"{mark}  {self.what}：{value}（{'≥' if self.at_least else '≤'} {self.limit:g}）"


def acceptance(results: Mapping[str, Any]) -> List[Line]:
    """说好的线：先是对错，再是快慢（和原版并排的取两个议题里严的一条），再是真写的话和工单。"""

    def rate(name: str) -> Optional[float]:
        return (pick(results, "ours.accuracy") or {}).get(name, {}).get("rate")

    tickets = pick(results, "tickets") or {}
    ticket_lines = [
        line
        for name in ("sqlite", "postgresql")
        if name in tickets
        for line in (
            Line(f"{name} 登记（张/秒）", pick(tickets, f"{name}.filed_per_s_full"), 200.0),
            Line(f"{name} 列表和检索 p95（毫秒）", pick(tickets, f"{name}.look_up_p95_ms"), 100.0, at_least=False),
            Line(f"{name} 工作台列表，最慢的一种条件 p95（毫秒）", pick(tickets, f"{name}.workbench.lists_p95_ms"), 200.0, at_least=False),
            Line(f"{name} 工作台队列数 p95（毫秒）", pick(tickets, f"{name}.workbench.queues_p95_ms"), 200.0, at_least=False),
            Line(f"{name} 打开一张工单 p95（毫秒）", pick(tickets, f"{name}.workbench.ticket_page_p95_ms"), 200.0, at_least=False),
            Line(f"{name} 坐席帮助，二十位一起，说完到页面 p95（毫秒）", pick(tickets, f"{name}.operators.p95_ms"), 300.0, at_least=False),
        )
    ]

    def times(path: str, less_is_better: bool = True) -> Optional[float]:
        return times_better(*(pick(results, f"{side}.{path}") for side in ("ours", "stock")), less_is_better=less_is_better)

    return [
        Line("事项 item@1", rate("item@1"), 0.90),
        Line("方面 aspect", rate("aspect"), 0.90),
        Line("不归本局的没有当成本局的答", rate("not ours, not answered"), 0.95),
        Line("紧急情况都认出来", rate("emergency recognised"), 1.0),
        Line("平常话没有当成紧急", rate("calm stays calm"), 1.0),
        Line("一句话的 p50 比原版快几倍", times("message_ms.p50"), 6.0),
        Line("同一个小动作，八路每秒几句，是原版的几倍", times("per_second.same_action_8", less_is_better=False), 8.0),
        Line("启动比原版快几倍", times("start_s"), 3.0),
        Line("内存比原版省几倍", times("memory_mb"), 1.0),
        Line("第 200 句是第 10 句的几倍", pick(results, "ours.long.growth"), 1.1, at_least=False),
        Line("真实投诉当成问办事的件数", pick(results, "real.complaints.as_guide_question"), 5, at_least=False),
        *ticket_lines,
    ]

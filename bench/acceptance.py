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


# 对错的线：四代留出集合起来量（诉求、问办事各六百句以上）；紧急和误报两条，一句也算。
_ACCURACY = (
    ("事项 item@1", "item@1", 0.93),
    ("方面 aspect", "aspect", 0.90),
    ("事项和方面都对", "item and aspect", 0.87),
    ("不归本局的没有当成本局的答", "not ours, not answered", 0.95),
    ("诉求类型", "kind (requests)", 0.93),
    ("平台", "system", 0.95),
    ("承办单位", "department@1", 0.90),
    ("承办单位在头三个里", "department@3", 0.97),
    ("性质", "problem", 0.88),
    ("紧急情况都认出来", "emergency recognised", 1.0),
    ("平常话没有当成紧急", "calm stays calm", 1.0),
    ("平常话当成紧急的不过百分之一", "calm stays calm", 0.99),
    ("商家 F1（一字不差）", "merchant F1", 0.80),
    ("地址 F1（一字不差）", "address F1", 0.80),
    ("地址 F1（有重叠）", "address F1, overlapping", 0.80),
    ("金额 F1", "amount F1", 0.95),
    ("电话 F1", "phone F1", 1.0),
)
_GENERATIONS = ("accuracy", "accuracy_fresh", "accuracy_third", "accuracy_fourth")


def together(results: Mapping[str, Any], name: str) -> Optional[float]:
    """一项指标，四代留出集的句数合在一起算；都没有量是 None。"""
    parts = [part for generation in _GENERATIONS if (part := (pick(results, f"ours.{generation}") or {}).get(name))]
    total = sum(part["total"] for part in parts)
    return sum(part["right"] for part in parts) / total if total else None


def smallest_lead(results: Mapping[str, Any]) -> Optional[float]:
    """两边都量了的各项对错（同一代留出集），本热线高出原版最少的一项高出多少。"""
    ours, stock = pick(results, "ours.accuracy") or {}, pick(results, "stock.accuracy") or {}
    return min((ours[name]["rate"] - stock[name]["rate"] for name in ours.keys() & stock.keys()), default=None)


def complaints_heard(results: Mapping[str, Any]) -> Optional[float]:
    """真写的消费投诉里，听成投诉或举报的占几成。"""
    kinds = pick(results, "real.complaints.kinds") or {}
    total = pick(results, "real.complaints.total")
    return (kinds.get("complaint", 0) + kinds.get("tip_off", 0)) / total if total else None


def acceptance(results: Mapping[str, Any]) -> List[Line]:
    """说好的线：先是对错，再是快慢（和原版并排的取两个议题里严的一条），再是真写的话和工单。"""
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
        *(Line(what, together(results, name), limit) for what, name, limit in _ACCURACY),
        Line("对错比原版高出最少的一项，高出", smallest_lead(results), 0.0),
        Line("从零训练（秒）", pick(results, "ours.training_s"), 180.0, at_least=False),
        Line("一句话的 p50 比原版快几倍", times("message_ms.p50"), 6.0),
        Line("同一个小动作，八路每秒几句，是原版的几倍", times("per_second.same_action_8", less_is_better=False), 8.0),
        Line("启动比原版快几倍", times("start_s"), 3.0),
        Line("内存比原版省几倍", times("memory_mb"), 1.0),
        Line("第 200 句是第 10 句的几倍", pick(results, "ours.long.growth"), 1.1, at_least=False),
        Line("真实投诉当成问办事的件数", pick(results, "real.complaints.as_guide_question"), 5, at_least=False),
        Line("真实投诉听成投诉、举报的", complaints_heard(results), 0.95),
        Line("真实留言的类型 macro-F1", pick(results, "real.messages.macro_f1"), 0.70),
        *ticket_lines,
    ]

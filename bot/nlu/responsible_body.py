"""归谁管，工单走哪个系统。"""

from __future__ import annotations

from typing import List, Mapping, Optional, Tuple

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import ItemDecision, RequestKind, TicketSystem
from bot.nlu.heads import Ranking
from bot.nlu.thresholds import Thresholds
from bot.nlu.wish import ABOUT_ITEMS, ACCUSATIONS


def find_department(
    wish: str,
    kind: RequestKind,
    decision: ItemDecision,
    items: Ranking,
    rankings: Mapping[str, Ranking],
    knowledge: Knowledge,
    emergency: Optional[str],
    thresholds: Thresholds,
    reasons: List[str],
) -> Tuple[Optional[str], Tuple[Tuple[str, float], ...]]:
    """（最像归谁管，最像的几家和各像几成）"""
    if kind is RequestKind.CONDUCT_COMPLAINT:
        # 说到别处的人（“交警、社保窗口”），那一家就比机关党委像，至少像它几成；没说是哪儿的，剩下的里面总有一家排头，不算。
        ours = dict(rankings["department"]).get("party_committee", 0.0)
        body, likely = next((name, p) for name, p in rankings["department"] if name != "party_committee")
        share = likely / (likely + ours)
        if body in knowledge.external_bodies and share >= thresholds.conduct_elsewhere:
            reasons.append(f"反映的是{knowledge.name_of_body(body)}的人（{share:.0%}），经12345转过去，不走12315")
            return body, ((body, share),)
        reasons.append("反映工作人员，归机关党委（本局《意见》二（七）），不走12315")
        return "party_committee", (("party_committee", 1.0),)
    if kind is RequestKind.OTHER:
        return None, ()
    if wish in ABOUT_ITEMS and decision is not ItemDecision.NONE:
        department = knowledge.items[items[0][0]].responsible_department
        reasons.append(f"事项由{knowledge.name_of_body(department)}负责")
        return department, ((department, items[0][1]),)
    if emergency and emergency in knowledge.emergencies:
        department = knowledge.emergencies[emergency].department
        return department, ((department, 1.0),)
    ranking = rankings["department"]
    if wish == "ask_guide":  # 目录里没有的办事问话，只可能是别的部门的
        ranking = [(name, p) for name, p in ranking if name in knowledge.external_bodies] or ranking
    best, probability = ranking[0]
    reasons.append(f"说的事像归{knowledge.name_of_body(best)}管（{probability:.0%}）")
    return best, tuple(ranking[:5])


def find_ticket_system(
    kind: RequestKind, wish: str, department: Optional[str], knowledge: Knowledge, reasons: List[str]
) -> TicketSystem:
    if kind in (RequestKind.INQUIRY, RequestKind.OTHER):
        return TicketSystem.NONE
    if kind in ACCUSATIONS and department in knowledge.departments:
        reasons.append("市场监管职责内的投诉举报走全国12315平台（总局令第121号第四十条）")
        return TicketSystem.PLATFORM_12315
    reasons.append("不是市场监管职责内的投诉举报，走12345")
    return TicketSystem.HOTLINE_12345

"""不予受理：只能由人决定，写明理由，并告知消费者权益保护法第三十九条的五条途径（第十五条）。"""

from __future__ import annotations

from typing import Sequence

from bot.errors import NotYourTicket, PersonMustDecide, ReasonMissing
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.visibility import is_desk, is_handler
from bot.usecases.tickets.change_ticket import keep, step


def decline_ticket(ticket_no: str, grounds: Sequence[str], explanation: str, by: Actor, hotline) -> Ticket:
    """不予受理。grounds 是 acceptance.yml 里的情形，explanation 是这件事为什么属于它。

    返回的工单最后一条经过里有写给市民的告知全文。
    """
    before = hotline.tickets.get(ticket_no)
    if not by.is_person or by.role == "citizen":
        raise PersonMustDecide("不予受理只能由工作人员决定（个人信息保护法第二十四条）")
    if not (is_handler(before, by) or is_desk(by)):
        raise NotYourTicket(f"工单 {ticket_no} 不归 {by.department or by.id} 承办")
    if not grounds or not explanation.strip():
        raise ReasonMissing("不予受理要写明属于哪种情形、为什么")
    notice = decline_notice(grounds, explanation, hotline)
    details = {"grounds": list(grounds), "notice": notice}
    return keep(before, step(before, Fact.DECLINED, by, hotline, explanation, details), hotline, reply=notice)


def decline_notice(grounds: Sequence[str], explanation: str, hotline) -> str:
    """不予受理告知：理由、依据、其他途径，一样不少。"""
    rules = hotline.knowledge.acceptance
    lines = []
    for ground_id in grounds:
        ground = rules.ground(ground_id)
        if ground is None:
            raise ReasonMissing(f"没有 {ground_id} 这种不予受理情形，见 acceptance.yml")
        lines.append(f"{ground.text}（{ground.basis}）")
    ways = "；".join(f"{i}. {way}" for i, way in enumerate(rules.other_routes, 1))
    return (
        f"您反映的事项不予受理。理由：{'；'.join(lines)}。说明：{explanation.strip()} "
        f"您还可以通过以下途径解决（{rules.other_routes_basis}）：{ways}。"
    )

"""派单、签收、退单。退单只退回坐席，不许自行转走（总局令第121号第四十一条）。"""

from __future__ import annotations

from typing import Sequence

from bot.errors import NotYourTicket, ReasonMissing
from bot.hotline.routing import ticket_system
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.usecases.tickets.change_ticket import keep, must_be_desk, must_be_handler, step, told


def dispatch_ticket(
    ticket_no: str, to: str, by: Actor, hotline, reason: str = "", supporting: Sequence[str] = ()
) -> Ticket:
    """坐席派给一个主办、若干协办。协办也可以先签收，谁先签收谁主办。

    派到外部部门、原来没推送过的，同时推给 12345。派了没有人签收的可以改派，要写明为什么；办理期限不重算。
    """
    before = hotline.tickets.get(ticket_no)
    must_be_desk(before, by)
    if before.status is TicketStatus.DISPATCHED:
        if to == before.department:
            raise ReasonMissing("现在就是派给它的，没有要改的")
        if not reason.strip():
            raise ReasonMissing("改派要写明为什么")
    for department in (to, *supporting):
        if department not in hotline.knowledge.departments and department not in hotline.knowledge.external_bodies:
            raise ReasonMissing(f"没有 {department} 这个科室或部门")
    if before.kind in ("complaint", "tip_off") and before.delivery_status:
        system = before.ticket_system  # 已经进了一个平台的，不再换
    else:
        system = ticket_system(before.kind, to in hotline.knowledge.departments)
    details = {"department": to, "supporting": list(supporting)}
    after = step(
        before,
        Fact.DISPATCHED,
        by,
        hotline,
        reason,
        details,
        department=to,
        supporting=tuple(supporting),
        ticket_system=system,
    )
    must_push = to in hotline.knowledge.external_bodies and not after.delivery_status and after.origin_system != system
    extra = [told(after, system, "ticket", hotline)] if must_push else []
    return keep(before, after, hotline, extra=extra)


def accept_ticket(ticket_no: str, by: Actor, hotline) -> Ticket:
    """科室签收，从此由它承办。同时来签的只有一个成，另一个得到 TicketChangedMeanwhile 或 StepNotAllowed。"""
    before = hotline.tickets.get(ticket_no)
    if by.role != "platform" and by.department not in before.departments:
        raise NotYourTicket(f"工单 {ticket_no} 没有派给 {by.department or by.id}")
    department = before.department if by.role == "platform" else by.department
    after = step(
        before,
        Fact.ACCEPTED,
        by,
        hotline,
        details={"department": department},
        department=department,
        supporting=tuple(d for d in before.departments if d != department),
    )
    return keep(before, after, hotline)


def return_to_desk(ticket_no: str, reason: str, by: Actor, hotline) -> Ticket:
    """科室退回坐席，写明为什么不归它。首问重新负责，办结期限照走。"""
    before = hotline.tickets.get(ticket_no)
    if by.department not in before.departments:
        must_be_handler(before, by)
    after = step(before, Fact.RETURNED, by, hotline, reason, {"department": by.department}, supporting=())
    return keep(before, after, hotline)


def separate_ticket(ticket_no: str, reason: str, by: Actor, hotline) -> Ticket:
    """并错了，拆出来，回到坐席手里。"""
    before = hotline.tickets.get(ticket_no)
    must_be_desk(before, by)
    return keep(before, step(before, Fact.SEPARATED, by, hotline, reason), hotline)

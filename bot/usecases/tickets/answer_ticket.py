"""答复、回访、重办、归档。并进来的工单跟着主单一起答复，一个也不落下。"""

from __future__ import annotations

from typing import List

from bot.errors import ReasonMissing, TicketUnknown
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.hotline.visibility import is_desk
from bot.ports import Change
from bot.usecases.tickets.change_ticket import keep, must_be_desk, must_be_handler, status_updates, step


def reply_to_citizen(ticket_no: str, reply: str, by: Actor, hotline) -> Ticket:
    """把结果告诉市民。reply 是说给市民的话，会发给平台，个人信息自动隐去。"""
    before = hotline.tickets.get(ticket_no)
    if before.status in (TicketStatus.REGISTERED, TicketStatus.RETURNED):
        must_be_desk(before, by)  # 坐席当场能答的
    else:
        must_be_handler(before, by)
    if not reply.strip():
        raise ReasonMissing("要写明答复了什么")
    after = step(before, Fact.REPLIED, by, hotline, reply)
    changes, outgoing = [Change(before, after)], status_updates(before, after, hotline, reply=reply)
    for merged in _merged_into(before, hotline):
        replied = step(merged, Fact.REPLIED, by, hotline, reply, {"with": ticket_no})
        changes.append(Change(merged, replied))
        outgoing += status_updates(merged, replied, hotline, reply=reply)
    hotline.tickets.save(changes, outgoing)
    for change in changes:
        hotline.log("ticket_changed", ticket_no=change.after.ticket_no, fact=Fact.REPLIED.value)
    return hotline.tickets.get(ticket_no)


def follow_up(ticket_no: str, satisfied: bool, note: str, by: Actor, hotline) -> Ticket:
    """回访。不满意不自动重办，由坐席看过决定。"""
    before = hotline.tickets.get(ticket_no)
    must_be_desk(before, by)
    return keep(before, step(before, Fact.FOLLOWED_UP, by, hotline, note, {"satisfied": satisfied}), hotline)


def reopen_ticket(ticket_no: str, reason: str, by: Actor, hotline) -> Ticket:
    """退回原承办科室重办，写明哪里没办好。"""
    before = hotline.tickets.get(ticket_no)
    if not is_desk(by):
        must_be_handler(before, by)
    return keep(before, step(before, Fact.REOPENED, by, hotline, reason), hotline, reason)


def archive_ticket(ticket_no: str, by: Actor, hotline, note: str = "") -> Ticket:
    before = hotline.tickets.get(ticket_no)
    if not is_desk(by):
        must_be_handler(before, by)
    return keep(before, step(before, Fact.ARCHIVED, by, hotline, note), hotline, note)


def _merged_into(ticket: Ticket, hotline) -> List[Ticket]:
    found = []
    for link in ticket.links:
        if link.kind != "has_duplicate":
            continue
        try:
            other = hotline.tickets.get(link.ticket_no)
        except TicketUnknown:
            continue
        if other.status is TicketStatus.MERGED:
            found.append(other)
    return found

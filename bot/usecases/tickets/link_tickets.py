"""找重复、并单、关联、看同一商家的一群。重复的连起来，不丢掉。"""

from __future__ import annotations

from typing import List

from bot.errors import DifferentComplainants, StepNotAllowed
from bot.hotline.privacy import plain_digits
from bot.hotline.ticket import BOT, Actor, Ticket, link, record
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.ports import Change
from bot.usecases.tickets.change_ticket import must_be_desk, status_updates, step


def find_duplicates(ticket_no: str, hotline) -> List[Ticket]:
    """像是同一个人、同一商家、还没归档的。只是建议，并不并由人定。"""
    ticket = hotline.tickets.get(ticket_no)
    if not ticket.citizen.phone:
        return []
    return [
        other
        for other in hotline.tickets.same_respondent(ticket)
        if _same_person(ticket, other)
        and other.kind == ticket.kind
        and other.status not in (TicketStatus.ARCHIVED, TicketStatus.MERGED)
    ]


def cluster_of(ticket_no: str, hotline) -> List[Ticket]:
    """同一商家的全部工单（不含自己），新的在前。"""
    return hotline.tickets.same_respondent(hotline.tickets.get(ticket_no))


def merge_tickets(ticket_no: str, into: str, reason: str, by: Actor, hotline) -> Ticket:
    """把一张并进另一张，以后一起答复。不同人的投诉各有各的权利，不能并（第十二条要本人同意）。"""
    before, main = hotline.tickets.get(ticket_no), hotline.tickets.get(into)
    must_be_desk(before, by)
    if before.kind != main.kind or ticket_no == into:
        raise StepNotAllowed("只有同一类的两张工单才能并")
    if main.status in (TicketStatus.MERGED, TicketStatus.ARCHIVED, TicketStatus.DECLINED):
        raise StepNotAllowed(f"工单 {into} 已经是 {main.status.value}，不能并进去")
    if before.kind == "complaint" and not _same_person(before, main):
        raise DifferentComplainants("两个人的投诉不能并单，可以关联为同一件事，或者按共同投诉办理（第十二条）")
    after = link(step(before, Fact.MERGED, by, hotline, reason, {"into": into}), into, "duplicate_of")
    noted = record(main, Fact.LINKED, hotline.now(), by, reason, {"ticket_no": ticket_no, "kind": "has_duplicate"})
    hotline.tickets.save([Change(before, after), Change(main, noted)], status_updates(before, after, hotline))
    hotline.log("tickets_merged", ticket_no=ticket_no, into=into)
    return hotline.tickets.get(ticket_no)


def link_tickets(ticket_no: str, other_no: str, kind: str, by: Actor, hotline, reason: str = "") -> Ticket:
    """关联两张：same_event 同一件事，continues 归档以后又来的。各办各的。"""
    one, other = hotline.tickets.get(ticket_no), hotline.tickets.get(other_no)
    must_be_desk(one, by)
    if kind not in ("same_event", "continues") or ticket_no == other_no:
        raise StepNotAllowed("关联只有 same_event、continues 两种，也不能连自己")
    now = hotline.now()
    linked = link(
        record(one, Fact.LINKED, now, by, reason, {"ticket_no": other_no, "kind": kind}), other_no, kind
    )
    noted = record(other, Fact.LINKED, now, by, reason, {"ticket_no": ticket_no, "kind": kind})
    hotline.tickets.save([Change(one, linked), Change(other, noted)])
    return hotline.tickets.get(ticket_no)


def link_to_earlier(ticket_no: str, earlier_no: str, hotline) -> None:
    """同一个人先投诉后举报（或者反过来）同一家的，登记好就连上，各办各的（第九条）。"""
    new, earlier, now = hotline.tickets.get(ticket_no), hotline.tickets.get(earlier_no), hotline.now()
    if any(one.ticket_no == earlier_no for one in new.links):
        return
    linked = link(record(new, Fact.LINKED, now, BOT, "", {"ticket_no": earlier_no, "kind": "split"}), earlier_no, "split")
    noted = link(record(earlier, Fact.LINKED, now, BOT, "", {"ticket_no": ticket_no, "kind": "split"}), ticket_no, "split")
    hotline.tickets.save([Change(new, linked), Change(earlier, noted)])


def _same_person(one: Ticket, other: Ticket) -> bool:
    phones = [plain_digits(ticket.citizen.phone or "") for ticket in (one, other)]
    return bool(phones[0]) and phones[0] == phones[1]

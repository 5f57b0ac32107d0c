"""改正登记错的内容。改了哪几样、谁改的、为什么，都在经过里；市民原话不改。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Mapping

from bot.errors import NotYourTicket
from bot.hotline.privacy import hide_person
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.visibility import is_desk, is_handler
from bot.usecases.tickets.change_ticket import keep, step

CORRECTABLE = ("problem", "urgency", "respondent", "subject", "demands", "evidence")
_SHORT = ("problem", "urgency")  # 只有一个编号的，经过里写明从什么改成什么


def correct_ticket(ticket_no: str, corrections: Mapping[str, Any], reason: str, by: Actor, hotline) -> Ticket:
    """corrections 是要改的几样；respondent、subject 只写要改的那几项。没有真的改动就原样返回。"""
    before = hotline.tickets.get(ticket_no)
    if not (is_desk(by) or is_handler(before, by)):
        raise NotYourTicket(f"工单 {ticket_no} 不归 {by.department or by.id} 承办")
    changes = {name: _corrected(before, name, value) for name, value in corrections.items() if name in CORRECTABLE}
    changes = {name: value for name, value in changes.items() if value != getattr(before, name)}
    if not changes:
        return before
    details: dict = {"changed": sorted(changes)}
    for name in _SHORT:
        if name in changes:
            details[name] = [getattr(before, name), changes[name]]
    return keep(before, step(before, Fact.CORRECTED, by, hotline, reason, details, **changes), hotline)


def _corrected(ticket: Ticket, name: str, value: Any) -> Any:
    if name in ("respondent", "subject"):
        return replace(getattr(ticket, name), **value)
    if name in ("demands", "evidence"):
        return tuple(hide_person(text, ticket.citizen) for text in value)
    return value

"""平台告诉我们工单到哪一步了。同一封信只办一次；不合次序的只记下，不改状态，也不报错。"""

from __future__ import annotations

import json

from bot.errors import TicketUnknown
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import MAY_BECOME, Fact, TicketStatus
from bot.ports import RequestKey
from bot.usecases.tickets.change_ticket import keep, step

_S = TicketStatus


def take_status_callback(callback, hotline) -> Ticket:
    """callback 是验过签的来信（connectors.platforms.callbacks.StatusCallback）。

    status：archived 平台结案、reopened 退回重办、escalated 督办、noted 只记下；status_word 是平台原话。
    """
    by = Actor(f"platform:{callback.platform}", "platform")
    before = _find(callback, hotline)
    details = {
        "platform": callback.platform,
        "external_no": callback.external_no,
        "status": callback.status,
        "status_word": callback.status_word,
        "handled_by": callback.handled_by,
        "reply": callback.reply,
        "occurred_at": callback.occurred_at.isoformat(),
    }
    after = step(before, Fact.PLATFORM_STATUS, by, hotline, callback.reason or "", details)
    if callback.status == "archived":
        after = _archived(after, callback, by, hotline)
    elif callback.status == "reopened" and after.status in (_S.RESOLVED, _S.REPLIED):
        after = step(after, Fact.REOPENED, by, hotline, callback.reason or callback.status_word)
    body = json.dumps(details, ensure_ascii=False, sort_keys=True)
    key = RequestKey(f"callback:{callback.platform}", callback.letter_id, body, hotline.now())
    return keep(before, after, hotline, silent_to=callback.platform, key=key)


def _archived(ticket: Ticket, callback, by: Actor, hotline) -> Ticket:
    """平台结案：外部部门办的，替它把没走完的步子走完；本局在办的只记下，由承办科室办结。"""
    is_outside = ticket.department in hotline.knowledge.external_bodies
    said = callback.reply or callback.reason or callback.status_word
    if is_outside and ticket.status is _S.DISPATCHED:
        ticket = step(ticket, Fact.ACCEPTED, by, hotline, details={"department": ticket.department})
    if is_outside and ticket.status is _S.IN_HAND:
        ticket = step(ticket, Fact.RESOLVED, by, hotline, said, {"outcome": "handled"})
    if is_outside and ticket.status is _S.RESOLVED:
        ticket = step(ticket, Fact.REPLIED, by, hotline, said)
    if _S.ARCHIVED in MAY_BECOME[ticket.status]:
        ticket = step(ticket, Fact.ARCHIVED, by, hotline, callback.status_word)
    return ticket


def _find(callback, hotline) -> Ticket:
    if callback.ticket_no:
        return hotline.tickets.get(callback.ticket_no)
    ticket = hotline.tickets.with_origin(callback.platform, callback.external_no)
    if ticket is None:
        raise TicketUnknown(f"{callback.platform} 的 {callback.external_no} 不在本局")
    return ticket

"""工单对外的样子（design.md §4），接口和平台用同一份。不说 reveal 就是脱敏的。"""

from __future__ import annotations

from typing import Any, Dict

from bot.hotline.clock import Clock, ClockStatus
from bot.hotline.first_contact import first_contact
from bot.hotline.privacy import hide_person, mask, mask_address, mask_name, mask_phone
from bot.hotline.ticket import Citizen, CitizenWords, HistoryEntry, Ticket
from bot.hotline.time_limit import TimeLimits
from bot.hotline.visibility import is_secret


def ticket_record(ticket: Ticket, limits: TimeLimits, reveal: bool = False) -> Dict[str, Any]:
    """reveal 只能在核过权限、写了缘由、留了记录之后给。"""
    return {
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "ticket_system": ticket.ticket_system,
        "problem": ticket.problem,
        "urgency": ticket.urgency,
        "department": ticket.department,
        "status": ticket.status.value,
        "title": _shown(ticket.title, reveal),
        "narrative": ticket.words if reveal else mask(ticket.narrative),
        "citizen": _citizen(ticket, reveal),
        "respondent": {
            "name": ticket.respondent.name,
            "address": ticket.respondent.address,
            "is_online": ticket.respondent.is_online,
            "platform": ticket.respondent.platform,
        },
        "subject": {
            "product_or_service": ticket.subject.product_or_service,
            "amount": ticket.subject.amount,
            "event_on": ticket.subject.event_on.isoformat() if ticket.subject.event_on else None,
        },
        "demands": [_shown(demand, reveal) for demand in ticket.demands],
        "evidence": [_shown(evidence, reveal) for evidence in ticket.evidence],
        "source": ticket.source,
        "first_contact": _first_contact(ticket),
        "citizen_words": [_words(one) for one in ticket.citizen_words],
        "clocks": [_clock(clock, limits) for clock in ticket.clocks],
        "external": _external(ticket),
        # 分开的投诉和举报，连在一起看就知道举报人是谁，所以跟着身份一起遮。
        "linked": [
            {"ticket_no": link.ticket_no, "kind": link.kind} for link in ticket.links if reveal or link.kind != "split"
        ],
        "history": [_entry(entry, reveal) for entry in ticket.history],
    }


def platform_payload(ticket: Ticket, limits: TimeLimits, **more: Any) -> Dict[str, Any]:
    """发给平台的内容，事情发生当时写定。

    举报人身份绝不出去；投诉要求真实身份，照给。内部经过和关联不出去。
    """
    secret = is_secret(ticket)
    payload = ticket_record(ticket, limits, reveal=not secret)
    if secret:
        payload["narrative"] = hide_person(ticket.narrative, ticket.citizen)
        payload["title"] = hide_person(ticket.title, ticket.citizen)
        for name in ("demands", "evidence"):
            payload[name] = [hide_person(text, ticket.citizen) for text in getattr(ticket, name)]
    payload.update(linked=[], history=[], first_contact={}, **more)
    payload.pop("citizen_words")
    return payload


def _shown(text: str, reveal: bool) -> str:
    return text if reveal else mask(text)


def _citizen(ticket: Ticket, reveal: bool) -> Dict[str, Any]:
    citizen: Citizen = ticket.citizen
    if is_secret(ticket) and not reveal:  # 姓氏和手机尾号也能认出人
        return {"name": None, "phone": None, "address": None, "is_anonymous": citizen.is_anonymous}
    show = {"name": mask_name, "phone": mask_phone, "address": mask_address}
    record: Dict[str, Any] = {}
    for name, masked in show.items():
        value = getattr(citizen, name)
        record[name] = value if reveal or not value else masked(value)
    record["is_anonymous"] = citizen.is_anonymous
    return record


def _first_contact(ticket: Ticket) -> Dict[str, Any]:
    owner = first_contact(ticket)
    return {
        "by": owner.by,
        "role": owner.role,
        "since": owner.since.isoformat() if owner.since else None,
        "handed_to": owner.handed_to,
        "handed_at": owner.handed_at.isoformat() if owner.handed_at else None,
    }


def _clock(clock: Clock, limits: TimeLimits) -> Dict[str, Any]:
    limit = limits.get(clock.time_limit)
    is_known = clock.status is not ClockStatus.PAUSED and clock.due_on is not None
    return {
        "id": limit.id,
        "name": limit.name,
        "starts_at": clock.starts_at.isoformat(),
        "due_on": str(clock.due_on) if is_known else None,
        "literal_due_on": str(clock.literal_due_on) if is_known else None,
        "status": clock.status.value,
        "basis": limit.basis,
        "verified": limit.verified,
    }


def _words(one: CitizenWords) -> Dict[str, Any]:
    return {
        "number": one.number,
        "fact": one.fact.value,
        "at": one.at.isoformat(),
        "seen_by": one.seen_by,
        "seen_at": one.seen_at.isoformat() if one.seen_at else None,
    }


def _external(ticket: Ticket) -> Dict[str, Any]:
    """推给平台的以推送为准；没推送、从平台转来的，写来处。"""
    if ticket.delivery_status is None and ticket.origin_system:
        return {"system": ticket.origin_system, "external_no": ticket.origin_no, "delivery_status": None}
    return {
        "system": ticket.ticket_system,
        "external_no": ticket.external_no,
        "delivery_status": ticket.delivery_status,
    }


def _entry(entry: HistoryEntry, reveal: bool) -> Dict[str, Any]:
    details = {
        key: mask(value) if isinstance(value, str) and not reveal else value for key, value in entry.details.items()
    }
    record = {
        "fact": entry.fact.value,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "role": entry.role,
        "department": entry.department,
        "reason": _shown(entry.reason, reveal),
        "details": details,
    }
    if reveal and entry.words:
        record["words"] = entry.words
    return record

"""工单和表里各行之间的换算。个人信息和原话在这里加密、解密，别处不碰。"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Dict, Iterable, Optional

from bot.hotline.clock import Clock, ClockStatus
from bot.hotline.privacy import plain_digits
from bot.hotline.respondent_name import RespondentWords, place_key, respondent_key
from bot.hotline.ticket import OTHER_END, Citizen, CitizenWords, HistoryEntry, Link, Respondent, Subject, Ticket
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.stores.cipher import Cipher
from bot.stores.words_query import words_values

_PLAIN = (
    "ticket_no", "kind", "ticket_system", "problem", "urgency", "emergency", "department", "title", "narrative",
    "source", "origin_system", "origin_no", "filed_at", "urged", "due_on",
)  # fmt: skip


def ticket_values(ticket: Ticket, cipher: Cipher, words: RespondentWords) -> Dict[str, Any]:
    """工单表的一行。version 由写的人定。"""
    values = {name: getattr(ticket, name) for name in _PLAIN}
    citizen, subject = ticket.citizen, ticket.subject
    private = {
        "name": citizen.name,
        "phone": citizen.phone,
        "address": citizen.address,
        "id_number": citizen.id_number,
        "is_confidential": citizen.is_confidential,
        "words": ticket.words,
    }
    values.update(
        status=ticket.status.value,
        supporting=list(ticket.supporting),
        respondent=vars(ticket.respondent),
        subject={**vars(subject), "event_on": subject.event_on.isoformat() if subject.event_on else None},
        demands=list(ticket.demands),
        evidence=list(ticket.evidence),
        is_anonymous=citizen.is_anonymous,
        private_sealed=cipher.seal(json.dumps(private, ensure_ascii=False)),
        phone_hash=phone_hash(citizen.phone, cipher),
        respondent_key=respondent_key(ticket.respondent.name, words),
        place_key=place_key(ticket.respondent.address or ticket.respondent.platform),
        **words_values(ticket),
    )
    return values


def read_ticket(
    row,
    cipher: Cipher,
    history: Iterable = (),
    clocks: Iterable = (),
    links: Iterable = (),
    delivery_status: Optional[str] = None,
) -> Ticket:
    private = json.loads(cipher.open(row.private_sealed))
    subject = dict(row.subject)
    if subject.get("event_on"):
        subject["event_on"] = date.fromisoformat(subject["event_on"])
    plain = {name: getattr(row, name) for name in _PLAIN if name != "due_on"}
    return Ticket(
        **plain,
        id=row.id,
        version=row.version,
        status=TicketStatus(row.status),
        supporting=tuple(row.supporting),
        words=private.pop("words"),
        citizen=Citizen(is_anonymous=row.is_anonymous, **private),
        respondent=Respondent(**row.respondent),
        subject=Subject(**subject),
        demands=tuple(row.demands),
        evidence=tuple(row.evidence),
        citizen_words=tuple(_read_words(record) for record in row.citizen_words or ()),
        external_no=row.external_no,
        delivery_status=delivery_status,
        history=tuple(read_entry(entry, cipher) for entry in history),
        clocks=tuple(_read_clock(clock) for clock in clocks),
        links=tuple(_read_link(link, row.ticket_no) for link in links),
    )


def entry_values(entry: HistoryEntry, ticket_no: str, number: int, cipher: Cipher) -> Dict[str, Any]:
    return {
        "ticket_no": ticket_no,
        "number": number,
        "fact": entry.fact.value,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "department": entry.department,
        "reason": entry.reason,
        "details": dict(entry.details),
        "words_sealed": cipher.seal(entry.words) if entry.words else None,
    }


def clock_values(clock: Clock, ticket_no: str) -> Dict[str, Any]:
    values = {**vars(clock), "ticket_no": ticket_no, "status": clock.status.value}
    values["pauses"] = [[since.isoformat(), until.isoformat() if until else None] for since, until in clock.pauses]
    return values


def link_values(link: Link, ticket_no: str) -> Dict[str, str]:
    """两头只存一行：有主次的从后来的指向先有的，没有主次的从小号指向大号。"""
    swapped = link.kind in ("has_duplicate", "continued_by") or (
        link.kind not in OTHER_END and link.ticket_no < ticket_no
    )
    kind = OTHER_END[link.kind] if swapped and link.kind in OTHER_END else link.kind
    one, other = (link.ticket_no, ticket_no) if swapped else (ticket_no, link.ticket_no)
    return {"from_no": one, "to_no": other, "kind": kind}


def phone_hash(phone: Optional[str], cipher: Cipher) -> Optional[str]:
    digits = plain_digits(phone or "")
    return cipher.fingerprint(digits) if digits else None


def read_entry(row, cipher: Cipher) -> HistoryEntry:
    return HistoryEntry(
        fact=Fact(row.fact),
        at=row.at,
        by=row.by,
        role=row.role,
        department=row.department,
        reason=row.reason,
        details=row.details,
        words=cipher.open(row.words_sealed) if row.words_sealed else None,
    )


def _read_words(record: Dict[str, Any]) -> CitizenWords:
    seen_at = record["seen_at"] and datetime.fromisoformat(record["seen_at"])
    return CitizenWords(record["number"], Fact(record["fact"]), datetime.fromisoformat(record["at"]), record["seen_by"], seen_at)


def _read_clock(row) -> Clock:
    return Clock(
        time_limit=row.time_limit,
        round=row.round,
        starts_at=row.starts_at,
        due_on=row.due_on,
        literal_due_on=row.literal_due_on,
        due_at=row.due_at,
        status=ClockStatus(row.status),
        extended=row.extended,
        pauses=tuple(
            (date.fromisoformat(since), date.fromisoformat(until) if until else None) for since, until in row.pauses
        ),
        warned=row.warned,
        escalated=row.escalated,
    )


def _read_link(row, ticket_no: str) -> Link:
    if row.from_no == ticket_no:
        return Link(row.to_no, row.kind)
    return Link(row.from_no, OTHER_END.get(row.kind, row.kind))

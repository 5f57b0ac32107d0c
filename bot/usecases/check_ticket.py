"""查进度：工单编号加登记电话的后四位（没留电话的用查询码）。对不上的一律一句话，不说哪一样不对。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Dict, Optional

from bot.errors import TicketUnknown
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.privacy import plain_digits
from bot.hotline.ticket import Fact, Ticket
from bot.hotline.understanding import Understanding
from bot.usecases.explain_deadline import say_day
from bot.usecases.refuse import find_refusal, refuse
from bot.usecases.say_filed import needs_person, say_clocks, ticket_card

_NUMBER = re.compile(r"[TtＴｔ]\s?(20\d{6})[-－—\s]?([0-9A-Za-z]{6})(?![0-9A-Za-z])")
_DIGITS = re.compile(r"\d{4,}")
_SPELLED = re.compile("[零〇一二三四五六七八九幺]{4,}")
_ONE_HOUR = timedelta(hours=1)
_CERTAIN = 1.0
# 市民该知道的几步；内部的批注、督办不说。
_PUBLIC = (
    Fact.FILED, Fact.TRANSFER_RECEIVED, Fact.DISPATCHED, Fact.ACCEPTED, Fact.RETURNED, Fact.COMPLAINT_ACCEPTED,
    Fact.DECLINED, Fact.PAUSED, Fact.RESUMED, Fact.MEDIATION_ENDED, Fact.RESOLVED, Fact.REPLIED, Fact.REOPENED,
    Fact.ARCHIVED, Fact.SUPPLEMENTED, Fact.NEW_FACTS, Fact.URGED,
)  # fmt: skip


def check_ticket(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """报齐了就查，没报齐的问一句。"""
    number = ticket_number(heard.text) or conversation.ticket_no
    proof = _proof(heard.text)
    refusal = find_refusal(heard, hotline) if number is None else None
    if refusal and refusal[1] >= _CERTAIN:  # “告诉我是谁举报的我”听着像查举报
        return refuse(conversation, refusal[0])
    waiting = replace(conversation.settled(), awaiting=Awaiting.TICKET, asked="ticket", ticket_no=number)
    if number is None:
        return Turn(waiting, [Reply("utter_ask_ticket_no", choices=(Choice("没有编号", "request_callback"),))])
    if proof is None:
        return Turn(waiting, [Reply("utter_ask_phone_tail", {"ticket_no": number})])
    rules, now = hotline.knowledge.intake, hotline.now()
    if hotline.lookups.failures(conversation.id, number, now - _ONE_HOUR) >= rules.wrong_tries:
        return Turn(conversation.settled(), [Reply("utter_lookup_locked")])
    ticket = _opened(number, proof, hotline)
    if ticket is None:
        hotline.lookups.add_failure(conversation.id, number, now)
        hotline.log("ticket_lookup_failed", conversation_id=conversation.id)
        return Turn(replace(waiting, ticket_no=None), [Reply("utter_lookup_failed")])
    return Turn(replace(waiting, awaiting=Awaiting.NOTHING), [_progress(ticket, hotline)])


def answer_lookup(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正等编号和后四位：报了就查；说的是别的返回 None。"""
    if ticket_number(heard.text) or (conversation.ticket_no and _proof(heard.text) and len(heard.text) <= 30):
        return check_ticket(conversation, heard, hotline)
    if _proof(heard.text) and len(heard.text) <= 12:  # 只发来后四位
        return Turn(conversation, [Reply("utter_ask_ticket_no", choices=(Choice("没有编号", "request_callback"),))])
    return None


def ticket_number(text: str) -> Optional[str]:
    """话里的工单编号，写成 T20260428-4H8RPW。"""
    match = _NUMBER.search(text)
    return f"T{match[1]}-{match[2].upper()}" if match else None


def _proof(text: str) -> Optional[str]:
    """编号以外的数字：后四位、六位查询码，或者整个电话。"""
    rest = re.sub(r"(?<=\d)[\s-](?=\d)", "", _NUMBER.sub("，", text))
    digits = _DIGITS.findall(rest) or _SPELLED.findall(rest)
    return plain_digits(digits[-1]) if digits else None


def _opened(number: str, proof: str, hotline) -> Optional[Ticket]:
    try:
        ticket = hotline.tickets.get(number)
    except TicketUnknown:
        return None
    phone = plain_digits(ticket.citizen.phone or "")
    if phone:
        return ticket if proof in (phone[-4:], phone) else None
    return ticket if proof in hotline.query_codes(number) else None


def _progress(ticket: Ticket, hotline) -> Reply:
    names = hotline.knowledge.names
    steps = [entry for entry in ticket.history if entry.fact in _PUBLIC]
    fields = {
        "ticket_no": ticket.ticket_no,
        "kind": names.kinds[ticket.kind],
        "status": names.statuses[ticket.status.value],
        "department": hotline.knowledge.name_of_body(ticket.department),
        "person": "工作人员还在定归口" if needs_person(ticket) else "",
        "filed_on": say_day(ticket.filed_at.date()),
        "steps": "\n".join(f"· {say_day(entry.at.date())} {names.facts[entry.fact.value]}" for entry in steps),
        "clocks": say_clocks(ticket, hotline),
    }
    return Reply("utter_ticket_progress", fields, card=_card(ticket, steps, hotline))


def _card(ticket: Ticket, steps: Any, hotline) -> Dict[str, Any]:
    names = hotline.knowledge.names
    card = ticket_card(ticket, hotline)
    for name in ("title", "reason", "basis", "is_anonymous", "query_code"):
        card.pop(name)
    return {
        "type": "ticket_progress",
        **card,
        "status": ticket.status.value,
        "status_name": names.statuses[ticket.status.value],
        "filed_at": ticket.filed_at.isoformat(),
        "steps": [
            {"fact": entry.fact.value, "name": names.facts[entry.fact.value], "at": entry.at.isoformat()}
            for entry in steps
        ],
    }

"""登记一件诉求：查要素、派单、起表、进发件箱，一个事务写下。投诉里带举报的分成两张。"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any, Dict, List, Optional, Sequence

from bot.errors import TicketNumberTaken
from bot.hotline.filing_request import (
    FilingRequest,
    SecondMatter,
    fingerprint,
    missing_elements,
    refuse_if_incomplete,
)
from bot.hotline.privacy import hide_person
from bot.hotline.routing import RoutingDecision, RoutingFacts, known
from bot.hotline.ticket import BOT, Citizen, HistoryEntry, Link, Ticket
from bot.hotline.ticket_life import Fact, TicketStatus
from bot.hotline.visibility import is_secret
from bot.ports import Filed, Outgoing, RequestKey
from bot.usecases.reading.their_phones import hide_but_their_phones
from bot.usecases.tickets.change_ticket import shown, step, told, traits, without_reporter

_ATTEMPTS = 5


def file_ticket(request: FilingRequest, hotline) -> Filed:
    """登记。缺法定内容抛 ElementsMissing，一次列全；同一个幂等键返回上次的工单。

    返回的第一张是主诉求；同时有投诉和举报的是两张，互相连着（第九条）。
    """
    if not request.accepts_gaps:
        refuse_if_incomplete(request, hotline.knowledge.acceptance.elements)
    for attempt in range(_ATTEMPTS):
        drafts = [_draft(request, hotline)]
        if request.secondary:
            drafts.append(_draft(_second_request(request, request.secondary), hotline))
            one, other = drafts[0].ticket_no, drafts[1].ticket_no
            drafts = [
                replace(drafts[0], links=(Link(other, "split"),)),
                replace(drafts[1], links=(Link(one, "split"),)),
            ]
        try:
            filed = hotline.tickets.file(drafts, _outgoing(drafts, hotline), _key(request, hotline))
            break
        except TicketNumberTaken:
            if attempt == _ATTEMPTS - 1:
                raise
    if not filed.is_repeat:
        for ticket in filed.tickets:
            hotline.log("ticket_filed", ticket_no=ticket.ticket_no, kind=ticket.kind, department=ticket.department)
    return filed


def route_request(request: FilingRequest, hotline) -> RoutingDecision:
    """这件诉求派给谁、凭哪一条。"""
    respondent = request.respondent
    is_online = respondent.is_online or bool(respondent.platform)
    facts = RoutingFacts(
        kind=request.kind,
        problem=known(request.problem),
        body=known(request.department),
        emergency=known(request.emergency),
        online="yes" if is_online else known(None) if not respondent.address else "no",
        place=known(request.place),
    )
    return hotline.knowledge.route(facts)


def _draft(request: FilingRequest, hotline) -> Ticket:
    decision = route_request(request, hotline)
    citizen = request.citizen
    kept = Citizen(is_anonymous=True) if citizen.is_anonymous else citizen
    ticket = Ticket(
        ticket_no=hotline.new_number("T"),
        kind=request.kind,
        ticket_system=decision.ticket_system,
        department=decision.department,
        status=TicketStatus.REGISTERED,
        title="",
        narrative=shown(request.narrative, citizen, hotline),
        words=_words(request),
        citizen=kept,
        respondent=request.respondent,
        subject=replace(
            request.subject, product_or_service=hide_person(request.subject.product_or_service or "", citizen) or None
        ),
        filed_at=hotline.now(),
        source=request.source,
        problem=request.problem,
        urgency="emergency" if request.emergency else request.urgency,
        emergency=request.emergency,
        demands=tuple(hide_person(demand, citizen) for demand in request.demands),
        evidence=tuple(hide_person(evidence, citizen) for evidence in request.evidence),
        origin_system=request.origin_system,
        origin_no=request.origin_no,
    )
    if is_secret(ticket):
        ticket = _secret(ticket, request, hotline)
    ticket = replace(ticket, title=_title(ticket, hotline))
    return _dispatched(_registered(ticket, request, hotline), decision, hotline)


def _secret(ticket: Ticket, request: FilingRequest, hotline) -> Ticket:
    """身份要保密的：能认出他的话都拿掉。匿名就是不留，原话里的也不留。"""
    citizen = request.citizen

    def hidden(text: str) -> str:
        return without_reporter(text, citizen, hotline, (ticket.respondent.name or "",), names)

    names = hotline.knowledge.reporter_hider.names_to_hide(request.narrative)
    subject = replace(ticket.subject, product_or_service=hidden(ticket.subject.product_or_service or "") or None)
    return replace(
        ticket,
        narrative=hidden(request.narrative),
        words=hide_but_their_phones(ticket.words, hidden, hotline) if citizen.is_anonymous else ticket.words,
        subject=subject,
        demands=tuple(map(hidden, request.demands)),
        evidence=tuple(map(hidden, request.evidence)),
    )


def _registered(ticket: Ticket, request: FilingRequest, hotline) -> Ticket:
    """第一条经过：谁接的，从哪里来，缺什么，有哪些要人审的。"""
    missing = missing_elements(request, hotline.knowledge.acceptance.elements)
    details: Dict[str, Any] = {
        "source": request.source,
        "platform": request.origin_system,
        "external_no": request.origin_no,
        "submitted_at": request.submitted_at.isoformat() if request.submitted_at else None,
        "missing": [element.id for element in missing],
        "review_grounds": list(request.review_grounds),
        "companions": request.companions,
        "by_representative": request.representative is not None,
    }
    details = {name: value for name, value in details.items() if value}
    fact = Fact.TRANSFER_RECEIVED if request.origin_system else Fact.FILED
    by, now = request.filed_by, ticket.filed_at
    entry = HistoryEntry(fact, now, by.id, by.role, by.department, details=details)
    clocks = hotline.knowledge.timekeeper.after((), fact.value, now, traits(ticket))
    return replace(ticket, history=(entry,), clocks=clocks)


def _dispatched(ticket: Ticket, decision: RoutingDecision, hotline) -> Ticket:
    """规则定得下来的直接派出；定不下来的留在坐席手里。"""
    why = {"route": decision.route, "basis": decision.basis, "department": decision.department}
    if decision.needs_person:
        first = replace(ticket.history[0], details={**ticket.history[0].details, **why}, reason=decision.reason)
        return replace(ticket, history=(first,))
    return step(ticket, Fact.DISPATCHED, BOT, hotline, reason=decision.reason, details=why)


def _outgoing(drafts: Sequence[Ticket], hotline) -> List[Outgoing]:
    """推给平台的工单；从同一平台转来的不用推回去。"""
    return [
        told(ticket, ticket.ticket_system, "ticket", hotline)
        for ticket in drafts
        if ticket.ticket_system != ticket.origin_system
    ]


def _second_request(request: FilingRequest, second: SecondMatter) -> FilingRequest:
    return replace(
        request,
        kind=second.kind,
        problem=second.problem or (None if second.is_other_body else request.problem),
        department=second.department or request.department,
        narrative=second.narrative or request.narrative,
        citizen=replace(request.citizen, is_anonymous=request.citizen.is_anonymous or second.is_anonymous),
        secondary=None,
        demands=() if second.kind == "tip_off" else request.demands,
    )


def _words(request: FilingRequest) -> str:
    """原话；请求和证据里被隐去过的也附在后面，一个字不少。"""
    hidden = [t for t in (*request.demands, *request.evidence) if hide_person(t, request.citizen) != t]
    return "\n".join([request.narrative, *hidden])


def _title(ticket: Ticket, hotline) -> str:
    names = hotline.knowledge.names
    about = ticket.respondent.name or ticket.subject.product_or_service or " ".join(ticket.narrative.split())[:20]
    problem = f"（{names.problems[ticket.problem]}）" if ticket.problem in names.problems else ""
    return f"{names.kinds.get(ticket.kind, ticket.kind)}：{about}{problem}"


def _key(request: FilingRequest, hotline) -> Optional[RequestKey]:
    if not request.idempotency_key:
        return None
    body = {
        name: asdict(value) if hasattr(value, "__dataclass_fields__") else value
        for name, value in fingerprint(request).items()
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    return RequestKey(request.scope, request.idempotency_key, text, hotline.now())

"""/api/v1/tickets：登记、查找、改正、办理、看个人信息。一律脱敏，说明缘由才看得到。"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Dict, Optional

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import FormInvalid, StepNotAllowed, TicketUnknown
from bot.hotline.ticket import Ticket
from bot.hotline.ticket_record import ticket_record
from bot.hotline.understanding import Understanding
from bot.hotline.visibility import may_see
from bot.ports import RequestKey
from bot.server.authentication import needs, needs_role, note
from bot.server.filing_form import filled_in, needs_hearing, read_filing, read_key, read_respondent, read_subject
from bot.server.form import Form
from bot.server.problems import problem, read_json, status_of
from bot.server.search_form import read_search
from bot.server.ticket_verbs import VERBS, Verb, explain, verbs_allowed
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.correct_ticket import correct_ticket
from bot.usecases.tickets.reveal_ticket import reveal_ticket

ticket_api = Blueprint("tickets", url_prefix="/api/v1/tickets")
_TICKET_NO = re.compile(r"[0-9A-Z-]{1,32}")


@ticket_api.post("")
@needs("file_ticket", audit="")  # 人在页面上登记的另记，见 audited.BY_HAND
async def file(request: Request) -> HTTPResponse:
    """登记。新登记的 201；同一个 Idempotency-Key、同样内容再来 200，还是那一张。"""
    hotline, by = request.app.ctx.hotline, request.ctx.actor
    longest = request.app.ctx.settings.longest_utterance
    asked = read_filing(read_json(request), hotline.knowledge, by, request.headers.get("idempotency-key"), longest)
    if needs_hearing(asked):
        asked = filled_in(asked, hear(request, asked.narrative))
    if not asked.kind:
        raise FormInvalid({"kind": "必须填写", "narrative": "必须填写"})
    filed = await asyncio.to_thread(file_ticket, asked, hotline)
    record = _record(filed.tickets[0], hotline)
    if len(filed.tickets) > 1:
        record["also_filed"] = [ticket.ticket_no for ticket in filed.tickets[1:]]
    request.ctx.audit_about = filed.tickets[0].ticket_no
    where = f"/api/v1/tickets/{filed.tickets[0].ticket_no}"
    return json(record, 200 if filed.is_repeat else 201, {"location": where}, ensure_ascii=False)


@ticket_api.get("")
@needs("read_tickets")
async def find(request: Request) -> HTTPResponse:
    """一页，新的在前，不带经过。看不到的不在里面。"""
    hotline = request.app.ctx.hotline
    query = {name: values[-1] for name, values in request.get_args(keep_blank_values=True).items()}
    wanted, limit, cursor = read_search(query, request.ctx.actor, hotline)
    page = await asyncio.to_thread(hotline.tickets.find, wanted, limit, cursor)
    records = [_record(ticket, hotline) for ticket in page.tickets]
    next_cursor = str(page.next_cursor) if page.next_cursor is not None else None
    return json({"tickets": records, "next_cursor": next_cursor}, ensure_ascii=False)


@ticket_api.get("/<ticket_no:str>")
@needs("read_tickets", audit="ticket_opened")
async def show(request: Request, ticket_no: str) -> HTTPResponse:
    ticket = await seen_ticket(request, ticket_no)
    return json(_record(ticket, request.app.ctx.hotline), ensure_ascii=False)


@ticket_api.patch("/<ticket_no:str>")
@needs("correct_ticket", audit="ticket_corrected")
async def correct(request: Request, ticket_no: str) -> HTTPResponse:
    """改正登记的内容，要写 reason；只改写了的几样。"""
    hotline, body = request.app.ctx.hotline, read_json(request)
    ticket = await seen_ticket(request, ticket_no)
    form, names = Form(body), hotline.knowledge.names
    reason = form.text("reason", 5000, required=True)
    values = {
        "problem": form.choice("problem", names.problems),
        "urgency": form.choice("urgency", names.urgencies),
        "respondent": _given(body.get("respondent"), read_respondent(form.part("respondent"))),
        "subject": _given(body.get("subject"), read_subject(form.part("subject"))),
        "demands": form.texts("demands"),
        "evidence": form.texts("evidence"),
    }
    form.done()
    corrections = {name: value for name, value in values.items() if body.get(name) is not None}
    return await _changed(request, ticket, correct_ticket, corrections=corrections, reason=reason)


@ticket_api.post("/<ticket_no:str>/reveal")
@needs("reveal_person", audit="")
async def reveal(request: Request, ticket_no: str) -> HTTPResponse:
    """看个人信息和原话。先记下谁、为什么，再给看。"""
    hotline, form = request.app.ctx.hotline, Form(read_json(request))
    reason = form.text("reason", 2000, required=True) or ""
    form.done()
    ticket = await seen_ticket(request, ticket_no)
    ticket = await asyncio.to_thread(reveal_ticket, ticket.ticket_no, reason, request.ctx.actor, hotline)
    await note(request.ctx.actor, "person_revealed", ticket.ticket_no, ticket.history[-1].reason)
    record = ticket_record(ticket, hotline.knowledge.time_limits, reveal=True)
    return json(record, headers={"cache-control": "no-store"}, ensure_ascii=False)


def _add_verb(name: str, verb: Verb) -> None:
    @ticket_api.post(f"/<ticket_no:str>/{name}", name=name.replace("-", "_"))
    @needs_role(*verb.roles, audit=f"ticket_{name}")
    async def act(request: Request, ticket_no: str) -> HTTPResponse:
        body = read_json(request) if request.body else {}
        ticket, form = await seen_ticket(request, ticket_no), Form(body)
        given = verb.read(form)
        form.done()
        if verb.takes_key:
            given["key"] = _request_key(request, ticket.ticket_no, name, body)
        return await _changed(request, ticket, verb.use, **given)


for _name, _verb in VERBS.items():
    _add_verb(_name, _verb)


def hear(request: Request, narrative: str) -> Understanding:
    """从正文里听出类别、归口、紧急程度。"""
    return Understanding.from_contract(request.app.ctx.agent.understand([UserMessage(narrative)])[0])


async def seen_ticket(request: Request, ticket_no: str) -> Ticket:
    """这个人看得到的工单；看不到的和没有的一样。"""
    number = ticket_no.upper()
    if not _TICKET_NO.fullmatch(number):
        raise TicketUnknown(f"没有工单 {ticket_no[:32]}")
    ticket = await asyncio.to_thread(request.app.ctx.hotline.tickets.get, number)
    if not may_see(ticket, request.ctx.actor):
        raise TicketUnknown(f"没有工单 {number}")
    return ticket


async def _changed(request: Request, ticket: Ticket, use: Any, **given: Any) -> HTTPResponse:
    """交给用例办；状态不对就说清现在是什么状态、能做什么。"""
    hotline, actor = request.app.ctx.hotline, request.ctx.actor
    try:
        after = await asyncio.to_thread(use, ticket.ticket_no, by=actor, hotline=hotline, **given)
    except StepNotAllowed as error:
        now = await asyncio.to_thread(hotline.tickets.get, ticket.ticket_no)
        more = {"ticket_status": now.status.value, "allowed_verbs": verbs_allowed(now)}
        return problem(status_of(error), error.code, explain(error, hotline.knowledge.names), **more)
    return json(_record(after, hotline), ensure_ascii=False)


def _record(ticket: Ticket, hotline) -> Dict[str, Any]:
    return ticket_record(ticket, hotline.knowledge.time_limits)


def _request_key(request: Request, ticket_no: str, verb: str, body: Dict[str, Any]) -> Optional[RequestKey]:
    key = read_key(request.headers.get("idempotency-key"))
    if key is None:
        return None
    scope = f"api:{verb}:{request.ctx.actor.id}"[:64]
    return RequestKey(scope, key, f"{ticket_no} {sorted(body.items())!r}", request.app.ctx.hotline.now())


def _given(body: Any, read: Any) -> Dict[str, Any]:
    """读好的一项里，提交时写了的那几样。"""
    return {name: getattr(read, name) for name in (body if isinstance(body, dict) else {}) if hasattr(read, name)}

"""工作台页面要的几样：各种编号怎么说、各队列几张、办一张工单时的帮助、改分类、查答复。"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, Dict, List

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hotline.audited import AUDITED, CONDITIONS
from bot.hotline.roles import ROLES
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import OPEN, TicketStatus
from bot.hotline.understanding import Understanding
from bot.hotline.visibility import is_desk, may_reveal, may_see
from bot.server.authentication import needs
from bot.server.form import Form
from bot.server.problems import read_json
from bot.server.reply_drafts import drafts_for, remarks_on
from bot.server.ticket_api import seen_ticket
from bot.server.ticket_verbs import HANDLERS, IN_BULK, VERBS, verbs_allowed
from bot.usecases.tickets.explain_clocks import explain_clock
from bot.usecases.tickets.reclassify_ticket import reclassify_ticket

desk_api = Blueprint("desk", url_prefix="/api/v1")
_MOST_IN_CLUSTER = 50
_SOON = timedelta(days=2)


@desk_api.get("/vocabulary")
@needs("be_signed_in")
async def vocabulary(request: Request) -> HTTPResponse:
    """各种编号对外怎么说；可以选的科室、理由、结果、时限。"""
    knowledge = request.app.ctx.hotline.knowledge
    names, rules = knowledge.names, knowledge.acceptance
    return json(
        {
            "kinds": dict(names.kinds),
            "systems": dict(names.systems),
            "urgencies": dict(names.urgencies),
            "problems": dict(names.problems),
            "statuses": dict(names.statuses),
            "open_statuses": [status.value for status in TicketStatus if status in OPEN],
            "clock_statuses": dict(names.clock_statuses),
            "facts": dict(names.facts),
            "pauses": dict(names.pauses),
            "resolutions": dict(names.resolutions),
            "audited": {**AUDITED, **{f"ticket_{name}": f"工单：{names.facts[verb.fact.value]}" for name, verb in VERBS.items()}},
            "conditions": dict(CONDITIONS),
            "roles": {name: role.name for name, role in ROLES.items()},
            "departments": {one.id: one.name for one in knowledge.departments.values()},
            "external_bodies": {one.id: one.name for one in knowledge.external_bodies.values()},
            "emergencies": {one.id: one.name for one in knowledge.emergencies.values()},
            "grounds": [{"id": g.id, "text": g.text, "basis": g.basis} for g in rules.grounds],
            "wrap_ups": [{"id": one.id, "name": one.name, "needs_note": one.needs_note} for one in knowledge.operator_desk.wrap_ups],
            "bulk_verbs": bulk_verbs_for(request.ctx.actor),
            "other_routes": list(rules.other_routes),
            "other_routes_basis": rules.other_routes_basis,
        },
        ensure_ascii=False,
    )


@desk_api.get("/queues")
@needs("read_tickets")
async def queues(request: Request) -> HTTPResponse:
    """没办完的各有几张：按科室、按状态；超期的、两天内到期的；市民又说了话的。只数看得到的。"""
    hotline, viewer = request.app.ctx.hotline, request.ctx.actor
    today = hotline.now().date()
    scope = (viewer.department or "none") if viewer.role == "ticket_staff" else None
    statuses = tuple(status.value for status in OPEN)
    hides = viewer.role == "operator"
    counted = await asyncio.to_thread(hotline.tickets.count, statuses, scope, hides, today, today + _SOON)
    return json(counted, ensure_ascii=False)


@desk_api.get("/tickets/<ticket_no:str>/help")
@needs("read_tickets")
async def help_with_ticket(request: Request, ticket_no: str) -> HTTPResponse:
    """办这一张要看的：现在能做什么、时限怎么算的、为什么这样分、同一商家的别的工单、答复样稿。"""
    hotline, actor = request.app.ctx.hotline, request.ctx.actor
    ticket = await seen_ticket(request, ticket_no)
    heard = _heard(request, ticket)
    others = await asyncio.to_thread(hotline.tickets.same_respondent, ticket, _MOST_IN_CLUSTER)
    return json(
        {
            "verbs": verbs_for(ticket, actor),
            "may_reveal": may_reveal(ticket, actor),
            "may_reclassify": actor.role != "auditor" and (is_desk(actor) or actor.department == ticket.department),
            "clocks": [explain_clock(clock, hotline) for clock in ticket.clocks],
            "supporting": list(ticket.supporting),
            "filed_at": ticket.filed_at.isoformat(),
            "heard": {
                "kind": heard.kind.value,
                "kind_confidence": round(heard.kind_confidence, 2),
                "department": heard.department,
                "problem": heard.problem,
                "urgency": heard.urgency,
                "reasons": list(heard.reasons),
            },
            "cluster": [_short(one) for one in others if may_see(one, actor)],
            "drafts": drafts_for(ticket, hotline.knowledge),
        },
        ensure_ascii=False,
    )


@desk_api.post("/tickets/<ticket_no:str>/classification")
@needs("correct_ticket", audit="ticket_reclassified")
async def reclassify(request: Request, ticket_no: str) -> HTTPResponse:
    """{kind?, department?, problem?, urgency?, reason} → 改过来，并记下热线听错的这一句。"""
    hotline, form = request.app.ctx.hotline, Form(read_json(request))
    names, knowledge = hotline.knowledge.names, hotline.knowledge
    should_be = {
        "kind": form.choice("kind", names.kinds),
        "department": form.choice("department", {*knowledge.departments, *knowledge.external_bodies}),
        "problem": form.choice("problem", names.problems),
        "urgency": form.choice("urgency", names.urgencies),
    }
    reason = form.text("reason", 2000, required=True) or ""
    form.done()
    ticket = await seen_ticket(request, ticket_no)
    heard, by = _heard(request, ticket), request.ctx.actor
    wanted = {name: value for name, value in should_be.items() if value}
    after, noted = await asyncio.to_thread(reclassify_ticket, ticket.ticket_no, wanted, reason, heard, by, hotline)
    now = {name: getattr(after, name) for name in ("kind", "department", "problem", "urgency")}
    return json({"ticket_no": after.ticket_no, "now": now, "noted": noted}, ensure_ascii=False)


@desk_api.post("/tickets/<ticket_no:str>/reply-check")
@needs("correct_ticket", audit="")
async def reply_check(request: Request, ticket_no: str) -> HTTPResponse:
    """{reply} → 发出以前的提醒：许诺、条文、个人信息。没有就是空的。"""
    form = Form(read_json(request))
    reply = form.text("reply", 5000, required=True) or ""
    form.done()
    await seen_ticket(request, ticket_no)
    remarks = remarks_on(reply, request.app.ctx.hotline.knowledge)
    return json({"remarks": [{"kind": r.kind, "found": r.found, "why": r.why} for r in remarks]}, ensure_ascii=False)


def bulk_verbs_for(actor: Actor) -> List[str]:
    """这个人能成批做的步子；每一张到底行不行，办的时候再看。"""
    mine = [name for name in IN_BULK if actor.role in VERBS[name].roles]
    return mine if is_desk(actor) else [name for name in mine if name != "dispatch"]


def verbs_for(ticket: Ticket, actor: Actor) -> List[str]:
    """现在的状态能走、这个人也能做的步子。"""
    mine = [name for name in verbs_allowed(ticket) if actor.role in VERBS[name].roles]
    is_lead = actor.department == ticket.department
    handled_by_lead = {name for name in mine if VERBS[name].roles == HANDLERS and name != "accept"}
    if actor.role == "ticket_staff" and not is_lead:
        mine = [name for name in mine if name not in handled_by_lead]
    if not is_desk(actor):
        mine = [name for name in mine if name not in ("dispatch", "merge")]
        if not is_lead:
            mine = [name for name in mine if name not in ("see-words", "settle-words")]
    return mine


def _heard(request: Request, ticket: Ticket) -> Understanding:
    return Understanding.from_contract(request.app.ctx.agent.understand([UserMessage(ticket.narrative or "。")])[0])


def _short(ticket: Ticket) -> Dict[str, Any]:
    return {
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "problem": ticket.problem,
        "status": ticket.status.value,
        "department": ticket.department,
        "filed_at": ticket.filed_at.isoformat(),
        "due_on": ticket.due_on.isoformat() if ticket.due_on else None,
    }

"""/api/v1/suggestions：坐席一边听，一边看可以说什么、接着问什么、派给谁。"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Dict, Optional

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hotline.conversation import Reply
from bot.hotline.operator_help import OperatorHelp, ProposedTicket, Suggestion
from bot.hotline.understanding import Understanding
from bot.server.authentication import needs
from bot.server.form import Form
from bot.server.problems import read_json
from bot.server.wording import fill, read_responses
from bot.usecases.desk.suggest_to_operator import suggest_to_operator
from connectors.channels.exchange import check_utterance

suggestion_api = Blueprint("suggestions", url_prefix="/api/v1")


@suggestion_api.post("/suggestions")
@needs("get_suggestions", audit="")
async def suggest(request: Request) -> HTTPResponse:
    """{text: 市民的一句话} → 最多三条建议、提议的工单；紧急的另放在最前。"""
    hotline, form = request.app.ctx.hotline, Form(read_json(request))
    text = form.text("text", request.app.ctx.settings.longest_utterance, required=True)
    form.done()
    utterance = check_utterance(text, request.app.ctx.settings.longest_utterance)
    heard = Understanding.from_contract(request.app.ctx.agent.understand([UserMessage(utterance)])[0])
    found = await asyncio.to_thread(suggest_to_operator, heard, hotline)
    return json(_record(found, hotline), ensure_ascii=False)


def _record(found: OperatorHelp, hotline) -> Dict[str, Any]:
    emergency = found.emergency
    return {
        "emergency": emergency
        and {
            "id": emergency.id,
            "name": emergency.name,
            "say": emergency.first_line,
            "then": list(emergency.then),
            "call": [{"number": p.number, "note": p.note, "verified": p.verified} for p in emergency.call],
            "basis": emergency.basis,
        },
        "suggestions": [_suggestion(one) for one in found.suggestions],
        "ticket": _ticket(found.ticket, hotline) if found.ticket else None,
        "reasons": list(found.reasons),
    }


def _suggestion(one: Suggestion) -> Dict[str, Any]:
    return {
        "type": one.type,
        "id": one.id,
        "title": one.title,
        "score": round(one.score, 4),
        "is_sure": one.is_sure,
        "say": _say(one.say),
        "sources": list(one.sources),
        "version": one.version,
        "reviewed_on": one.reviewed_on and one.reviewed_on.isoformat(),
        "valid_until": one.valid_until and one.valid_until.isoformat(),
        "verified": one.verified,
        "materials": [asdict(material) for material in one.materials],
        "not_needed": [{"name": name, "reason": reason} for name, reason in one.not_needed],
        "limits": dict(one.limits),
        "ask_next": one.ask_next
        and {
            "id": one.ask_next.id,
            "ask": one.ask_next.ask,
            "why": one.ask_next.why,
            "options": [{"id": option.id, "label": option.label} for option in one.ask_next.options],
        },
    }


def _ticket(ticket: ProposedTicket, hotline) -> Dict[str, Any]:
    knowledge, decision = hotline.knowledge, ticket.decision
    names = knowledge.names
    return {
        "kind": ticket.kind,
        "kind_name": names.kinds.get(ticket.kind, ticket.kind),
        "problem": ticket.problem,
        "urgency": ticket.urgency,
        "department": decision.department,
        "department_name": knowledge.name_of_body(decision.department),
        "ticket_system": decision.ticket_system,
        "route": decision.route,
        "reason": decision.reason,
        "basis": decision.basis,
        "needs_person": decision.needs_person,
        "prefilled": ticket.prefilled,
        "missing": [{"id": e.id, "label": e.label, "basis": e.basis} for e in ticket.missing],
        "ask_next": _ask_for(ticket),
        "clocks": [_clock(clock, knowledge) for clock in ticket.clocks],
        "acceptance": ticket.acceptance,
        "secondary": ticket.secondary,
    }


def _clock(clock, knowledge) -> Dict[str, Any]:
    limit = knowledge.time_limits.get(clock.time_limit)
    due = clock.due_on.isoformat() if clock.due_on else None
    return {"id": limit.id, "name": limit.name, "due_on": due, "basis": limit.basis, "verified": limit.verified}


def _ask_for(ticket: ProposedTicket) -> Optional[str]:
    return ticket.missing[0].label if ticket.missing else None


def _say(reply: Reply) -> str:
    return fill(_responses()[reply.name][0]["text"], reply.fields)


@lru_cache(maxsize=1)
def _responses() -> Dict[str, Any]:
    return read_responses()

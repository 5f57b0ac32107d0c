"""工单列表和工单页另要的几样：成批办、存下来的查法、谁也开着这一张。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.errors import FormInvalid, ViewUnknown
from bot.hotline.privacy import mask
from bot.hotline.ticket import Actor
from bot.hotline.ticket_view import TicketView
from bot.server.authentication import needs, note
from bot.server.form import Form
from bot.server.problems import problem, read_json
from bot.server.search_form import read_search
from bot.server.ticket_api import seen_ticket
from bot.server.ticket_verbs import IN_BULK, VERBS, explain
from bot.usecases.tickets.change_many import Outcome, change_many

ticket_desk_api = Blueprint("ticket_desk", url_prefix="/api/v1")
_MOST_AT_ONCE, _LONGEST_NAME, _LONGEST_FILTER = 200, 40, 200
_FILTERS = ("q", "status", "kind", "department", "problem", "urgency", "overdue", "citizen_words")


@ticket_desk_api.post("/ticket-batches")
@needs("correct_ticket", audit="")  # 一张一条，记在下面
async def change_several(request: Request) -> HTTPResponse:
    """{verb, ticket_nos, 这一步要填的} → 一张一个结果：办成的、没办成的为什么。"""
    hotline, actor, body = request.app.ctx.hotline, request.ctx.actor, read_json(request)
    form = Form(body)
    verb = form.choice("verb", IN_BULK, required=True)
    numbers = [number.upper() for number in form.texts("ticket_nos", _MOST_AT_ONCE, 32, required=True)]
    given = VERBS[verb].read(form) if verb else {}
    form.done()
    if not numbers:
        raise FormInvalid({"ticket_nos": "一张也没有选"})
    if actor.role not in VERBS[verb].roles:
        return problem(403, "forbidden", "您的角色不能做这一步。")
    outcomes = await asyncio.to_thread(change_many, numbers, VERBS[verb].use, given, actor, hotline)
    for one in outcomes:
        if one.ticket is not None:
            await note(actor, f"ticket_{verb}", one.ticket_no)
    return json({"outcomes": [_outcome(one, hotline.knowledge.names) for one in outcomes]}, ensure_ascii=False)


@ticket_desk_api.get("/ticket-views")
@needs("read_tickets")
async def list_views(request: Request) -> HTTPResponse:
    """自己存的，和同科室的人分享的。"""
    actor = request.ctx.actor
    views = await asyncio.to_thread(bootstrap.get_views().seen_by, actor)
    return json({"views": [_view(one, actor) for one in views]}, ensure_ascii=False)


@ticket_desk_api.post("/ticket-views")
@needs("read_tickets", audit="")
async def save_view(request: Request) -> HTTPResponse:
    """{name, filters, is_shared} → 存一个查法。条件的写法和找工单一样。"""
    actor, form = request.ctx.actor, Form(read_json(request))
    name, is_shared = form.text("name", _LONGEST_NAME, required=True) or "", form.flag("is_shared")
    wanted = form.part("filters")
    filters = {field: value for field in _FILTERS if (value := wanted.text(field, _LONGEST_FILTER))}
    form.done()
    if mask(name) != name or mask(filters.get("q", "")) != filters.get("q", ""):
        raise FormInvalid({"filters": "查法里不要存电话、证件号"})
    read_search(filters, actor, request.app.ctx.hotline)  # 写法不对的当场说
    view = await asyncio.to_thread(bootstrap.get_views().add, name, filters, is_shared, actor)
    return json(_view(view, actor), 201, ensure_ascii=False)


@ticket_desk_api.delete("/ticket-views/<number:str>")
@needs("read_tickets", audit="")
async def delete_view(request: Request, number: str) -> HTTPResponse:
    """删掉自己存的一个。"""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise ViewUnknown(f"没有第 {number[:20]} 号查法")
    await asyncio.to_thread(bootstrap.get_views().delete, int(number), request.ctx.actor)
    return empty()


@ticket_desk_api.post("/tickets/<ticket_no:str>/presence")
@needs("read_tickets", audit="")
async def be_present(request: Request, ticket_no: str) -> HTTPResponse:
    """报到：我开着这一张。答复里是还有谁开着、现在第几版（变了就是别人动过）。leaving 是关页了。"""
    form = Form(read_json(request) if request.body else {})
    is_leaving = form.flag("leaving")
    form.done()
    ticket, actor, presence = await seen_ticket(request, ticket_no), request.ctx.actor, bootstrap.get_presence()
    if is_leaving:
        await asyncio.to_thread(presence.leave, ticket.ticket_no, actor)
        return empty()
    others = await asyncio.to_thread(presence.note, ticket.ticket_no, actor, bootstrap.now())
    seen = [{"by": one.by, "role": one.role, "department": one.department} for one in others]
    return json({"others": seen, "version": ticket.version, "status": ticket.status.value}, ensure_ascii=False)


def _outcome(one: Outcome, names) -> Dict[str, Any]:
    if one.ticket is not None:
        return {"ticket_no": one.ticket_no, "done": True, "status": one.ticket.status.value}
    return {"ticket_no": one.ticket_no, "done": False, "code": one.error.code, "why": explain(one.error, names)}


def _view(view: TicketView, actor: Actor) -> Dict[str, Any]:
    return {
        "number": view.number,
        "name": view.name,
        "filters": dict(view.filters),
        "is_mine": view.owner == actor.id,
        "is_shared": view.shared_with is not None,
        "owner": view.owner,
    }

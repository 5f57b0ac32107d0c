"""/api/v1/colleagues：谁在线、接得了对话；自己离开一下。"""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.server.authentication import needs
from bot.server.form import Form
from bot.server.problems import read_json

colleague_api = Blueprint("colleagues", url_prefix="/api/v1/colleagues")


@colleague_api.get("")
@needs("join_conversations")
async def colleagues(request: Request) -> HTTPResponse:
    """在线、接得了对话的同事，空着的在前。"""
    found = await asyncio.to_thread(request.app.ctx.conversations.colleagues.present, bootstrap.now())
    records = [
        {"username": one.username, "role": one.role, "department": one.department, "in_hand": one.in_hand, "is_away": one.is_away}
        for one in found
    ]
    return json({"colleagues": records}, headers={"cache-control": "no-store"}, ensure_ascii=False)


@colleague_api.post("/me")
@needs("join_conversations", audit="")
async def set_away(request: Request) -> HTTPResponse:
    """{is_away} → 离开一下、回来了。"""
    form = Form(read_json(request))
    is_away = form.flag("is_away", required=True)
    form.done()
    since = bootstrap.now() if is_away else None
    await asyncio.to_thread(request.app.ctx.conversations.colleagues.set_away, request.ctx.actor.id, since)
    return empty()

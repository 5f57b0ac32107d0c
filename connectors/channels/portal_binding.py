"""门户的对话接到微信：出二维码、看接上没有、断开。接上以后两边是同一个对话。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

import segno
import structlog
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.server.problems import problem
from bot.usecases.talk.bind_conversation import look_at_binding, unbind
from connectors.channels.portal_access import Access
from connectors.channels.portal_stream import Streams
from connectors.channels.wechat.errors import WeChatTrouble

log = structlog.get_logger("hotline.channel")

_QUIET_ZONE = 3  # 四周留白几格，少了有的手机扫不出


def add_binding(portal: Blueprint, access: Access, streams: Streams) -> None:
    @portal.get("/wechat-binding")
    @access.needs_session
    async def look(request: Request) -> HTTPResponse:
        return json(await _standing(request))

    @portal.post("/wechat-binding")
    @access.needs_session
    async def offer(request: Request) -> HTTPResponse:
        """市民看过说明、点了同意才来要二维码；先前没用上的作废。"""
        wechat = request.app.ctx.wechat
        if wechat is None:
            return problem(404, "wechat_not_connected", "本热线没有接微信公众号。")
        if request.ctx.conversation_id != request.ctx.session.conversation_id:
            return problem(409, "already_bound", "这个网页已经接到微信了。要换一个微信，请先断开。")
        try:
            url = await wechat.offer_binding(request.ctx.session.conversation_id)
        except WeChatTrouble as trouble:
            log.warning("binding_not_offered", error=trouble.code, errcode=trouble.errcode)
            return problem(503, "wechat_unavailable", "现在连不上微信，出不了二维码。请过一会儿再试；在这里照样能办。")
        simulator = url if wechat.is_simulated else None  # 没有真微信的演示环境，点开就能当手机用
        return json({**await _standing(request), "qr": draw_qr(url), "simulator": simulator}, 201)

    @portal.delete("/wechat-binding")
    @access.needs_session
    async def cut(request: Request) -> HTTPResponse:
        await asyncio.to_thread(unbind, request.ctx.session.conversation_id, request.app.ctx.bindings)
        streams.wake(request.ctx.conversation_id)
        return empty()


async def _standing(request: Request) -> Dict[str, Any]:
    return await asyncio.to_thread(look_at_binding, request.ctx.session.conversation_id, request.app.ctx.bindings)


def draw_qr(url: str) -> Dict[str, Any]:
    """二维码画成一条 SVG 路径：页面自己画，不取图片，嵌在别的网站里也不犯人家的安全策略。"""
    rows = list(segno.make(url, error="m").matrix_iter(border=_QUIET_ZONE))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return {"size": len(rows), "path": "".join(dark)}

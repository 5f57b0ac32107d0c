"""门户里对话以外的两件事：人工排到哪里了；给这次服务打分。"""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.usecases.wait_for_operator import look_up_waiting
from connectors.channels.portal_access import Access


def add_desk(portal: Blueprint, access: Access) -> None:
    @portal.get("/hand-over")
    @access.needs_session
    async def hand_over(request: Request) -> HTTPResponse:
        """这个会话转的人工排到哪里了；没有转过是 null。"""
        hotline, conversation_id = request.app.ctx.hotline, request.ctx.session.conversation_id
        return json({"hand_over": await asyncio.to_thread(look_up_waiting, conversation_id, hotline)}, ensure_ascii=False)

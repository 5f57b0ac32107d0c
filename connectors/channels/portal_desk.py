"""门户里对话以外的两件事：人工排到哪里了；给这次服务打分。"""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hotline.rating import Cause, Grade, Subject
from bot.server.form import Form
from bot.server.problems import read_json
from bot.usecases.desk.wait_for_operator import look_up_waiting
from bot.usecases.returning.rate_service import rate_service
from connectors.channels.portal_access import Access, read_key

_LONGEST_COMMENT = 2000


def add_desk(portal: Blueprint, access: Access) -> None:
    @portal.get("/hand-over")
    @access.needs_session
    async def hand_over(request: Request) -> HTTPResponse:
        """这个会话转的人工排到哪里了；没有转过是 null。"""
        hotline, conversation_id = request.app.ctx.hotline, request.ctx.conversation_id
        return json({"hand_over": await asyncio.to_thread(look_up_waiting, conversation_id, hotline)}, ensure_ascii=False)

    @portal.post("/ratings")
    @access.needs_session
    async def rate(request: Request) -> HTTPResponse:
        """评这次对话。评了不能改、不能删，可以再评；差评有人跟进。"""
        form, conversation_id = Form(read_json(request)), request.ctx.conversation_id
        grade = form.choice("grade", [grade.value for grade in Grade], required=True)
        cause = form.choice("cause", [cause.value for cause in Cause])
        comment = form.text("comment", _LONGEST_COMMENT) or ""
        form.done()
        key = read_key(request.headers.get("idempotency-key"))
        rating, is_repeat = await asyncio.to_thread(
            rate_service,
            Subject.ANSWER,
            conversation_id,
            Grade(grade),
            request.app.ctx.hotline,
            comment=comment,
            cause=Cause(cause) if cause else None,
            key=key and f"{conversation_id}:{key}",
        )
        return json({"rating_no": rating.number}, 200 if is_repeat else 201)

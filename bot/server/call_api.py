"""/api/v1/calls：来电。语音转写一句一句送来，接了的坐席在页面上边听边看。"""

from __future__ import annotations

import asyncio
import json as jsonlib
import re
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.errors import CallUnknown, FormInvalid
from bot.server.authentication import identify, needs
from bot.server.form import Form
from bot.server.problems import read_json
from connectors.channels.exchange import check_utterance

call_api = Blueprint("calls", url_prefix="/api/v1")
_CALL_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LOOK_AGAIN_SECONDS = 0.1
_KEEP_ALIVE_SECONDS = 15.0
_CHECK_SECONDS = 2.0
USES = ("accepted", "edited", "ignored")


@call_api.get("/calls")
@needs("answer_calls")
async def list_calls(request: Request) -> HTTPResponse:
    """没收线的：还没人接的，和自己接的。"""
    found = await asyncio.to_thread(bootstrap.get_calls().open_for, request.ctx.actor.id)
    calls = [{"call_id": c.call_id, "operator": c.operator, "started_at": c.started_at.isoformat()} for c in found]
    return json({"calls": calls}, ensure_ascii=False)


@call_api.post("/calls/<call_id:str>/utterances")
@needs("answer_calls", audit="")
async def hear(request: Request, call_id: str) -> HTTPResponse:
    """{by: citizen|operator, text} → 记下一句。第一句就是来电；接了的只收接的那位和转写程序的。"""
    form, longest = Form(read_json(request)), request.app.ctx.settings.longest_utterance
    by = form.choice("by", ("citizen", "operator")) or "citizen"
    text = form.text("text", longest, required=True)
    form.done()
    utterance, at = check_utterance(text, longest), bootstrap.now()
    number = await asyncio.to_thread(bootstrap.get_calls().hear, _checked(call_id), by, utterance, at)
    return json({"number": number, "at": at.isoformat()}, 201)


@call_api.post("/calls/<call_id:str>/take")
@needs("answer_calls", audit="call_taken")
async def take(request: Request, call_id: str) -> HTTPResponse:
    """接起来。两位同时接，一位成，另一位 409。"""
    call = await asyncio.to_thread(bootstrap.get_calls().take, _checked(call_id), request.ctx.actor.id, bootstrap.now())
    return json({"call_id": call.call_id, "operator": call.operator}, ensure_ascii=False)


@call_api.get("/calls/<call_id:str>/feed")
@needs("answer_calls", audit="call_listened")
async def feed(request: Request, call_id: str) -> Any:
    """推送这通来电的每一句（text/event-stream）。只给接的那位；班长席可以旁听。断了凭 Last-Event-ID 接着来。"""
    call = await asyncio.to_thread(_mine, request, call_id)
    last = request.headers.get("last-event-id") or "0"
    number = int(last) if last.isascii() and last.isdigit() and len(last) < 18 else 0
    response = await request.respond(
        content_type="text/event-stream; charset=utf-8", headers={"cache-control": "no-store", "x-accel-buffering": "no"}
    )
    await response.send("retry: 1000\n\n")
    calls, silent, checked = bootstrap.get_calls(), 0.0, 0.0
    while not request.app.ctx.is_stopping:
        for one in await asyncio.to_thread(calls.after, call.call_id, number):
            number, silent = one.number, 0.0
            data = jsonlib.dumps({"number": one.number, "by": one.by, "at": one.at.isoformat(), "text": one.text}, ensure_ascii=False)
            await response.send(f"id: {one.number}\nevent: utterance\ndata: {data}\n\n")
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        silent, checked = silent + _LOOK_AGAIN_SECONDS, checked + _LOOK_AGAIN_SECONDS
        if checked >= _CHECK_SECONDS:  # 推送一开就是半天：退出了、停用了，不能接着听
            if isinstance(await identify(request), HTTPResponse):
                break
            checked = 0.0
        if silent >= _KEEP_ALIVE_SECONDS:
            await response.send(": 还在\n\n")
            silent = 0.0
    await response.eof()
    return None


@call_api.post("/calls/<call_id:str>/end")
@needs("answer_calls", audit="call_ended")
async def end(request: Request, call_id: str) -> HTTPResponse:
    """收线，写明结果（knowledge/operator_desk.yml 的几种）。说过的话删掉，要留的写在工单里。"""
    form, rules = Form(read_json(request)), request.app.ctx.hotline.knowledge.operator_desk
    outcome, note = form.choice("outcome", [one.id for one in rules.wrap_ups], required=True) or "", form.text("note", 2000) or ""
    form.done()
    kind = rules.wrap_up(outcome)
    if kind and kind.needs_note and not note:
        raise FormInvalid({"note": "请写一句怎么回事"})
    call = await asyncio.to_thread(_mine, request, call_id)
    await asyncio.to_thread(bootstrap.get_calls().end, call.call_id, outcome, note, bootstrap.now())
    return empty()


@call_api.post("/suggestions/uses")
@needs("get_suggestions", audit="")
async def note_use(request: Request) -> HTTPResponse:
    """{type, id, use: accepted|edited|ignored, call_id?} → 记下这条建议用没用。"""
    form = Form(read_json(request))
    type_, suggestion = form.text("type", 32, required=True), form.text("id", 128, required=True)
    use, call_id = form.choice("use", USES, required=True), form.text("call_id", 64)
    form.done()
    by = request.ctx.actor.id
    await asyncio.to_thread(bootstrap.get_calls().note_use, by, type_, suggestion, use, bootstrap.now(), call_id)
    return empty(status=204)


def _mine(request: Request, call_id: str) -> Any:
    """自己接的来电；班长席谁的都行。别人的和没有的一样。"""
    call, actor = bootstrap.get_calls().get(_checked(call_id)), request.ctx.actor
    if call.operator != actor.id and actor.role != "shift_lead":
        raise CallUnknown(f"没有来电 {call.call_id}，或者不是您接的")
    return call


def _checked(call_id: str) -> str:
    if not _CALL_ID.fullmatch(call_id):
        raise CallUnknown("来电编号只有字母、数字、短横，最多六十四个")
    return call_id

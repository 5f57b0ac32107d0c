"""/api/v1/hand-overs/…：坐席在市民的对话里：看、说、转给同事、扣答复、交还、收尾。"""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.errors import FormInvalid, HeldAnswerGone
from bot.ports import HeldAnswer
from bot.server.authentication import needs, note
from bot.server.form import Form
from bot.server.hand_over_api import hand_over_record
from bot.server.problems import read_json
from bot.usecases.desk.hold_answers import held_answers, release_answer, replace_answer, set_holding
from bot.usecases.desk.join_conversation import mine, read_conversation, say_to_citizen
from bot.usecases.desk.leave_conversation import return_to_bot, wrap_up
from bot.usecases.desk.pass_conversation import pass_on, refuse_pass, withdraw_pass
from bot.usecases.emergency.read_emergency import EmergencyRead, read_emergencies
from connectors.channels.exchange import check_utterance

conversation_api = Blueprint("conversations", url_prefix="/api/v1")
_NO_STORE = {"cache-control": "no-store"}
_LONGEST, _NOTE = 5000, 500


@conversation_api.get("/hand-overs/<number:str>/conversation")
@needs("join_conversations", audit="")
async def read(request: Request, number: str) -> HTTPResponse:
    """接下的人看说过的话、扣着的答复、转没转成；after 是第几句以后。第一次看记进审计。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    said = form.text("after", 9) or "0"
    form.done()
    after = int(said) if said.isascii() and said.isdigit() else 0
    desk, by, number = request.app.ctx.conversations, request.ctx.actor, number.upper()
    entries = await asyncio.to_thread(read_conversation, number, by, desk, after)
    held = await asyncio.to_thread(held_answers, number, by, desk)
    hand_over = await asyncio.to_thread(mine, number, by, desk)
    if not after:
        await note(by, "conversation_read", number)
    record = {
        "entries": [entry.as_record() for entry in entries],
        "held": [_held(one) for one in held],
        "hand_over": hand_over_record(hand_over, str),
    }
    return json(record, headers=_NO_STORE, ensure_ascii=False)


@conversation_api.get("/hand-overs/<number:str>/emergencies")
@needs("read_emergency_notes")
async def emergencies(request: Request, number: str) -> HTTPResponse:
    """接下的坐席看险情里记下的：哪一种、在哪里、叫市民打了哪个电话、说过什么。"""
    found = await asyncio.to_thread(read_emergencies, number.upper(), request.ctx.actor, request.app.ctx.hotline)
    return json({"emergencies": [_emergency(one) for one in found]}, headers=_NO_STORE, ensure_ascii=False)


@conversation_api.post("/hand-overs/<number:str>/say")
@needs("join_conversations", audit="citizen_answered")
async def say(request: Request, number: str) -> HTTPResponse:
    """{text} → 在市民的对话里说一句；从这一句起机器人不插嘴。"""
    text = _text(Form(read_json(request)))
    entry = await _done(say_to_citizen, request, number, text)
    return json(entry.as_record(), 201, ensure_ascii=False)


@conversation_api.post("/hand-overs/<number:str>/return")
@needs("join_conversations", audit="returned_to_bot")
async def give_back(request: Request, number: str) -> HTTPResponse:
    """交还给机器人，事情还是我的。"""
    await _done(return_to_bot, request, number)
    return empty()


@conversation_api.post("/hand-overs/<number:str>/wrap-up")
@needs("join_conversations", audit="conversation_wrapped_up")
async def finish(request: Request, number: str) -> HTTPResponse:
    """{reason, note?} → 收尾，机器人接着答。"""
    form = Form(read_json(request))
    reason, said = form.text("reason", 32, required=True) or "", form.text("note", _NOTE) or ""
    form.done()
    await _done(wrap_up, request, number, reason, said)
    request.ctx.audit_reason = reason
    return empty()


@conversation_api.post("/hand-overs/<number:str>/pass")
@needs("join_conversations", audit="conversation_offered")
async def offer(request: Request, number: str) -> HTTPResponse:
    """{to 或 department, note} → 转给同事、科室；对方接了才算。"""
    form = Form(read_json(request))
    to, department = form.text("to", 64), form.choice("department", request.app.ctx.hotline.knowledge.departments)
    said = form.text("note", _NOTE, required=True) or ""
    form.done()
    if bool(to) == bool(department):
        raise FormInvalid({"to": "写一位同事，或者一个科室，只写一样"})
    await _done(pass_on, request, number, to, department, said)
    request.ctx.audit_reason = to or department
    return empty()


@conversation_api.delete("/hand-overs/<number:str>/pass")
@needs("join_conversations", audit="pass_withdrawn")
async def withdraw(request: Request, number: str) -> HTTPResponse:
    """不转了。"""
    await _done(withdraw_pass, request, number)
    return empty()


@conversation_api.post("/hand-overs/<number:str>/refuse")
@needs("join_conversations", audit="pass_refused")
async def refuse(request: Request, number: str) -> HTTPResponse:
    """{note} → 转给我的不接，写明为什么。"""
    form = Form(read_json(request))
    why = form.text("note", _NOTE, required=True) or ""
    form.done()
    await _done(refuse_pass, request, number, why)
    return empty()


@conversation_api.post("/hand-overs/<number:str>/holding")
@needs("join_conversations", audit="answers_held")
async def hold(request: Request, number: str) -> HTTPResponse:
    """{holds} → 机器人的答复先给坐席看；关了，扣着的马上照发。"""
    form = Form(read_json(request))
    holds = form.flag("holds", required=True)
    form.done()
    await _done(set_holding, request, number, holds)
    request.ctx.audit_reason = "on" if holds else "off"
    return empty()


@conversation_api.post("/hand-overs/<number:str>/held/<held_id:str>/release")
@needs("join_conversations", audit="held_answer_released")
async def release(request: Request, number: str, held_id: str) -> HTTPResponse:
    """看过了，照发。"""
    await _done(release_answer, request, number, _held_id(held_id))
    return empty()


@conversation_api.post("/hand-overs/<number:str>/held/<held_id:str>/replace")
@needs("join_conversations", audit="held_answer_replaced")
async def replace(request: Request, number: str, held_id: str) -> HTTPResponse:
    """{text} → 改了发、另说：市民看到的是坐席的话。"""
    text = _text(Form(read_json(request)))
    await _done(replace_answer, request, number, _held_id(held_id), text)
    return empty()


async def _done(step: Callable[..., Any], request: Request, number: str, *given: Any) -> Any:
    """办一步：哪个对话、谁办的、用哪些东西，每一步都一样。"""
    return await asyncio.to_thread(step, number.upper(), *given, by=request.ctx.actor, desk=request.app.ctx.conversations)


def _text(form: Form) -> str:
    text = form.text("text", _LONGEST, required=True)
    form.done()
    return check_utterance(text, _LONGEST)


def _held_id(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 18):
        raise HeldAnswerGone("没有这一条，或者已经发出去了。")
    return int(said)


def _emergency(read: EmergencyRead) -> Dict[str, Any]:
    told = read.emergency
    return {
        "id": told.id,
        "name": told.name,
        "hand_over_no": read.hand_over_no,
        "reported_at": read.reported_at.isoformat(),
        "phone": read.phone,
        "told": told.first_line,
        "call": [{"number": one.number, "note": one.note, "verified": one.verified} for one in told.call],
        "basis": told.basis,
        "is_kept": read.is_kept,
        "said": list(read.said),
        "places": list(read.places),
        "last_said_at": read.last_said_at.isoformat() if read.last_said_at else None,
    }


def _held(one: HeldAnswer) -> Dict[str, Any]:
    return {"id": one.id, "replies": list(one.replies), "held_at": one.held_at.isoformat(), "until": one.until.isoformat()}

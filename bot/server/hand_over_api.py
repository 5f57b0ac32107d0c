"""/api/v1/hand-overs：等着人工的市民，坐席接下一位；/api/v1/tickets/…/evidence：承办的人看证据。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.errors import EvidenceUnknown, TicketUnknown
from bot.hotline.evidence import Evidence
from bot.hotline.privacy import mask_phone
from bot.hotline.ticket import Ticket
from bot.hotline.visibility import is_secret, may_reveal, may_see
from bot.ports import HandOver
from bot.server.authentication import needs, note
from bot.server.form import Form
from bot.server.problems import read_json
from bot.usecases.join_conversation import read_conversation, return_to_bot, say_to_citizen
from bot.usecases.keep_evidence import evidence_in
from bot.usecases.wait_for_operator import take_hand_over, waiting_list
from connectors.channels.exchange import check_utterance
from connectors.channels.portal_evidence import evidence_response

hand_over_api = Blueprint("hand_overs", url_prefix="/api/v1")
_MOST = 200


@hand_over_api.get("/hand-overs")
@needs("answer_calls")
async def waiting(request: Request) -> HTTPResponse:
    """还没有人接的，先来的在前，紧急的排最前。电话接了才看得全。"""
    queue = await asyncio.to_thread(waiting_list, _MOST, request.app.ctx.hotline)
    return json({"hand_overs": [_record(hand_over, mask_phone) for hand_over in queue]}, ensure_ascii=False)


@hand_over_api.post("/hand-overs/<number:str>/take")
@needs("answer_calls", audit="hand_over_taken")
async def take(request: Request, number: str) -> HTTPResponse:
    """接下一位。别人先接了的答 409，电话只给接下的人。"""
    hand_over = await asyncio.to_thread(take_hand_over, number.upper(), request.ctx.actor, request.app.ctx.hotline)
    is_mine = hand_over.taken_by == request.ctx.actor.id
    record = _record(hand_over, str if is_mine else mask_phone)
    return json(record, 200 if is_mine else 409, {"cache-control": "no-store"}, ensure_ascii=False)


@hand_over_api.get("/hand-overs/<number:str>/conversation")
@needs("answer_calls", audit="")
async def read(request: Request, number: str) -> HTTPResponse:
    """接下的人看说过的话；after 是第几句以后。第一次看记进审计。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    said = form.text("after", 9) or "0"
    form.done()
    after = int(said) if said.isascii() and said.isdigit() else 0
    ctx, by = request.app.ctx, request.ctx.actor
    entries = await asyncio.to_thread(read_conversation, number.upper(), by, ctx.transcripts, ctx.hotline, after)
    if not after:
        await note(by, "conversation_read", number.upper())
    return json({"entries": [entry.as_record() for entry in entries]}, headers={"cache-control": "no-store"}, ensure_ascii=False)


@hand_over_api.post("/hand-overs/<number:str>/say")
@needs("answer_calls", audit="citizen_answered")
async def say(request: Request, number: str) -> HTTPResponse:
    """{text} → 在市民的对话里说一句；从这一句起机器人不插嘴。"""
    form, longest = Form(read_json(request)), 5000
    text = form.text("text", longest, required=True)
    form.done()
    utterance, ctx = check_utterance(text, longest), request.app.ctx
    entry = await asyncio.to_thread(say_to_citizen, number.upper(), utterance, request.ctx.actor, ctx.transcripts, ctx.hotline)
    return json(entry.as_record(), 201, ensure_ascii=False)


@hand_over_api.post("/hand-overs/<number:str>/return")
@needs("answer_calls", audit="returned_to_bot")
async def give_back(request: Request, number: str) -> HTTPResponse:
    """交还给机器人。"""
    await asyncio.to_thread(return_to_bot, number.upper(), request.ctx.actor, request.app.ctx.hotline)
    return empty()


@hand_over_api.get("/tickets/<ticket_no:str>/evidence/<evidence_no:str>")
@needs("open_evidence", audit="evidence_opened")
async def evidence(request: Request, ticket_no: str, evidence_no: str) -> HTTPResponse:
    """工单上写到的一份证据。看不到这张工单的，身份要保密而不是承办的，一律当作没有。"""
    ctx, actor = request.app.ctx, request.ctx.actor
    ticket = await asyncio.to_thread(ctx.hotline.tickets.get, ticket_no.upper()[:32])
    if not may_see(ticket, actor) or (is_secret(ticket) and not may_reveal(ticket, actor)):
        raise TicketUnknown(f"没有工单 {ticket_no[:32]}")
    found = await asyncio.to_thread(ctx.evidence.get, evidence_no)
    if found is None or not _belongs(found, ticket):
        raise EvidenceUnknown("没有这份证据。")
    ctx.hotline.log("evidence_opened", ticket_no=ticket.ticket_no, evidence_no=evidence_no, by=actor.id)
    return evidence_response(found, await asyncio.to_thread(ctx.evidence.content, evidence_no))


def _belongs(evidence: Evidence, ticket: Ticket) -> bool:
    """记着随哪张工单的，只认那一张；没记的（坐席登记时写上的）看工单里写没写。"""
    if evidence.ticket_nos:
        return ticket.ticket_no in evidence.ticket_nos
    return evidence.evidence_no in evidence_in(ticket.evidence)


def _record(hand_over: HandOver, show_phone: Any) -> Dict[str, Any]:
    return {
        "number": hand_over.number,
        "reason": hand_over.reason,
        "emergency": hand_over.emergency,
        "department": hand_over.department,
        "phone": show_phone(hand_over.phone) if hand_over.phone else None,
        "created_at": hand_over.created_at.isoformat(),
        "taken_by": hand_over.taken_by,
    }

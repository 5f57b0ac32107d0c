"""/api/v1/hand-overs：等着人工的市民，坐席接下一位；/api/v1/tickets/…/evidence：承办的人看证据。"""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import EvidenceUnknown, HandOverUnknown, TicketUnknown
from bot.hotline.evidence import Evidence
from bot.hotline.privacy import mask_phone
from bot.hotline.roles import MAY
from bot.hotline.ticket import Ticket
from bot.hotline.visibility import is_secret, may_reveal, may_see
from bot.ports import HandOver
from bot.server.authentication import needs
from bot.usecases.desk.pass_conversation import accept_pass, left_behind, take_left_behind
from bot.usecases.desk.wait_for_operator import take_hand_over, waiting_list
from bot.usecases.filing.keep_evidence import evidence_in
from connectors.channels.portal_evidence import evidence_response

hand_over_api = Blueprint("hand_overs", url_prefix="/api/v1")
_MOST = 200


@hand_over_api.get("/hand-overs")
@needs("join_conversations")
async def waiting(request: Request) -> HTTPResponse:
    """等着的（先来的在前，紧急的排最前，电话接了才看得全）、我接了没收尾的、正要转给我的；班长席还有接的人不在了的。

    科室的人只看得到转给自己、转给本科室的，和自己接了的。
    """
    hotline, me = request.app.ctx.hotline, request.ctx.actor
    queue = await asyncio.to_thread(waiting_list, _MOST, hotline) if me.role in MAY["answer_calls"] else []
    mine = await asyncio.to_thread(hotline.hand_overs.mine, me.id)
    offered = await asyncio.to_thread(hotline.hand_overs.offered_to, me.id, me.department)
    may_reassign = me.role in MAY["reassign_conversations"]
    left = await asyncio.to_thread(left_behind, request.app.ctx.conversations) if may_reassign else []
    record = {
        "left": [hand_over_record(one, mask_phone) for one in left],
        "hand_overs": [hand_over_record(one, mask_phone) for one in queue],
        "mine": [hand_over_record(one, str) for one in mine],
        "offered": [hand_over_record(one, mask_phone) for one in offered],
    }
    return json(record, headers={"cache-control": "no-store"}, ensure_ascii=False)


@hand_over_api.post("/hand-overs/<number:str>/take")
@needs("join_conversations", audit="hand_over_taken")
async def take(request: Request, number: str) -> HTTPResponse:
    """接下一位，或者接下转给我的。别人先接了的答 409，电话只给接下的人。"""
    ctx, me, number = request.app.ctx, request.ctx.actor, number.upper()
    hand_over = await asyncio.to_thread(accept_pass, number, me, ctx.conversations)
    if hand_over is None:
        hand_over = await asyncio.to_thread(take_left_behind, number, me, ctx.conversations)
    if hand_over is None and me.role in MAY["answer_calls"]:
        hand_over = await asyncio.to_thread(take_hand_over, number, me, ctx.hotline)
    if hand_over is None:
        raise HandOverUnknown(f"没有 {number[:32]} 这件，或者没有转给您")
    is_mine = hand_over.taken_by == me.id and hand_over.closed_at is None
    record = hand_over_record(hand_over, str if is_mine else mask_phone)
    return json(record, 200 if is_mine else 409, {"cache-control": "no-store"}, ensure_ascii=False)


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


def hand_over_record(hand_over: HandOver, show_phone: Callable[[str], str]) -> Dict[str, Any]:
    """一件转人工，连同首问是谁、转给谁、谁没有接。"""
    offer = hand_over.offer
    return {
        "number": hand_over.number,
        "reason": hand_over.reason,
        "emergency": hand_over.emergency,
        "department": hand_over.department,
        "phone": show_phone(hand_over.phone) if hand_over.phone else None,
        "created_at": hand_over.created_at.isoformat(),
        "taken_by": hand_over.taken_by,
        "first_taken_by": hand_over.first_taken_by,
        "holds_answers": hand_over.holds_answers,
        "offer": offer and {"by": offer.by, "to": offer.to, "department": offer.department, "note": offer.note},
        "refused_by": hand_over.refused_by,
        "refusal": hand_over.refusal,
    }

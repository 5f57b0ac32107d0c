"""/api/v1/platforms、/api/v1/deliveries：平台来信、对账、发件箱。"""

from __future__ import annotations

import asyncio
from functools import wraps
from typing import Any, Callable, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import bootstrap
from bot.errors import FormInvalid, SignatureInvalid
from bot.server.authentication import needs_role
from bot.server.form import Form
from bot.server.problems import problem
from bot.server.reconciliation import Compared, reconcile_day, yesterday
from bot.server.ticket_api import hear
from bot.stores.delivery_store import STATUSES, STUCK, Delivery
from bot.usecases.tickets.take_inbound_transfer import take_inbound_transfer
from bot.usecases.tickets.take_status_callback import take_status_callback
from connectors.platforms.callbacks import open_letter, read_callback, read_transfer
from connectors.platforms.settings import PLATFORMS, field_mapping

platform_api = Blueprint("platforms", url_prefix="/api/v1")


def signed_by_platform(handler: Callable) -> Callable:
    """只收签名验得过的信。验不过 401；不认识的平台 404。"""

    @wraps(handler)
    async def guarded(request: Request, platform: str) -> HTTPResponse:
        if platform not in PLATFORMS:
            return problem(404, "platform_unknown", "只有 12345 和 12315 两个平台。")
        keys = bootstrap.get_platform_keys().get(platform)
        if not keys:
            raise SignatureInvalid("还没有设置这个平台的签名钥匙")
        letter_id = open_letter(request.headers, request.body, keys, bootstrap.now())
        return await handler(request, platform, letter_id)

    return guarded


@platform_api.post("/platforms/<platform:str>/tickets")
@signed_by_platform
async def transfer(request: Request, platform: str, letter_id: str) -> HTTPResponse:
    """平台转来的工单。同一封、同一编号来几次都是一张。"""
    letter = read_transfer(field_mapping(platform), letter_id, request.body)
    heard = None if letter.urges_external_no else hear(request, letter.narrative)
    ticket = await asyncio.to_thread(take_inbound_transfer, letter, heard, request.app.ctx.hotline)
    return json({"ticket_no": ticket.ticket_no}, 201)


@platform_api.post("/platforms/<platform:str>/callbacks")
@signed_by_platform
async def callback(request: Request, platform: str, letter_id: str) -> HTTPResponse:
    """我们送去的工单在平台那边的进展。"""
    letter = read_callback(field_mapping(platform), letter_id, request.body)
    ticket = await asyncio.to_thread(take_status_callback, letter, request.app.ctx.hotline)
    return json({"ticket_no": ticket.ticket_no}, 200)


@platform_api.get("/platforms/reconciliation")
@needs_role("shift_lead", "auditor", "admin")
async def reconciliation(request: Request) -> HTTPResponse:
    """对一天的账，默认昨天。没有填地址的平台对不了，写明。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    day = form.day("date") or yesterday()
    form.done()
    if not 2000 <= day.year <= 2100:
        raise FormInvalid({"date": "年份不对"})
    platforms = await reconcile_day(day)
    return json({"date": str(day), "platforms": [_reconciliation(one) for one in platforms]}, ensure_ascii=False)


@platform_api.get("/deliveries")
@needs_role("operator", "shift_lead", "auditor", "admin")
async def deliveries(request: Request) -> HTTPResponse:
    """发件箱：默认卡住的。内容里有个人信息，不给看，只说是哪一件、为什么。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    status = form.choice("status", STATUSES) or STUCK
    form.done()
    outbox = bootstrap.get_deliveries()
    found = await asyncio.to_thread(outbox.with_status, [status])
    counts = await asyncio.to_thread(outbox.counts)
    return json({"deliveries": [_delivery(one) for one in found], "counts": counts}, ensure_ascii=False)


@platform_api.post("/deliveries/<delivery_id:str>/replay")
@needs_role("operator", "shift_lead", "admin", audit="delivery_replayed")
async def replay(request: Request, delivery_id: str) -> HTTPResponse:
    """人工重发一件；已经送达的不动。"""
    outbox = bootstrap.get_deliveries()
    await asyncio.to_thread(outbox.replay, delivery_id[:64].replace("\x00", ""), bootstrap.now())
    return json(_delivery(await asyncio.to_thread(outbox.get, delivery_id)), ensure_ascii=False)


def _reconciliation(compared: Compared) -> Dict[str, Any]:
    found = compared.found
    record: Dict[str, Any] = {"platform": compared.platform, "status": compared.status, "text": compared.text}
    if compared.code:
        record["code"] = compared.code
    if found is None:
        return record
    return {
        **record,
        "ours": found.ours,
        "theirs": found.theirs,
        "undelivered": found.undelivered,
        "differences": [{**vars(one), "gap": one.gap.name.lower()} for one in found.differences],
    }


def _delivery(delivery: Delivery) -> Dict[str, Any]:
    moments = ("next_attempt_at", "created_at", "delivered_at")
    record = {name: getattr(delivery, name) for name in ("id", "ticket_no", "platform", "kind", "status", "attempts")}
    record.update({name: m.isoformat() if (m := getattr(delivery, name)) else None for name in moments})
    return {**record, "external_no": delivery.external_no, "last_error": delivery.last_error}

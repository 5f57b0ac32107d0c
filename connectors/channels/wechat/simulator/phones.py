"""用户那一头：在手机上说话、发图、点菜单、扫码；和给测试用的吩咐。"""

from __future__ import annotations

import asyncio
import itertools
import json as jsonlib
from pathlib import Path
from typing import Any, Dict, Mapping, Optional
from urllib.parse import urlencode

from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, file, json, redirect

from connectors.channels.wechat.simulator.courier import Courier
from connectors.channels.wechat.simulator.interface import keep_media
from connectors.channels.wechat.simulator.weixin import Weixin

_NUMBERS = itertools.count(1)
_PAGE = Path(__file__).parent / "page.html"


def phones(weixin: Weixin, get_courier) -> Blueprint:
    blueprint = Blueprint("wechat_phones")
    under_way: set[asyncio.Task] = set()

    @blueprint.get("/")
    async def page(_: Request) -> HTTPResponse:
        return await file(_PAGE, mime_type="text/html; charset=utf-8")

    @blueprint.get("/q/<ticket:str>")
    async def open_code(_: Request, ticket: str) -> HTTPResponse:
        """点开二维码里的网址：到“手机”那一页，替他扫了。"""
        return redirect(f"/?{urlencode({'scan': f'{weixin.home}/q/{ticket}'})}")

    @blueprint.get("/phones/<openid:str>")
    async def see(_: Request, openid: str) -> HTTPResponse:
        phone = weixin.phone(openid)
        record = {"seen": phone.seen, "is_following": phone.is_following, "subscribed": phone.subscribed, "menu": weixin.menu}
        return json(record, ensure_ascii=False)

    @blueprint.post("/phones/<openid:str>/messages")
    async def say(request: Request, openid: str) -> HTTPResponse:
        """{"MsgType": "text", "Content": "…"} 一类；事件写 {"MsgType": "event", "Event": "CLICK", "EventKey": "…"}。"""
        return await _answer(request, openid, _record(request))

    @blueprint.post("/phones/<openid:str>/images")
    async def send_image(request: Request, openid: str) -> HTTPResponse:
        """请求体就是图片。"""
        media_id = keep_media(weixin, request.body, request.headers.get("content-type", "image/jpeg"))
        return await _answer(request, openid, {"MsgType": "image", "MediaId": media_id, "PicUrl": "http://127.0.0.1:9/none"})

    @blueprint.post("/phones/<openid:str>/scans")
    async def scan(request: Request, openid: str) -> HTTPResponse:
        """{"url": 二维码里的网址}。"""
        ticket = str(_record(request).get("url", "")).rpartition("/")[2]
        scene, until = weixin.scenes.get(ticket, ("", 0.0))
        if until <= weixin.seconds():
            raise InvalidUsage("二维码过期了。")
        is_following = weixin.phone(openid).is_following
        event = {"Event": "SCAN", "EventKey": scene} if is_following else {"Event": "subscribe", "EventKey": f"qrscene_{scene}"}
        return await _answer(request, openid, {"MsgType": "event", **event, "Ticket": ticket})

    @blueprint.put("/phones/<openid:str>/subscription")
    async def subscribe(request: Request, openid: str) -> HTTPResponse:
        weixin.phone(openid).subscribed = bool(_record(request).get("on"))
        return json({"ok": True})

    @blueprint.put("/admin/faults")
    async def plan(request: Request) -> HTTPResponse:
        """{"faults": [45009, {"slow": 2}, "drop", "http_500", 0]} 接口调用依次出的毛病，0 是没有。"""
        weixin.faults = list(_record(request).get("faults", ()))
        return json({"ok": True})

    @blueprint.put("/admin/tokens")
    async def spoil(_: Request) -> HTTPResponse:
        weixin.spoil_tokens()
        return json({"ok": True})

    @blueprint.get("/admin/calls")
    async def calls(_: Request) -> HTTPResponse:
        return json(weixin.calls)

    async def _answer(request: Request, openid: str, fields: Mapping[str, Any]) -> HTTPResponse:
        # 用户关了页面，微信照样把这条送完。
        task = asyncio.ensure_future(send(weixin, get_courier(request), openid, fields))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        return json(await asyncio.shield(task), ensure_ascii=False)

    return blueprint


async def send(weixin: Weixin, courier: Courier, openid: str, fields: Mapping[str, Any]) -> Dict[str, Any]:
    """这个人发一条；返回送了几遍、当场回了什么。"""
    event: Optional[str] = str(fields.get("Event")) if fields.get("MsgType") == "event" else None
    phone = weixin.phone(openid)
    phone.is_following = event != "unsubscribe"
    weixin.grant(openid, event)
    said = fields.get("Content") or fields.get("Recognition") or fields.get("Label") or event or fields.get("MsgType")
    weixin.show(openid, "mine", text=said, kind=fields.get("MsgType"))
    message = {"ToUserName": "gh_simulator", "FromUserName": openid, "CreateTime": int(weixin.seconds()), **fields}
    if event is None:
        message.setdefault("MsgId", int(weixin.seconds()) * 1_000_000 + next(_NUMBERS))
    delivered = await courier.deliver(message)
    if delivered.text is None:
        weixin.show(openid, "broken", text="该公众号提供的服务出现故障，请稍后再试")
    elif delivered.text:
        weixin.show(openid, "passive", text=delivered.text)
    return {"attempts": delivered.attempts, "status": delivered.status, "text": delivered.text, "seconds": delivered.seconds}


def _record(request: Request) -> Dict[str, Any]:
    try:
        record = jsonlib.loads(request.body.decode("utf-8"))
    except ValueError:
        raise InvalidUsage("请求体不是合格的 JSON。") from None
    if not isinstance(record, dict):
        raise InvalidUsage("请求体应当是一个 JSON 对象。")
    return record

"""微信对公众号开的接口：路径、参数、错误码照公开文档。"""

from __future__ import annotations

import asyncio
import json as jsonlib
import secrets
from typing import Any, Callable, Dict, Mapping, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from connectors.channels.wechat.simulator.weixin import Weixin, error

Answer = Dict[str, Any]
_LONGEST_TEXT = 2048
_NAME_BYTES = (16, 60)


def interface(weixin: Weixin) -> Blueprint:
    blueprint = Blueprint("wechat_interface", url_prefix="/cgi-bin")

    @blueprint.middleware("request")
    async def trouble(request: Request) -> Optional[HTTPResponse]:
        """按吩咐出毛病：一个错误码、{"slow": 秒}、"drop" 挂断、"http_500"。"""
        weixin.calls[request.path] = weixin.calls.get(request.path, 0) + 1
        fault = weixin.faults.pop(0) if weixin.faults else None
        if fault == "drop":
            request.transport.abort()
            return raw(b"")
        if fault == "http_500":
            return raw(b"<html>Bad Gateway</html>", 500)
        if isinstance(fault, dict):
            await asyncio.sleep(float(fault["slow"]))
        return json(error(fault)) if isinstance(fault, int) and fault else None

    @blueprint.post("/stable_token")
    async def stable_token(request: Request) -> HTTPResponse:
        return json(weixin.stable_token(_record(request) or {}))

    @blueprint.get("/token")
    async def token(request: Request) -> HTTPResponse:
        return json(weixin.token({name: values[0] for name, values in request.args.items()}))

    def post(path: str, answer: Callable[[Weixin, Mapping[str, Any]], Answer]) -> None:
        async def handle(request: Request) -> HTTPResponse:
            errcode = weixin.wrong_token(request.args.get("access_token"))
            if errcode:
                return json(error(errcode))
            if not request.body:
                return json(error(44002))
            record = _record(request)
            return json(error(47001) if record is None else answer(weixin, record), ensure_ascii=False)

        blueprint.add_route(handle, path, ["POST"], name=path.replace("/", "_"))

    post("/message/custom/send", _send)
    post("/message/subscribe/bizsend", _notify)
    post("/menu/create", _create_menu)
    post("/qrcode/create", _create_qrcode)

    @blueprint.post("/media/upload")
    async def upload(request: Request) -> HTTPResponse:
        errcode = weixin.wrong_token(request.args.get("access_token"))
        given = request.files.get("media") if request.files else None
        if errcode or given is None:
            return json(error(errcode or 41005))
        media_id = keep_media(weixin, given.body, given.type)
        return json({"type": request.args.get("type", "image"), "media_id": media_id, "created_at": int(weixin.seconds())})

    @blueprint.get("/media/get")
    async def get_media(request: Request) -> HTTPResponse:
        errcode = weixin.wrong_token(request.args.get("access_token"))
        found = weixin.media.get(request.args.get("media_id") or "")
        if errcode or found is None:
            return json(error(errcode or 40007))
        return raw(found[0], 200, {"content-disposition": 'attachment; filename="media.jpg"'}, found[1])

    return blueprint


def keep_media(weixin: Weixin, content: bytes, media_type: str) -> str:
    media_id = secrets.token_urlsafe(32)
    weixin.media[media_id] = (content, media_type)
    return media_id


def _send(weixin: Weixin, record: Mapping[str, Any]) -> Answer:
    if record.get("msgtype") != "text":
        return error(40008)
    content = (record.get("text") or {}).get("content")
    if not isinstance(content, str) or not content:
        return error(44004)
    if len(content.encode()) > _LONGEST_TEXT:
        return error(45002)
    errcode = weixin.spend(str(record.get("touser")))
    if not errcode:
        weixin.show(record["touser"], "custom", text=content)
    return error(errcode)


def _notify(weixin: Weixin, record: Mapping[str, Any]) -> Answer:
    phone = weixin.phones.get(str(record.get("touser")))
    if phone is None:
        return error(40003)
    if not str(record.get("template_id") or "").startswith("tmpl-"):
        return error(40037)
    if not phone.subscribed or not phone.is_following:
        return error(43101)
    data = record.get("data")
    if not isinstance(data, dict) or not all(_fits(name, entry) for name, entry in data.items()):
        return error(47003)
    weixin.show(phone.openid, "notice", text="\n".join(str(entry["value"]) for entry in data.values()))
    return {**error(0), "msgid": int(weixin.seconds())}


def _fits(name: str, entry: Any) -> bool:
    longest = {"thing": 20, "phrase": 5, "character_string": 32}.get(name.rstrip("0123456789"), 20)
    value = entry.get("value") if isinstance(entry, dict) else None
    return isinstance(value, str) and 0 < len(value) <= longest


def _create_menu(weixin: Weixin, record: Mapping[str, Any]) -> Answer:
    buttons = record.get("button")
    if not isinstance(buttons, list) or not 0 < len(buttons) <= 3:
        return error(40016)
    for level, items in ((0, buttons), *((1, button.get("sub_button", [])) for button in buttons)):
        if len(items) > (3, 5)[level]:
            return error(40016)
        if any(not 0 < len(str(item.get("name", "")).encode()) <= _NAME_BYTES[level] for item in items):
            return error(40018)
    weixin.menu = record
    return error(0)


def _create_qrcode(weixin: Weixin, record: Mapping[str, Any]) -> Answer:
    """真的网址是 http://weixin.qq.com/q/…；这里的指回模拟器，点开就是扫了。"""
    scene = ((record.get("action_info") or {}).get("scene") or {}).get("scene_str")
    seconds = record.get("expire_seconds", 60)
    if record.get("action_name") != "QR_STR_SCENE" or not isinstance(scene, str) or not 0 < len(scene) <= 64:
        return error(47001)
    ticket = secrets.token_urlsafe(32)
    weixin.scenes[ticket] = (scene, weixin.seconds() + float(seconds))
    return {"ticket": ticket, "expire_seconds": seconds, "url": f"{weixin.home}/q/{ticket}"}


def _record(request: Request) -> Optional[Dict[str, Any]]:
    try:
        record = jsonlib.loads(request.body.decode("utf-8"))
    except ValueError:
        return None
    return record if isinstance(record, dict) else None

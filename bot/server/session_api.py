"""/api/v1/session：登录、退出、我是谁。/api/v1/audit：给审计看的记录。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.hotline.roles import ROLES, permissions_of
from bot.hotline.staff_session import LONGEST
from bot.hotline.ticket import Actor
from bot.server.authentication import COOKIE, csrf_token, needs
from bot.server.form import Form
from bot.server.problems import problem, read_json
from bot.usecases.office.administer_staff import change_own_password
from bot.usecases.office.sign_in import sign_in, sign_out

session_api = Blueprint("session", url_prefix="/api/v1")
_NO_STORE = {"cache-control": "no-store"}
_MOST_ENTRIES = 200


@session_api.post("/session")
async def open_session(request: Request) -> HTTPResponse:
    """{username, password} → 登录。会话编号在 Cookie 里，脚本读不到；CSRF 令牌在答话里。"""
    if not (request.content_type or "").startswith("application/json"):  # 别的网站的表单发不出 JSON
        return problem(415, "not_json", "请用 application/json 提交。")
    form = Form(read_json(request))
    username = form.text("username", 64, required=True) or ""
    password = form.text("password", 256, required=True) or ""
    form.done()
    brought = request.cookies.get(COOKIE)
    session_id, actor = await asyncio.to_thread(sign_in, username, password, bootstrap.get_staff_desk(), brought)
    account = await asyncio.to_thread(bootstrap.get_staff().get, actor.id)
    request.ctx.must_change_password = account.is_initial
    return _with_cookie(actor, session_id, request)


@session_api.post("/session/password")
@needs("be_signed_in", audit="")
async def change_password(request: Request) -> HTTPResponse:
    """{old, new} → 换自己的口令，发一个新的会话；别处登录的都要重来。"""
    form = Form(read_json(request))
    old, new = form.text("old", 256, required=True) or "", form.text("new", 256, required=True) or ""
    form.done()
    desk, actor = bootstrap.get_staff_desk(), request.ctx.actor
    session_id = await asyncio.to_thread(change_own_password, old, new, actor, desk)
    request.ctx.must_change_password = False
    return _with_cookie(actor, session_id, request)


def _with_cookie(actor: Actor, session_id: str, request: Request) -> HTTPResponse:
    response = json(_record(actor, session_id, request), headers=_NO_STORE, ensure_ascii=False)
    response.cookies[COOKIE] = session_id
    cookie = response.cookies[COOKIE]
    cookie["httponly"], cookie["samesite"], cookie["path"] = True, "Strict", "/"
    cookie["max-age"] = int(LONGEST.total_seconds())
    cookie["secure"] = request.app.ctx.settings.public_url.startswith("https://")
    return response


@session_api.get("/session")
@needs("be_signed_in")
async def show_session(request: Request) -> HTTPResponse:
    """我是谁、能做什么。用令牌来的没有 CSRF 令牌。"""
    record = _record(request.ctx.actor, request.cookies.get(COOKIE) or "", request)
    return json(record, headers=_NO_STORE, ensure_ascii=False)


@session_api.delete("/session")
@needs("be_signed_in", audit="")
async def close_session(request: Request) -> HTTPResponse:
    """退出。会话当场作废。"""
    session_id = request.cookies.get(COOKIE)
    if session_id:
        await asyncio.to_thread(sign_out, session_id, request.ctx.actor, bootstrap.get_staff_desk())
    response = empty()
    response.cookies[COOKIE] = ""
    response.cookies[COOKIE]["max-age"] = 0
    response.cookies[COOKIE]["path"] = "/"
    return response


@session_api.get("/audit")
@needs("read_audit", audit="audit_read")
async def read_audit(request: Request) -> HTTPResponse:
    """最近的审计，新的在前；about、by 只要一张工单、一个人的。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    about, by = form.text("about", 128), form.text("by", 64)
    form.done()
    found = await asyncio.to_thread(bootstrap.get_audit().latest, _MOST_ENTRIES, about, by)
    entries = [
        {
            "number": one.number,
            "at": one.entry.at.isoformat(),
            "by": one.entry.by,
            "role": one.entry.role,
            "department": one.entry.department,
            "what": one.entry.what,
            "about": one.entry.about,
            "reason": one.entry.reason,
            "digest": one.digest,
        }
        for one in found
    ]
    return json({"entries": entries}, headers=_NO_STORE, ensure_ascii=False)


def _record(actor: Actor, session_id: str, request: Request) -> Dict[str, Any]:
    department = actor.department and request.app.ctx.hotline.knowledge.name_of_body(actor.department)
    return {
        "username": actor.id,
        "role": actor.role,
        "role_name": ROLES[actor.role].name if actor.role in ROLES else actor.role,
        "department": actor.department,
        "department_name": department,
        "permissions": permissions_of(actor.role),
        "csrf_token": csrf_token(session_id) if session_id else None,
        "must_change_password": request.ctx.must_change_password,
    }

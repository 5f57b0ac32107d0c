"""/api/v1/staff、/api/v1/tokens：管理员开账号、换角色、停用、解锁、换口令，发令牌、收令牌。"""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.hotline.roles import ROLES
from bot.server.authentication import needs
from bot.server.form import Form
from bot.server.problems import read_json
from bot.stores.staff_store import Account
from bot.usecases.office import administer_staff as administer

staff_api = Blueprint("staff", url_prefix="/api/v1")
_NO_STORE = {"cache-control": "no-store"}
_NAME, _REASON = 64, 500


@staff_api.get("/staff")
@needs("keep_staff")
async def list_staff(request: Request) -> HTTPResponse:
    """全部账号，停用的也在里面。"""
    accounts = await asyncio.to_thread(bootstrap.get_staff().accounts)
    return json({"staff": [_record(one, request) for one in accounts]}, headers=_NO_STORE, ensure_ascii=False)


@staff_api.post("/staff")
@needs("keep_staff", audit="")
async def open_account(request: Request) -> HTTPResponse:
    """{username, role, department?} → 开好了，头一个口令只在这里出现一次。"""
    form = Form(read_json(request))
    username = form.text("username", _NAME, required=True) or ""
    role, department = form.choice("role", ROLES, required=True) or "", _department(form, request)
    form.done()
    password = await _done(administer.open_account, request, username, role, department)
    return json({"username": username, "password": password}, 201, _NO_STORE, ensure_ascii=False)


@staff_api.patch("/staff/<username:str>")
@needs("keep_staff", audit="")
async def change_role(request: Request, username: str) -> HTTPResponse:
    """{role, department?, reason} → 换角色、换科室；他登录着的、令牌都作废。"""
    form = Form(read_json(request))
    role, department = form.choice("role", ROLES, required=True) or "", _department(form, request)
    reason = form.text("reason", _REASON, required=True) or ""
    form.done()
    await _done(administer.change_role, request, username, role, department, reason)
    account = await asyncio.to_thread(bootstrap.get_staff().get, username)
    return json(_record(account, request), headers=_NO_STORE, ensure_ascii=False)


@staff_api.post("/staff/<username:str>/close")
@needs("keep_staff", audit="")
async def close_account(request: Request, username: str) -> HTTPResponse:
    """{reason} → 停用。"""
    form = Form(read_json(request))
    reason = form.text("reason", _REASON, required=True) or ""
    form.done()
    await _done(administer.close_account, request, username, reason)
    return empty()


@staff_api.post("/staff/<username:str>/reopen")
@needs("keep_staff", audit="")
async def reopen_account(request: Request, username: str) -> HTTPResponse:
    await _done(administer.reopen_account, request, username)
    return empty()


@staff_api.post("/staff/<username:str>/unlock")
@needs("keep_staff", audit="")
async def unlock_account(request: Request, username: str) -> HTTPResponse:
    await _done(administer.unlock_account, request, username)
    return empty()


@staff_api.post("/staff/<username:str>/password")
@needs("keep_staff", audit="")
async def reset_password(request: Request, username: str) -> HTTPResponse:
    """换一个头一次用的口令，只在这里出现一次。"""
    password = await _done(administer.reset_password, request, username)
    return json({"username": username, "password": password}, headers=_NO_STORE, ensure_ascii=False)


@staff_api.get("/tokens")
@needs("keep_staff")
async def list_tokens(_: Request) -> HTTPResponse:
    """发出去的令牌：编号、谁的、做什么用；令牌本身再也看不到。"""
    tokens = [
        {
            "number": one.number,
            "username": one.username,
            "role": one.role,
            "department": one.department,
            "purpose": one.purpose,
            "issued_at": one.issued_at and one.issued_at.isoformat(),
            "issued_by": one.issued_by,
        }
        for one in await asyncio.to_thread(bootstrap.get_tokens().all)
    ]
    return json({"tokens": tokens}, headers=_NO_STORE, ensure_ascii=False)


@staff_api.post("/tokens")
@needs("keep_staff", audit="")
async def issue_token(request: Request) -> HTTPResponse:
    """{username, purpose} → 令牌，只在这里出现一次。"""
    form = Form(read_json(request))
    username, purpose = form.text("username", _NAME, required=True) or "", form.text("purpose", 200, required=True) or ""
    form.done()
    number, token = await _done(administer.issue_token, request, username, purpose)
    return json({"number": number, "token": token}, 201, _NO_STORE, ensure_ascii=False)


@staff_api.delete("/tokens/<number:str>")
@needs("keep_staff", audit="")
async def revoke_token(request: Request, number: str) -> HTTPResponse:
    await _done(administer.revoke_token, request, number)
    return empty()


async def _done(step: Callable[..., Any], request: Request, *given: Any) -> Any:
    """办一步：谁办的、用哪些东西，每一步都一样。审计由用例自己记。"""
    return await asyncio.to_thread(step, *given, by=request.ctx.actor, desk=bootstrap.get_staff_desk())


def _department(form: Form, request: Request) -> Any:
    return form.choice("department", request.app.ctx.hotline.knowledge.departments)


def _record(account: Account, request: Request) -> Dict[str, Any]:
    is_locked = bool(account.locked_until and bootstrap.now() < account.locked_until)
    return {
        "username": account.username,
        "role": account.role,
        "department": account.department,
        "is_active": account.is_active,
        "locked_until": account.locked_until.isoformat() if account.locked_until and is_locked else None,
        "must_change_password": account.is_initial,
        "is_me": account.username == request.ctx.actor.id,
    }

"""谁能调接口：机器带令牌，浏览器带会话。令牌和会话编号都只存摘要。

浏览器改东西的请求另要一个 CSRF 令牌：它由会话编号算出来，别的网站的页面读不到，也就编不出。
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from functools import wraps
from typing import Any, Callable, Mapping, Optional, Union

from sanic.request import Request
from sanic.response import HTTPResponse

from bot import bootstrap
from bot.hotline.audit import AuditEntry
from bot.hotline.roles import MAY
from bot.hotline.ticket import Actor
from bot.server.problems import problem

COOKIE = "hotline_staff"
_SAFE = ("GET", "HEAD")
_LONGEST_ABOUT = 128


def needs(permission: str, audit: Optional[str] = None) -> Callable:
    """只让有这种权限（bot/hotline/roles.py）的进来。audit 同 needs_role。"""
    return needs_role(*MAY[permission], audit=audit, with_initial_password=permission == "be_signed_in")


def needs_role(*roles: str, audit: Optional[str] = None, with_initial_password: bool = False) -> Callable:
    """只让有这些角色之一的进来：没登录 401，角色不对、CSRF 令牌不对、口令该换没换 403。

    办成的事记进审计，名字是 audit；不写的，改东西的用处理函数的名字，只看的不记；写成空的也不记。
    """

    def guard(handler: Callable) -> Callable:
        @wraps(handler)
        async def guarded(request: Request, *args, **kwargs):
            found = await identify(request)
            if isinstance(found, HTTPResponse):
                return found
            if request.ctx.must_change_password and not with_initial_password:
                return problem(403, "password_must_change", "口令是管理员替您起的，请先换成自己的。")
            if found.role not in roles:
                return problem(403, "forbidden", "您的角色不能用这个接口。")
            request.ctx.actor = found
            response = await handler(request, *args, **kwargs)
            what = handler.__name__ if audit is None and request.method not in _SAFE else audit
            if what and response is not None and response.status < 400:
                await note(found, what, _about(kwargs), getattr(request.ctx, "audit_reason", ""))
            return response

        guarded.needs_roles = roles
        return guarded

    return guard


def _about(kwargs: Mapping[str, Any]) -> str:
    """路径里的编号；我们自己的编号都是大写，来电的编号是别人起的，原样。"""
    name, value = next(iter(kwargs.items()), ("", ""))
    return str(value)[:_LONGEST_ABOUT] if name == "call_id" else str(value).upper()[:_LONGEST_ABOUT]


async def note(actor: Actor, what: str, about: str = "", reason: str = "") -> None:
    """记一条审计；记不成就抛，答复也就出不去。"""
    entry = AuditEntry(bootstrap.now(), actor.id, actor.role, what, about, reason, actor.department)
    await asyncio.to_thread(bootstrap.get_audit().add, entry)


async def identify(request: Request) -> Union[Actor, HTTPResponse]:
    """来的是谁；认不出是 401 的答复，CSRF 令牌不对是 403 的答复。"""
    request.ctx.must_change_password = False
    scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        actor = bootstrap.get_tokens().holder_of(token.strip())
        return actor or problem(401, "unauthenticated", "令牌不对，或者已经收回。")
    session_id = request.cookies.get(COOKIE) or ""
    session = await asyncio.to_thread(bootstrap.get_sessions().find, session_id, bootstrap.now()) if session_id else None
    if session is None:
        return problem(401, "unauthenticated", "请先登录；程序调用带上 Authorization: Bearer …")
    if request.method not in _SAFE and not _has_csrf_token(request, session_id):
        return problem(403, "csrf", "页面太旧，或者请求不是从本站的页面来的。请刷新再试。")
    request.ctx.must_change_password = session.must_change_password
    return session.actor


def csrf_token(session_id: str) -> str:
    return hmac.new(session_id.encode(), b"csrf", hashlib.sha256).hexdigest()


def _has_csrf_token(request: Request, session_id: str) -> bool:
    given = request.headers.get("x-csrf-token") or ""
    return hmac.compare_digest(given.encode("utf-8", "replace"), csrf_token(session_id).encode())

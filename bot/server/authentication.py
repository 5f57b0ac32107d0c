"""谁能调接口：机器带令牌，浏览器带会话。令牌和会话编号都只存摘要。

浏览器改东西的请求另要一个 CSRF 令牌：它由会话编号算出来，别的网站的页面读不到，也就编不出。
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import time
from functools import cache, wraps
from typing import Any, Callable, Dict, Mapping, Optional, Tuple, Union

from sanic.request import Request
from sanic.response import HTTPResponse

from bot import bootstrap
from bot.hotline.audit import AuditEntry
from bot.hotline.audited import BY_HAND, LISTS
from bot.hotline.roles import MAY
from bot.hotline.ticket import Actor
from bot.server.problems import problem

COOKIE = "hotline_staff"
_SAFE = ("GET", "HEAD")
_LONGEST_ABOUT = 128
# 同一份列表，这么久（秒）以内再看不另记。
_AGAIN_SECONDS = 600.0
_MOST_SEEN = 10_000
_seen: Dict[Tuple[str, ...], float] = {}


def needs(permission: str, audit: Optional[str] = None) -> Callable:
    """只让有这种权限（bot/hotline/roles.py）的进来。audit 同 needs_role。"""
    return needs_role(*MAY[permission], audit=audit, with_initial_password=permission == "be_signed_in")


def needs_role(*roles: str, audit: Optional[str] = None, with_initial_password: bool = False) -> Callable:
    """只让有这些角色之一的进来：没登录 401，角色不对、CSRF 令牌不对、口令该换没换 403。

    办成的事记进审计，名字是 audit；不写的，看列表的照 audited.LISTS，改东西的用处理函数的名字；写成空的不记。
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
            if response is not None and response.status < 400:
                await _note_if_due(found, request, audit, handler.__name__, kwargs)
            return response

        guarded.needs_roles, guarded.audit = roles, audit
        return guarded

    return guard


async def _note_if_due(by: Actor, request: Request, audit: Optional[str], name: str, kwargs: Mapping[str, Any]) -> None:
    """该记的记一条：路由上写的，列表（一阵子一次），人在页面上办的。"""
    route = route_name(request.method, request.route.path)
    about = getattr(request.ctx, "audit_about", None) or _about(kwargs)
    reason = getattr(request.ctx, "audit_reason", "")
    if audit:
        await note(by, audit, about, reason)
    elif route in LISTS:
        reason = "、".join(sorted(request.args))
        if _is_news((by.id, route, about, reason)):
            await note(by, LISTS[route], about, reason)
    elif route in BY_HAND:
        if request.ctx.is_signed_in:
            await note(by, BY_HAND[route], about, reason)
    elif audit is None and request.method not in _SAFE:
        await note(by, name, about, reason)


@cache
def route_name(method: str, path: str) -> str:
    """“GET /tickets/{ticket_no}”：接口说明、审计的表里的写法。"""
    return f"{method} /" + re.sub(r"<(\w+)(?::[^>]*)?>", r"{\1}", path)[len("api/v1/") :]


def _is_news(seen: Tuple[str, ...]) -> bool:
    """这个人这阵子头一次看这一份；各进程各记各的。"""
    now = time.monotonic()
    if now < _seen.get(seen, 0.0):
        return False
    if len(_seen) >= _MOST_SEEN:
        _seen.clear()
    _seen[seen] = now + _AGAIN_SECONDS
    return True


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
    request.ctx.must_change_password = request.ctx.is_signed_in = False
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
    request.ctx.must_change_password, request.ctx.is_signed_in = session.must_change_password, True
    return session.actor


def csrf_token(session_id: str) -> str:
    return hmac.new(session_id.encode(), b"csrf", hashlib.sha256).hexdigest()


def _has_csrf_token(request: Request, session_id: str) -> bool:
    given = request.headers.get("x-csrf-token") or ""
    return hmac.compare_digest(given.encode("utf-8", "replace"), csrf_token(session_id).encode())

"""谁能调接口：工作人员的令牌，只存摘要。"""

from __future__ import annotations

from functools import wraps
from typing import Callable

from sanic.request import Request

from bot import bootstrap
from bot.server.problems import problem


def needs_role(*roles: str) -> Callable:
    """只让有这些角色之一的令牌进来：没有令牌 401，角色不对 403。"""

    def guard(handler: Callable) -> Callable:
        @wraps(handler)
        async def guarded(request: Request, *args, **kwargs):
            scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
            actor = bootstrap.get_staff().holder_of_token(token.strip()) if scheme.lower() == "bearer" else None
            if actor is None:
                return problem(401, "unauthenticated", "需要工作人员令牌：Authorization: Bearer …")
            if actor.role not in roles:
                return problem(403, "forbidden", "您的角色不能用这个接口。")
            request.ctx.actor = actor
            return await handler(request, *args, **kwargs)

        guarded.needs_roles = roles
        return guarded

    return guard

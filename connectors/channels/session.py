"""市民的会话：编号由服务器发、由服务器签名，猜编号、改编号都读不到别人的话。"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Callable, Optional

from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "hotline_session"
LASTS = timedelta(days=1)
_LONGEST = 200


@dataclass(frozen=True)
class Session:
    """id 只在服务器里用；token 是带签名的全文，放在 cookie 里，或者由嵌入的页面自己带着。"""

    id: str
    token: str

    @property
    def conversation_id(self) -> str:
        return f"portal:{self.id}"


def label_of(conversation_id: str) -> str:
    """给页面认“还是不是同一个对话”用，读不了东西。"""
    return hashlib.sha256(conversation_id.encode()).hexdigest()[:12]


class Sessions:
    """发会话、认会话。令牌是“编号.发出的时刻.签名”，一天不用就失效。"""

    def __init__(self, key: bytes, now: Callable[[], datetime]):
        self._key, self._now = key, now

    def issue(self, known: Optional[Session] = None) -> Session:
        """发一个新的；known 是还没过期的，就续期。"""
        body = f"{known.id if known else secrets.token_urlsafe(24)}.{int(self._now().timestamp())}"
        return Session(body.partition(".")[0], f"{body}.{self._signature(body)}")

    def presented(self, request: Request) -> Optional[Session]:
        """来的请求带着谁的会话。带了令牌就只认令牌：嵌入的页面不用 cookie。"""
        scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
        if scheme.lower() == "bearer":
            return self._verified(token.strip())
        return self._verified(request.cookies.get(COOKIE) or "")

    def _verified(self, token: str) -> Optional[Session]:
        body, _, signature = token.rpartition(".")
        if len(token) > _LONGEST or not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            return None
        session_id, _, issued = body.partition(".")
        if int(issued) + LASTS.total_seconds() < self._now().timestamp():
            return None
        return Session(session_id, token)

    def _signature(self, body: str) -> str:
        return hmac.new(self._key, body.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def set_cookie(response: HTTPResponse, session: Session, request: Request) -> None:
    """脚本读不到、别的网站带不走的 cookie。"""
    response.cookies[COOKIE] = session.token
    response.cookies[COOKIE]["httponly"] = True
    response.cookies[COOKIE]["samesite"] = "Lax"
    response.cookies[COOKIE]["path"] = "/"
    response.cookies[COOKIE]["max-age"] = int(LASTS.total_seconds())
    if request.headers.get("x-forwarded-proto", request.scheme) == "https":
        response.cookies[COOKIE]["secure"] = True


def clear_cookie(response: HTTPResponse) -> None:
    response.cookies[COOKIE] = ""
    response.cookies[COOKIE]["httponly"] = True
    response.cookies[COOKIE]["path"] = "/"
    response.cookies[COOKIE]["max-age"] = 0

"""微信服务器记着的：凭证、谁关注了、谁还能收几条、文件、菜单、二维码、每个人手机上看到的。都在内存里。"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

_TWO_DAYS = 48 * 3600
_MINUTE = 60
_FORCE_SECONDS = 30  # 连着强制刷新，隔得太近不换
_EARLY_SECONDS = 300


@dataclass
class Phone:
    """一个微信用户的手机。"""

    openid: str
    is_following: bool = True
    seen: List[Dict[str, Any]] = field(default_factory=list)
    grants: List[List[float]] = field(default_factory=list)  # [到几时, 还剩几条]
    talked_at: Optional[float] = None
    subscribed: bool = False  # 订阅了工单进展


class Weixin:
    """now 给钟，home 是模拟器自己的网址，token_seconds 是凭证多久过期。"""

    def __init__(self, account: Mapping[str, str], now: Callable[[], datetime], home: str = "", token_seconds: int = 7200):
        self.account, self._now, self.home, self.token_seconds = account, now, home, token_seconds
        self.phones: Dict[str, Phone] = {}
        self.media: Dict[str, Tuple[bytes, str]] = {}
        self.scenes: Dict[str, Tuple[str, float]] = {}  # 票 → 场景值，到几时
        self.menu: Optional[Mapping[str, Any]] = None
        self.faults: List[Any] = []  # 接下来几次调用依次出的毛病
        self.calls: Dict[str, int] = {}
        self._tokens: Dict[str, float] = {}
        self._stable: Optional[str] = None
        self._forced_at = -1e9

    def seconds(self) -> float:
        return self._now().timestamp()

    def phone(self, openid: str) -> Phone:
        return self.phones.setdefault(openid, Phone(openid))

    def show(self, openid: str, how: str, **content: Any) -> None:
        """手机上多了一条。how：mine 自己发的、passive 当场回复、custom 客服消息、notice 订阅通知、broken 服务出现故障。"""
        self.phone(openid).seen.append({"at": self._now().isoformat(timespec="seconds"), "how": how, **content})

    # 凭证

    def stable_token(self, asked: Mapping[str, Any]) -> Dict[str, Any]:
        errcode = self._wrong_secret(asked)
        if errcode:
            return error(errcode)
        now = self.seconds()
        until = self._tokens.get(self._stable or "", 0.0)
        is_forced = asked.get("force_refresh") is True and now - self._forced_at >= _FORCE_SECONDS
        if is_forced:
            self._tokens.pop(self._stable or "", None)
            self._forced_at = now
        if is_forced or until - now <= min(_EARLY_SECONDS, self.token_seconds / 2):
            self._stable = self._new_token()
        assert self._stable is not None
        return {"access_token": self._stable, "expires_in": int(self._tokens[self._stable] - now)}

    def token(self, asked: Mapping[str, Any]) -> Dict[str, Any]:
        errcode = self._wrong_secret(asked)
        return error(errcode) if errcode else {"access_token": self._new_token(), "expires_in": self.token_seconds}

    def wrong_token(self, token: Optional[str]) -> int:
        """凭证不行返回错误码，行返回 0。"""
        if not token:
            return 41001
        if token not in self._tokens:
            return 40001
        return 42001 if self._tokens[token] <= self.seconds() else 0

    def spoil_tokens(self) -> None:
        """发出去的凭证全部作废。"""
        self._tokens.clear()
        self._stable = None

    def _new_token(self) -> str:
        token = secrets.token_urlsafe(60)
        self._tokens[token] = self.seconds() + self.token_seconds
        return token

    def _wrong_secret(self, asked: Mapping[str, Any]) -> int:
        if asked.get("grant_type") != "client_credential":
            return 40002
        if asked.get("appid") != self.account["app_id"]:
            return 40013
        return 0 if asked.get("secret") == self.account["app_secret"] else 40125

    # 能发几条

    def grant(self, openid: str, event: Optional[str]) -> None:
        """市民说了话：四十八小时五条。关注、扫码、点菜单：一分钟三条。"""
        phone, now = self.phone(openid), self.seconds()
        if event is None:
            phone.talked_at = now
            phone.grants = [[now + _TWO_DAYS, 5]]
        elif event in ("subscribe", "SCAN", "CLICK"):
            phone.grants.append([now + _MINUTE, 3])

    def spend(self, openid: str) -> int:
        """用掉一条；不行返回错误码。"""
        phone, now = self.phones.get(openid), self.seconds()
        if phone is None:
            return 40003
        if not phone.is_following:
            return 43004
        for grant in sorted(phone.grants):
            if grant[0] > now and grant[1] > 0:
                grant[1] -= 1
                return 0
        is_recent = phone.talked_at is not None and now - phone.talked_at < _TWO_DAYS
        return 45047 if is_recent or any(grant[0] > now for grant in phone.grants) else 45015


def error(errcode: int) -> Dict[str, Any]:
    return {"errcode": errcode, "errmsg": _SAID.get(errcode, "error")}


_SAID = {
    0: "ok",
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40016: "invalid button size",
    40018: "invalid button name size",
    40037: "invalid template_id",
    40125: "invalid appsecret",
    41001: "access_token missing",
    42001: "access_token expired",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    45002: "content size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    47001: "data format error",
    47003: "argument invalid",
    48001: "api unauthorized",
}

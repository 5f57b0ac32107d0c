"""把消息送到公众号的服务器：签名、加密、等五秒、最多送三遍。"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

import aiohttp
import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

DELIVERIES = 3
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True)
class Delivered:
    """送了几遍，最后怎么答的。text 是当场回复；空的是只说收到；None 是没答对。"""

    attempts: int
    status: Optional[int]
    text: Optional[str]
    seconds: float


class Courier:
    """mode 是 plain、compatible、safe；resigns 是再送时签名换不换新的。"""

    def __init__(
        self, account: Mapping[str, str], url: str, now: Callable[[], datetime], session: aiohttp.ClientSession,
        mode: str = "safe", resigns: bool = True,
    ):  # fmt: skip
        self.account, self.url, self.mode, self.resigns = account, url, mode, resigns
        self._now, self._session = now, session
        self._crypto = WeChatCrypto(account["token"], account["aes_key"], account["app_id"])

    async def deliver(self, fields: Mapping[str, Any]) -> Delivered:
        """送一条，照微信的脾气：没等到、没答对就再送。"""
        started = time.monotonic()
        query, body = self.envelope(fields)
        status = None
        for attempt in range(1, DELIVERIES + 1):
            if attempt > 1 and self.resigns:
                query, body = self.envelope(fields)
            status, answer = await self.post(query, body)
            text = self._read(answer) if status == 200 else None
            if text is not None:
                return Delivered(attempt, status, text, time.monotonic() - started)
        return Delivered(DELIVERIES, status, None, time.monotonic() - started)

    async def post(self, query: Mapping[str, str], body: bytes) -> Tuple[Optional[int], bytes]:
        """送一遍；没等到状态是 None。"""
        try:
            async with self._session.post(
                self.url, params=query, data=body, headers={"content-type": "text/xml"},
                timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS), allow_redirects=False,
            ) as response:  # fmt: skip
                return response.status, await response.read()
        except (asyncio.TimeoutError, aiohttp.ClientError, OSError):
            return None, b""

    def envelope(self, fields: Mapping[str, Any]) -> Tuple[Dict[str, str], bytes]:
        """查询串和正文。"""
        plain = to_xml(fields)
        timestamp, nonce = str(int(self._now().timestamp())), secrets.token_hex(5)
        query = {"signature": self.sign(timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": fields["FromUserName"]}
        if self.mode == "plain":
            return query, plain.encode()
        sealed = xmltodict.parse(self._crypto.encrypt_message(plain, nonce, timestamp))["xml"]
        query.update(encrypt_type="aes", msg_signature=sealed["MsgSignature"])
        body = {"ToUserName": fields["ToUserName"], "Encrypt": sealed["Encrypt"]}
        if self.mode == "compatible":
            body = {**fields, "Encrypt": sealed["Encrypt"]}
        return query, to_xml(body).encode()

    def sign(self, timestamp: str, nonce: str, *more: str) -> str:
        signer = WeChatSigner()
        signer.add_data(self.account["token"], timestamp, nonce, *more)
        return signer.signature

    def _read(self, answer: bytes) -> Optional[str]:
        """当场回复的文字；“收到”是空的；看不懂是 None。"""
        if answer in (b"success", b""):
            return ""
        try:
            fields = xmltodict.parse(answer)["xml"]
            if "Encrypt" in fields:
                plain = self._crypto.decrypt_message(fields, fields["MsgSignature"], fields["TimeStamp"], fields["Nonce"])
                fields = xmltodict.parse(plain)["xml"]
            is_text = fields["MsgType"] == "text" and len(fields["Content"].encode()) <= 2048
            return fields["Content"] if is_text else None
        except Exception:  # 答得不合规矩，各样都有
            return None


def to_xml(fields: Mapping[str, Any]) -> str:
    rows = [
        f"<{name}>{value}</{name}>" if isinstance(value, (int, float)) else f"<{name}><![CDATA[{_whole(value)}]]></{name}>"
        for name, value in fields.items()
    ]
    return f"<xml>{''.join(rows)}</xml>"


def _whole(value: Any) -> str:
    return str(value).replace("]]>", "]]]]><![CDATA[>")

"""门：把一件送到平台，验回执；取平台的清单。两个平台共用，不同的只有对照表。"""

from __future__ import annotations

import asyncio
import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Optional, Protocol, Tuple

import aiohttp

from bot.errors import (
    MappingGap,
    PlatformUnavailable,
    ReceiptInvalid,
    SignatureInvalid,
)
from connectors.platforms import signature
from connectors.platforms.answers import json_of, read_answer, retry_after, trouble_of
from connectors.platforms.mapping import FieldMapping

_PAGE = 500


class Outbound(Protocol):
    """发件箱里的一件，由 stores/delivery_store.py 给出。id 也是幂等键。"""

    id: str
    ticket_no: str
    platform: str
    kind: str
    payload: str
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class Receipt:
    """验过的回执。is_duplicate：对方早先已经收过这张工单。"""

    external_no: str
    is_duplicate: bool = False


@dataclass(frozen=True)
class TheirTicket:
    """平台清单里的一条。status 是平台的用语；is_transfer：是它转给本局的，不是本局送去的。"""

    external_no: str
    ticket_no: str
    status: str
    received_at: datetime
    is_transfer: bool = False


@dataclass(frozen=True)
class Gateway:
    """一个平台的门。keys 第一把是现用的；now 给签名和验签看钟。"""

    mapping: FieldMapping
    to_platform: Callable[[FieldMapping, str, Dict[str, Any]], Dict[str, Any]]
    url: str
    keys: Tuple[bytes, ...]
    now: Callable[[], datetime]
    timeout: float = 20.0

    @property
    def platform(self) -> str:
        return self.mapping.platform

    async def send(self, session: aiohttp.ClientSession, delivery: Outbound) -> Receipt:
        """送一件，返回验过的回执；别的结果都是 PlatformTrouble 里的一种。"""
        if delivery.kind not in self.mapping.paths:
            raise MappingGap(f"{self.platform} 没有 {delivery.kind} 这种件")
        ticket = json.loads(delivery.payload)
        # 重发的旧状态可能比新的晚到：对方凭序号认新旧。同一件不论送几次都是同一个序号。
        ticket.setdefault("status_sequence", int(delivery.created_at.timestamp() * 1000))
        body = encode(self.to_platform(self.mapping, delivery.kind, ticket))
        status, headers, answer = await self._post(session, self.mapping.paths[delivery.kind], delivery.id, body)
        if status == 409 and json_of(answer).get("code") == "in_progress":
            raise PlatformUnavailable("409 in_progress", retry_after(headers, self.now()))
        if status not in (200, 201, 409):
            raise trouble_of(status, headers, answer, self.now(), self.mapping.field_names(delivery.kind))
        return self._receipt(delivery.id, body, headers, answer, is_duplicate=status == 409)

    async def list_tickets(self, session: aiohttp.ClientSession, since: datetime, until: datetime) -> List[TheirTicket]:
        """平台在 [since, until) 收到的本局工单和转给本局的工单。条件写在正文里，这样签名管得到它。"""
        found: List[TheirTicket] = []
        after: Optional[str] = ""
        while after is not None:
            asked = encode({"since": since.isoformat(), "until": until.isoformat(), "after": after, "limit": _PAGE})
            message_id = f"list-{uuid.uuid4()}"
            status, headers, answer = await self._post(session, self.mapping.paths["list"], message_id, asked)
            if status != 200:
                raise trouble_of(status, headers, answer, self.now())
            page = self._signed_json(message_id, headers, answer)
            try:
                rows = [_their_ticket(row) for row in page["tickets"]]
                following = page["next"]
            except (KeyError, TypeError, ValueError):
                raise ReceiptInvalid("平台的清单看不懂") from None
            found += rows
            if following is not None and (not isinstance(following, str) or following == after):
                raise ReceiptInvalid("平台的清单翻页不往前走")
            after = following
        return found

    async def _post(
        self, session: aiohttp.ClientSession, path: str, message_id: str, body: bytes
    ) -> Tuple[int, Mapping[str, str], bytes]:
        headers = {
            "content-type": "application/json; charset=utf-8",
            "idempotency-key": message_id,
            **signature.sign(message_id, self.now(), body, self.keys),
        }
        # 单开一个任务：对方还没收完就答，aiohttp 会抛 CancelledError，不能让它当成是叫我们停下。
        exchange = asyncio.ensure_future(self._exchange(session, path, headers, body))
        try:
            await asyncio.wait({exchange})
        except asyncio.CancelledError:
            exchange.cancel()
            raise
        if exchange.cancelled():
            raise PlatformUnavailable("connection out of step")
        return exchange.result()

    async def _exchange(
        self, session: aiohttp.ClientSession, path: str, headers: Mapping[str, str], body: bytes
    ) -> Tuple[int, Mapping[str, str], bytes]:
        try:
            async with session.post(
                self.url.rstrip("/") + path,
                data=body,
                headers=headers,
                allow_redirects=False,  # 不跟着跳：信里有个人信息
                timeout=aiohttp.ClientTimeout(total=self.timeout),
            ) as response:
                answer = await read_answer(response)
                return response.status, response.headers, answer
        except asyncio.TimeoutError:
            raise PlatformUnavailable("timeout") from None
        except (aiohttp.ClientError, OSError) as error:
            raise PlatformUnavailable(f"connection {type(error).__name__}") from None

    def _receipt(
        self, delivery_id: str, body: bytes, headers: Mapping[str, str], answer: bytes, is_duplicate: bool
    ) -> Receipt:
        receipt = self._signed_json(delivery_id, headers, answer)
        external_no = receipt.get("external_no")
        if receipt.get("delivery_id") != delivery_id:
            raise ReceiptInvalid("回执说的是另一件")
        # 对方早先收过的，收到的正文可以不同；这次刚收的必须一字不差。
        if not is_duplicate and receipt.get("body_sha256") != hashlib.sha256(body).hexdigest():
            raise ReceiptInvalid("对方收到的正文和送的不一样")
        if not isinstance(external_no, str) or not self.mapping.external_no.fullmatch(external_no):
            raise ReceiptInvalid("回执里的平台编号不像话")
        return Receipt(external_no, is_duplicate)

    def _signed_json(self, message_id: str, headers: Mapping[str, str], answer: bytes) -> Mapping[str, Any]:
        try:
            answered = signature.verify(headers, answer, self.keys, self.now())
        except SignatureInvalid as error:
            raise ReceiptInvalid(f"回执：{error}") from None
        if answered != message_id:
            raise ReceiptInvalid("答的是另一封信")
        return json_of(answer)


def encode(record: Mapping[str, Any]) -> bytes:
    """同一份内容编出来的字节总一样：重送时正文不变，幂等键才对得上。"""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def new_session(keep_alive: bool = False) -> aiohttp.ClientSession:
    """投递用的会话：不存 cookie，不看代理环境变量。

    一件一条连接：对方多答一遍，多的那遍不会落到下一件头上。每天几百件，握手的工夫不算什么。
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, force_close=not keep_alive),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )


def _their_ticket(row: Mapping[str, Any]) -> TheirTicket:
    received_at = datetime.fromisoformat(row["received_at"])
    if received_at.tzinfo is None:
        raise ValueError("没有时区")
    return TheirTicket(
        str(row["external_no"]),
        str(row["ticket_no"] or ""),
        str(row["status"]),
        received_at,
        row["is_transfer"] is True,
    )

"""模拟器的 HTTP 服务：两个平台的接口，按吩咐出毛病。只给本机演示和测试用。"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Sequence

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.errors import SignatureInvalid
from connectors.platforms import signature
from connectors.platforms.settings import field_mapping
from connectors.platforms.simulator.admin import admin_blueprint
from connectors.platforms.simulator.faults import FaultPlan
from connectors.platforms.simulator.keys import PLATFORMS, kept_keys
from connectors.platforms.simulator.office import FORMS, Answer, Office
from connectors.platforms.simulator.sending import Sender
from connectors.platforms.simulator.store import SimulatorStore

_JSON = "application/json; charset=utf-8"


def run(
    port: int,
    folder: Path,
    now: Callable[[], datetime],
    hotline_url: str = "http://127.0.0.1:8000",
    keys: Optional[Mapping[str, Sequence[bytes]]] = None,
    host: str = "127.0.0.1",
) -> None:
    """起模拟器，一直跑到被停。单子存在 folder/simulator.db；没给钥匙就用文件夹里留着的那份。"""
    app = create_app(folder, hotline_url, keys or kept_keys(folder), now)
    app.run(host=host, port=port, access_log=False, debug=False, motd=False)


def create_app(
    folder: Path, hotline_url: str, keys: Mapping[str, Sequence[bytes]], now: Callable[[], datetime]
) -> Sanic:
    app = Sanic("platform-simulator", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.RESPONSE_TIMEOUT = 3600
    store = SimulatorStore(folder / "simulator.db")
    counter = Counter(
        {platform: Office(field_mapping(platform), store) for platform in PLATFORMS}, dict(keys), store, now
    )
    for platform, office in counter.offices.items():
        for form in FORMS:
            app.add_route(
                counter.receiver(platform, form), office.mapping.paths[form], ["POST"], name=f"{form}_{platform}"
            )
        app.add_route(counter.lister(platform), office.mapping.paths["list"], ["POST"], name=f"list_{platform}")
    app.blueprint(admin_blueprint(counter, Sender(counter.offices, counter.keys, store, hotline_url, now)))
    return app


class Counter:
    """收件的柜台：验签、出毛病、办事、签回执。"""

    def __init__(
        self, offices: Mapping[str, Office], keys: Dict[str, Any], store: SimulatorStore, now: Callable[[], datetime]
    ):
        self.offices, self.keys, self.store, self.now = offices, keys, store, now
        self.plan = FaultPlan()

    def receiver(self, platform: str, form: str):
        async def receive(request: Request) -> Optional[HTTPResponse]:
            key, refusal = self._checked(request, platform)
            if refusal:
                return refusal
            fault = self.plan.draw()
            self.store.count_call(fault)
            return await self._receive(request, self.offices[platform], form, key, fault)

        return receive

    def lister(self, platform: str):
        async def list_tickets(request: Request) -> HTTPResponse:
            key, refusal = self._checked(request, platform)
            return refusal or self._signed(platform, key, self.offices[platform].list_tickets(request.body))

        return list_tickets

    def _checked(self, request: Request, platform: str):
        try:
            key = signature.verify(request.headers, request.body, self.keys[platform], self.now())
        except SignatureInvalid:
            return None, _plain(401, {"code": "signature_invalid"})
        if request.headers.get("idempotency-key") != key:
            return None, self._signed(platform, key, (400, {"code": "idempotency_key_missing"}))
        return key, None

    async def _receive(
        self, request: Request, office: Office, form: str, key: str, fault: str
    ) -> Optional[HTTPResponse]:
        platform = office.platform
        refusal = await self._fault_before(request, fault)
        if refusal or fault in ("drop", "timeout"):
            return refusal
        answer = office.receive(form, key, request.body, self.now())
        if fault == "error_500_after_commit":
            return _plain(500, {"code": "internal_error"})
        if fault == "drop_after_commit":
            _hang_up(request)
            return None
        if fault in ("slow", "timeout_after_commit"):
            await asyncio.sleep(self.plan.slow_seconds if fault == "slow" else self.plan.hang_seconds)
        response = self._signed(platform, key, answer)
        if fault == "wrong_signature":
            response.headers[signature.SIGNATURE_HEADER] = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        if fault == "answer_twice":
            await _twice(request, response)
            return None
        return response

    async def _fault_before(self, request: Request, fault: str) -> Optional[HTTPResponse]:
        """收下之前出的毛病。"""
        if fault == "timeout":
            await asyncio.sleep(self.plan.hang_seconds)
            _hang_up(request)
        if fault == "drop":
            _hang_up(request)
        if fault == "error_500":
            return _plain(500, {"code": "internal_error"})
        if fault == "too_many":
            return _plain(429, {"code": "too_many_requests"}, {"retry-after": str(self.plan.retry_after)})
        if fault == "gone":
            return _plain(410, {"code": "gone"})
        if fault == "not_a_receipt":
            return raw(
                "<html><body>请先登录上网认证系统</body></html>".encode(), 200, content_type="text/html; charset=utf-8"
            )
        return None

    def _signed(self, platform: str, key: str, answer: Answer) -> HTTPResponse:
        status, record = answer
        body = json.dumps(record, ensure_ascii=False).encode()
        return raw(body, status, signature.sign(key, self.now(), body, self.keys[platform]), _JSON)


def _plain(status: int, record: Dict[str, Any], headers: Optional[Dict[str, str]] = None) -> HTTPResponse:
    return raw(json.dumps(record).encode(), status, headers, _JSON)


def _hang_up(request: Request) -> None:
    transport: Any = request.transport
    transport.abort()


async def _twice(request: Request, response: HTTPResponse) -> None:
    """在同一条连接上把同一个回答写两遍：第二遍会落到下一个请求头上。"""
    body = response.body or b""
    head = f"HTTP/1.1 {response.status} OK\r\ncontent-type: {_JSON}\r\ncontent-length: {len(body)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in response.headers.items() if name.startswith("webhook-"))
    message = head.encode() + b"connection: keep-alive\r\n\r\n" + body
    stream = await request.respond(status=response.status, headers=dict(response.headers), content_type=_JSON)
    await stream.send(body, end_stream=True)
    await asyncio.sleep(0.005)  # 让对方先把头一遍读完、连接放回池子，第二遍才最难防
    transport: Any = request.transport
    if not transport.is_closing():
        transport.write(message)

"""模拟器的管理接口：吩咐出毛病、看收到了什么、让它给热线写信、换钥匙。"""

from __future__ import annotations

from typing import Any, Dict

from sanic import Blueprint
from sanic.exceptions import InvalidUsage, NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, json

from connectors.platforms.signature import parse_keys
from connectors.platforms.simulator.faults import FAULTS, FaultPlan
from connectors.platforms.simulator.sending import Sender


def admin_blueprint(counter: Any, sender: Sender) -> Blueprint:
    blueprint = Blueprint("admin", url_prefix="/admin")

    @blueprint.get("/faults")
    async def fault_names(_: Request) -> HTTPResponse:
        return json(FAULTS, ensure_ascii=False)

    @blueprint.put("/faults")
    async def plan_faults(request: Request) -> HTTPResponse:
        """{"fraction": 0.3, "kinds": [...], "seed": 1} 或 {"sequence": ["drop_after_commit", "none"]}；{} 是不再出毛病。"""
        try:
            counter.plan = FaultPlan.from_record(_object(request))
        except (TypeError, ValueError) as error:
            raise InvalidUsage(str(error)) from None
        return json({"ok": True})

    @blueprint.get("/summary")
    async def summary(_: Request) -> HTTPResponse:
        return json(counter.store.summary(), ensure_ascii=False)

    @blueprint.get("/tickets")
    async def tickets(request: Request) -> HTTPResponse:
        return json(counter.store.tickets(request.args.get("platform")), ensure_ascii=False)

    @blueprint.get("/notes")
    async def notes(_: Request) -> HTTPResponse:
        return json(counter.store.notes(), ensure_ascii=False)

    @blueprint.delete("/everything")
    async def clear(_: Request) -> HTTPResponse:
        with counter.store.writing():
            counter.store.clear()
        return json({"ok": True})

    @blueprint.put("/keys")
    async def change_keys(request: Request) -> HTTPResponse:
        """{"12345": "whsec_新,whsec_旧"}"""
        counter.keys.update({_platform(counter, name): parse_keys(text) for name, text in _object(request).items()})
        return json({"ok": True})

    @blueprint.post("/transfers")
    async def transfer(request: Request) -> HTTPResponse:
        """{"platform": "12345", "fields": {"主要内容": "…"}, "times": 2}"""
        asked = _object(request)
        sent = await sender.transfer(
            _platform(counter, asked.get("platform")), asked.get("fields", {}), asked.get("times", 1)
        )
        return json(sent, ensure_ascii=False)

    @blueprint.post("/callbacks")
    async def callback(request: Request) -> HTTPResponse:
        """{"platform": "12345", "external_no": "…", "fields": {"工单状态": "已结案"}, "times": 1}"""
        asked = _object(request)
        try:
            sent = await sender.callback(
                _platform(counter, asked.get("platform")),
                asked.get("external_no", ""),
                asked.get("fields", {}),
                asked.get("times", 1),
            )
        except KeyError as missing:
            raise InvalidUsage(f"缺 {missing}") from None
        except LookupError:
            raise NotFound("没有这个编号的单子") from None
        return json(sent, ensure_ascii=False)

    @blueprint.post("/letters/<letter_id:str>")
    async def resend(_: Request, letter_id: str) -> HTTPResponse:
        """把寄过的一封信再寄一遍。"""
        try:
            return json(await sender.send(letter_id), ensure_ascii=False)
        except LookupError:
            raise NotFound("没有这封信") from None

    return blueprint


def _object(request: Request) -> Dict[str, Any]:
    if not isinstance(request.json, dict):
        raise InvalidUsage("应当是一个 JSON 对象")
    return request.json


def _platform(counter: Any, name: Any) -> str:
    if name not in counter.offices:
        raise InvalidUsage("platform 应当是 12345 或 12315")
    return name

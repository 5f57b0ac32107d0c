"""模拟器给热线写信：转来工单，回来状态。信件编号不变，重寄还是那一封。"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Sequence

import aiohttp

from connectors.platforms import signature
from connectors.platforms.simulator.office import Office
from connectors.platforms.simulator.store import SimulatorStore

_PATHS = {"transfer": "/api/v1/platforms/{}/tickets", "callback": "/api/v1/platforms/{}/callbacks"}
_SAMPLES = {
    "12345": {
        "来电类别": "投诉",
        "紧急程度": "一般",
        "标题": "早餐店短斤少两",
        "主要内容": "来电人反映在建设路18号的早餐店买五斤包子少给半斤，要求补足差价。",
        "来电人": "张三",
        "联系电话": "13800000000",
        "联系地址": "建设路1号",
        "是否匿名": "否",
        "是否保密": "否",
        "涉及主体": {"名称": "建设路早餐店", "经营地址": "建设路18号"},
        "涉及客体": {"名称": "包子", "涉及金额": 30},
        "诉求": "补足差价",
    },
    "12315": {
        "类型": "投诉",
        "业务信息": {"事件级别": "一般", "标题": "手机不予退货", "问题陈述": "网购手机七日内退货被拒。"},
        "提供方": {"姓名": "李四", "联系电话": "13900000000", "地址": "解放路2号", "匿名": "否"},
        "涉及主体": {"名称": "某某数码店", "经营地址": "解放路20号"},
        "涉及客体": {"商品服务名称": "手机", "涉及金额": 1999},
        "诉求内容": ["退货"],
    },
}


@dataclass
class Sender:
    offices: Mapping[str, Office]
    keys: Mapping[str, Sequence[bytes]]
    store: SimulatorStore
    hotline_url: str
    now: Callable[[], datetime]

    async def transfer(self, platform: str, fields: Mapping[str, Any], times: int) -> Dict[str, Any]:
        """转一张工单给热线；没写的字段用样例。times 大于 1 就是同一封信寄几遍。"""
        mapping = self.offices[platform].mapping
        names = {rule.to: rule.sources[0] for rule in mapping.forms["transfer"]}
        letter_id = str(uuid.uuid4())
        with self.store.writing():
            body = {**_SAMPLES[platform], **fields, names["received_at"]: self.now().isoformat()}
            external_no = self.store.add_ticket(
                platform, None, body, "已派遣" if platform == "12345" else "待受理", self.now(), True
            )
            body[names["external_no"]] = external_no
            self.store.set_body(platform, external_no, body)
            self.store.add_letter(letter_id, platform, "transfer", external_no, body)
        return await self.send(letter_id, times)

    async def callback(self, platform: str, external_no: str, fields: Mapping[str, Any], times: int) -> Dict[str, Any]:
        """把一张单的进展告诉热线，同时改自己这边的状态。"""
        mapping = self.offices[platform].mapping
        names = {rule.to: rule.sources[0] for rule in mapping.forms["callback"]}
        ticket = self.store.find_ticket(platform, None, external_no)
        if ticket is None:
            raise LookupError(external_no)
        letter_id = str(uuid.uuid4())
        body = {
            names["external_no"]: external_no,
            names["ticket_no"]: ticket["ticket_no"] or "",
            names["occurred_at"]: self.now().isoformat(),
            **fields,
        }
        with self.store.writing():
            self.store.set_status(platform, external_no, body[names["status"]], ticket["status_sequence"])
            self.store.add_letter(letter_id, platform, "callback", external_no, body)
        return await self.send(letter_id, times)

    async def send(self, letter_id: str, times: int = 1) -> Dict[str, Any]:
        """寄（或重寄）一封信，返回每次的状态码和热线给的工单号。"""
        letter = self.store.letter(letter_id)
        if letter is None:
            raise LookupError(letter_id)
        body = letter["body"].encode()
        answers: List[int] = []
        record: Dict[str, Any] = {}
        async with aiohttp.ClientSession(trust_env=False) as session:
            for _ in range(times):
                headers = signature.sign(letter_id, self.now(), body, self.keys[letter["platform"]])
                headers["content-type"] = "application/json; charset=utf-8"
                headers["idempotency-key"] = letter_id
                url = self.hotline_url.rstrip("/") + _PATHS[letter["kind"]].format(letter["platform"])
                try:
                    async with session.post(url, data=body, headers=headers) as response:
                        answers.append(response.status)
                        record = await _record(response) or record
                except (aiohttp.ClientError, OSError):
                    answers.append(0)
        ticket_no = record.get("ticket_no")
        with self.store.writing():
            self.store.letter_answered(letter_id, answers[-1])
            if letter["kind"] == "transfer" and ticket_no:
                self.store.set_ticket_no(letter["platform"], letter["external_no"], str(ticket_no))
        return {
            "letter_id": letter_id,
            "external_no": letter["external_no"],
            "answers": answers,
            "ticket_no": ticket_no,
        }


async def _record(response: aiohttp.ClientResponse) -> Dict[str, Any]:
    try:
        record = json.loads(await response.read())
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}

"""平台那边的办事规矩，不管 HTTP：验字段、认幂等键、建单、记附言、列清单。"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, Mapping, Tuple

from connectors.platforms.mapping import FieldMapping
from connectors.platforms.simulator.store import SimulatorStore

FORMS = ("ticket", "urge", "supplement", "status")
Answer = Tuple[int, Dict[str, Any]]


class FieldRefused(Exception):
    """字段缺了或不认得。"""

    def __init__(self, code: str, field: str):
        super().__init__(code)
        self.code, self.field = code, field


@dataclass
class Office:
    """一个平台。"""

    mapping: FieldMapping
    store: SimulatorStore

    @property
    def platform(self) -> str:
        return self.mapping.platform

    def receive(self, form: str, key: str, body: bytes, now: datetime) -> Answer:
        """收一件。单子和幂等键同一个事务写下，所以收没收下只有一个答案。"""
        digest = hashlib.sha256(body).hexdigest()
        with self.store.writing():
            earlier = self.store.answered(self.platform, key)
            if earlier:
                if (earlier["form"], earlier["body_sha256"]) != (form, digest):
                    return 422, {"code": "idempotency_key_reused"}
                self.store.count_repeat(self.platform, key)
                return earlier["status"], json.loads(earlier["answer"])
            try:
                status, external_no = self._take(form, self._read(form, body), now)
            except FieldRefused as refused:
                return 422, {"code": refused.code, "field": refused.field}
            if not external_no:
                return status, {"code": "ticket_unknown"}  # 单子可能还在路上，不记幂等键，容对方再送
            answer = {
                "delivery_id": key,
                "external_no": external_no,
                "body_sha256": digest,
                "received_at": now.isoformat(),
            }
            if status == 409:
                answer["code"] = "duplicate_ticket"
            self.store.keep_answer(self.platform, key, form, digest, status, answer)
            return status, answer

    def list_tickets(self, body: bytes) -> Answer:
        try:
            asked = json.loads(body)
            limit = max(1, min(int(asked["limit"]), 1000))
            for name in ("since", "until"):
                datetime.fromisoformat(asked[name])
            rows = self.store.listed(self.platform, asked["since"], asked["until"], int(asked["after"] or 0), limit)
        except (ValueError, KeyError, TypeError):
            return 400, {"code": "query_unreadable"}
        tickets = [
            {
                "external_no": row["external_no"],
                "ticket_no": row["ticket_no"],
                "status": row["status"],
                "received_at": row["received_at"],
                "is_transfer": bool(row["is_transfer"]),
            }
            for row in rows
        ]
        return 200, {"tickets": tickets, "next": str(rows[-1]["id"]) if len(rows) == limit else None}

    def _read(self, form: str, body: bytes) -> Dict[str, Any]:
        try:
            record = json.loads(body)
        except ValueError:
            raise FieldRefused("not_json", "") from None
        for rule in self.mapping.forms[form]:
            if rule.required and not _at(record, rule.to):
                raise FieldRefused("field_missing", rule.to)
        for rule in self.mapping.forms[form]:
            value = _at(record, rule.to)
            if rule.required and rule.values and value not in rule.values.values():
                raise FieldRefused("field_unknown_value", rule.to)
        return record

    def _take(self, form: str, record: Dict[str, Any], now: datetime) -> Tuple[int, str]:
        ticket_no = _at(record, self.name(form, "ticket_no"))
        existing = self.store.find_ticket(
            self.platform, ticket_no, _at(record, self.name(form, "external.external_no"))
        )
        if form == "ticket":
            if existing:
                return 409, existing["external_no"]
            status = _at(record, self.name(form, "status")) or "待受理"
            return 201, self.store.add_ticket(self.platform, ticket_no, record, status, now)
        if not existing:
            return 404, ""
        self.store.add_note(self.platform, existing["external_no"], form, record, now)
        if form == "status":
            sequence = int(_at(record, self.name(form, "status_sequence")) or existing["status_sequence"])
            self.store.set_status(
                self.platform, existing["external_no"], _at(record, self.name(form, "status")), sequence
            )
        return 201, existing["external_no"]

    def name(self, form: str, source: str) -> str:
        """我们的字段在这个平台叫什么。"""
        return next((rule.to for rule in self.mapping.forms[form] if source in rule.sources), "")


def _at(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = record.get(name) if isinstance(record, Mapping) else None
    return record

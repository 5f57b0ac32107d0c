"""平台来的信：先验签，再读成记录。同一封信再来，letter_id 不变，用例凭它只办一次。"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Dict, Mapping, Optional, Sequence

from bot.errors import CallbackUnreadable, MappingGap
from bot.hotline.time_limit import TIME_ZONE
from connectors.platforms import signature
from connectors.platforms.mapping import FieldMapping

LARGEST_LETTER = 256 * 1024
_LONGEST = {"narrative": 20000, "title": 500, "reason": 20000, "reply": 20000, "demand": 5000}
_LONGEST_OTHER = 300
_DATE_TIMES = ("received_at", "occurred_at", "due_at")


@dataclass(frozen=True)
class InboundTransfer:
    """平台转来的一张工单。urges_external_no 有值时，是对先前那张的催办，不另建单。"""

    letter_id: str
    platform: str
    external_no: str
    kind: str
    urgency: str
    title: str
    narrative: str
    received_at: datetime  # 平台受理的时刻；本局的期限从本局收到起算
    is_anonymous: bool = False
    is_confidential: bool = False
    urges_external_no: Optional[str] = None
    citizen_name: Optional[str] = None
    citizen_phone: Optional[str] = None
    citizen_address: Optional[str] = None
    respondent_name: Optional[str] = None
    respondent_address: Optional[str] = None
    respondent_platform: Optional[str] = None
    product_or_service: Optional[str] = None
    amount: Optional[float] = None
    event_on: Optional[date] = None
    demand: Optional[str] = None
    due_at: Optional[datetime] = None


@dataclass(frozen=True)
class StatusCallback:
    """平台对我们送去的工单的进展。

    status：archived 结案、reopened 退回重办、escalated 督办、noted 只记下。status_word 是平台原话。
    """

    letter_id: str
    platform: str
    external_no: str
    status: str
    status_word: str
    occurred_at: datetime
    ticket_no: Optional[str] = None
    handled_by: Optional[str] = None
    reason: Optional[str] = None
    reply: Optional[str] = None


def open_letter(headers: Mapping[str, str], body: bytes, keys: Sequence[bytes], now: datetime) -> str:
    """验签，返回信件编号。太大的不看；验不过抛 SignatureInvalid。"""
    if len(body) > LARGEST_LETTER:
        raise CallbackUnreadable("来信太大")
    return signature.verify(headers, body, keys, now)


def read_transfer(mapping: FieldMapping, letter_id: str, body: bytes) -> InboundTransfer:
    """验过的转办信 → 记录；缺必填、写法不对抛 CallbackUnreadable，说清是哪个字段。"""
    fields = _fields(mapping, "transfer", body)
    fields.setdefault("title", fields["narrative"][:40])
    return InboundTransfer(letter_id=letter_id, platform=mapping.platform, **fields)


def read_callback(mapping: FieldMapping, letter_id: str, body: bytes) -> StatusCallback:
    return StatusCallback(letter_id=letter_id, platform=mapping.platform, **_fields(mapping, "callback", body))


def _fields(mapping: FieldMapping, form: str, body: bytes) -> Dict[str, Any]:
    try:
        letter = json.loads(body)
    except (ValueError, RecursionError):
        raise CallbackUnreadable("来信不是 JSON") from None
    if not isinstance(letter, dict):
        raise CallbackUnreadable("来信应当是一个 JSON 对象")
    try:
        fields = mapping.translate(form, letter)
    except MappingGap as gap:
        raise CallbackUnreadable(str(gap)) from None
    names = {rule.to: "、".join(rule.sources) for rule in mapping.forms[form]}
    read = {name: _read(name, value, names[name]) for name, value in fields.items()}
    for name in ("external_no", "urges_external_no"):
        if name in read and not mapping.external_no.fullmatch(read[name]):
            raise CallbackUnreadable(f"「{names[name]}」的编号写法不对")
    return read


def _read(name: str, value: Any, said: str) -> Any:
    """一个字段读成该有的样子。said 是对方的字段名，报错用它。"""
    try:
        if name.startswith("is_"):
            return value is True
        if name == "amount":
            return _amount(value)
        if name == "event_on":
            return datetime.fromisoformat(_text(value)).date()
        if name in _DATE_TIMES:
            at = datetime.fromisoformat(_text(value))
            return at if at.tzinfo else at.replace(tzinfo=TIME_ZONE)
        text = _text(value)
        if len(text) > _LONGEST.get(name, _LONGEST_OTHER):
            raise ValueError
        return text
    except (ValueError, TypeError, OverflowError):
        raise CallbackUnreadable(f"「{said}」的写法不对") from None


def _amount(value: Any) -> float:
    amount = float(value)
    if not math.isfinite(amount) or amount < 0:
        raise ValueError
    return amount


def _text(value: Any) -> str:
    """文字；数据库存不下的（空字符、半个代理对）当场说不对，不留到落库时才出错。"""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()
    return value.strip()

"""全国 12315 平台：出去的翻译、进来的翻译，和一扇门。只收投诉和举报。"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Sequence

from bot.errors import MappingGap
from connectors.platforms import callbacks, gateway
from connectors.platforms.mapping import FieldMapping, load_mapping
from connectors.platforms.withholding import withhold_reporter

PLATFORM = "12315"


def field_mapping(department_names: Mapping[str, str]) -> FieldMapping:
    return load_mapping(Path(__file__).with_name("mapping_12315.yml"), department_names)


def to_case(mapping: FieldMapping, kind: str, ticket: Dict[str, Any]) -> Dict[str, Any]:
    """工单、催办、补充、状态 → 12315 的字段。作风投诉、求助、建议送错了门，停下叫人。"""
    if mapping.word("kind", ticket.get("kind")) is None:
        raise MappingGap("12315 只收投诉和举报")
    return mapping.translate(kind, withhold_reporter(ticket))


def from_case(mapping: FieldMapping, letter_id: str, body: bytes) -> callbacks.InboundTransfer:
    """12315 分送来的投诉举报 → 记录。"""
    return callbacks.read_transfer(mapping, letter_id, body)


def from_progress(mapping: FieldMapping, letter_id: str, body: bytes) -> callbacks.StatusCallback:
    """12315 对我们送去的单子的进展 → 记录。"""
    return callbacks.read_callback(mapping, letter_id, body)


def door(
    mapping: FieldMapping, url: str, keys: Sequence[bytes], now: Callable[[], datetime], timeout: float
) -> gateway.Gateway:
    return gateway.Gateway(mapping, to_case, url, tuple(keys), now, timeout)

"""12345 政务服务便民热线：出去的翻译、进来的翻译，和一扇门。"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Sequence

from connectors.platforms import callbacks, gateway
from connectors.platforms.mapping import FieldMapping, load_mapping
from connectors.platforms.withholding import withhold_reporter

PLATFORM = "12345"


def field_mapping(department_names: Mapping[str, str]) -> FieldMapping:
    return load_mapping(Path(__file__).with_name("mapping_12345.yml"), department_names)


def to_work_order(mapping: FieldMapping, kind: str, ticket: Dict[str, Any]) -> Dict[str, Any]:
    """工单、催办、补充、状态 → 12345 的字段。"""
    return mapping.translate(kind, withhold_reporter(ticket))


def from_work_order(mapping: FieldMapping, letter_id: str, body: bytes) -> callbacks.InboundTransfer:
    """12345 转来的工单，或者对先前一张的催办（被催办单ID）→ 记录。"""
    return callbacks.read_transfer(mapping, letter_id, body)


def from_progress(mapping: FieldMapping, letter_id: str, body: bytes) -> callbacks.StatusCallback:
    """12345 对我们送去的工单的进展 → 记录。"""
    return callbacks.read_callback(mapping, letter_id, body)


def door(
    mapping: FieldMapping, url: str, keys: Sequence[bytes], now: Callable[[], datetime], timeout: float
) -> gateway.Gateway:
    return gateway.Gateway(mapping, to_work_order, url, tuple(keys), now, timeout)

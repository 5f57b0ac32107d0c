"""12345 政务服务便民热线：我们的工单翻成它的字段。来信怎么读见 callbacks.py，两个平台一样。"""

from __future__ import annotations

from typing import Any, Dict

from connectors.platforms.mapping import FieldMapping
from connectors.platforms.withholding import withhold_reporter

PLATFORM = "12345"


def to_work_order(mapping: FieldMapping, kind: str, ticket: Dict[str, Any]) -> Dict[str, Any]:
    """工单、催办、补充、状态 → 12345 的字段。"""
    return mapping.translate(kind, withhold_reporter(ticket))

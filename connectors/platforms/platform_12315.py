"""全国 12315 平台：我们的工单翻成它的字段，只收投诉和举报。来信怎么读见 callbacks.py，两个平台一样。"""

from __future__ import annotations

from typing import Any, Dict

from bot.errors import MappingGap
from connectors.platforms.mapping import FieldMapping
from connectors.platforms.withholding import withhold_reporter

PLATFORM = "12315"


def to_case(mapping: FieldMapping, kind: str, ticket: Dict[str, Any]) -> Dict[str, Any]:
    """工单、催办、补充、状态 → 12315 的字段。作风投诉、求助、建议送错了门，停下叫人。"""
    if mapping.word("kind", ticket.get("kind")) is None:
        raise MappingGap("12315 只收投诉和举报")
    return mapping.translate(kind, withhold_reporter(ticket))

"""对一句话的理解。字段与 `python -m bot analyse` 的输出一致。"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Dict, List, Optional, Tuple


class RequestKind(str, Enum):
    INQUIRY = "inquiry"  # 咨询
    COMPLAINT = "complaint"  # 投诉
    TIP_OFF = "tip_off"  # 举报
    CONDUCT_COMPLAINT = "conduct_complaint"  # 作风效能投诉
    HELP_REQUEST = "help_request"  # 求助
    SUGGESTION = "suggestion"  # 建议
    COMMENDATION = "commendation"  # 表扬
    OTHER = "other"  # 其他


class ItemDecision(str, Enum):
    ANSWER = "answer"  # 认准了一个事项
    CLARIFY = "clarify"  # 两三个都像，要问一句
    NONE = "none"  # 目录里没有


class TicketSystem(str, Enum):
    PLATFORM_12315 = "12315"
    HOTLINE_12345 = "12345"
    NONE = "none"


# 写出来的理解没有置信区间以外的秘密：每个判断旁边都有 reasons 里的一句中文。
@dataclass(frozen=True)
class Understanding:
    """一句话听成了什么。分数都在 0 和 1 之间，实体位置指原话。"""

    text: str
    intent: str
    kind: RequestKind
    kind_confidence: float
    aspect: Optional[str] = None
    aspects: Tuple[str, ...] = ()  # 一句话问了几方面，aspect 是头一个
    items: Tuple[Tuple[str, float], ...] = ()
    item_decision: ItemDecision = ItemDecision.NONE
    in_context: bool = False  # 省略了事项，要接着上文说
    ticket_system: TicketSystem = TicketSystem.NONE
    department: Optional[str] = None
    departments: Tuple[Tuple[str, float], ...] = ()
    problem: Optional[str] = None
    problems: Tuple[Tuple[str, float], ...] = ()
    urgency: str = "normal"
    emergency: Optional[str] = None
    danger: float = 0.0  # 像紧急情况到什么程度；不到门槛的也写，看上下文时用
    secondary: Optional[Dict[str, str]] = None
    acceptance: Optional[Dict[str, Any]] = None
    entities: Tuple[Dict[str, Any], ...] = ()
    reasons: Tuple[str, ...] = ()
    choice: Optional[Dict[str, str]] = field(default=None)  # 按钮带来的选择

    @property
    def item_id(self) -> Optional[str]:
        """认准的事项；没有认准返回 None。"""
        return self.items[0][0] if self.items and self.item_decision is ItemDecision.ANSWER else None

    def entity(self, type_: str) -> Optional[str]:
        """第一个该类实体的值；没有返回 None。"""
        return next((e["value"] for e in self.entities if e["type"] == type_), None)

    def as_contract(self) -> Dict[str, Any]:
        """`analyse` 对外的 JSON 形状（design.md §4）。"""
        return {
            "text": self.text,
            "intent": self.intent,
            "kind": self.kind.value,
            "kind_confidence": round(self.kind_confidence, 4),
            "aspect": self.aspect,
            "aspects": list(self.aspects),
            "items": [{"item_id": i, "score": round(s, 4)} for i, s in self.items],
            "item_decision": self.item_decision.value,
            "in_context": self.in_context,
            "ticket_system": self.ticket_system.value,
            "department": self.department,
            "departments": [{"id": i, "score": round(s, 4)} for i, s in self.departments],
            "problem": self.problem,
            "problems": [{"id": i, "score": round(s, 4)} for i, s in self.problems],
            "urgency": self.urgency,
            "emergency": self.emergency,
            "danger": round(self.danger, 4),
            "secondary": self.secondary,
            "acceptance": self.acceptance,
            "entities": [dict(entity) for entity in self.entities],
            "reasons": list(self.reasons),
        }

    @classmethod
    def from_contract(cls, record: Dict[str, Any]) -> Understanding:
        """`as_contract` 的逆；多出的字段不理。"""
        return cls(
            text=record["text"],
            intent=record["intent"],
            kind=RequestKind(record["kind"]),
            kind_confidence=record["kind_confidence"],
            aspect=record.get("aspect"),
            aspects=tuple(record.get("aspects", ())),
            items=tuple((i["item_id"], i["score"]) for i in record.get("items", ())),
            item_decision=ItemDecision(record.get("item_decision", "none")),
            in_context=record.get("in_context", False),
            ticket_system=TicketSystem(record.get("ticket_system", "none")),
            department=record.get("department"),
            departments=_pairs(record.get("departments", [])),
            problem=record.get("problem"),
            problems=_pairs(record.get("problems", [])),
            urgency=record.get("urgency", "normal"),
            emergency=record.get("emergency"),
            danger=record.get("danger", 0.0),
            secondary=record.get("secondary"),
            acceptance=record.get("acceptance"),
            entities=tuple(record.get("entities", ())),
            reasons=tuple(record.get("reasons", ())),
        )


def _pairs(ranking: List[Dict[str, Any]]) -> Tuple[Tuple[str, float], ...]:
    return tuple((entry["id"], entry["score"]) for entry in ranking)

"""原版听成了什么，写成 analyse 的样子，好用同一把尺子量。"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from bot.hotline.understanding import RequestKind
from bot.nlu.wish import KIND_OF_WISH

FALLBACK = "nlu_fallback"
_NOT_GUIDE = {"ask_regulation", "ask_for_help", "ask_about_bot", "ask_what_you_can_do"}


def as_understanding(parse: Dict[str, Any], item_parse: Optional[Dict[str, Any]]) -> Dict[str, Any]:
    """parse 是意图模型的结果，item_parse 是事项模型的（意图就是事项编号）。

    原版没有“方面”这一栏：取排得最前的问办事意图，哪怕第一名不是问办事，对原版宽一些。
    原版也没有“不归本局”：意图是问办事、事项模型没有说听不懂，就算答了。
    """
    ranking = _ranking(parse)
    intent = ranking[0]
    items = _ranking(item_parse) if item_parse else []
    heard_item = item_parse is not None and item_parse["intent"]["name"] != FALLBACK
    guide = [name for name in ranking if is_guide(name)]
    return {
        "intent": intent,
        "kind": kind_of(intent).value,
        "aspect": guide[0][len("ask_") :] if guide else None,
        "items": [{"item_id": item} for item in items[:5]],
        "item_decision": "answer" if parse["intent"]["name"] == intent and is_guide(intent) and heard_item else "none",
        "emergency": intent if intent == "report_emergency" else None,
        "department": None,
        "departments": [],
        "ticket_system": None,
        "problem": None,
    }


def is_guide(intent: str) -> bool:
    return intent.startswith("ask_") and intent not in _NOT_GUIDE


def kind_of(intent: str) -> RequestKind:
    return KIND_OF_WISH.get("ask_guide" if is_guide(intent) else intent, RequestKind.OTHER)


def _ranking(parse: Dict[str, Any]) -> List[str]:
    """从高到低的意图名；听不懂（nlu_fallback）不算一个意图，看它后面的。"""
    names = [parse["intent"]["name"], *(entry["name"] for entry in parse["intent_ranking"])]
    return [name for name in dict.fromkeys(names) if name and name != FALLBACK] or [FALLBACK]

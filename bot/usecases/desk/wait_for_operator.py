"""转了人工以后：前面还有几位，什么时候有人；坐席接下一位。"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from bot.errors import HandOverUnknown
from bot.hotline.ticket import Actor
from bot.ports import HandOver


def waiting_card(hand_over: HandOver, hotline) -> Dict[str, Any]:
    """给市民看的卡片：编号、前面几位、有没有人。"""
    hours, now = hotline.knowledge.office_hours, hotline.now()
    return {
        "type": "hand_over",
        "number": hand_over.number,
        "is_taken": hand_over.taken_at is not None,
        "ahead": hotline.hand_overs.ahead_of(hand_over),
        "has_phone": hand_over.phone is not None,
        "is_open": hours.is_open(now, hotline.knowledge.calendar),
        "office_hours": hours.says(now, hotline.knowledge.calendar),
        "always_open": hours.always_open,
    }


def look_up_waiting(conversation_id: str, hotline) -> Optional[Dict[str, Any]]:
    """这个会话最近一次转人工排到哪里了；没有转过是 None。"""
    hand_over = hotline.hand_overs.latest_of(conversation_id)
    return waiting_card(hand_over, hotline) if hand_over else None


def waiting_list(limit: int, hotline) -> List[HandOver]:
    """还没有人接的，先来的在前；紧急的排最前。"""
    return hotline.hand_overs.waiting(limit)


def take_hand_over(number: str, by: Actor, hotline) -> HandOver:
    """坐席接下一位。接过的再接还是原来那位坐席的；没有这个编号抛 HandOverUnknown。"""
    hand_over = hotline.hand_overs.take(number, by.id, hotline.now())
    if hand_over is None:
        raise HandOverUnknown(f"没有 {number[:32]} 这件回电")
    hotline.log("hand_over_taken", hand_over_no=hand_over.number, by=hand_over.taken_by)
    return hand_over

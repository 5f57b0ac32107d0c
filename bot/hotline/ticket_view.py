"""存下来的查法：一个名字加几个条件。自己的自己用，分享的同科室的人都看得到。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Mapping, Optional

from bot.hotline.ticket import Actor

MOST_VIEWS = 30
# 坐席、班长席等不属于哪个科室，互相分享。
_DESK = "desk"


@dataclass(frozen=True)
class TicketView:
    """filters 是列表页的条件，一样一个字符串。shared_with 是分享给谁：科室编号，或者坐席；没分享是 None。"""

    number: int
    name: str
    owner: str
    filters: Mapping[str, str]
    shared_with: Optional[str] = None


@dataclass(frozen=True)
class Presence:
    """谁正开着这张工单。"""

    by: str
    role: str
    department: Optional[str]
    seen_at: datetime


def circle_of(actor: Actor) -> str:
    """这个人和谁分享：同一个科室的人；没有科室的，是坐席这一圈。"""
    return actor.department or _DESK

"""工作人员登录以后的会话：闲置、久用都要重新登录；口令连错几次先锁一阵。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.hotline.ticket import Actor

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)  # 一个班次加交接
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class StaffSession:
    actor: Actor
    started_at: datetime
    seen_at: datetime
    must_change_password: bool = False  # 口令是管理员起的：换了才能办别的

    def is_live(self, now: datetime) -> bool:
        """闲置没有太久，从登录起也没有太久。"""
        return now < self.seen_at + IDLE and now < self.started_at + LONGEST

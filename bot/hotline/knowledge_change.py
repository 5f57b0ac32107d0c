"""改知识：一个人提，另一个人看过才生效；改前改后都留着。"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import List, Optional, Tuple


class ChangeStatus(str, Enum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class KnowledgeChange:
    """一处改动：哪个文件、改前、改后、谁提的、为什么；谁看的、怎么说。"""

    number: int
    path: str
    before: str
    after: str
    why: str
    by: str
    at: datetime
    status: ChangeStatus = ChangeStatus.PROPOSED
    reviewed_by: Optional[str] = None
    reviewed_at: Optional[datetime] = None
    note: str = ""

    def lines(self) -> List[Tuple[str, str]]:
        """改了哪几行：（+ 添的、- 去的、空格 上下文，那一行）。"""
        diff = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=2)
        return [(line[0], line[1:]) for line in list(diff)[2:]]

"""对话记录：市民、热线、坐席说过的每一句，按次序编号。断线重连凭编号接着看。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Mapping, Optional

CITIZEN, HOTLINE, OPERATOR = "citizen", "hotline", "operator"


@dataclass(frozen=True)
class TranscriptEntry:
    """一句。content 是 text、title（按钮上的字）、buttons、custom 里有的那几样。

    number 在一个会话里从 1 起连续编号；key 是市民那头给这句话起的、重发时认得出的名字；
    answers 是这句答复的是第几句。
    """

    number: int
    at: datetime
    by: str
    content: Mapping[str, Any] = field(default_factory=dict)
    key: Optional[str] = None
    answers: Optional[int] = None

    def as_record(self) -> dict[str, Any]:
        """给页面看的样子。"""
        record = {"id": self.number, "at": self.at.isoformat(), "by": self.by, **self.content}
        return {**record, "key": self.key} if self.key else record

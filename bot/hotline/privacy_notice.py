"""收个人信息以前的告知（《个人信息保护法》第十七条）。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Tuple


@dataclass(frozen=True)
class PrivacyPoint:
    name: str
    text: str


@dataclass(frozen=True)
class PrivacyNotice:
    """knowledge/privacy_notice.yml。kept_days 也是真的删除期限，不只是说说。"""

    title: str = ""
    summary: str = ""
    points: Tuple[PrivacyPoint, ...] = ()
    kept_days: int = 30
    verified: bool = False

    def as_record(self) -> Dict[str, Any]:
        """给页面看的样子。"""
        points = [{"name": p.name, "text": p.text.replace("{kept_days}", str(self.kept_days))} for p in self.points]
        return {"title": self.title, "summary": self.summary, "points": points, "verified": self.verified}

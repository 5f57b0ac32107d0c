"""登记一件诉求要问什么、按什么次序问。内容在 knowledge/intake.yml。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional, Tuple

from bot.hotline.any_of import any_said


@dataclass(frozen=True)
class Question:
    """问一样。when 全部符合、又是这几个单位的才问；why 在市民问为什么时说；again 是没听懂时举的例子。"""

    field: str
    ask: str
    why: str
    again: str
    label: Optional[str] = None  # 这一类诉求里的叫法，和 short_labels 不同时写
    when: Tuple[str, ...] = ()
    bodies: Tuple[str, ...] = ()  # 只有转给这几个单位的才问
    not_bodies: Tuple[str, ...] = ()  # 转给这几个单位的不问


@dataclass(frozen=True)
class IntakeRules:
    """knowledge/intake.yml。questions 的键是诉求类型，另有 other_body。"""

    questions: Mapping[str, Tuple[Question, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    short_labels: Mapping[str, str] = field(default_factory=dict)
    privacy_notice: str = ""
    keeps_draft_days: int = 30
    idle_minutes: int = 30
    wrong_tries: int = 5
    grounds_of_refusals: Mapping[str, str] = field(default_factory=dict)
    files_anyway: Tuple[str, ...] = ()
    offers_item: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)

    def item_said(self, utterance: str) -> Optional[str]:
        """听着像举报、其实有专门事项可办的，是哪个事项；没有返回 None。“…”可以隔几个字。"""
        return next((item_id for item_id, phrases in self.offers_item.items() if any_said(phrases).search(utterance)), None)

    def question(self, track: str, name: str) -> Optional[Question]:
        return next((q for q in self.questions.get(track, ()) if q.field == name), None)

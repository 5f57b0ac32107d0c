"""诉求草稿：已经知道什么、走到哪一步。只算，不存、不说；还缺什么、下一句问什么在 draft_questions.py。"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, FrozenSet, Mapping, Optional, Sequence, Tuple

from bot.errors import DraftStepNotAllowed
from bot.hotline.intake import OTHER_BODY, PERSONAL


class Stage(str, Enum):
    OFFERED = "offered"  # 归别的单位管，问了要不要登记，还没有答
    COLLECTING = "collecting"  # 还在问
    CONFIRMING = "confirming"  # 问齐了，等市民确认
    SET_ASIDE = "set_aside"  # 放下了，留着
    FILED = "filed"  # 登记成工单了


# 读作「左边的草稿只能变为右边的之一」。取消就是删掉，不留状态。
MAY_BECOME: Mapping[Stage, FrozenSet[Stage]] = {
    Stage.OFFERED: frozenset({Stage.COLLECTING, Stage.CONFIRMING}),
    Stage.COLLECTING: frozenset({Stage.COLLECTING, Stage.CONFIRMING, Stage.SET_ASIDE}),
    Stage.CONFIRMING: frozenset({Stage.COLLECTING, Stage.CONFIRMING, Stage.SET_ASIDE, Stage.FILED}),
    Stage.SET_ASIDE: frozenset({Stage.COLLECTING, Stage.CONFIRMING, Stage.SET_ASIDE}),
    # 登记以后的补充、更正都在工单上做
    Stage.FILED: frozenset({Stage.FILED}),
}


@dataclass(frozen=True)
class Second:
    """同一次来话里的另一件（总局令第121号第九条；归别的单位的经 12345 转），登记成另一张工单。"""

    kind: str
    problem: Optional[str] = None
    department: Optional[str] = None
    is_anonymous: bool = False
    is_other_body: bool = False  # 这一件归别的单位


@dataclass(frozen=True)
class Draft:
    """一份草稿。said 是市民说的经过，一句一条、原样；values 是听出来的各项。

    declined 是市民说没有、不知道、不愿说的，不再问；explained 是说过一次为什么必须要的。
    """

    draft_id: str
    conversation_id: str
    kind: str
    source: str
    created_at: datetime
    updated_at: datetime
    stage: Stage = Stage.COLLECTING
    is_other_body: bool = False  # 归别的单位管，经 12345 转
    values: Mapping[str, Any] = field(default_factory=dict)
    said: Tuple[str, ...] = ()
    has_facts: bool = False  # said 里已经说到是什么事
    declined: Tuple[str, ...] = ()
    explained: Tuple[str, ...] = ()
    passed_over: Tuple[str, ...] = ()  # 问过一遍，市民只管说别的
    asking: Optional[str] = None
    latest: Tuple[str, ...] = ()  # 刚记下的几项，“不对，是……”说的就是它们
    second: Optional[Second] = None
    is_anonymous: bool = False
    is_online: bool = False
    is_group: bool = False
    told_purpose: bool = False  # 个人信息的告知说过了
    problem: Optional[str] = None
    department: Optional[str] = None
    place: Optional[str] = None
    urgency: str = "normal"
    emergency: Optional[str] = None
    grounds: Tuple[str, ...] = ()  # 看到的不予受理情形，交给人审
    told_grounds: Tuple[str, ...] = ()  # 其中跟市民说过的
    follows: Optional[str] = None  # 同一个人先登记的那张工单，说的是同一家
    hand_over_no: Optional[str] = None
    ticket_nos: Tuple[str, ...] = ()
    version: int = 0

    @property
    def track(self) -> str:
        """按哪一套问。"""
        return OTHER_BODY if self.is_other_body else self.kind

    @property
    def kinds(self) -> Tuple[str, ...]:
        return (self.kind, self.second.kind) if self.second else (self.kind,)

    @property
    def is_open(self) -> bool:
        return self.stage is not Stage.FILED

    def knows(self, name: str) -> bool:
        return self.has_facts if name == "facts" else self.values.get(name) not in (None, "", ())


def to(draft: Draft, stage: Stage) -> Draft:
    """走到下一步；不许走的抛 DraftStepNotAllowed。"""
    if stage not in MAY_BECOME[draft.stage]:
        raise DraftStepNotAllowed(f"草稿 {draft.draft_id} 现在是 {draft.stage.value}，不能变成 {stage.value}")
    return replace(draft, stage=stage)


# 反映窗口、表扬的没有商品（“戴眼镜”说的是人）；表扬、建议里没有要谁退赔。
_NOT_OF_KIND = {"conduct_complaint": ("product",), "commendation": ("product", "amount", "demand"), "suggestion": ("amount", "demand")}


def fill(draft: Draft, found: Mapping[str, Any]) -> Draft:
    """记下听出来的几项，后说的算数。要求过匿名的，不再记是谁。"""
    not_here = (*_NOT_OF_KIND.get(draft.kind, ()), *(PERSONAL if draft.is_anonymous else ()))
    kept = {k: v for k, v in found.items() if v not in (None, "") and k not in not_here}
    if not kept:
        return draft
    known_online = draft.is_online or "platform" in kept
    return replace(
        draft,
        values={**draft.values, **kept},
        latest=tuple(kept),
        is_online=known_online,
        is_group=draft.is_group or "companions" in kept,
        declined=tuple(name for name in draft.declined if name not in kept),
    )


def hear(draft: Draft, words: str, has_facts: bool) -> Draft:
    """市民说的经过，原样添上；说过的不重复添。"""
    said = draft.said if words in draft.said or not words.strip() else (*draft.said, words)
    return replace(draft, said=said, has_facts=draft.has_facts or has_facts)


def decline(draft: Draft, name: str) -> Draft:
    """市民说没有、不知道、不愿说：不再问这一样。"""
    return draft if name in draft.declined else replace(draft, declined=(*draft.declined, name))


def go_anonymous(draft: Draft, hidden: Sequence[str]) -> Draft:
    """匿名就是不留：姓名、电话、地址都去掉，hidden 是已经隐去身份的经过。"""
    values = {name: value for name, value in draft.values.items() if name not in PERSONAL}
    return replace(draft, values=values, said=tuple(hidden), is_anonymous=True)

"""交给人的事、扣着的答复。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, List, Mapping, Optional, Protocol, Sequence


@dataclass(frozen=True)
class Offer:
    """要把对话转给谁：一位同事，或者一个科室的人；note 是交代的话。"""

    by: str
    at: datetime
    to: Optional[str] = None
    department: Optional[str] = None
    note: str = ""


@dataclass(frozen=True)
class HandOver:
    """交给人的一件事。phone 是明文，落库时加密。

    reason：asked 市民要人工、misunderstood 两次没听懂、emergency 紧急、draft 诉求填了一半没提交。
    draft_id 是没登记完的草稿，人接过去就不用市民从头说。
    """

    number: str
    conversation_id: str
    reason: str
    created_at: datetime
    phone: Optional[str] = None
    department: Optional[str] = None
    emergency: Optional[str] = None
    draft_id: Optional[str] = None
    taken_at: Optional[datetime] = None  # 坐席接下了
    taken_by: Optional[str] = None
    spoke_at: Optional[datetime] = None  # 坐席在这个对话里最近一次说话；没开口、交还了是空的
    first_taken_by: Optional[str] = None  # 首问：转给谁都还是他
    offer: Optional[Offer] = None  # 正在转，等对方接
    refused_by: Optional[str] = None  # 上一次转，谁没有接
    refusal: str = ""
    holds_answers: bool = False  # 机器人的答复先给坐席看
    closed_at: Optional[datetime] = None
    outcome: Optional[str] = None


@dataclass(frozen=True)
class HeldAnswer:
    """扣着等坐席看的一次答复。until 到了没人看就照发。"""

    id: int
    number: str
    conversation_id: str
    replies: Sequence[Mapping[str, Any]]
    held_at: datetime
    until: datetime


class HandOverStore(Protocol):
    def add(self, hand_over: HandOver) -> None: ...

    def set_phone(self, number: str, phone: str) -> None: ...

    def latest(self, limit: int) -> List[HandOver]: ...

    def get(self, number: str) -> Optional[HandOver]: ...

    def latest_of(self, conversation_id: str) -> Optional[HandOver]: ...

    def emergencies_of(self, conversation_id: str, since: datetime) -> List[HandOver]: ...

    def waiting(self, limit: int) -> List[HandOver]: ...

    def ahead_of(self, hand_over: HandOver) -> int: ...

    def take(self, number: str, by: str, at: datetime) -> Optional[HandOver]: ...

    def set_spoken(self, number: str, at: Optional[datetime]) -> None: ...

    def mine(self, by: str) -> List[HandOver]: ...

    def offered_to(self, username: str, department: Optional[str]) -> List[HandOver]: ...

    def offer(self, number: str, offer: Offer) -> bool: ...

    def accept(self, number: str, username: str, department: Optional[str], at: datetime) -> bool: ...

    def refuse(self, number: str, username: str, department: Optional[str], why: str) -> bool: ...

    def withdraw(self, number: str, by: str) -> bool: ...

    def left(self, present: Sequence[str]) -> List[HandOver]: ...

    def reclaim(self, number: str, taken_by: str, by: str, at: datetime) -> bool: ...

    def set_holding(self, number: str, holds: bool) -> None: ...

    def close(self, number: str, by: str, outcome: str, note: str, at: datetime) -> bool: ...


class HeldAnswerStore(Protocol):
    def add(self, number: str, conversation_id: str, replies: Sequence[Mapping[str, Any]], at: datetime, until: datetime) -> None: ...

    def of(self, number: str) -> List[HeldAnswer]: ...

    def late(self, now: datetime) -> List[HeldAnswer]: ...

    def claim(self, held_id: int, number: str, now: datetime) -> Optional[HeldAnswer]: ...

    def done(self, held_id: int) -> None: ...

    def drop(self, number: str) -> None: ...

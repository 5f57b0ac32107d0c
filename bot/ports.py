"""用例要用到的外界，一处一个接口。实现在 stores/ 与 nlu/，由 bootstrap/ 选定。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Dict, Iterable, List, Mapping, Optional, Protocol, Sequence, Tuple

from bot.hotline.draft import Draft
from bot.hotline.evidence import Evidence
from bot.hotline.figures import Counts
from bot.hotline.ledger import Period
from bot.hotline.one_time_notice import OneTimeNotice
from bot.hotline.points import Happening
from bot.hotline.rating import Finding, FollowUp, Grade, Rating
from bot.hotline.ticket import HistoryEntry, Ticket
from bot.hotline.transcript import TranscriptEntry


@dataclass(frozen=True)
class Offer:
    """要把对话转给谁：一位同事，或者一个科室的人；note 是交代的话。"""

    by: str
    at: datetime
    to: Optional[str] = None
    department: Optional[str] = None
    note: str = ""

    def is_for(self, username: str, department: Optional[str]) -> bool:
        return self.to == username or (self.to is None and self.department is not None and self.department == department)


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


class NoticeStore(Protocol):
    def add(self, notice: OneTimeNotice) -> None: ...

    def get(self, number: str) -> Optional[OneTimeNotice]: ...


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


class TranscriptStore(Protocol):
    """对话记录。hear 返回（这一句，是不是已经答过）。"""

    def hear(
        self, conversation_id: str, content: Mapping[str, Any], at: datetime, key: Optional[str] = None
    ) -> Tuple[TranscriptEntry, bool]: ...

    def answer(
        self, conversation_id: str, said: TranscriptEntry, replies: Sequence[Mapping[str, Any]], at: datetime
    ) -> List[TranscriptEntry]: ...

    def say(self, conversation_id: str, by: str, content: Mapping[str, Any], at: datetime) -> TranscriptEntry: ...

    def answers_to(self, conversation_id: str, said: TranscriptEntry) -> List[TranscriptEntry]: ...

    def after(self, conversation_id: str, number: int = 0) -> List[TranscriptEntry]: ...

    def forget(self, conversation_id: str) -> None: ...

    def forget_before(self, moment: datetime) -> int: ...


class EvidenceStore(Protocol):
    """证据。clean 核对内容、去掉拍摄信息，不能收的抛 EvidenceRefused。"""

    def clean(self, data: bytes) -> Tuple[bytes, str]: ...

    def add(self, evidence: Evidence, data: bytes) -> None: ...

    def get(self, evidence_no: str) -> Optional[Evidence]: ...

    def of_conversation(self, conversation_id: str) -> List[Evidence]: ...

    def unfiled_of(self, conversation_id: str) -> List[Evidence]: ...

    def file(self, conversation_id: str, ticket_nos: Sequence[str] = ()) -> None: ...

    def unfiled_before(self, moment: datetime) -> List[str]: ...

    def content(self, evidence_no: str) -> bytes: ...

    def delete(self, evidence_no: str) -> None: ...


class BindingStore(Protocol):
    """接到微信的网页。"""

    def forget_before(self, moment: datetime) -> int: ...


class RatingStore(Protocol):
    def add(self, rating: Rating, key: Optional[str] = None) -> Tuple[Rating, bool]: ...

    def get(self, number: str) -> FollowUp: ...

    def close(self, number: str, finding: Finding, note: str, by: str, at: datetime) -> FollowUp: ...

    def find(self, department: Optional[str] = None, open_only: bool = False, limit: int = 200) -> List[FollowUp]: ...

    def latest_of_tickets(self, numbers: Sequence[str]) -> Dict[str, Grade]: ...


class CorrectionStore(Protocol):
    """人改过的分类，等人看过才教给模型。"""

    def add(
        self, said: str, heard: Mapping[str, Any], should_be: Mapping[str, Any], why: str, by: str, ticket_no: Optional[str], at: datetime
    ) -> None: ...

    def all(self) -> List[Dict[str, Any]]: ...


class UnansweredStore(Protocol):
    """市民问了没答上来的话，已经拿掉人；一样的只加次数。"""

    def add(self, said: str, department: Optional[str], heard: Mapping[str, Any], at: datetime) -> None: ...


class FiguresStore(Protocol):
    def count(self, period: Period, department: Optional[str], now: datetime) -> Counts: ...


class LedgerStore(Protocol):
    def tickets_of(self, period: Period, department: Optional[str] = None) -> List[Ticket]: ...

    def histories(self, numbers: Sequence[str]) -> Dict[str, List[HistoryEntry]]: ...

    def happenings(self, period: Period, facts: Iterable[str]) -> List[Happening]: ...

    def outcomes(self, numbers: Sequence[str]) -> Dict[str, str]: ...


class DraftStore(Protocol):
    def get(self, draft_id: str) -> Draft:
        """没有、删了、过期了，抛 DraftUnknown。"""
        ...

    def save(self, draft: Draft) -> Draft:
        """存下一版，返回带新版本号的；别处刚改过的抛 TicketChangedMeanwhile。"""
        ...

    def finish(self, draft: Draft, ticket_nos: Sequence[str]) -> None:
        """登记成了：只留编号。"""
        ...

    def mark_handed_over(self, draft_id: str, number: str) -> bool: ...

    def delete(self, draft_id: str) -> None: ...

    def latest_open(self, conversation_id: str) -> Optional[Draft]: ...

    def idle_since(self, moment: datetime, limit: int = 100) -> List[Draft]: ...

    def delete_older_than(self, moment: datetime) -> int: ...


class LookupStore(Protocol):
    """查进度对错的次数。"""

    def add_failure(self, conversation_id: str, ticket_no: str, at: datetime) -> None: ...

    def failures(self, conversation_id: str, ticket_no: str, since: datetime) -> int: ...


class EntityFinder(Protocol):
    """从一句话里找人名、商家、地址、电话等；不管这句话像不像诉求。"""

    def entities(self, text: str, received_on: date) -> List[Mapping[str, Any]]:
        """形状同 analyse 的 entities；“昨天”是哪天，照 received_on 算。"""
        ...


class FollowerStore(Protocol):
    """谁在等一张工单的消息。"""

    def is_followed(self, ticket_no: str) -> bool: ...


class ItemLinker(Protocol):
    """把话连到事项。"""

    def link(self, texts: Sequence[str]) -> List[List[Tuple[str, float]]]:
        """每句话最像的五个事项和分数（0–1），从高到低。"""
        ...


class AnswerFinder(Protocol):
    """在问答里找答案。"""

    def find(self, text: str, limit: int = 3) -> List[Tuple[str, float]]:
        """最像的问答编号和分数（0–1），从高到低。"""
        ...

    def find_in_item(self, item_id: str, text: str) -> Optional[int]:
        """问的是这个事项的第几条常见问题；都不像返回 None。"""
        ...


@dataclass(frozen=True)
class Outgoing:
    """要和工单同一个事务放进发件箱的一件。kind：ticket、urge、supplement、status。"""

    ticket_no: str
    platform: str
    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class RequestKey:
    """幂等键：谁的、什么键、配的什么内容（规范化以后的文字）。"""

    scope: str
    key: str
    body: str
    created_at: datetime


@dataclass(frozen=True)
class TicketFilter:
    """找工单的条件，全部“且”。scope 是看得到的科室：主办或者协办；None 是全看得到。"""

    text: Optional[str] = None
    statuses: Tuple[str, ...] = ()
    kinds: Tuple[str, ...] = ()
    department: Optional[str] = None
    problem: Optional[str] = None
    urgency: Optional[str] = None
    ticket_system: Optional[str] = None
    phone: Optional[str] = None
    external_no: Optional[str] = None
    filed_since: Optional[datetime] = None
    filed_until: Optional[datetime] = None
    due_until: Optional[date] = None
    scope: Optional[str] = None
    hides_conduct: bool = False  # 作风投诉不给承办以外的人看
    has_words: bool = False  # 只要市民又说了话、还没处理完的


@dataclass(frozen=True)
class TicketPage:
    """一页工单，新的在前；经过不在里面。next_cursor 为空就是到底了。"""

    tickets: Tuple[Ticket, ...]
    next_cursor: Optional[int] = None


@dataclass(frozen=True)
class Filed:
    """登记的结果。is_repeat：同一个幂等键登记过，这是上次的那几张。"""

    tickets: Tuple[Ticket, ...]
    is_repeat: bool = False


@dataclass(frozen=True)
class Change:
    """一张工单的改动：改之前的（核对版本），改之后的。"""

    before: Ticket
    after: Ticket


class TicketStore(Protocol):
    def file(
        self, new: Sequence[Ticket], outgoing: Sequence[Outgoing], key: Optional[RequestKey] = None
    ) -> Filed: ...

    def get(self, ticket_no: str) -> Ticket: ...

    def save(
        self, changes: Sequence[Change], outgoing: Sequence[Outgoing] = (), key: Optional[RequestKey] = None
    ) -> bool:
        """几张一起改，要么都成要么都不成。同一个键做过就什么也不做，返回 False。"""
        ...

    def find(self, wanted: TicketFilter, limit: int = 50, cursor: Optional[int] = None) -> TicketPage: ...

    def count(
        self, statuses: Sequence[str], scope: Optional[str], hides_conduct: bool, today: date, soon: date
    ) -> Dict[str, Dict[str, int]]: ...

    def same_respondent(self, ticket: Ticket, limit: int = 200) -> List[Ticket]: ...

    def with_origin(self, system: str, number: str) -> Optional[Ticket]: ...

    def needing_attention(self, until: date) -> List[str]: ...


class PhraseMatcher(Protocol):
    """一句话和几组说法比，看像哪一组。"""

    def rank(self, text: str, groups: Sequence[Sequence[str]]) -> List[float]:
        """每组里最像的那个说法的分数（0–1），次序同 groups。"""
        ...

"""工单：是什么、走过哪些步。经过只添不改；能走哪一步在 ticket_life。"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Dict, Mapping, Optional, Tuple

from bot.errors import PersonMustDecide, ReasonMissing, StepNotAllowed
from bot.hotline.clock import Clock
from bot.hotline.privacy import hide_person
from bot.hotline.ticket_life import BY_A_PERSON, NOTES, STEPS, WITH_REASON, Fact, TicketStatus


@dataclass(frozen=True)
class Actor:
    """谁做的：工作人员，或者热线自己、市民、平台、时钟。"""

    id: str
    role: str
    department: Optional[str] = None

    @property
    def is_person(self) -> bool:
        return self.role not in ("bot", "platform", "clock")


BOT = Actor("bot", "bot")
CLOCK = Actor("clock", "clock")
CITIZEN = Actor("citizen", "citizen")


@dataclass(frozen=True)
class Citizen:
    name: Optional[str] = None
    phone: Optional[str] = None
    address: Optional[str] = None
    is_anonymous: bool = False
    id_number: Optional[str] = None
    is_confidential: bool = False  # 来单注明保密的，和举报人一样藏


@dataclass(frozen=True)
class Respondent:
    """被投诉举报的经营者。platform 是网店所在的平台。"""

    name: Optional[str] = None
    address: Optional[str] = None
    is_online: bool = False
    platform: Optional[str] = None


@dataclass(frozen=True)
class Subject:
    product_or_service: Optional[str] = None
    amount: Optional[float] = None
    event_on: Optional[date] = None


@dataclass(frozen=True)
class HistoryEntry:
    """经过的一条：什么事、什么时候、谁、为什么。words 是市民原话，落库加密。"""

    fact: Fact
    at: datetime
    by: str
    role: str
    department: Optional[str] = None
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    words: Optional[str] = None


@dataclass(frozen=True)
class CitizenWords:
    """市民在登记好的工单上又说的一次，还没处理完。number 是经过的第几条；seen_by 是头一个看过的人。"""

    number: int
    fact: Fact
    at: datetime
    seen_by: Optional[str] = None
    seen_at: Optional[datetime] = None


@dataclass(frozen=True)
class Link:
    """连到另一张工单。

    split 一次来话分成的两张；duplicate_of / has_duplicate 重复；same_event 同一件事；
    continues / continued_by 归档以后又来的。
    """

    ticket_no: str
    kind: str


# 另一头怎么说；没列的两头一样。
OTHER_END = {
    "duplicate_of": "has_duplicate",
    "has_duplicate": "duplicate_of",
    "continues": "continued_by",
    "continued_by": "continues",
}


@dataclass(frozen=True)
class Ticket:
    """一张工单。narrative 已隐去个人信息，words 是原话，只有有权的人经登记才能看。"""

    ticket_no: str
    kind: str
    ticket_system: str
    department: str
    status: TicketStatus
    title: str
    narrative: str
    citizen: Citizen
    respondent: Respondent
    subject: Subject
    filed_at: datetime
    source: str
    problem: Optional[str] = None
    urgency: str = "normal"
    emergency: Optional[str] = None
    supporting: Tuple[str, ...] = ()
    demands: Tuple[str, ...] = ()
    evidence: Tuple[str, ...] = ()
    words: str = ""
    origin_system: Optional[str] = None
    origin_no: Optional[str] = None
    external_no: Optional[str] = None
    delivery_status: Optional[str] = None
    urged: int = 0
    citizen_words: Tuple[CitizenWords, ...] = ()
    clocks: Tuple[Clock, ...] = ()
    links: Tuple[Link, ...] = ()
    history: Tuple[HistoryEntry, ...] = ()
    version: int = 0
    id: int = 0

    @property
    def departments(self) -> Tuple[str, ...]:
        """主办和协办。"""
        return (self.department, *self.supporting)

    @property
    def due_on(self) -> Optional[date]:
        """最近要到期的一天。"""
        return min((c.due_on for c in self.clocks if c.is_running and c.due_on), default=None)


def record(
    ticket: Ticket,
    fact: Fact,
    at: datetime,
    by: Actor,
    reason: str = "",
    details: Optional[Dict[str, Any]] = None,
    words: Optional[str] = None,
    **changes: Any,
) -> Ticket:
    """记一件事。现在的状态不许、该由人定、缺理由的，都拒绝；理由里的个人信息自动隐去。"""
    if fact not in NOTES:
        allowed, to = STEPS[fact]
        if ticket.status not in allowed:
            said = f"工单 {ticket.ticket_no} 现在是 {ticket.status.value}，不能 {fact.value}"
            raise StepNotAllowed(said, ticket.status.value, fact.value)
        changes["status"] = to or ticket.status
    if fact in BY_A_PERSON and not by.is_person:
        raise PersonMustDecide(f"{fact.value} 只能由工作人员决定")
    if fact in WITH_REASON and not reason.strip():
        raise ReasonMissing(f"{fact.value} 要写明理由")
    hidden = {key: hide_person(v, ticket.citizen) if isinstance(v, str) else v for key, v in (details or {}).items()}
    entry = HistoryEntry(
        fact, at, by.id, by.role, by.department, hide_person(reason.strip(), ticket.citizen), hidden, words
    )
    return replace(ticket, history=(*ticket.history, entry), **changes)


def link(ticket: Ticket, other_no: str, kind: str) -> Ticket:
    """连一张；已经连过就不变。"""
    wanted = Link(other_no, kind)
    return ticket if wanted in ticket.links else replace(ticket, links=(*ticket.links, wanted))

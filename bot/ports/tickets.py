"""工单：登记、改、找；一起进发件箱的；谁在等消息。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Optional, Protocol, Sequence, Tuple

from bot.hotline.ticket import Ticket


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


class FollowerStore(Protocol):
    """谁在等一张工单的消息。"""

    def is_followed(self, ticket_no: str) -> bool: ...

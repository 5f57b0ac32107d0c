"""事后算账：评价、台账、统计。"""

from __future__ import annotations

from datetime import datetime
from typing import Dict, Iterable, List, Optional, Protocol, Sequence, Tuple

from bot.hotline.figures import Counts
from bot.hotline.ledger import Period
from bot.hotline.points import Happening
from bot.hotline.rating import Finding, FollowUp, Grade, Rating
from bot.hotline.ticket import HistoryEntry, Ticket


class RatingStore(Protocol):
    def add(self, rating: Rating, key: Optional[str] = None) -> Tuple[Rating, bool]: ...

    def get(self, number: str) -> FollowUp: ...

    def close(self, number: str, finding: Finding, note: str, by: str, at: datetime) -> FollowUp: ...

    def find(self, department: Optional[str] = None, open_only: bool = False, limit: int = 200) -> List[FollowUp]: ...

    def latest_of_tickets(self, numbers: Sequence[str]) -> Dict[str, Grade]: ...


class LedgerStore(Protocol):
    def tickets_of(self, period: Period, department: Optional[str] = None) -> List[Ticket]: ...

    def histories(self, numbers: Sequence[str]) -> Dict[str, List[HistoryEntry]]: ...

    def happenings(self, period: Period, facts: Iterable[str]) -> List[Happening]: ...

    def outcomes(self, numbers: Sequence[str]) -> Dict[str, str]: ...


class FiguresStore(Protocol):
    def count(self, period: Period, department: Optional[str], now: datetime) -> Counts: ...

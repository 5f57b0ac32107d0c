"""首问负责：谁先接的谁负责到底，直到有科室签收；退回来还是他的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Optional

from bot.hotline.ticket import HistoryEntry, Ticket
from bot.hotline.ticket_life import Fact

_TAKEN_IN = (Fact.FILED, Fact.TRANSFER_RECEIVED)


@dataclass(frozen=True)
class FirstContact:
    """首问是谁；handed_to 空着，说明现在还由首问负责。"""

    by: str
    role: str
    since: Optional[datetime]
    handed_to: Optional[str] = None
    handed_at: Optional[datetime] = None


def first_contact(ticket: Ticket) -> FirstContact:
    """从经过里看：登记的人是首问，最后一次签收后归科室，退单又回到首问。"""
    taken: Optional[HistoryEntry] = None
    accepted: Optional[HistoryEntry] = None
    for entry in ticket.history:
        if entry.fact in _TAKEN_IN and taken is None:
            taken = entry
        elif entry.fact is Fact.ACCEPTED:
            accepted = entry
        elif entry.fact in (Fact.RETURNED, Fact.SEPARATED):
            accepted = None
    if taken is None:
        return FirstContact("", "", None)
    return FirstContact(
        taken.by,
        taken.role,
        taken.at,
        str(accepted.details.get("department")) if accepted else None,
        accepted.at if accepted else None,
    )

"""成批办：选中的几张，一样的一步，一张一张办；办不成的说清为什么，不连累别的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, List, Mapping, Optional, Sequence

from bot.errors import HotlineError, TicketUnknown
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.visibility import may_see


@dataclass(frozen=True)
class Outcome:
    """一张的结果。ticket 是办好以后的；没办成的是 None，error 说为什么。"""

    ticket_no: str
    ticket: Optional[Ticket] = None
    error: Optional[HotlineError] = None


def change_many(
    ticket_nos: Sequence[str], use: Callable[..., Ticket], given: Mapping[str, Any], by: Actor, hotline
) -> List[Outcome]:
    """use 是单张的用例，given 是填的几样。次序照 ticket_nos，同一个编号只办一次。

    看不到的和没有的一样说；意外的错误照样往上抛，已经办成的不撤。
    """
    return [_change(number, use, given, by, hotline) for number in dict.fromkeys(ticket_nos)]


def _change(number: str, use: Callable[..., Ticket], given: Mapping[str, Any], by: Actor, hotline) -> Outcome:
    try:
        if not may_see(hotline.tickets.get(number), by):
            raise TicketUnknown(f"没有工单 {number}")
        return Outcome(number, use(number, by=by, hotline=hotline, **given))
    except HotlineError as error:
        return Outcome(number, error=error)

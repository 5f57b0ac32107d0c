"""每日对账：我们送出、收到的，和平台清单上的，逐张比；不一样的说清差在哪里。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Dict, List, Mapping, Optional, Protocol, Sequence, Tuple, Union

import aiohttp

from connectors.platforms.gateway import Gateway, TheirTicket
from connectors.platforms.mapping import FieldMapping

# 对方收下了、回执却几天后才拿到的也有：取两边清单时前后都多取这么久，才不会把它当成少了。
MARGIN = timedelta(days=4)


class Gap(str, Enum):
    """差在哪里。值就是给人看的说法。"""

    OURS_ONLY = "我方已送达、对方清单没有"
    THEIRS_ONLY = "对方清单有、我方没有"
    NUMBER_DIFFERS = "平台编号不一致"
    STATUS_DIFFERS = "状态不一致"
    TWICE = "对方同一张工单有几个编号"


class OurTicket(Protocol):
    """我们这边的一条，由 stores/platform_tickets.py 给出。

    status 是我们的状态；at 是拿到回执（或收到转办）的时刻，没送到的是 None。
    is_settled 为假：还有状态没送到对方，此时状态不同不算差错。
    heard：我们推送之后对方又来信说的状态，对方的原话。
    """

    ticket_no: str
    external_no: Optional[str]
    status: str
    at: Optional[datetime]
    is_transfer: bool
    is_settled: bool
    heard: Optional[str]


@dataclass(frozen=True)
class Difference:
    gap: Gap
    ticket_no: str
    external_no: str
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Reconciliation:
    """一个平台一段时间的对账结果。undelivered 是还在发件箱里的张数，不算差错，但要让人看见。"""

    platform: str
    name: str
    since: datetime
    until: datetime
    ours: int
    theirs: int
    differences: Tuple[Difference, ...]
    undelivered: int = 0

    @property
    def is_clean(self) -> bool:
        return not self.differences

    def as_text(self) -> str:
        """给人看的对账单。"""
        span = f"{self.since:%Y-%m-%d %H:%M} 至 {self.until:%Y-%m-%d %H:%M}"
        lines = [f"{self.name}对账单　{span}", f"我方 {self.ours} 张，对方 {self.theirs} 张。"]
        if self.undelivered:
            lines.append(f"另有 {self.undelivered} 张还在发件箱里没送到。")
        if self.is_clean:
            lines.append("两边一致，没有差错。")
        for gap in Gap:
            found = [difference for difference in self.differences if difference.gap is gap]
            if found:
                lines.append(f"{gap.value}（{len(found)} 张）：")
                lines += [f"  {_say(difference)}" for difference in found]
        return "\n".join(lines)


async def reconcile(
    gateway: Gateway,
    session: aiohttp.ClientSession,
    ours: Sequence[OurTicket],
    since: datetime,
    until: datetime,
) -> Reconciliation:
    """取对方清单来比。ours 要取 [since − MARGIN, until + MARGIN) 的，和还没送到的全部。"""
    theirs = await gateway.list_tickets(session, since - MARGIN, until + MARGIN)
    return compare(gateway.mapping, ours, theirs, since, until)


def compare(
    mapping: FieldMapping, ours: Sequence[OurTicket], theirs: Sequence[TheirTicket], since: datetime, until: datetime
) -> Reconciliation:
    """两份清单都比 [since, until) 宽；只有自己的时刻落在里面的才报，免得同一张报两天。"""
    their_index: Dict[str, List[TheirTicket]] = {}
    for ticket in theirs:
        their_index.setdefault(_key(ticket), []).append(ticket)
    our_keys = {_key(ticket) for ticket in ours}
    our_day = [ticket for ticket in ours if ticket.at is not None and since <= ticket.at < until]
    their_day = [ticket for ticket in theirs if since <= ticket.received_at < until]
    differences: List[Difference] = []
    for our in our_day:
        differences += _differences(our, their_index.get(_key(our), []), mapping.tables["status"])
    for ticket in their_day:
        if _key(ticket) not in our_keys:
            differences.append(Difference(Gap.THEIRS_ONLY, ticket.ticket_no, ticket.external_no, theirs=ticket.status))
    return Reconciliation(
        platform=mapping.platform,
        name=mapping.name,
        since=since,
        until=until,
        ours=len(our_day),
        theirs=len(their_day),
        differences=tuple(differences),
        undelivered=sum(ticket.at is None for ticket in ours),
    )


def _differences(ours: OurTicket, theirs: Sequence[TheirTicket], status_words: Mapping[str, str]) -> List[Difference]:
    external_no = ours.external_no or ""
    if not theirs:
        return [Difference(Gap.OURS_ONLY, ours.ticket_no, external_no, ours=status_words.get(ours.status, ours.status))]
    numbers = sorted({ticket.external_no for ticket in theirs})
    if len(numbers) > 1:
        return [Difference(Gap.TWICE, ours.ticket_no, external_no, ours=external_no, theirs="、".join(numbers))]
    if numbers[0] != external_no:
        return [Difference(Gap.NUMBER_DIFFERS, ours.ticket_no, external_no, ours=external_no, theirs=numbers[0])]
    word = ours.heard or status_words.get(ours.status, ours.status)
    if ours.is_settled and theirs[0].status != word:
        return [Difference(Gap.STATUS_DIFFERS, ours.ticket_no, external_no, ours=word, theirs=theirs[0].status)]
    return []


def _key(ticket: Union[OurTicket, TheirTicket]) -> str:
    """送去的按我们的单号认，转来的按对方的编号认。"""
    return f"transfer {ticket.external_no}" if ticket.is_transfer else ticket.ticket_no


def _say(difference: Difference) -> str:
    said = f"工单 {difference.ticket_no or '（无）'}，平台编号 {difference.external_no or '（无）'}"
    if difference.ours and difference.theirs:
        return f"{said}：我方{difference.ours}，对方{difference.theirs}"
    return f"{said}：{difference.ours or difference.theirs}"

"""市民补充材料、催办。都不另开工单；归档以后再来的另开一张，连上原来的。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.hotline.privacy import hide_person
from bot.hotline.ticket import CITIZEN, Actor, Fact, Ticket
from bot.hotline.visibility import is_secret
from bot.ports import RequestKey
from bot.usecases.change_ticket import keep, platforms, shown, step, told, without_reporter

# 同一张催到第几次起，提到班长席。
URGES_TO_ESCALATE = 2


def supplement_ticket(
    ticket_no: str,
    narrative: str,
    hotline,
    by: Actor = CITIZEN,
    evidence: Sequence[str] = (),
    has_new_facts: bool = False,
    key: Optional[RequestKey] = None,
    silent_to: Optional[str] = None,
) -> Ticket:
    """补充。举报补充了新的事实，核查期限从这次重新起算（第三十五条）。原话加密另存。"""
    before = hotline.tickets.get(ticket_no)
    public = _public(narrative, before, hotline)
    is_unnamed = before.citizen.is_anonymous and is_secret(before)
    restarts = has_new_facts and before.kind == "tip_off"
    after = step(
        before,
        Fact.NEW_FACTS if restarts else Fact.SUPPLEMENTED,
        by,
        hotline,
        public,
        words=public if is_unnamed else narrative,
        narrative=f"{before.narrative}\n{public}",
        evidence=(*before.evidence, *(hide_person(entry, before.citizen) for entry in evidence)),
    )
    extra = [told(after, p, "supplement", hotline, public) for p in platforms(after) if p != silent_to]
    return keep(before, after, hotline, extra=extra, key=key)


def urge_ticket(
    ticket_no: str,
    note: str,
    hotline,
    by: Actor = CITIZEN,
    key: Optional[RequestKey] = None,
    silent_to: Optional[str] = None,
) -> Ticket:
    """催办：记在原单上、告诉平台，不另建单；催了几次提到班长席。"""
    before = hotline.tickets.get(ticket_no)
    note = _public(note, before, hotline)
    times = before.urged + 1
    details = {"times": times, "to": "shift_lead" if times >= URGES_TO_ESCALATE else before.department}
    after = replace(step(before, Fact.URGED, by, hotline, note, details), urged=times)
    extra = [told(after, p, "urge", hotline, note) for p in platforms(after) if p != silent_to]
    return keep(before, after, hotline, extra=extra, key=key)


def _public(text: str, ticket: Ticket, hotline) -> str:
    """可以给人看的：身份要保密的，能认出他的话都拿掉。"""
    if is_secret(ticket):
        return without_reporter(text, ticket.citizen, hotline, (ticket.respondent.name or "",))
    return shown(text, ticket.citizen, hotline)

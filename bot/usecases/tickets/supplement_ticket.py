"""市民补充材料、催办、换电话、要求撤回。都不另开工单；归档以后再来的另开一张，连上原来的。"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Optional, Sequence

from bot.errors import TicketChangedMeanwhile
from bot.hotline.privacy import hide_person
from bot.hotline.ticket import CITIZEN, Actor, Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.visibility import is_secret
from bot.ports import RequestKey
from bot.usecases.reading.their_phones import hide_but_their_phones
from bot.usecases.tickets.change_ticket import keep, platforms, shown, step, told, without_reporter

# 同一张催到第几次起，提到班长席。
URGES_TO_ESCALATE = 2
_TRIES = 3


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
        words=hide_but_their_phones(narrative, lambda said: _public(said, before, hotline), hotline) if is_unnamed else narrative,
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


def change_phone(ticket_no: str, phone: str, words: str, hotline, by: Actor = CITIZEN) -> Ticket:
    """换联系电话。是不是本人由调用的人认准；号码不进经过，平台只知道换过。"""
    before = hotline.tickets.get(ticket_no)
    citizen = replace(before.citizen, phone=phone)
    after = step(before, Fact.CONTACT_CHANGED, by, hotline, words=words, citizen=citizen)
    return keep(before, after, hotline, extra=_told_to_platforms(after, "诉求人换了联系电话，请向市场监督管理局询问", hotline))


def ask_to_withdraw(ticket_no: str, hotline, by: Actor = CITIZEN) -> Ticket:
    """市民要求撤回。只是记下：终止调解、结案由承办的人定（总局令第121号第二十三条第一项）。"""
    before = hotline.tickets.get(ticket_no)
    after = step(before, Fact.WITHDRAWAL_ASKED, by, hotline, "市民要求撤回，请核实后办理")
    return keep(before, after, hotline, extra=_told_to_platforms(after, "诉求人要求撤回", hotline))


def saving(change: Callable[[], Ticket]) -> Ticket:
    """市民的改动撞上科室的改动（TicketChangedMeanwhile）时再试，不让市民重说。"""
    for _ in range(_TRIES - 1):
        try:
            return change()
        except TicketChangedMeanwhile:
            continue
    return change()


def _told_to_platforms(ticket: Ticket, note: str, hotline):
    return [told(ticket, platform, "supplement", hotline, note) for platform in platforms(ticket)]
def _public(text: str, ticket: Ticket, hotline) -> str:
    """可以给人看的：身份要保密的，能认出他的话都拿掉。"""
    if is_secret(ticket):
        return without_reporter(text, ticket.citizen, hotline, (ticket.respondent.name or "",))
    return shown(text, ticket.citizen, hotline)

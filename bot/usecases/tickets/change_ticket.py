"""改一张工单的公共一步：记事、走表、通知平台，一个事务存下。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence

from bot.errors import NotYourTicket, TicketChangedMeanwhile
from bot.hotline.citizen_words import words_left
from bot.hotline.privacy import hide_person, hide_stated_address, hide_stated_name
from bot.hotline.ticket import CLOCK, Actor, Citizen, Ticket, record
from bot.hotline.ticket_life import Fact
from bot.hotline.ticket_record import platform_payload
from bot.hotline.visibility import is_desk, is_handler
from bot.ports import Change, Outgoing, RequestKey
from bot.usecases.returning.tell_follower import progress_notices

# 这些事发生了要告诉平台；其余是内部的经过，不出去。
_TOLD_TO_PLATFORMS = frozenset(
    {
        Fact.DISPATCHED, Fact.ACCEPTED, Fact.RETURNED, Fact.COMPLAINT_ACCEPTED, Fact.DECLINED, Fact.PAUSED,
        Fact.RESUMED, Fact.RESOLVED, Fact.REPLIED, Fact.REOPENED, Fact.ARCHIVED, Fact.MERGED, Fact.SEPARATED,
    }
)  # fmt: skip


def step(
    ticket: Ticket,
    fact: Fact,
    by: Actor,
    hotline,
    reason: str = "",
    details: Optional[Dict[str, Any]] = None,
    words: Optional[str] = None,
    **changes: Any,
) -> Ticket:
    """记一件事，表和市民等着的话跟着变；还没有存。"""
    now = hotline.now()
    after = record(ticket, fact, now, by, reason, details, words, **changes)
    after = replace(after, citizen_words=words_left(after))
    return replace(after, clocks=hotline.knowledge.timekeeper.after(after.clocks, fact.value, now, traits(after)))


def keep(
    before: Ticket,
    after: Ticket,
    hotline,
    note: str = "",
    reply: Optional[str] = None,
    extra: Sequence[Outgoing] = (),
    silent_to: Optional[str] = None,
    key: Optional[RequestKey] = None,
) -> Ticket:
    """存下。note、reply 是给平台和市民看的话；silent_to 是不用通知的平台（消息就是它发来的）。"""
    outgoing = [*extra, *status_updates(before, after, hotline, note, reply, silent_to)]
    outgoing += progress_notices(before, after, hotline)
    try:
        is_new = hotline.tickets.save([Change(before, after)], outgoing, key)
    except TicketChangedMeanwhile:
        latest = hotline.tickets.get(before.ticket_no)
        if not _only_the_clock(before, latest):
            raise
        before, after = latest, _on_top_of(latest, before, after)
        is_new = hotline.tickets.save([Change(before, after)], outgoing, key)
    if is_new:
        for entry in after.history[len(before.history) :]:
            hotline.log("ticket_changed", ticket_no=after.ticket_no, fact=entry.fact.value, status=after.status.value)
    return hotline.tickets.get(after.ticket_no)


def _only_the_clock(before: Ticket, latest: Ticket) -> bool:
    """这中间只有到期提醒、督办写过：人办的这一步照办，不让他再来一遍。"""
    added = latest.history[len(before.history) :]
    return bool(added) and all(entry.role == CLOCK.role for entry in added)


def _on_top_of(latest: Ticket, before: Ticket, after: Ticket) -> Ticket:
    told = {(clock.time_limit, clock.round): clock for clock in latest.clocks}
    clocks = (
        replace(clock, warned=max(clock.warned, told[key].warned), escalated=max(clock.escalated, told[key].escalated))
        if (key := (clock.time_limit, clock.round)) in told and clock.due_on == told[key].due_on
        else clock
        for clock in after.clocks
    )
    history = (*latest.history, *after.history[len(before.history) :])
    return replace(after, version=latest.version, history=history, clocks=tuple(clocks))


def status_updates(
    before: Ticket, after: Ticket, hotline, note: str = "", reply: Optional[str] = None, silent_to: Optional[str] = None
) -> List[Outgoing]:
    """要告诉各平台的新状态，一个平台一件。"""
    happened = {entry.fact for entry in after.history[len(before.history) :]}
    if not happened & _TOLD_TO_PLATFORMS:
        return []
    return [
        told(after, platform, "status", hotline, note, reply) for platform in platforms(after) if platform != silent_to
    ]


def told(ticket: Ticket, platform: str, kind: str, hotline, note: str = "", reply: Optional[str] = None) -> Outgoing:
    """发给一个平台的一件。来处平台用它自己的编号。"""
    payload = platform_payload(
        ticket,
        hotline.knowledge.time_limits,
        note=hide_person(note, ticket.citizen),
        reply=hide_person(reply, ticket.citizen) if reply else None,
        status_sequence=len(ticket.history),
        filed_at=ticket.filed_at.isoformat(),
    )
    if platform == ticket.origin_system:
        payload["external"] = {"system": platform, "external_no": ticket.origin_no, "delivery_status": None}
    return Outgoing(ticket.ticket_no, platform, kind, payload)


def platforms(ticket: Ticket) -> List[str]:
    """知道这张工单的平台：推送去的，转来的。"""
    pushed = [ticket.ticket_system] if ticket.delivery_status else []
    return list(dict.fromkeys([*pushed, *([ticket.origin_system] if ticket.origin_system else [])]))


def traits(ticket: Ticket) -> Mapping[str, Any]:
    """决定哪些表适用的几样。"""
    return {
        "kind": ticket.kind,
        "ticket_system": ticket.ticket_system,
        "urgency": ticket.urgency,
        "problem": ticket.problem,
    }


def must_be_desk(ticket: Ticket, by: Actor) -> None:
    if not is_desk(by):
        raise NotYourTicket(f"{by.id} 不是坐席，不能派、并工单 {ticket.ticket_no}")


def must_be_handler(ticket: Ticket, by: Actor) -> None:
    if not is_handler(ticket, by):
        raise NotYourTicket(f"工单 {ticket.ticket_no} 不归 {by.department or by.id} 承办")


def unnamed(text: str, citizen: Citizen, hotline) -> str:
    """这个人的身份拿掉，自报的姓名也拿掉。"""
    return hide_stated_name(hide_person(text, citizen), hotline.knowledge.self_introductions.before_name)


def shown(text: str, citizen: Citizen, hotline) -> str:
    """可以给人看的正文：自报的住处也拿掉。"""
    return hide_stated_address(unnamed(text, citizen, hotline), hotline.knowledge.self_introductions.before_address)


def without_reporter(text: str, citizen: Citizen, hotline, keep: Sequence[str] = (), names: Iterable[str] = ()) -> str:
    """举报、作风投诉可以给人看的正文：能认出举报人的都拿掉，keep 是要留下的店名，names 是另外要藏的姓名。"""
    known = (*names, citizen.name) if citizen.name else names
    return shown(hotline.knowledge.reporter_hider.hide(text, (), keep, known), citizen, hotline)

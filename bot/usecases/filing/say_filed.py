"""登记成了怎么说：编号、交给谁、为什么、哪几只表到哪天、以后怎么查。"""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from bot.hotline.clock import Clock, applies
from bot.hotline.conversation import Choice, Reply
from bot.hotline.draft import Draft
from bot.hotline.ticket import Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.time_limit import CALENDAR_DAYS, HOURS, WORKDAYS, TimeLimit
from bot.usecases.tickets.change_ticket import traits
from bot.usecases.tickets.explain_deadline import say_day

_UNITS = {WORKDAYS: "个工作日", CALENDAR_DAYS: "日", HOURS: "小时"}
_WEEKDAYS = "一二三四五六日"
# 登记、决定受理这两件事起算的期限，市民问“多久有结果”时要知道。
_EARLY = {Fact.FILED.value, Fact.COMPLAINT_ACCEPTED.value}


def filed_replies(draft: Draft, tickets: Sequence[Ticket], is_repeat: bool, hotline) -> List[Reply]:
    """一张工单一段；卡片跟在最后一条上。"""
    replies = [Reply("utter_ticket_filed_before" if is_repeat else "utter_ticket_filed", _fields(t, hotline)) for t in tickets]
    card = {
        "type": "ticket_filed",
        "draft_id": draft.draft_id,
        "is_repeat": is_repeat,
        "tickets": [ticket_card(ticket, hotline, with_code=True) for ticket in tickets],
        "query": {"needs": ["ticket_no", "phone_tail" if tickets[0].citizen.phone else "query_code"]},
    }
    choices = (Choice("查进度", "check_ticket"),)
    after = Reply("utter_ticket_filed_after", _after(tickets, hotline), choices, card)
    return [*replies, after]


def ticket_card(ticket: Ticket, hotline, with_code: bool = False) -> Dict[str, Any]:
    """ticket_filed 里的一张，ticket_progress 的前半。形状见 connectors/channels/README.md。"""
    names = hotline.knowledge.names
    why = _why(ticket)
    return {
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "kind_name": names.kinds[ticket.kind],
        "title": ticket.title,
        "ticket_system": ticket.ticket_system,
        "system_name": names.systems[ticket.ticket_system],
        "department": ticket.department,
        "department_name": hotline.knowledge.name_of_body(ticket.department),
        "reason": why.get("reason"),
        "basis": why.get("basis"),
        "needs_person": needs_person(ticket),
        "is_anonymous": ticket.citizen.is_anonymous,
        "clocks": [clock_card(clock, hotline) for clock in ticket.clocks if clock.is_running],
        "query_code": hotline.query_codes(ticket.ticket_no)[0] if with_code and not ticket.citizen.phone else None,
    }


def clock_card(clock: Clock, hotline) -> Dict[str, Any]:
    limit, names = hotline.knowledge.time_limits.get(clock.time_limit), hotline.knowledge.names
    return {
        "id": limit.id,
        "name": limit.name,
        "starts_on": clock.starts_at.date().isoformat(),
        "due_on": clock.due_on.isoformat() if clock.due_on else None,
        "weekday": f"周{_WEEKDAYS[clock.due_on.weekday()]}" if clock.due_on else None,
        "literal_due_on": clock.literal_due_on.isoformat() if clock.literal_due_on else None,
        "status": clock.status.value,
        "status_name": names.clock_statuses[clock.status.value],
        "basis": limit.basis,
        "verified": limit.verified,
        "note": limit.note,
    }


def say_clocks(ticket: Ticket, hotline) -> str:
    """“投诉受理决定：2026-05-08（周五）以前（七个工作日，……）”，一只一行。"""
    limits = hotline.knowledge.time_limits
    running = sorted((c for c in ticket.clocks if c.is_running), key=lambda c: (not limits.get(c.time_limit).verified, c.time_limit))
    return "\n".join(f"· {_say_clock(clock, limits.get(clock.time_limit))}" for clock in running)


def later_limits(ticket: Ticket, hotline) -> List[str]:
    """现在的表做到以后还有什么期限：“消费争议调解：60日（从投诉受理之日算，……）”，一样一句。"""
    limits, traits_ = hotline.knowledge.time_limits, traits(ticket)
    ends = {fact for clock in ticket.clocks if clock.is_open for fact in limits.get(clock.time_limit).met_by}
    begun = {clock.time_limit for clock in ticket.clocks}
    later = [
        limit
        for limit in limits.time_limits
        if limit.id not in begun and limit.verified and applies(limit, traits_) and set(limit.starts_on) & ends
    ]
    return [f"{limit.name}：{limit.length}{_UNITS.get(limit.unit, '')}（从{limit.starts}算，{limit.basis.split('；')[0]}）" for limit in later]


def say_limits_of(kind: str, hotline) -> str:
    """还没登记时问多久：登记以后有哪些法定的期限。没有法定期限的是空的。"""
    asked = {"kind": kind, "ticket_system": "12315", "urgency": "normal"}
    limits = [
        limit
        for limit in hotline.knowledge.time_limits.time_limits
        if kind in limit.applies.get("kind", ()) and applies(limit, asked) and set(limit.starts_on) & _EARLY
    ]
    return "，".join(f"{limit.name}{limit.length}{_UNITS.get(limit.unit, '')}（从{limit.starts.split('；')[0]}算）" for limit in limits)


def needs_person(ticket: Ticket) -> bool:
    return not any(entry.fact is Fact.DISPATCHED for entry in ticket.history)


def _say_clock(clock: Clock, limit: TimeLimit) -> str:
    if clock.due_on is None:
        until = "放假安排公布后才能算出哪天届满"
    else:
        until = f"到{say_day(clock.due_on)}"
    moved = clock.literal_due_on and clock.literal_due_on != clock.due_on
    parts = [f"{limit.length}{_UNITS.get(limit.unit, '')}", f"从{limit.starts.split('；')[0]}算"]
    if moved:
        parts.append(f"原是{say_day(clock.literal_due_on)}，不上班，顺延")
    parts.append(limit.basis.split("；")[0] if limit.verified else (limit.note or "待核实").split("；")[-1])
    return f"{limit.name}：{until}（{'，'.join(parts)}）"


def _fields(ticket: Ticket, hotline) -> Dict[str, Any]:
    names = hotline.knowledge.names
    return {
        "kind": ("匿名" if ticket.citizen.is_anonymous else "") + names.kinds[ticket.kind],
        "ticket_no": ticket.ticket_no,
        "department": hotline.knowledge.name_of_body(ticket.department),
        "reason": _why(ticket).get("reason") or "",
        "system": names.systems[ticket.ticket_system],
        "person": "归口还要工作人员看过才定" if needs_person(ticket) else "",
        "clocks": say_clocks(ticket, hotline),
        "code": "" if ticket.citizen.phone else hotline.query_codes(ticket.ticket_no)[0],
    }


def _after(tickets: Sequence[Ticket], hotline) -> Dict[str, str]:
    """受理不受理由人定；怎么查。没有的行不说。"""
    kinds = {ticket.kind for ticket in tickets if ticket.ticket_system == "12315"}
    return {
        "complaint": "投诉" if "complaint" in kinds else "",
        "tip_off": "举报" if "tip_off" in kinds else "",
        "proof": "或者".join(
            word
            for word, is_used in (
                ("登记电话的后四位", any(t.citizen.phone for t in tickets)),
                ("上面的查询码", any(not t.citizen.phone for t in tickets)),
            )
            if is_used
        ),
    }


def _why(ticket: Ticket) -> Dict[str, Any]:
    """派给谁的理由和依据，写在派单或者登记那一条经过里。"""
    for entry in reversed(ticket.history):
        if entry.fact in (Fact.DISPATCHED, Fact.FILED) and entry.reason:
            return {"reason": entry.reason, "basis": entry.details.get("basis")}
    return {}

"""承办科室办理：决定受理、联系市民、停表恢复、延期、发现线索、办结。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.errors import ReasonMissing, StepNotAllowed
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact
from bot.usecases.tickets.change_ticket import keep, must_be_handler, step

MEDIATION_ENDED = "mediation_ended"


def accept_complaint(ticket_no: str, by: Actor, hotline, note: str = "") -> Ticket:
    """作出受理决定（第十五条），调解的六十日从这天起。"""
    before = _handled_by(ticket_no, by, hotline)
    if before.kind != "complaint":
        raise StepNotAllowed("只有投诉要作受理决定")
    return keep(before, step(before, Fact.COMPLAINT_ACCEPTED, by, hotline, note), hotline, note)


def record_contact(ticket_no: str, note: str, by: Actor, hotline) -> Ticket:
    """联系过市民，说了什么。"""
    before = hotline.tickets.get(ticket_no)
    return keep(before, step(before, Fact.CONTACTED, by, hotline, note), hotline)


def report_clue(ticket_no: str, note: str, by: Actor, hotline) -> Ticket:
    """调解中发现违法线索，十五个工作日核查的表从这天起（第二十七条）。"""
    before = _handled_by(ticket_no, by, hotline)
    return keep(before, step(before, Fact.CLUE_FOUND, by, hotline, note), hotline)


def pause_ticket(ticket_no: str, cause: str, reason: str, by: Actor, hotline) -> Ticket:
    """停表：testing 鉴定检测（第二十二条），supplement 等补充材料。停得了的表才停，别的照走。"""
    before = _handled_by(ticket_no, by, hotline)
    if cause not in hotline.knowledge.names.pauses:
        raise ReasonMissing(f"没有 {cause} 这种停表缘由，可以是：{'、'.join(hotline.knowledge.names.pauses)}")
    after = step(before, Fact.PAUSED, by, hotline, reason, {"cause": cause})
    clocks = hotline.knowledge.timekeeper.paused(after.clocks, cause, hotline.now().date())
    return keep(before, replace(after, clocks=clocks), hotline, reason)


def resume_ticket(ticket_no: str, by: Actor, hotline, note: str = "") -> Ticket:
    """恢复计时，停了几天就顺几天。"""
    before = _handled_by(ticket_no, by, hotline)
    after = step(before, Fact.RESUMED, by, hotline, note)
    clocks = hotline.knowledge.timekeeper.resumed(after.clocks, hotline.now().date())
    return keep(before, replace(after, clocks=clocks), hotline, note)


def extend_clock(ticket_no: str, time_limit: str, reason: str, approved_by: str, by: Actor, hotline) -> Ticket:
    """延期：写明理由，由另一个人批准，只能一次，只有规定可以延的才行。"""
    before = _handled_by(ticket_no, by, hotline)
    if not approved_by.strip() or approved_by == by.id:
        raise ReasonMissing("延期要由负责人批准，不能自己批自己")
    details = {"time_limit": time_limit, "approved_by": approved_by}
    after = step(before, Fact.EXTENDED, by, hotline, reason, details)
    clocks = hotline.knowledge.timekeeper.extended(after.clocks, time_limit)
    return keep(before, replace(after, clocks=clocks), hotline, reason)


def resolve_ticket(
    ticket_no: str, outcome: str, note: str, by: Actor, hotline, recovered: Optional[float] = None
) -> Ticket:
    """办结。outcome 见 names.yml 的 resolutions；recovered 是挽回的损失（元）。还要答复市民。"""
    before = _handled_by(ticket_no, by, hotline)
    if outcome not in hotline.knowledge.names.resolutions:
        known = "、".join(f"{id_}（{name}）" for id_, name in hotline.knowledge.names.resolutions.items())
        raise ReasonMissing(f"没有 {outcome} 这种办理结果，可以是：{known}")
    after = before
    if outcome == MEDIATION_ENDED:
        after = step(after, Fact.MEDIATION_ENDED, by, hotline, note)
    after = step(after, Fact.RESOLVED, by, hotline, note, {"outcome": outcome, "recovered": recovered})
    return keep(before, after, hotline, note)


def _handled_by(ticket_no: str, by: Actor, hotline) -> Ticket:
    ticket = hotline.tickets.get(ticket_no)
    must_be_handler(ticket, by)
    return ticket

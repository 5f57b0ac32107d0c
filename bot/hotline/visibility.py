"""谁能看到什么。举报人、作风投诉人的身份，承办以外的人一律看不到（总局令第121号第三十七条）。"""

from __future__ import annotations

from bot.hotline.roles import REVEALED_TO, sees_all
from bot.hotline.ticket import Actor, Ticket

PARTY_COMMITTEE = "party_committee"
DESK_DEPARTMENT = "consumer_protection"


def is_secret(ticket: Ticket) -> bool:
    """身份要整个藏起来的：举报，归机关党委办的作风投诉，来单注明保密的。"""
    is_conduct = ticket.kind == "conduct_complaint" and ticket.department == PARTY_COMMITTEE
    return ticket.kind == "tip_off" or is_conduct or ticket.citizen.is_confidential


def may_see(ticket: Ticket, viewer: Actor) -> bool:
    """能不能看到这张工单（看到的是脱敏的）。"""
    if sees_all(viewer.role):
        return True
    if ticket.kind == "conduct_complaint":  # 被反映的科室看不到
        return viewer.department in ticket.departments or _filed_it(ticket, viewer)
    if viewer.role == "operator":
        return True
    return viewer.role == "ticket_staff" and viewer.department in ticket.departments


def may_reveal(ticket: Ticket, viewer: Actor) -> bool:
    """能不能（写明缘由、留下记录后）看到个人信息。秘密的只有主办科室能看。"""
    if is_secret(ticket):
        return viewer.role in REVEALED_TO["secret"] and viewer.department == ticket.department
    return viewer.role in REVEALED_TO["ordinary"] and may_see(ticket, viewer)


def is_desk(actor: Actor) -> bool:
    """坐席、班长席和归口协调 12345/12315 的科室：能派单、并单。"""
    return actor.role in ("operator", "shift_lead", "admin") or (
        actor.role == "ticket_staff" and actor.department == DESK_DEPARTMENT
    )


def is_handler(ticket: Ticket, actor: Actor) -> bool:
    """承办的人：主办科室的；交给外部部门办的，是转来消息的平台。"""
    return actor.role == "platform" or (actor.role == "ticket_staff" and actor.department == ticket.department)


def _filed_it(ticket: Ticket, viewer: Actor) -> bool:
    return bool(ticket.history) and ticket.history[0].by == viewer.id

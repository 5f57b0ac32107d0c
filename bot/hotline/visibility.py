"""谁能看到什么。举报人、作风投诉人的身份，承办以外的人一律看不到（总局令第121号第三十七条）。"""

from __future__ import annotations

from bot.hotline.ticket import Actor, Ticket

PARTY_COMMITTEE = "party_committee"
_SEES_ALL = ("shift_lead", "auditor", "admin")
_REVEALS = ("ticket_staff", "shift_lead", "operator")


def is_secret(ticket: Ticket) -> bool:
    """身份要整个藏起来的：举报，和归机关党委办的作风投诉。"""
    return ticket.kind == "tip_off" or (ticket.kind == "conduct_complaint" and ticket.department == PARTY_COMMITTEE)


def may_see(ticket: Ticket, viewer: Actor) -> bool:
    """能不能看到这张工单（看到的是脱敏的）。"""
    if viewer.role in _SEES_ALL:
        return True
    if ticket.kind == "conduct_complaint":  # 被反映的科室看不到
        return viewer.department in ticket.departments or _filed_it(ticket, viewer)
    if viewer.role == "operator":
        return True
    return viewer.role == "ticket_staff" and viewer.department in ticket.departments


def may_reveal(ticket: Ticket, viewer: Actor) -> bool:
    """能不能（写明缘由、留下记录后）看到个人信息。秘密的只有主办科室能看。"""
    if is_secret(ticket):
        return viewer.role == "ticket_staff" and viewer.department == ticket.department
    return viewer.role in _REVEALS and may_see(ticket, viewer)


def _filed_it(ticket: Ticket, viewer: Actor) -> bool:
    return bool(ticket.history) and ticket.history[0].by == viewer.id

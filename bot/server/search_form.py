"""找工单的条件：从网址里读，加上这个人看得到的范围。"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Collection, Dict, Optional, Tuple

from bot.errors import FormInvalid
from bot.hotline.ticket import Actor
from bot.hotline.time_limit import TIME_ZONE
from bot.ports import TicketFilter
from bot.server.form import Form

_MOST_ON_A_PAGE = 200
_ON_A_PAGE = 50


def read_search(query: Dict[str, str], viewer: Actor, hotline) -> Tuple[TicketFilter, int, Optional[int]]:
    """（条件，一页几张，从哪里接着）。写法不对抛 FormInvalid。"""
    form = Form(query)
    wanted = _wanted(form, viewer, hotline)
    limit, cursor = _whole(form, "limit", _MOST_ON_A_PAGE) or _ON_A_PAGE, _whole(form, "cursor", 2**63 - 1)
    form.done()
    return wanted, limit, cursor


def _wanted(form: Form, viewer: Actor, hotline) -> TicketFilter:
    names, knowledge = hotline.knowledge.names, hotline.knowledge
    today = hotline.now().date()
    since, until = form.day("filed_since"), form.day("filed_until")
    overdue = form.choice("overdue", ("true", "false")) == "true"
    has_words = form.choice("citizen_words", ("true", "false")) == "true"
    text = form.text("q", 200)
    if text and len(text) == 1 and not text.isascii():
        raise FormInvalid({"q": "至少写两个字"})
    return TicketFilter(
        text=text,
        statuses=_several(form, "status", names.statuses),
        kinds=_several(form, "kind", names.kinds),
        department=form.choice("department", {*knowledge.departments, *knowledge.external_bodies}),
        problem=form.choice("problem", names.problems),
        urgency=form.choice("urgency", names.urgencies),
        ticket_system=form.choice("ticket_system", ("12315", "12345")),
        external_no=form.text("external_no", 64),
        filed_since=datetime.combine(since, time(), TIME_ZONE) if since else None,
        filed_until=datetime.combine(until, time(), TIME_ZONE) + timedelta(days=1) if until else None,
        due_until=today - timedelta(days=1) if overdue else None,
        scope=(viewer.department or "none") if viewer.role == "ticket_staff" else None,
        hides_conduct=viewer.role == "operator",
        has_words=has_words,
    )


def _several(form: Form, name: str, allowed: Collection[str]) -> Tuple[str, ...]:
    """逗号隔开的几个。"""
    values = tuple(filter(None, (form.text(name) or "").split(",")))
    if any(value not in allowed for value in values):
        form.choice(name, allowed)
    return values


def _whole(form: Form, name: str, most: int) -> Optional[int]:
    value = form.text(name, 20)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= most):
        raise FormInvalid({name: f"应当是 1 到 {most} 的整数"})
    return int(value)

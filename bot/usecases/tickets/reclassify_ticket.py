"""改分类：工单当场改过来，热线听错的那句记下，有人看过再教给它。"""

from __future__ import annotations

from typing import Any, Dict, Mapping, Tuple

from bot.errors import FormInvalid, ReasonMissing
from bot.hotline.privacy import hide_person, mask
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import STEPS, Fact
from bot.hotline.understanding import Understanding
from bot.hotline.visibility import is_desk
from bot.usecases.tickets.correct_ticket import correct_ticket
from bot.usecases.tickets.pass_on_ticket import dispatch_ticket

# 诉求类型 → 语料里的意图名。
WISH_OF_KIND = {
    "complaint": "file_complaint",
    "tip_off": "file_tip_off",
    "conduct_complaint": "complain_about_conduct",
    "help_request": "ask_for_help",
    "suggestion": "suggest",
    "commendation": "commend",
}
_LABELS = ("department", "problem", "urgency")


def reclassify_ticket(
    ticket_no: str, should_be: Mapping[str, str], reason: str, heard: Understanding, by: Actor, hotline
) -> Tuple[Ticket, Dict[str, Any]]:
    """should_be 是 kind、department、problem、urgency 里要改的几样。返回（改好的工单，记下的那一条）。

    问题和紧急程度当场改；科室由坐席改派；类型一改时限全变，只记下，要另登记一张。
    """
    if not reason.strip():
        raise ReasonMissing("改分类要写明为什么")
    ticket = hotline.tickets.get(ticket_no)
    wrong = {name: value for name, value in should_be.items() if value and value != getattr(ticket, name)}
    if not wrong:
        raise FormInvalid({"should_be": "和现在的一样，没有要改的"})
    changed = {name: wrong[name] for name in ("problem", "urgency") if name in wrong}
    after = correct_ticket(ticket_no, changed, reason, by, hotline)
    if "department" in wrong and is_desk(by) and ticket.status in STEPS[Fact.DISPATCHED][0]:
        after = dispatch_ticket(ticket_no, wrong["department"], by, hotline, reason)
    noted = _note(ticket, wrong, reason, heard, by, hotline)
    return after, noted


def _note(ticket: Ticket, wrong: Mapping[str, str], reason: str, heard: Understanding, by: Actor, hotline) -> Dict[str, Any]:
    kind = wrong.get("kind", ticket.kind)
    should_be = {"intent": WISH_OF_KIND.get(kind, kind)}
    should_be.update({name: wrong.get(name) or getattr(ticket, name) for name in _LABELS if wrong.get(name) or getattr(ticket, name)})
    was = {"intent": heard.intent, "department": heard.department, "problem": heard.problem, "urgency": heard.urgency}
    heard_as = {name: value for name, value in was.items() if value}
    said = mask(hide_person(ticket.narrative, ticket.citizen))
    why = hide_person(reason, ticket.citizen)
    hotline.corrections.add(said, heard_as, should_be, why, by.id, ticket.ticket_no, hotline.now())
    hotline.log("classification_corrected", ticket_no=ticket.ticket_no, by=by.id, fields=sorted(wrong))
    return {"heard": heard_as, "should_be": should_be}

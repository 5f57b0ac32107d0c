"""工单上能做的每一件事：谁能做、提交什么、交给哪个用例。一行一个动词。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Tuple

from bot.errors import HotlineError, StepNotAllowed
from bot.hotline.roles import STAFF
from bot.hotline.ticket import Ticket
from bot.hotline.ticket_life import STEPS, Fact
from bot.server.form import Form
from bot.usecases.tickets.answer_ticket import archive_ticket, follow_up, reopen_ticket, reply_to_citizen
from bot.usecases.tickets.decline_ticket import decline_ticket
from bot.usecases.tickets.handle_ticket import (
    accept_complaint,
    extend_clock,
    pause_ticket,
    record_contact,
    report_clue,
    resolve_ticket,
    resume_ticket,
)
from bot.usecases.tickets.link_tickets import link_tickets, merge_tickets
from bot.usecases.tickets.pass_on_ticket import accept_ticket, dispatch_ticket, return_to_desk, separate_ticket
from bot.usecases.tickets.settle_words import see_words, settle_words
from bot.usecases.tickets.supplement_ticket import supplement_ticket, urge_ticket

HANDLERS = ("ticket_staff",)
_LONG = 5000
_MOST_ENTRIES = 10**6

Read = Callable[[Form], Dict[str, Any]]


@dataclass(frozen=True)
class Verb:
    """一个动词。roles 是大门，细的权限由用例查；takes_key 的认幂等键。"""

    fact: Fact
    roles: Tuple[str, ...]
    use: Callable[..., Ticket]
    read: Read
    takes_key: bool = False


def _words(name: str, required: bool = False, longest: int = _LONG) -> Read:
    """只有一段话的：接口上都叫 reason，用例里各有各的叫法。"""
    return lambda form: {name: form.text("reason", longest, required) or ""}


def _nothing(form: Form) -> Dict[str, Any]:
    form.text("reason", _LONG)
    return {}


def _dispatch(form: Form) -> Dict[str, Any]:
    reason = form.text("reason", _LONG) or ""
    return {"to": form.text("to", 64, required=True), "supporting": form.texts("supporting", 10, 64), "reason": reason}


def _extend(form: Form) -> Dict[str, Any]:
    return {
        "time_limit": form.text("time_limit", 64, required=True),
        "approved_by": form.text("approved_by", 64, required=True),
        "reason": form.text("reason", _LONG, required=True),
    }


def _pause(form: Form) -> Dict[str, Any]:
    return {"cause": form.text("cause", 64) or "supplement", "reason": form.text("reason", _LONG, required=True)}


def _supplement(form: Form) -> Dict[str, Any]:
    return {
        "narrative": form.text("reason", 20000, required=True),
        "evidence": form.texts("evidence"),
        "has_new_facts": form.flag("has_new_facts"),
    }


def _resolve(form: Form) -> Dict[str, Any]:
    return {
        "outcome": form.text("outcome", 64) or "handled",
        "note": form.text("reason", _LONG, required=True),
        "recovered": form.amount("recovered"),
    }


def _follow_up(form: Form) -> Dict[str, Any]:
    return {"satisfied": form.flag("satisfied", required=True), "note": form.text("reason", _LONG) or ""}


def _decline(form: Form) -> Dict[str, Any]:
    return {
        "grounds": form.texts("grounds", 12, 64, required=True),
        "explanation": form.text("reason", _LONG, required=True),
    }


def _merge(form: Form) -> Dict[str, Any]:
    return {"into": form.text("into", 32, required=True), "reason": form.text("reason", _LONG, required=True)}


def _link(form: Form) -> Dict[str, Any]:
    return {
        "other_no": form.text("other_no", 32, required=True),
        "kind": form.choice("kind", ("same_event", "continues"), required=True),
        "reason": form.text("reason", _LONG) or "",
    }


def _see_words(form: Form) -> Dict[str, Any]:
    return {"through": form.number("through", _MOST_ENTRIES, required=True)}


def _settle_words(form: Form) -> Dict[str, Any]:
    return {"through": form.number("through", _MOST_ENTRIES, required=True), "how": form.text("reason", _LONG, required=True)}


VERBS: Mapping[str, Verb] = {
    "dispatch": Verb(Fact.DISPATCHED, STAFF, dispatch_ticket, _dispatch),
    "accept": Verb(Fact.ACCEPTED, HANDLERS, accept_ticket, _nothing),
    "return": Verb(Fact.RETURNED, HANDLERS, return_to_desk, _words("reason", required=True)),
    "accept-complaint": Verb(Fact.COMPLAINT_ACCEPTED, HANDLERS, accept_complaint, _words("note")),
    "contact": Verb(Fact.CONTACTED, STAFF, record_contact, _words("note", required=True)),
    "clue": Verb(Fact.CLUE_FOUND, HANDLERS, report_clue, _words("note", required=True)),
    "extend": Verb(Fact.EXTENDED, HANDLERS, extend_clock, _extend),
    "pause": Verb(Fact.PAUSED, HANDLERS, pause_ticket, _pause),
    "resume": Verb(Fact.RESUMED, HANDLERS, resume_ticket, _words("note")),
    "supplement": Verb(Fact.SUPPLEMENTED, STAFF, supplement_ticket, _supplement, takes_key=True),
    "resolve": Verb(Fact.RESOLVED, HANDLERS, resolve_ticket, _resolve),
    "reply": Verb(Fact.REPLIED, STAFF, reply_to_citizen, _words("reply", required=True)),
    "follow-up": Verb(Fact.FOLLOWED_UP, STAFF, follow_up, _follow_up),
    "reopen": Verb(Fact.REOPENED, STAFF, reopen_ticket, _words("reason", required=True)),
    "archive": Verb(Fact.ARCHIVED, STAFF, archive_ticket, _words("note")),
    "decline": Verb(Fact.DECLINED, STAFF, decline_ticket, _decline),
    "merge": Verb(Fact.MERGED, STAFF, merge_tickets, _merge),
    "separate": Verb(Fact.SEPARATED, STAFF, separate_ticket, _words("reason", required=True)),
    "link": Verb(Fact.LINKED, STAFF, link_tickets, _link),
    "see-words": Verb(Fact.WORDS_SEEN, STAFF, see_words, _see_words),
    "settle-words": Verb(Fact.WORDS_SETTLED, STAFF, settle_words, _settle_words),
    "urge": Verb(Fact.URGED, STAFF, urge_ticket, _words("note", longest=2000), takes_key=True),
}


_ON_WORDS = ("see-words", "settle-words")
# 可以成批做的：不用一张一张写答复、定理由的。
IN_BULK = ("dispatch", "accept", "return", "contact", "urge", "archive")


def verbs_allowed(ticket: Ticket) -> List[str]:
    """现在的状态能走的步子。"""
    allowed = [name for name, verb in VERBS.items() if verb.fact not in STEPS or ticket.status in STEPS[verb.fact][0]]
    return allowed if ticket.citizen_words else [name for name in allowed if name not in _ON_WORDS]


def explain(error: HotlineError, names) -> str:
    """说给正在办的人听：状态、步子换成名称。names 是知识里的各种名称。"""
    if isinstance(error, StepNotAllowed) and error.status and error.fact:
        return f"现在是“{names.statuses.get(error.status, error.status)}”，不能“{names.facts.get(error.fact, error.fact)}”。"
    return str(error)

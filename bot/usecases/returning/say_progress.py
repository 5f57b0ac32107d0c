"""一张工单现在怎么样：状态、在哪个科室、走过哪些步、哪几只表到哪天、接下来还有什么期限。"""

from __future__ import annotations

from typing import Any, Dict, List

from bot.hotline.conversation import Reply
from bot.hotline.ticket import HistoryEntry, Ticket
from bot.hotline.ticket_life import Fact
from bot.usecases.filing.say_filed import later_limits, needs_person, say_clocks, ticket_card
from bot.usecases.tickets.explain_deadline import say_day

# 市民该知道的几步；内部的批注、督办不说。
_PUBLIC = (
    Fact.FILED, Fact.TRANSFER_RECEIVED, Fact.DISPATCHED, Fact.ACCEPTED, Fact.RETURNED, Fact.COMPLAINT_ACCEPTED,
    Fact.DECLINED, Fact.PAUSED, Fact.RESUMED, Fact.MEDIATION_ENDED, Fact.RESOLVED, Fact.REPLIED, Fact.REOPENED,
    Fact.ARCHIVED, Fact.SUPPLEMENTED, Fact.NEW_FACTS, Fact.URGED, Fact.CONTACT_CHANGED, Fact.WITHDRAWAL_ASKED,
)  # fmt: skip


def progress_reply(ticket: Ticket, hotline) -> Reply:
    names = hotline.knowledge.names
    steps = [entry for entry in ticket.history if entry.fact in _PUBLIC]
    fields = {
        "ticket_no": ticket.ticket_no,
        "kind": names.kinds[ticket.kind],
        "person": "工作人员还在定归口" if needs_person(ticket) else "",
        "filed_on": say_day(ticket.filed_at.date()),
        "steps": "\n".join(f"· {say_day(entry.at.date())} {names.facts[entry.fact.value]}" for entry in steps),
        **standing(ticket, hotline),
    }
    return Reply("utter_ticket_progress", fields, card=_card(ticket, steps, hotline))


def standing(ticket: Ticket, hotline) -> Dict[str, str]:
    """催办、查进度都要说的几样：现在什么状态、在哪、还有哪些期限。"""
    return {
        "status": hotline.knowledge.names.statuses[ticket.status.value],
        "department": hotline.knowledge.name_of_body(ticket.department),
        "clocks": _titled("正在走的期限：", say_clocks(ticket, hotline)),
        "later": _titled("这些做到以后：", "\n".join(f"· {line}" for line in later_limits(ticket, hotline))),
    }


def _titled(title: str, lines: str) -> str:
    """没有就整段不说。"""
    return f"{title}\n{lines}" if lines else ""


def _card(ticket: Ticket, steps: List[HistoryEntry], hotline) -> Dict[str, Any]:
    names = hotline.knowledge.names
    card = ticket_card(ticket, hotline)
    for name in ("title", "reason", "basis", "is_anonymous", "query_code"):
        card.pop(name)
    return {
        "type": "ticket_progress",
        **card,
        "status": ticket.status.value,
        "status_name": names.statuses[ticket.status.value],
        "filed_at": ticket.filed_at.isoformat(),
        "steps": [
            {"fact": entry.fact.value, "name": names.facts[entry.fact.value], "at": entry.at.isoformat()}
            for entry in steps
        ],
        "later": later_limits(ticket, hotline),
    }

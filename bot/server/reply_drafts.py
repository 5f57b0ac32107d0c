"""答复的样稿：从 reply_drafts.yml 读；按工单填好；发出前查一遍。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Tuple

import yaml

from bot.hotline.knowledge import Knowledge
from bot.hotline.reply_check import OverPromise, ReplyRemark, check_reply
from bot.hotline.ticket import Ticket

_FILE = Path(__file__).with_name("reply_drafts.yml")


def drafts_for(ticket: Ticket, knowledge: Knowledge) -> List[Dict[str, str]]:
    """这一类工单可以用的样稿，编号、标题、科室已经填好。"""
    fields = {
        "ticket_no": ticket.ticket_no,
        "title": ticket.title,
        "department": knowledge.name_of_body(ticket.department),
    }
    return [
        {"id": draft["id"], "name": draft["name"], "text": draft["text"].format(**fields)}
        for draft in _content()["drafts"]
        if ticket.kind in draft["kinds"]
    ]


def remarks_on(reply: str, knowledge: Knowledge) -> List[ReplyRemark]:
    return check_reply(reply, _over_promises(), _bases(knowledge))


@lru_cache(maxsize=1)
def _content() -> Dict[str, Any]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _over_promises() -> Tuple[OverPromise, ...]:
    return tuple(
        OverPromise(tuple(one["words"]), one["why"], one["say_instead"]) for one in _content()["over_promises"]
    )


def _bases(knowledge: Knowledge) -> List[str]:
    """知识里引过的全部依据。"""
    found = [limit.basis for limit in knowledge.time_limits.time_limits]
    rules = knowledge.acceptance
    found += [one.basis for one in (*rules.elements, *rules.grounds)] + [rules.other_routes_basis]
    found += [basis for entry in knowledge.faq.values() for basis in entry.basis]
    found += [str(basis) for item in knowledge.items.values() for basis in item.legal_basis]
    found += [refusal.basis for refusal in knowledge.refusals.values()]
    return [basis for basis in found if basis]

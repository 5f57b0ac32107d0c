"""答复的样稿（knowledge/reply_drafts.yml）：按工单填好；发出前查一遍。"""

from __future__ import annotations

from typing import Dict, List

from bot.hotline.knowledge import Knowledge
from bot.hotline.reply_check import ReplyRemark, check_reply
from bot.hotline.ticket import Ticket


def drafts_for(ticket: Ticket, knowledge: Knowledge) -> List[Dict[str, str]]:
    """这一类工单可以用的样稿，编号、标题、科室已经填好。"""
    fields = {
        "ticket_no": ticket.ticket_no,
        "title": ticket.title,
        "department": knowledge.name_of_body(ticket.department),
    }
    return [
        {"id": draft.id, "name": draft.name, "text": draft.text.format(**fields)}
        for draft in knowledge.reply_drafts.drafts
        if ticket.kind in draft.kinds
    ]


def remarks_on(reply: str, knowledge: Knowledge) -> List[ReplyRemark]:
    return check_reply(reply, knowledge.reply_drafts.over_promises, knowledge.bases)

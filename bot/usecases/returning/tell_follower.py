"""工单有了进展，告诉在微信里等消息的人。只说编号、进展和科室，不说诉求内容。"""

from __future__ import annotations

from typing import List

from bot.hotline.ticket import Ticket
from bot.hotline.ticket_life import Fact
from bot.ports import Outgoing

WECHAT = "wechat"
# 市民等的是这些；派单、退单、签收以外的内部经过不打扰他。
_TOLD_TO_CITIZENS = frozenset(
    {
        Fact.ACCEPTED, Fact.COMPLAINT_ACCEPTED, Fact.DECLINED, Fact.EXTENDED, Fact.PAUSED, Fact.RESUMED, Fact.REPLIED,
        Fact.REOPENED,
    }
)  # fmt: skip


def progress_notices(before: Ticket, after: Ticket, hotline) -> List[Outgoing]:
    """要和这次改动一起进发件箱的通知；没人等就没有。几件事一起发生，说最后一件。"""
    happened = [entry for entry in after.history[len(before.history) :] if entry.fact in _TOLD_TO_CITIZENS]
    if not happened or not hotline.followers.is_followed(after.ticket_no):
        return []
    names, last = hotline.knowledge.names, happened[-1]
    department = hotline.knowledge.departments.get(after.department)
    payload = {
        "ticket_no": after.ticket_no,
        "what": names.facts[last.fact.value],
        "status": names.statuses[after.status.value],
        "department": department.name if department else "",
        "at": last.at.isoformat(timespec="minutes"),
    }
    return [Outgoing(after.ticket_no, WECHAT, "progress", payload)]

"""问到指南里写着的一样东西（“要药师吗”），没有现成的问答：把写着它的那几句念出来，不说没写，也不从头念清单。"""

from __future__ import annotations

from typing import Optional, Sequence

from bot.hotline.conversation import Reply
from bot.hotline.guide_wording import lines
from bot.hotline.service_item import ServiceItem

_MOST_LINES = 3


def quote_guide(item: ServiceItem, named: Sequence[str]) -> Optional[Reply]:
    """named 是话里点到的几样东西，要一句里都写着才算；没有、写得到处都是的，返回 None。"""
    written = (*item.eligibility, *item.not_accepted, *item.process, *item.consequences)
    quoted = [line for line in written if named and all(part in line for part in named)]
    return Reply("utter_guide_says", {"lines": lines(quoted)}) if 0 < len(quoted) <= _MOST_LINES else None

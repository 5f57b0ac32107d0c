"""答复的样稿：科室和法规科一起定，承办人照着改。"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date
from typing import Optional, Set, Tuple

from bot.hotline.reply_check import OverPromise

# 样稿里 {…} 由工单填的几样。
BLANKS = ("ticket_no", "title", "department")


@dataclass(frozen=True)
class ReplyDraft:
    """一份样稿。kinds 是哪几类诉求用它；【】里的由承办人写；basis 是凭哪一条这样答，没有法定依据的空着。"""

    id: str
    name: str
    kinds: Tuple[str, ...]
    text: str
    basis: Optional[str] = None

    @property
    def blanks(self) -> Set[str]:
        """{…} 里写的名字；花括号没有配对抛 ValueError。"""
        return {name for _, name, _, _ in string.Formatter().parse(self.text) if name is not None}


@dataclass(frozen=True)
class ReplyDrafts:
    """knowledge/reply_drafts.yml。responsible_department 是谁来复核。"""

    version: str
    reviewed_on: date
    valid_until: date
    responsible_department: str
    verified: bool
    sources: Tuple[str, ...]
    drafts: Tuple[ReplyDraft, ...]
    over_promises: Tuple[OverPromise, ...]

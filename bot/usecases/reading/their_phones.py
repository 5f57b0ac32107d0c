"""对方的号码是线索：“老板叫刘芳，她电话138……”。隐去举报人时留着它，只在加密的原话里看得到。"""

from __future__ import annotations

import re
from typing import Callable, Dict

from bot.usecases.reading.read_numbers import is_their_phone

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_FIRST_MARK = 0xE000  # 市民的话里不会有的字


def hide_but_their_phones(text: str, hide: Callable[[str], str], hotline) -> str:
    """对方的号码先换成记号，隐完再放回去。"""
    marks: Dict[str, str] = {}

    def marked(found: re.Match[str]) -> str:
        if not is_their_phone(text, found.start(), hotline.knowledge.intake_words):
            return found[0]
        mark = chr(_FIRST_MARK + len(marks))
        marks[mark] = found[0]
        return mark

    hidden = hide(_MOBILE.sub(marked, text))
    for mark, number in marks.items():
        hidden = hidden.replace(mark, number)
    return hidden

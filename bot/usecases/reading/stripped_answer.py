"""答话去掉前后的标点和虚字：“应该是叫好再来吧” → “好再来”。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords

MARKS = " \t\r\n，,。.！!？?～~、…；;：:“”\"'‘’（）()【】"


def stripped(text: str, name: str, words: IntakeWords) -> str:
    """name 是正读的那一样：各有各的起头。"""
    heads = any_of((*words.leads.get(name, ()), *words.leads.get("any", ())))
    tails = any_of(words.tails)
    bare = text.strip(MARKS)
    while True:
        shorter = re.sub(rf"^(?:{heads})(?=.{{2}})", "", bare).strip(MARKS)
        shorter = re.sub(rf"(?<=.{{2}})(?:{tails})$", "", shorter).strip(MARKS)
        if shorter == bare:
            return bare
        bare = shorter

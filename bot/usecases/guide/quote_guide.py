"""问到指南里写着的一样东西（“要药师吗”），没有现成的问答：把写着它的那几句念出来，不说没写，也不从头念清单。"""

from __future__ import annotations

import re
from typing import Iterator, Optional, Sequence, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.any_of import any_of
from bot.hotline.conversation import Reply
from bot.hotline.guide_wording import lines
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import Situation

_MOST_LINES = 3


def quote_guide(item: ServiceItem, named: Sequence[str]) -> Optional[Reply]:
    """named 是话里点到的几样东西，要一句里都写着才算；没有、写得到处都是的，返回 None。"""
    written = (*item.eligibility, *item.not_accepted, *item.process, *item.consequences)
    quoted = [line for line in written if named and all(part in line for part in named)]
    return Reply("utter_guide_says", {"lines": lines(quoted)}) if 0 < len(quoted) <= _MOST_LINES else None


def quote_alike(item: ServiceItem, named: Sequence[str]) -> Optional[Reply]:
    """市民的叫法和指南差几个字的（“住宅楼里”，写的是“住宅”）：有一半的字连着写着就算，连材料的说明也看。到处都写着的不算。"""
    written = {line: line for line in (item.applicant, *item.eligibility, *item.not_accepted, *item.process, *item.consequences)}
    written.update(_notes(item))
    pieces = {part[at : at + size] for part in named for size in (max(2, (len(part) + 1) // 2),) for at in range(len(part) - size + 1)}
    found = [[line for line, searched in written.items() if piece in searched] for piece in pieces]
    quoted = min((lines_ for lines_ in found if lines_), key=len, default=[])
    return Reply("utter_guide_says", {"lines": lines(quoted)}) if 0 < len(quoted) <= _MOST_LINES else None


def quote_meaning(item: ServiceItem, question: Situation, text: str, words: AnswerWords) -> Optional[Reply]:
    """“告知承诺是啥意思”“啥叫重新申请”：问的不是正问着的这一问，是指南里的一个词；念写着它的那几句。"""
    asks = [phrase for phrase in words.asks_meaning if phrase in text]
    word = re.sub(any_of(asks), "", text).strip("，,？? 那这个啊呀的") if asks else ""
    asked = "".join((question.ask, question.why, *(option.label for option in question.options)))
    return quote_guide(item, (word,)) or quote_alike(item, (word,)) if len(word) > 1 and word not in asked else None


def _notes(item: ServiceItem) -> Iterator[Tuple[str, str]]:
    """材料的说明，连着材料的名字说；后一半是拿来找的。不用带的只看名字：问“软件系统”，不念“窗口可以在系统里核验”。"""
    for material in item.materials:
        if material.note:
            yield (f"{material.name}：{material.note}",) * 2
    yield from ((f"{one.name}不用带：{one.reason}", one.name) for one in item.not_needed)

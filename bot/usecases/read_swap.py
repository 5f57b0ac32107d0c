"""“不是500，是600”：改的是哪一样、改成什么。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict

from bot.hotline.chinese_numbers import parse_amount
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.read_field import read_field
from bot.usecases.read_name import without_spelling
from bot.usecases.stripped_answer import MARKS

_SWAP = re.compile(r"不是([^，,。；;！!？?\s]{1,30}?)[，,。\s]*(?:而|应该|应当|其实)?就?是([^，,。；;！!？?]{1,30})")
_FOUND = re.compile(r"([\d一二两三四五六七八九几]+[十百千万][多来几]?)[，,\s]*(?:应该|其实)?是[，,\s]*([\d.]+|[一二两三四五六七八九十百千万]+)(?:块|元|块钱)?$")
_LONGEST = 40


def read_swap(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """没有说“不是……是……”、看不出说的是哪一样，返回空。"""
    text = without_spelling(text.strip(MARKS), words)
    if len(text) > _LONGEST:
        return {}
    match = _SWAP.search(text)
    if match is None:
        rough = _FOUND.search(text)  # “不对，三百多，是380”
        return {"amount": parse_amount(rough[2])} if rough and draft.knows("amount") and parse_amount(rough[2]) else {}
    wrong, right = match[1].strip(MARKS), match[2].strip(MARKS)
    known = [name for name, value in draft.values.items() if isinstance(value, str) and len(wrong) > 1 and wrong in value]
    if known:
        value = read_field(known[-1], right, words, today)
        whole = str(draft.values[known[-1]])
        if value is not None and wrong != whole and len(known) == 1 and not said_day(right, today):
            value = whole.replace(wrong, right) if known[0].endswith("address") else value
        return {known[-1]: value} if value is not None else {}
    if (day := said_day(right, today)) and (said_day(wrong, today) or draft.knows("event_on")):
        return {"event_on": day.isoformat()}
    before, after = parse_amount(wrong), parse_amount(right)
    return {"amount": after} if before is not None and after is not None else {}

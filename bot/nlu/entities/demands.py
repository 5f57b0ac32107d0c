"""市民要求什么。商家“不给退款”、自己“申请了退款”都不是要求。"""

from __future__ import annotations

import re

from bot.hotline.entity_words import DemandWords
from bot.nlu.entities.entity import Worksheet, any_of

_CLAUSE_END = re.compile(r"[,。;!?，；、\n]")
_CUE_REACH, _NEGATION_REACH = 16, 4
_WHOLE_ANSWER = 12  # 这么短的一句话，只说了要求，就是在回答


class DemandFinder:
    def __init__(self, words: DemandWords):
        phrases = {said.lower(): demand for demand in words.demands for said in demand.said_as}
        ways = [re.escape(p).replace("…", r"[^,。;!?，；]{0,6}?") for p in sorted(phrases, key=len, reverse=True)]
        self._phrases = re.compile("|".join(f"(?P<p{i}>{way})" for i, way in enumerate(ways)))
        self._demands = [phrases[p] for p in sorted(phrases, key=len, reverse=True)]
        self._cue = re.compile(any_of(words.cues))
        self._refused = re.compile(rf"(?:{any_of(words.negations)})(?:我|给|给我|们|了|过|能|再|去|来|会|以|人家){{0,2}}$")
        self._not_before = re.compile(any_of(words.not_before))

    def find(self, sheet: Worksheet) -> None:
        text = sheet.text
        seen = set()
        for match in self._phrases.finditer(text):
            demand = self._demands[int(match.lastgroup[1:])]
            start, end = match.span()
            if demand.value in seen or not (demand.strong or self._is_wanted(sheet, start, end)):
                continue
            if sheet.add("demand", start, end, demand.value):
                seen.add(demand.value)

    def _is_wanted(self, sheet: Worksheet, start: int, end: int) -> bool:
        text = sheet.text
        if any(type_ == "demand" and a <= start < b for type_, a, b in sheet.fields):
            return True
        if self._not_before.match(text, end):
            return False
        before = text[max(0, start - _NEGATION_REACH - 4) : start]
        before = _CLAUSE_END.split(before)[-1]
        if self._refused.search(before):
            return False
        if re.match(r"[了的]?[吧呗啊!]", text[end:]) or (not before and re.match(r"[吧呗啊了]?(?:[,，。;!；]|$)", text[end:])):
            return True  # “退钱吧”“……，退钱”
        if len(text) <= _WHOLE_ANSWER and not re.search(r"[吗么?]", text):
            return True
        reach = text[max(0, start - _CUE_REACH) : start]
        return bool(self._cue.search(_last_sentence(reach)))


def _last_sentence(text: str) -> str:
    """到上一个句号为止：“要求退款，并赔偿”里的“赔偿”也是要求的。"""
    return re.split(r"[。!?;\n]", text)[-1]

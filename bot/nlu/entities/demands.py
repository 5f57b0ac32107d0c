"""市民要求什么。商家“不给退款”、自己“申请了退款”都不是要求。"""

from __future__ import annotations

import re
from typing import List, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import Demand, DemandWords
from bot.nlu.entities.demand_edges import DemandEdges
from bot.nlu.entities.entity import Worksheet
from bot.nlu.marked import Span

_CLAUSE_END = re.compile(r"[,。;!?，；、\n]")
_CUE_REACH, _NEGATION_REACH = 16, 4
_LONGEST_SIDE, _LONGEST = 10, 40
_WHOLE_ANSWER = 12  # 这么短的一句话，只说了要求，就是在回答


class DemandFinder:
    def __init__(self, words: DemandWords):
        said = {phrase.lower(): demand for demand in words.demands for phrase in demand.said_as}
        self._exact = {phrase: demand for phrase, demand in said.items() if "…" not in phrase}
        self._phrase = re.compile(any_of(self._exact))
        self._gapped = [
            (re.compile(re.escape(phrase).replace("…", r"[^,。;!?，；、]{0,6}?")), demand) for phrase, demand in said.items() if "…" in phrase
        ]
        self._asks = re.compile(any_of(words.asking))
        self._opener = re.compile(any_of(words.openers))
        self._rest = re.compile(rf"(?:(?!{any_of(words.closers)})[^,。;!?，；、\s])*")
        self._cue = re.compile(any_of(words.cues))
        self._refused = re.compile(rf"(?<!能)(?:{any_of(words.negations)})(?:我|给|给我|们|了|过|能|再|去|来|会|以|人家){{0,2}}$")
        self._not_before = re.compile(any_of(words.not_before))
        self._edges = DemandEdges(words)
        self._act = re.compile(any_of((*words.acts, *words.acts_of_a_sort)))
        plainly = any_of(word for word in words.asked_with if len(word) > 1)  # “要求某某店按原价收”；“申请”里的请不算
        self._asked = re.compile(f"(?:{any_of(words.asked_with)})(?:{any_of(words.asked_of)})?[:：]?$|(?:{plainly}).{{1,5}}$")
        self._about_us = re.compile(any_of(words.about_hotline))
        self._not_his = re.compile(any_of(words.not_his))

    def find(self, sheet: Worksheet) -> None:
        for start, end, demand in self._said(sheet.text):
            if demand.strong:
                sheet.add("demand", start, end, demand.value)
            elif sheet.is_free(start, end, "demand") and self._is_wanted(sheet, start, end):
                sheet.add("demand", *self._whole(sheet, start, end), demand.value)

    def settle(self, sheet: Worksheet, learnt: Sequence[Span]) -> None:
        """学来的补规则漏的、定起止；说的是商家不肯、是问话的不要。规则找到的都留着，几样连着说的照规则分。"""
        text, known = sheet.text, sheet.of("demand")
        for _, start, end in self._edges.settle(text, [span for span in learnt if span.type == "demand"], sheet.gaps):
            inside = [f for f in known if f.start < end and start < f.end]
            if self._is_not_his(text, start, end):
                sheet.findings = [f for f in sheet.findings if f not in inside]
                continue
            if len(inside) > 1 or (not inside and not self._may_be_wanted(text, start, end)):
                continue
            sheet.findings = [f for f in sheet.findings if f not in inside]
            sheet.add("demand", start, end, inside[0].value if inside else self._value(text[start:end]))

    def _may_be_wanted(self, text: str, start: int, end: int) -> bool:
        """只有学来的说是要求，规则没找到的：要么说了要办的事，要么紧跟在“要求、希望”后面。"""
        said = text[start:end]
        if len(said) > _LONGEST or self._about_us.search(said) or self._asks.search(said) or self._not_before.match(text, end):
            return False
        before = _CLAUSE_END.split(text[max(0, start - _CUE_REACH) : start])[-1]
        return not self._refused.search(before) and bool(self._act.search(said) or self._asked.search(before))

    def _is_not_his(self, text: str, start: int, end: int) -> bool:
        """“平台就赔五块”“来检查吃拿卡要”：看它所在的一小段，空格也隔开。"""
        before, after = re.split(r"[,。;!?，；、\s]", text[:start])[-1], re.split(r"[,。;!?，；、\s]", text[end:])[0]
        return bool(self._not_his.search(before + text[start:end] + after))

    def _value(self, said: str) -> Optional[str]:
        """归到哪一种；词表里没有的是 None，用原话。"""
        return next((demand.value for _, _, demand in self._said(said)), None)

    def _said(self, text: str) -> List[Tuple[int, int, Demand]]:
        """话里的各种要求，先后为序；同一处取长的。"""
        found = [(*m.span(), self._exact[m[0]]) for m in self._phrase.finditer(text)]
        for pattern, demand in self._gapped:
            found += [(*m.span(), demand) for m in pattern.finditer(text)]
        return sorted(found, key=lambda f: (f[0], -f[1]))

    def _whole(self, sheet: Worksheet, start: int, end: int) -> Tuple[int, int]:
        """要求的整句原话：“把剩下的钱退给我”“赔偿一千元”。"""
        text = sheet.text
        before = _CLAUSE_END.split(text[max(0, start - _LONGEST_SIDE) : start])[-1]
        opener = self._opener.search(before)
        if opener and sheet.is_free(start - len(before) + opener.start(), end, "demand"):
            start -= len(before) - opener.start()
        edges = (*(label for label, _ in sheet.labels if label >= end), *(gap for gap in sheet.gaps if gap >= end))
        stop = min([len(text), end + _LONGEST_SIDE, *edges])  # “退6块钱 北街12号”：空白后面是别的
        after = self._rest.match(text, end, stop)
        if after and sheet.is_free(start, after.end(), "demand"):
            end = after.end()
        return start, end

    def _is_wanted(self, sheet: Worksheet, start: int, end: int) -> bool:
        text = sheet.text
        if any(type_ == "demand" and a <= start < b for type_, a, b in sheet.fields):
            return True
        if self._not_before.match(text, end):
            return False
        before = text[max(0, start - _NEGATION_REACH - 4) : start]
        before = _CLAUSE_END.split(before)[-1]
        if self._refused.search(before) or self._asks.search(before) or self._is_not_his(text, start, end):
            return False
        if re.match(r"[了的]?[吧呗啊!]", text[end:]) or (not before and re.match(r"[吧呗啊了]?(?:[,，。;!；]|$)", text[end:])):
            return True  # “退钱吧”“……，退钱”
        if len(text) <= _WHOLE_ANSWER and not self._asks.search(text):
            return True
        reach = text[max(0, start - _CUE_REACH) : start]
        return bool(self._cue.search(_last_sentence(reach)))


def _last_sentence(text: str) -> str:
    """到上一个句号为止：“要求退款，并赔偿”里的“赔偿”也是要求的。"""
    return re.split(r"[。!?;\n]", text)[-1]

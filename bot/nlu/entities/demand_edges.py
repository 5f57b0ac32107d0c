"""一处要求从哪个字起、到哪个字止，几样要求怎么分开：data/nlu/README.md “要求标到哪儿”里说得死的那几条。

data/names/ 的标记照它（tests/nlu/test_marked.py 查），学来的找到了也照它修。
"""

from __future__ import annotations

import re
from typing import Collection, Iterable, Iterator, List, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import DemandWords
from bot.nlu.marked import Span

_STOPS = r"\s,，、;；。!！?？:："
_STARTED_WITHIN = 3  # “按法赔”“给我换”：要办的事前面最多隔几个字


class DemandEdges:
    def __init__(self, words: DemandWords):
        act = f"(?:{any_of(words.acts)})(?!费)"  # “加检查费”不是另一样
        self._act = re.compile(act)
        self._begins = re.compile(f"(?:{any_of(words.openers)}|.{{0,{_STARTED_WITHIN}}}?){act}")
        self._never_first = re.compile(rf"[{_STOPS}]|{any_of(words.never_first)}|(?:让|叫|请|要)(?:{any_of(words.asked_of)})(?=.)")
        self._never_last = re.compile(rf"(?:[{_STOPS}]|{any_of(words.never_last)})$")
        self._joint = re.compile(rf"[{_STOPS}]+(?:{any_of(words.joints)})?|(?:{any_of(words.joints)})")
        self._hollow = re.compile(rf"(?:{any_of(words.hollow)})+")
        self._reports = re.compile(any_of(words.reports))

    def settle(self, text: str, spans: Iterable[Span], gaps: Collection[int] = ()) -> List[Span]:
        """spans 先后为序，别的种类照旧。gaps 是原话里有空白的位置：“退钱 赔我五百”是两样。"""
        settled: List[Span] = []
        for span in spans:
            if span.type != "demand":
                settled.append(span)
                continue
            trimmed = (self._trimmed(text, *part) for part in self._parts(text, span, gaps))
            settled += [Span("demand", start, end) for start, end in trimmed if self._says_what(text[start:end])]
        return settled

    def _says_what(self, said: str) -> bool:
        """“再催一下”“投诉他”“给个回复”没说要办成什么；“投诉电梯不维修”说的是事。"""
        return bool(said) and not self._hollow.fullmatch(said) and not self._reports.match(said)

    def _parts(self, text: str, span: Span, gaps: Collection[int]) -> Iterator[Tuple[int, int]]:
        start = span.start
        cuts = [(j.start(), j.end(), bool(re.match(rf"[{_STOPS}]", j[0]))) for j in self._joint.finditer(text, span.start, span.end)]
        cuts += [(gap, gap, True) for gap in gaps if span.start < gap < span.end]
        for left, right, is_clause in sorted(cuts):
            following = re.split(rf"[{_STOPS}]", text[right : span.end])[0]
            begins = self._act.search(following) if is_clause else self._begins.match(following)
            if left > start and begins and self._act.search(text, start, left):
                yield start, left
                start = right
        yield start, span.end

    def _trimmed(self, text: str, start: int, end: int) -> Tuple[int, int]:
        while (head := self._never_first.match(text, start, end)) and head.end() < end:
            start = head.end()
        while (tail := self._never_last.search(text[start:end])) and tail.start():
            end = start + tail.start()
        return start, end

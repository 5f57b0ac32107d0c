"""一处地址从哪个字起、到哪个字止：data/nlu/README.md “地址标到哪儿”里说得死的那几条。

data/names/ 的标记照它（tests/nlu/test_marked.py 查），学来的找到了也照它修。
"""

from __future__ import annotations

import re
from typing import Iterable, List

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import PlaceWords
from bot.nlu.entities.entity import Endings
from bot.nlu.marked import Span

_SHORTEST = 2


class AddressEdges:
    def __init__(self, words: PlaceWords):
        self._never_last = re.compile(rf"(?:{any_of(words.never_last)})$")
        self._place = Endings((*words.regions, *words.roads, *words.landmarks, *words.rooms))
        self._joined = re.compile(rf"(?:{any_of(words.joined)})(?!走)")

    def settle(self, text: str, spans: Iterable[Span]) -> List[Span]:
        """spans 先后为序，别的种类照旧；地址往右最多并到下一处名字。"""
        settled: List[Span] = []
        limit = len(text)
        for span in reversed(list(spans)):
            if span.type == "address":
                span = span._replace(end=self._end(text, span.start, span.end, max(span.end, limit)))
            settled.append(span)
            limit = span.start
        return settled[::-1]

    def _end(self, text: str, start: int, end: int, limit: int) -> int:
        while (shorter := self._without_tail(text[start:end])) and shorter < end - start:
            end = start + shorter
        joined = self._joined.match(text, end, limit)
        return joined.end() if joined else end

    def _without_tail(self, place: str) -> int:
        """去掉末尾一个不算的词以后多长：“老巷里头”的里头，“古玩市场里”的里；“文昌里”的里是名字。"""
        if tail := self._never_last.search(place):
            left = tail.start()
        else:
            left = len(place) - 1 if place[-1:] in "里上" and self._place.of(place[:-1]) else len(place)
        return left if left >= _SHORTEST else len(place)

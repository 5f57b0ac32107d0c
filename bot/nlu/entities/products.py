"""买的、吃的、办的是什么。先看“买了……”后面的名词，再看词表里的商品。"""

from __future__ import annotations

from typing import List

from bot.hotline.entity_words import ProductWords
from bot.nlu.entities.entity import Word, Worksheet

_NOUN = {"n", "nz", "nw", "vn", "an", "ORG", "LOC", "PER", "BRAND", "a"}
_LAST = {"n", "nz", "nw", "vn", "LOC", "ORG"}
_LONGEST = 14


class ProductFinder:
    def __init__(self, words: ProductWords):
        self._verbs = set(words.verbs)
        self._vague = set(words.vague)
        self._goods = set(words.goods)

    def find(self, sheet: Worksheet, goods: List[tuple]) -> None:
        """goods 是词表里的商品在话里的位置。"""
        for start, end in self._bought(sheet):
            sheet.add("product", start, end)
        if not sheet.of("product"):  # 没说“买了什么”，才看话里提到的商品，取头一样
            for start, end in sorted(self._widened(sheet, *span) for span in goods):
                if sheet.add("product", start, end):
                    break

    def _bought(self, sheet: Worksheet) -> List[tuple]:
        found = []
        words = sheet.words
        for i, word in enumerate(words):
            verb = word.text.rstrip("了过到的回")
            if verb not in self._verbs or word.tag not in ("v", "vn", "n"):
                continue
            j = i + 1
            while j < len(words) and (words[j].tag in ("u", "m", "q", "xc", "r", "f") or words[j].text in ("回来", "到", "过", "走")):
                j += 1
            run: List[Word] = []
            while j < len(words) and words[j].tag in _NOUN and words[j].start not in sheet.gaps:
                run.append(words[j])
                j += 1
            span = self._name(sheet, run)
            if span:
                found.append(span)
        return found

    def _name(self, sheet: Worksheet, run: List[Word]):
        while run and (run[-1].tag not in _LAST or not sheet.is_free(run[-1].start, run[-1].end)):
            run = run[:-1]
        while run and ((run[0].text in self._vague and len(run) > 1) or not sheet.is_free(run[0].start, run[0].end)):
            run = run[1:]
        if not run or run[-1].end - run[0].start > _LONGEST:
            return None
        name = sheet.text[run[0].start : run[-1].end]
        return None if name in self._vague or (len(name) < 2 and name not in self._goods) else (run[0].start, run[-1].end)

    def _widened(self, sheet: Worksheet, start: int, end: int) -> tuple:
        """“海尔/冰箱”并上牌子。"""
        previous = next((w for w in sheet.words if w.end == start), None)
        if previous and previous.tag in ("nz", "ORG", "nw") and previous.text not in self._vague and sheet.is_free(previous.start, end):
            return previous.start, end
        return start, end

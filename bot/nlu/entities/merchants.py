"""商家：字号加行当。光有行当（“那家超市”）不是名字。"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Callable, List, Tuple

from bot.hotline.entity_words import MerchantWords, ProductWords
from bot.nlu.entities.entity import Endings, Word, Worksheet
from bot.nlu.entities.places import Run
from bot.nlu.entities.shop_frames import ShopFrames
from bot.nlu.entities.shop_names import LONGEST, NAME_TAGS, PROPER, ShopNames

_BRANCH = re.compile(r"[(（【\[][^()（）【】\[\],。;]{2,14}店[)）】\]]")

_BRANCHES = ("店", "分店", "总店", "旗舰店")


class MerchantFinder:
    def __init__(self, words: MerchantWords, products: ProductWords, is_word: Callable[[str], bool]):
        self._names = ShopNames(words, products, is_word)
        self._frames = ShopFrames(words, self._names, is_word)
        self._is_word = is_word
        self._last = {w[-1] for w in (*words.suffixes, *words.lines, *words.trades, *words.endings)}
        self._goods_lengths = {len(goods) for goods in self._names.goods}
        self._endings = tuple(words.endings)
        self._trade = Endings(words.trades)
        self._not_inside = tuple(words.not_a_shop_before)
        self.shops = dict.fromkeys(words.trades, "n") | {w: "SHOP" for w in words.suffixes if len(w) > 1} | {w: "LINE" for w in words.lines} | dict.fromkeys(words.common_names, "nz")

    def find(self, sheet: Worksheet, runs: List[Run]) -> None:
        """先认写明的、带行当的，再认光有字号的；都没有时平台就是商家。"""
        for start, end in [*self._frames.quoted(sheet), *self._frames.called(sheet), *self._with_suffix(sheet, runs)]:
            self._add(sheet, start, end, runs)
        for word in sheet.words:
            if word.tag in ("ORG", "BRAND") and self._may_stand_alone(sheet, word):
                self._add(sheet, *self._names.without_place(sheet, word.start, word.end, runs), runs)
        for start, end in self._frames.hinted(sheet, runs):
            self._add(sheet, start, end, runs)
        if not sheet.of("merchant"):
            for start, end in self._frames.bought_at(sheet, runs):
                self._add(sheet, start, end, runs)
        if not sheet.of("merchant"):
            platform = next((w for w in sheet.words if w.tag == "PLATFORM"), None)
            if platform:
                sheet.add("merchant", platform.start, platform.end)

    def _add(self, sheet: Worksheet, start: int, end: int, runs: List[Run]) -> None:
        if "(" in sheet.text[start:end] and sheet.text[end : end + 1] == ")":
            end += 1
        if branch := _BRANCH.match(sheet.text, end):
            end = branch.end()
        elif branch := next((b for a, b in pairwise(sheet.words) if a.start == end and a.tag in ("LOC", "s", "f", "ORG") and b.text in _BRANCHES), None):
            end = branch.end  # “汉庭酒店武威火车站店”
        name = sheet.text[start:end]
        if self._names.is_unnamed_company(sheet, name, start, end):
            return
        if any(a.start <= start and end <= a.end and end < run.end for run in runs for a in run.atoms if a.kind in ("mall", "place")):
            return  # “亚欧商厦一楼”“新华书店旁边”说的是位置
        if not 2 <= len(name) <= LONGEST or self._names.is_plain(name) or self._names.is_body(name):
            return
        sheet.add("merchant", start, end)

    # 带行当的
    def _with_suffix(self, sheet: Worksheet, runs: List[Run]) -> List[Tuple[int, int]]:
        found: List[Tuple[int, int]] = []
        leftmost = len(sheet.text)  # 从右往左看，已经并进名字的词不再看
        for i, word in reversed(list(enumerate(sheet.words))):
            if word.start >= leftmost or not self._ends_a_name(sheet, i):
                continue
            start, end = self._names.leftmost(sheet, i), word.end
            whole = start
            start, end = self._names.trimmed(sheet, start, end, runs)
            proper = any(w.tag in PROPER for w in sheet.words if start <= w.start < end) or "某" in sheet.text[start:end]
            if (end - start >= 3 or word.tag == "ORG") and (proper or start > whole or self._names.is_bounded(sheet, start, self._names.boundary)):
                found.append((start, end))
                leftmost = start
        return found[::-1]

    def _ends_a_name(self, sheet: Worksheet, i: int) -> bool:
        """这个词的末尾是不是行当。"""
        word, text = sheet.words[i], sheet.text
        if word.text[-1] not in self._last:
            return False
        if word.tag == "SHOP":
            return not (text[word.end - 1] == "店" and text[word.end : word.end + 1] in self._not_inside)
        suffix = self._names.suffix.of(word.text) if word.tag in NAME_TAGS else ""
        if suffix and word.tag == "LOC" and len(suffix) == 1 and suffix not in "店馆厂铺":
            return self._frames.sells(text, word.end)  # “荣景苑”多半是小区
        if suffix and (len(suffix) > 1 or suffix in "店馆厂庄铺" or word.tag in PROPER):
            return not (word.text.endswith("店") and text[word.end : word.end + 1] in self._not_inside)
        if (word.tag in ("n", "nz", "PER", "ORG") or (word.tag == "LOC" and self._frames.sells(text, word.end))) and len(word.text) > 2 and word.text.endswith(self._endings):
            return not self._is_word(word.text)  # “鸿福楼”是，“教学楼”不是
        if word.tag == "LINE":
            start = self._names.leftmost(sheet, i)
            before = text[start : word.start]
            if not before or self._names.is_plain(before):
                return False
            proper = any(w.tag in PROPER for w in sheet.words if start <= w.start < word.start)
            return proper or (2 <= len(before) <= 6 and self._names.is_bounded(sheet, start, self._names.boundary))
        trade = self._trade.of(word.text)
        if trade:
            start = self._names.leftmost(sheet, i)
            before = text[start : word.end - len(trade)]
            if not before or self._names.is_plain(before):
                return False
            own = word.text[: -len(trade)]
            if own and self._is_word(word.text[-len(trade) - 1 :]):
                return False  # “车载充电器”的末尾是充电器，不是电器
            if len(own) > 1 and word.tag in ("nz", "ORG", "nw") and not self._is_word(own):
                return self._names.is_bounded(sheet, start, self._names.boundary)  # “马子禄牛肉面”
            return self._names.is_proper(before, sheet.words[:i]) or (
                2 <= len(before) <= 5
                and (
                    self._names.is_bounded(sheet, start, self._names.located)
                    or (self._names.is_bounded(sheet, start, self._names.boundary) and bool(self._frames.sign.match(text, word.end)))
                )
            )
        return False

    # 光有字号的
    def _may_stand_alone(self, sheet: Worksheet, word: Word) -> bool:
        if word.text in self._names.goods or len(word.text) < 2 or self._names.is_body(word.text):
            return False
        after = sheet.text[word.end : word.end + 3]
        if word.tag == "ORG" and after.startswith("的") and sheet.text[max(0, word.start - 1) : word.start] == "是":
            return False  # “手机是华为的”说的是牌子
        if word.text[0] in "从在":
            return False  # 切坏了的“从一”
        if any(w.start == word.end and w.tag in ("SHOP", "LINE") for w in sheet.words):
            return False  # 连着行当的，上面已经看过
        return word.tag == "BRAND" or not (after.startswith(("牌", "品牌")) or self._is_followed_by_goods(sheet, word))

    def _is_followed_by_goods(self, sheet: Worksheet, word: Word) -> bool:
        """“海尔冰箱”的海尔是牌子，不是商家。"""
        return any(sheet.text[word.end : word.end + n] in self._names.goods for n in self._goods_lengths)

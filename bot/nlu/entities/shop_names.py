"""一个商家的名字从哪里起：往左并到“的、在、投诉”为止，再削去地址和“楼下的”这些修饰。"""

from __future__ import annotations

import re
from typing import Callable, List, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import MerchantWords, ProductWords
from bot.nlu.entities.entity import Endings, Word, Worksheet
from bot.nlu.entities.places import Run

# LAC 的词性：像名字的；一定是名字的；认不准、可能是名字一部分的。
NAME_TAGS = {"n", "nz", "nw", "PER", "ORG", "LOC", "vn", "an", "a", "BRAND", "PLATFORM", "SHOP", "LINE"}
PROPER = {"PER", "ORG", "LOC", "nz", "BRAND", "PLATFORM"}
_SOFT_TAGS = {"v", "vd", "d", "ad", "q", "f", "t"}
LONGEST = 30
_COUNTED = re.compile(r"[某第\d一二三四五六七八九十号()\s]")
_LONGEST_SHOP = 11
_REGION = re.compile(r"[省市区县]$")
_LONGEST_BROKEN = 5
_FUNCTION_TAGS = {"r", "u", "p", "c", "w", "xc", "m", "TIME", "d", "s"}


class ShopNames:
    """字号怎么认，由词表定。"""

    def __init__(self, words: MerchantWords, products: ProductWords, is_word: Callable[[str], bool]):
        self._is_word = is_word
        self.suffix = Endings(words.suffixes)
        # 名字左边是这些，才像另起一个名字；located 更严，句子开头不算。
        at = rf"[\"“]|{any_of((*words.bought_before, *words.before_name))}"
        self.located = re.compile(rf"(?:{at})$")
        self.boundary = re.compile(rf"(?:{at}|[,。;!?，；]|{any_of(words.new_clause)})$")
        self.goods = {*products.goods, *words.trades}
        self._plain = frozenset((*words.generic, *self.goods, *words.lines, *words.platforms, *words.suffixes))
        self._longest_plain = max(map(len, self._plain), default=0)
        self._modifier = re.compile(any_of([*words.modifiers, *words.platforms]))
        self._shape = re.compile("|".join(f"(?:{re.escape(s).replace('X', '[㐀-鿿]')})" for s in words.name_shapes))
        self._stop = set(words.stop_words)
        self._sign = re.compile(rf"的?(?:{any_of(words.shop_signs)})")
        self._openers = {*words.bought_before, *words.opening_verbs} - {"上"}
        self._times = set(words.times_in_names)
        self._trades = set(words.trades)
        self._bodies = Endings(words.not_merchants)
        self._companies = tuple(words.companies)
        self._needs_name = tuple(words.needs_name)

    def leftmost(self, sheet: Worksheet, i: int) -> int:
        """名字从哪里起：往左并像名字的词，遇到“的、在、投诉”这些就停。

        还没有字号时，LAC 认成动词、副词的也先并上（“大丰/收/酒楼”“速成/健身俱乐部”）。
        """
        words, start, softs = sheet.words, sheet.words[i].start, []
        for j in range(i - 1, -1, -1):
            word = words[j]
            if word.end != start or start in sheet.gaps or words[i].end - word.start > LONGEST or word.text in self._stop:
                break
            if softs and word.tag == "SHOP":
                break  # “药铺收医院开的药”：两家
            if word.text == "村" and j and words[j - 1].tag == "r":
                break  # “我们村玉兰卫生室”
            if self._is_name_word(word):
                start = word.start
            elif words[i].tag in ("SHOP", "LINE") and word.tag in _SOFT_TAGS and len(softs) < 2 and self.is_plain(sheet.text[softs[0].end if softs else start : words[i].end]):
                softs.append(word)
                start = word.start
            else:
                break
        opened = self._opened(words, i)
        if opened is not None and opened < start:
            return opened
        if softs:
            first = next(w for w in words if w.start == start)
            located = self.is_bounded(sheet, start, self.located)
            if not located and self.is_bounded(sheet, start, self.boundary):  # 一小句就是一个名字，或者后面在说店
                located = bool(self._sign.match(sheet.text, words[i].end))
            known = first.tag in PROPER or (softs[0].end - start >= 2 and located)
            return start if known else softs[0].end  # 句子里的动词，不是字号
        return start

    def _opened(self, words: List[Word], i: int) -> Optional[int]:
        """“在建国汽修”：LAC 切坏了的，从“在、去、投诉”到行当不过四五个字，整个是名字。"""
        if words[i].tag not in ("SHOP", "LINE"):
            return None
        start = words[i].start
        for word in reversed(words[max(0, i - 4) : i]):
            if word.end != start or words[i].start - word.start > _LONGEST_BROKEN:
                return None
            if word.text in self._openers:
                name = "".join(w.text for w in words if start <= w.start < words[i].start)
                return start if len(name) > 1 and not self.is_plain(name) else None
            if word.tag in _FUNCTION_TAGS or (word.text in self._stop and word.text != "来") or (word.tag == "v" and len(word.text) > 1):
                return None
            start = word.start
        return None

    def is_bounded(self, sheet: Worksheet, start: int, boundary: re.Pattern) -> bool:
        before = sheet.text[max(0, start - 3) : start]
        at_edge = boundary is self.boundary and (not before or start in sheet.gaps)
        after_shop = any(w.end == start and w.tag == "SHOP" for w in sheet.words)
        return at_edge or after_shop or bool(boundary.search(before))

    def _is_name_word(self, word: Word) -> bool:
        if word.tag in NAME_TAGS or word.text in self._trades:
            return True
        if "某" in word.text or re.fullmatch(r"[x×*]{1,4}", word.text) or word.text in "()（）·":
            return True
        if word.text in self._times or word.text in ("记", "氏"):
            return True
        if word.tag == "m":
            return bool(re.match(r"第|[一二三四五六七八九十]+(?:品|号|里|分|尚|家)|俩$", word.text)) or word.text.isascii()
        return word.tag in ("q", "s") and bool(self._shape.search(word.text) or self.suffix.of(word.text))

    def is_proper(self, name: str, before: List[Word]) -> bool:
        """“张记”“老李”这样的，或者前一个词是人名、地名、专名。"""
        shaped = self._shape.fullmatch(name[-3:]) or self._shape.fullmatch(name[-2:])
        return bool(shaped) or (bool(before) and (before[-1].tag in PROPER or (len(name) > 1 and name.isascii())))

    def trimmed(self, sheet: Worksheet, start: int, end: int, runs: List[Run]) -> Tuple[int, int]:
        """削去左边的地址、修饰和并多了的名词。"""
        start, end = self._without_modifiers(sheet, *self.without_place(sheet, start, end, runs))
        return self._short_enough(sheet, start, end), end

    def without_place(self, sheet: Worksheet, start: int, end: int, runs: List[Run]) -> Tuple[int, int]:
        """“凉州区建设路18号福润超市”削去地址；公司名里的地名、登记的名称前面的区划（“凉州区福润超市”）是名字的一部分，留着。"""
        is_company = sheet.text[start:end].endswith(self._companies)
        for run in runs:
            at = start
            for atom in run.atoms:
                if not atom.start <= at < atom.end < end or atom.kind == "bare":
                    continue
                place = sheet.text[atom.start : atom.end]
                if sheet.text.startswith("物业", atom.end):  # “康宁路康宁家园物业”：小区名是物业名的一部分
                    street = re.match(r".*[路街巷号道村镇区县市](?=..)", place)
                    at = start = max(start, atom.start + (street.end() if street else 0))
                elif _has_street(place) or not (is_company or _REGION.search(place)):
                    at = start = atom.end
                else:
                    at = atom.end
        return start, end

    def _without_modifiers(self, sheet: Worksheet, start: int, end: int) -> Tuple[int, int]:
        """“楼下的”“培训机构启航学堂”里的培训机构，不是字号。"""
        for word in sheet.words:
            if word.tag == "SHOP" and start < word.end <= end - 3 and self.is_plain(sheet.text[start : word.end]) and not self.is_plain(sheet.text[word.end : end]):
                start = word.end
        while True:
            match = self._modifier.match(sheet.text, start, end)
            word_ends = {w.end for w in sheet.words}
            if not match or match.end() not in word_ends or end - match.end() < 3 or self.is_plain(sheet.text[match.end() : end]):
                return start, end
            start = match.end()

    def _short_enough(self, sheet: Worksheet, start: int, end: int) -> int:
        """店名一般不过十来个字；太长的，左边多半并进了别的名词。公司全名、机构名不动。"""
        if any(company in sheet.text[start:end] for company in self._companies):
            return start
        for word in sheet.words:
            if start <= word.start < end - _LONGEST_SHOP and word.tag not in ("ORG", "BRAND", "LOC"):
                start = word.end
        return start

    def is_unnamed_company(self, sheet: Worksheet, name: str, start: int, end: int) -> bool:
        """“燃气公司”“检测公司”没有字号。"""
        if not name.endswith(self._needs_name) or name.endswith("有限公司") or "某某" in name:
            return False
        return not any(w.tag in PROPER for w in sheet.words if start <= w.start < end)

    def is_plain(self, name: str) -> bool:
        """去掉行当和普通字眼就什么也不剩。"""
        if "某某" in name or re.search(r"[x×*]{2}", name):
            return False
        at = 0
        while at < len(name):
            step = next((n for n in range(min(self._longest_plain, len(name) - at), 0, -1) if name[at : at + n] in self._plain), 0)
            if not step and not _COUNTED.match(name[at]):
                return False
            at += step or 1
        return True

    def is_body(self, name: str) -> bool:
        """机关、组织，不是商家。"""
        body = self._bodies.of(name)
        return bool(body) and (body == name or not self.suffix.of(name))


def _has_street(place: str) -> bool:
    return bool(re.search(r"[路街巷号]$", place))

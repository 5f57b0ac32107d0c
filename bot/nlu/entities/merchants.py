"""商家：字号加行当。光有行当（“那家超市”）不是名字。"""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

from bot.hotline.entity_words import MerchantWords, ProductWords
from bot.nlu.entities.entity import Word, Worksheet, any_of
from bot.nlu.entities.places import Run

_NAME_TAGS = {"n", "nz", "nw", "PER", "ORG", "LOC", "vn", "an", "a", "BRAND", "PLATFORM"}
_CERTAIN = {"PER", "ORG", "nz", "nw", "BRAND"}
_LONGEST = 30
_QUOTE = re.compile(r"[\"“「『《]([^\"“”「」『』《》,。;]{2,20})[\"”」』》]")
_BRANCH = re.compile(r"[(（【\[][^()（）【】\[\],。;]{2,14}店[)）】\]]")
_INSIDE_SHOP = "家员里主长内面名铺方外门"


class MerchantFinder:
    def __init__(self, words: MerchantWords, products: ProductWords):
        self._words = words
        self._suffix = re.compile(any_of(words.suffixes))
        self._trade = re.compile(rf"(?:{any_of(words.trades)})$")
        plain = {*words.generic, *products.goods, *words.trades, *words.platforms}
        self._plain = re.compile(any_of({*plain, *words.suffixes}))
        self._generic_start = re.compile(rf"(?:{any_of(w for w in words.generic if len(w) > 1)})")
        self._shape = re.compile("|".join(f"(?:{re.escape(s).replace('X', '[㐀-鿿]')})" for s in words.name_shapes))
        self._stop = set(words.stop_words)
        self._trades = set(words.trades)
        self._bodies = re.compile(any_of(words.not_merchants))
        self._goods = {*products.goods, *words.trades}
        kinds = r"店|店铺|商店|商家|公司|超市|饭店|饭馆|餐馆|餐厅|酒店|平台|app|地方|直播间|主播|机构|小程序|网店|馆|铺子"
        self._named = re.compile(
            rf"(?:{any_of(words.named_after)})(?:做)?[:：]?[\"“「『]?(?P<name>[^,。;!?，；\"”」』]{{2,15}}?)(?:[\"”」』]|(?P<kind>的(?:一家)?(?:{kinds}))|(?=[,。;!?，；]|$|在|里|卖|买|位于|的|老板|这))"
        )
        self._shop_before = re.compile(rf"(?:{kinds}|公众号|账号|名叫|叫|叫做|名为|店名是?|店名为)[:：]?$")
        self._shop_after = re.compile(rf"(?:的)?(?:[^,。;!?]{{0,4}}(?:{any_of(words.suffixes)})|{kinds}|里|买|卖)")
        self._called_shop = re.compile(rf"(?:家|个|{kinds})(?:,|就|是|名字)?$")
        self._person = re.compile(rf"(?:{any_of(words.person_before)})$")
        self._bought = re.compile(
            rf"(?:{any_of(words.bought_before)})(?P<name>[^,。;!?，；在去从到]{{2,16}}?)(?:里面|里|上|那里|那儿|那|这里)?(?={any_of(words.bought_after)})"
        )

    def find(self, sheet: Worksheet, runs: List[Run]) -> None:
        """先认写明的、带行当的，再认光有字号的；都没有时平台就是商家。"""
        for start, end in [*self._quoted_names(sheet), *self._called(sheet), *self._with_suffix(sheet, runs)]:
            self._add(sheet, start, end, runs)
        for word in sheet.words:
            if word.tag in ("ORG", "BRAND") and self._may_stand_alone(sheet, word):
                self._add(sheet, *self._without_place(sheet, word.start, word.end, runs), runs)
        if not sheet.of("merchant"):
            for start, end in self._bought_at(sheet, runs):
                self._add(sheet, start, end, runs)
        if not sheet.of("merchant"):
            platform = next((w for w in sheet.words if w.tag == "PLATFORM"), None)
            if platform:
                sheet.add("merchant", platform.start, platform.end)

    def _add(self, sheet: Worksheet, start: int, end: int, runs: List[Run]) -> None:
        if "(" in sheet.text[start:end] and sheet.text[end : end + 1] == ")":
            end += 1
        branch = _BRANCH.match(sheet.text, end)
        if branch:
            end = branch.end()
        name = sheet.text[start:end]
        if self._is_unnamed_company(sheet, name, start, end):
            return
        if any(a.start <= start and a.end == end < run.end for run in runs for a in run.atoms if a.kind in ("mall", "place")):
            return  # “亚欧商厦一楼”“新华书店旁边”说的是位置
        if not 2 <= len(name) <= _LONGEST or self._is_plain(name) or self._is_body(name) or name in self._stop:
            return
        sheet.add("merchant", start, end)

    def _quoted_names(self, sheet: Worksheet) -> List[Tuple[int, int]]:
        """小程序“鲜丰果园”、“好再来”超市。"""
        return [
            match.span(1)
            for match in _QUOTE.finditer(sheet.text)
            if self._shop_before.search(sheet.text, max(0, match.start() - 5), match.start()) or self._shop_after.match(sheet.text, match.end())
        ]

    # 写明的：“一家叫××的店”“店名××”
    def _called(self, sheet: Worksheet) -> List[Tuple[int, int]]:
        found = []
        for match in self._named.finditer(sheet.text):
            before = sheet.text[max(0, match.start() - 4) : match.start()]
            if self._person.search(before):
                continue
            if match[0].startswith("叫") and not match["kind"] and not self._called_shop.search(before):
                continue
            tags = [w.tag for w in sheet.words if w.start < match.end("name") and w.end > match.start("name")]
            if tags and tags[0] in ("r", "p", "d") and "某" not in match["name"]:
                continue
            found.append(match.span("name"))
        return found

    # 带行当的
    def _with_suffix(self, sheet: Worksheet, runs: List[Run]) -> List[Tuple[int, int]]:
        found = []
        for words in self._name_runs(sheet):
            start, end = words[0].start, self._suffix_end(sheet, words)
            if end is None:
                continue
            span = self._without_place(sheet, start, end, runs)
            span = self._without_plain_start(sheet, *span)
            if span[1] - span[0] >= 3 or any(w.tag == "ORG" and w.end == end for w in words):
                found.append(span)
        return found

    def _name_runs(self, sheet: Worksheet) -> List[List[Word]]:
        """连着的像名字的词；遇到“的、在、投诉”这些就断。"""
        runs: List[List[Word]] = [[]]
        for word in sheet.words:
            breaks = word.start in sheet.gaps
            if self._is_name_word(word) and not (breaks and runs[-1]):
                runs[-1].append(word)
            else:
                runs.append([word] if self._is_name_word(word) else [])
        return [run for run in runs if run]

    def _is_name_word(self, word: Word) -> bool:
        if word.text in self._stop:
            return False
        if word.tag in _NAME_TAGS or word.text in self._trades:
            return True
        if "某" in word.text or re.fullmatch(r"[x×*]{1,4}", word.text) or word.text in "()（）·":
            return True
        if word.tag == "m":
            return bool(re.match(r"第|[一二三四五六七八九十]+(?:品|号|里|分|尚|家)", word.text)) or word.text.isascii()
        return word.tag in ("q", "s") and bool(self._shape.search(word.text) or self._suffix.search(word.text))

    def _suffix_end(self, sheet: Worksheet, words: List[Word]) -> Optional[int]:
        """这一串里最后一个行当的末尾；要正好在词的末尾。"""
        ends = {w.end for w in words}
        text = sheet.text
        for match in reversed(list(self._suffix.finditer(text, words[0].start, words[-1].end))):
            if match.end() not in ends or text[match.end() - 1] == "店" and text[match.end() : match.end() + 1] in tuple(_INSIDE_SHOP):
                continue
            return match.end()
        for word in reversed(words):
            match = self._trade.search(text, words[0].start, word.end)
            if match and match.start() > words[0].start and self._is_proper(text[words[0].start : match.start()], words, match.start()):
                return word.end
        return None

    def _is_proper(self, name: str, words: List[Word], end: int) -> bool:
        last = [w for w in words if w.end <= end]
        return bool(self._shape.fullmatch(name[-3:]) or self._shape.fullmatch(name[-2:])) or bool(last) and last[-1].tag in ("PER", "ORG", "BRAND")

    # 光有字号的
    def _may_stand_alone(self, sheet: Worksheet, word: Word) -> bool:
        if word.text in self._goods or len(word.text) < 2 or self._is_body(word.text):
            return False
        after = sheet.text[word.end : word.end + 3]
        if word.tag == "ORG" and after.startswith("的") and sheet.text[max(0, word.start - 1) : word.start] == "是":
            return False  # “手机是华为的”说的是牌子
        return word.tag == "BRAND" or not (after.startswith(("牌", "品牌")) or self._is_followed_by_goods(sheet, word))

    def _is_followed_by_goods(self, sheet: Worksheet, word: Word) -> bool:
        """“海尔冰箱”的海尔是牌子，不是商家。"""
        return any(sheet.text.startswith(goods, word.end) for goods in self._goods)

    def _bought_at(self, sheet: Worksheet, runs: List[Run]) -> List[Tuple[int, int]]:
        found = []
        for match in self._bought.finditer(sheet.text):
            start, end = self._without_place(sheet, *match.span("name"), runs)
            has_place = start > match.start("name")
            start, end = self._without_plain_start(sheet, start, end)
            words = [w for w in sheet.words if w.start < end and w.end > start]
            if end - start >= 2 and words and all(w.tag in _NAME_TAGS for w in words) and (has_place or any(w.tag in ("PER", "ORG", "nz", "LOC") for w in words)):
                inside = any(run.start <= start and end <= run.end for run in runs)
                if not inside:
                    found.append((start, end))
        return found

    # 削去地名和修饰
    def _without_place(self, sheet: Worksheet, start: int, end: int, runs: List[Run]) -> Tuple[int, int]:
        """“凉州区建设路18号福润超市”削去地址；公司名里的地名是名字的一部分，留着。"""
        is_company = sheet.text[start:end].endswith(("公司", "合作社", "集团"))
        for run in runs:
            for atom in run.atoms:
                if not atom.start <= start < atom.end < end or atom.kind == "bare":
                    continue
                place = sheet.text[atom.start : atom.end]
                if sheet.text.startswith("物业", atom.end):  # “康宁路康宁家园物业”：小区名是物业名的一部分
                    street = re.match(r".*[路街巷号道村镇区县市](?=..)", place)
                    start = max(start, atom.start + (street.end() if street else 0))
                elif not is_company or _has_street(place):
                    start = atom.end
        return start, end

    def _without_plain_start(self, sheet: Worksheet, start: int, end: int) -> Tuple[int, int]:
        while True:
            match = self._generic_start.match(sheet.text, start, end)
            word_ends = {w.end for w in sheet.words}
            if not match or match.end() not in word_ends or end - match.end() < 3 or self._is_plain(sheet.text[match.end() : end]):
                return start, end
            start = match.end()

    def _is_unnamed_company(self, sheet: Worksheet, name: str, start: int, end: int) -> bool:
        """“燃气公司”“检测公司”没有字号。"""
        if not name.endswith(("公司", "中介", "机构", "平台", "工厂")) or name.endswith("有限公司") or "某某" in name:
            return False
        return not any(w.tag in ("ORG", "PER", "LOC", "nz", "BRAND", "PLATFORM") for w in sheet.words if start <= w.start < end)

    def _is_plain(self, name: str) -> bool:
        """去掉行当和普通字眼就什么也不剩。"""
        if "某某" in name or re.search(r"[x×*]{2}", name):
            return False
        return not re.sub(r"[某第\d一二三四五六七八九十号()\s]", "", self._plain.sub("", name))

    def _is_body(self, name: str) -> bool:
        return bool(self._bodies.fullmatch(name)) or bool(re.search(rf"(?:{self._bodies.pattern})$", name)) and not self._suffix.search(name)


def _has_street(place: str) -> bool:
    return bool(re.search(r"[路街巷号]$", place))


def mend(words: List[Word], units: "re.Pattern[str]", text: str) -> List[Word]:
    """地名的单位词不能切成两半：“南关什/字”并成“南关什字”。"""
    for match in units.finditer(text):
        left = next((w for w in words if w.start < match.end() and match.start() < w.end < match.end()), None)
        right = next((w for w in words if left and w.start == left.end and w.end == match.end()), None)
        if left and right and left.tag in ("LOC", "ORG", "n", "nz", "f"):
            i = words.index(left)
            words = [*words[:i], Word(left.text + right.text, "LOC", left.start, right.end), *words[i + 2 :]]
    return words


def overlay(words: List[Word], spans: List[Tuple[int, int, str]]) -> List[Word]:
    """字号和平台以词表为准：LAC 切碎的并成一个词。"""
    for start, end, tag in spans:
        inside = [w for w in words if w.start < end and w.end > start]
        if not inside:
            continue
        text = "".join(w.text for w in inside)
        first, last = inside[0], inside[-1]
        if first.tag == "ORG" and (first.start < start or last.end > end) and first is last:
            continue  # “瑞幸咖啡天马店”整个是机构名，不拆
        pieces = []
        if first.start < start:
            pieces.append(Word(text[: start - first.start], first.tag, first.start, start))
        pieces.append(Word(text[start - first.start : end - first.start], tag, start, end))
        if last.end > end:
            pieces.append(Word(text[end - first.start :], last.tag, end, last.end))
        i = words.index(first)
        words = [*words[:i], *pieces, *words[i + len(inside) :]]
    return words

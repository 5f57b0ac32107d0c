"""商家：字号加行当。光有行当（“那家超市”）不是名字。"""

from __future__ import annotations

import re
from typing import List, Tuple

from bot.hotline.entity_words import MerchantWords, ProductWords
from bot.nlu.entities.entity import Word, Worksheet, any_of
from bot.nlu.entities.places import Run

_NAME_TAGS = {"n", "nz", "nw", "PER", "ORG", "LOC", "vn", "an", "a", "BRAND", "PLATFORM", "SHOP", "LINE"}
_PROPER = {"PER", "ORG", "LOC", "nz", "BRAND", "PLATFORM"}
_SOFT_TAGS = {"v", "vd", "d", "ad", "q", "f", "t"}
_LONGEST = 30
_LONGEST_SHOP = 11
_QUOTE = re.compile(r"[\"“「『《]([^\"“”「」『』《》,。;]{2,20})[\"”」』》]")
_BRANCH = re.compile(r"[(（【\[][^()（）【】\[\],。;]{2,14}店[)）】\]]")
_INSIDE_SHOP = "家员里主长内面名铺方外门"


class MerchantFinder:
    def __init__(self, words: MerchantWords, products: ProductWords):
        self._words = words
        self._suffix_at_end = re.compile(rf"(?:{any_of(words.suffixes)})$")
        self._boundary = re.compile(rf"(?:[,。;!?，；\"“]|{any_of(words.bought_before)}|的|是|叫|家|个|到|找|投诉|举报|查查|我要)$")
        self._located = re.compile(rf"(?:[\"“]|{any_of(words.bought_before)}|的|是|叫|家|那个|到|找|投诉|举报)$")
        self._trade = re.compile(rf"(?:{any_of(words.trades)})$")
        plain = {*words.generic, *products.goods, *words.trades, *words.lines, *words.platforms}
        self._plain = re.compile(any_of({*plain, *words.suffixes}))
        self._generic_start = re.compile(rf"(?:{any_of([*words.modifiers, *words.platforms])})")
        self._shape = re.compile("|".join(f"(?:{re.escape(s).replace('X', '[㐀-鿿]')})" for s in words.name_shapes))
        self._stop = set(words.stop_words)
        self._trades = set(words.trades)
        self._bodies = re.compile(any_of(words.not_merchants))
        self._goods = {*products.goods, *words.trades}
        kinds = r"店|店铺|商店|商家|公司|超市|饭店|饭馆|餐馆|餐厅|酒店|平台|app|地方|直播间|主播|机构|小程序|网店|馆|铺子"
        self._named = re.compile(
            rf"(?:{any_of(words.named_after)})(?:做)?[:：]?[\"“「『]?(?P<name>[^,。;!?，；\"”」』]{{2,15}}?)(?:[\"”」』]|(?P<kind>的(?:一家)?(?:{kinds}))|(?=[,。;!?，；]|$|在|里|卖|买|位于|的|老板|这))"
        )
        self.shops = {w: "SHOP" for w in words.suffixes if len(w) > 1} | {w: "LINE" for w in words.lines}
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
        found: List[Tuple[int, int]] = []
        for i, word in reversed(list(enumerate(sheet.words))):
            if any(start <= word.start < end for start, end in found) or not self._ends_a_name(sheet, i):
                continue
            start, end = self._leftmost(sheet, i), word.end
            whole = start
            start, end = self._without_place(sheet, start, end, runs)
            start, end = self._without_plain_start(sheet, start, end)
            start = self._short_enough(sheet, start, end)
            proper = any(w.tag in _PROPER for w in sheet.words if start <= w.start < end) or "某" in sheet.text[start:end]
            if (end - start >= 3 or word.tag == "ORG") and (proper or start > whole or self._is_bounded(sheet, start, self._boundary)):
                found.append((start, end))
            elif word.tag in ("SHOP", "LINE"):
                found.append((whole, whole))  # 光有行当：占着，不让里面的短行当再认一遍
        return [span for span in reversed(found) if span[0] < span[1]]

    def _ends_a_name(self, sheet: Worksheet, i: int) -> bool:
        """这个词的末尾是不是行当。"""
        word, text = sheet.words[i], sheet.text
        if word.tag == "SHOP":
            return not (text[word.end - 1] == "店" and text[word.end : word.end + 1] in tuple(_INSIDE_SHOP))
        suffix = self._suffix_at_end.search(word.text) if word.tag in _NAME_TAGS else None
        if suffix and (len(suffix[0]) > 1 or suffix[0] in "店馆厂庄铺" or word.tag in _PROPER):
            return not (word.text.endswith("店") and text[word.end : word.end + 1] in tuple(_INSIDE_SHOP))
        if word.tag == "LINE":
            start = self._leftmost(sheet, i)
            before = text[start : word.start]
            if not before or self._is_plain(before):
                return False
            proper = any(w.tag in _PROPER for w in sheet.words if start <= w.start < word.start)
            return proper or (2 <= len(before) <= 6 and self._is_bounded(sheet, start, self._boundary))
        trade = self._trade.search(word.text)
        if trade:
            start = self._leftmost(sheet, i)
            before = text[start : word.start + trade.start()]
            if not before or self._is_plain(before):
                return False
            return self._is_proper(before, sheet.words[:i], word.start) or (2 <= len(before) <= 5 and self._is_bounded(sheet, start, self._located))
        return False

    def _leftmost(self, sheet: Worksheet, i: int) -> int:
        """名字从哪里起：往左并像名字的词，遇到“的、在、投诉”这些就停。

        还没有字号时，LAC 认成动词、副词的也先并上（“大丰/收/酒楼”“速成/健身俱乐部”）。
        """
        words, start, softs = sheet.words, sheet.words[i].start, []
        for j in range(i - 1, -1, -1):
            word = words[j]
            if word.end != start or start in sheet.gaps or words[i].end - word.start > _LONGEST or word.text in self._stop:
                break
            if softs and word.tag == "SHOP":
                break  # “药铺收医院开的药”：两家
            if self._is_name_word(word):
                start = word.start
            elif word.tag in _SOFT_TAGS and len(softs) < 2 and self._is_plain(sheet.text[softs[0].end if softs else start : words[i].end]):
                softs.append(word)
                start = word.start
            else:
                break
        if softs:
            first = next(w for w in words if w.start == start)
            known = first.tag in _PROPER or (softs[0].end - start >= 2 and self._is_bounded(sheet, start, self._located))
            return start if known else softs[0].end  # 句子里的动词，不是字号
        return start

    def _is_bounded(self, sheet: Worksheet, start: int, boundary: re.Pattern) -> bool:
        before = sheet.text[max(0, start - 3) : start]
        at_edge = boundary is self._boundary and (not before or start in sheet.gaps)
        after_shop = any(w.end == start and w.tag == "SHOP" for w in sheet.words)
        return at_edge or after_shop or bool(boundary.search(before))

    def _is_name_word(self, word: Word) -> bool:
        if word.tag in _NAME_TAGS or word.text in self._trades:
            return True
        if "某" in word.text or re.fullmatch(r"[x×*]{1,4}", word.text) or word.text in "()（）·":
            return True
        if word.tag == "m":
            return bool(re.match(r"第|[一二三四五六七八九十]+(?:品|号|里|分|尚|家)", word.text)) or word.text.isascii()
        return word.tag in ("q", "s") and bool(self._shape.search(word.text) or self._suffix_at_end.search(word.text))

    def _is_proper(self, name: str, words: List[Word], end: int) -> bool:
        last = [w for w in words if w.end <= end]
        return bool(self._shape.fullmatch(name[-3:]) or self._shape.fullmatch(name[-2:])) or bool(last) and last[-1].tag in _PROPER

    # 光有字号的
    def _may_stand_alone(self, sheet: Worksheet, word: Word) -> bool:
        if word.text in self._goods or len(word.text) < 2 or self._is_body(word.text):
            return False
        after = sheet.text[word.end : word.end + 3]
        if word.tag == "ORG" and after.startswith("的") and sheet.text[max(0, word.start - 1) : word.start] == "是":
            return False  # “手机是华为的”说的是牌子
        if any(w.start == word.end and w.tag in ("SHOP", "LINE") for w in sheet.words):
            return False  # 连着行当的，上面已经看过
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
            if end - start >= 2 and words and all(w.tag in _NAME_TAGS for w in words) and (has_place or len(words) > 1 or any(w.tag in ("PER", "ORG", "nz", "LOC") for w in words)):
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
        """“楼下的”“培训机构启航学堂”里的培训机构，不是字号。"""
        for word in sheet.words:
            if word.tag == "SHOP" and start < word.end <= end - 3 and self._is_plain(sheet.text[start : word.end]) and not self._is_plain(sheet.text[word.end : end]):
                start = word.end
        while True:
            match = self._generic_start.match(sheet.text, start, end)
            word_ends = {w.end for w in sheet.words}
            if not match or match.end() not in word_ends or end - match.end() < 3 or self._is_plain(sheet.text[match.end() : end]):
                return start, end
            start = match.end()

    def _short_enough(self, sheet: Worksheet, start: int, end: int) -> int:
        """店名一般不过十来个字；太长的，左边多半并进了别的名词。公司全名、机构名不动。"""
        if sheet.text[start:end].endswith(("公司", "合作社")):
            return start
        for word in sheet.words:
            if start <= word.start < end - _LONGEST_SHOP and word.tag not in ("ORG", "BRAND"):
                start = word.end
        return start

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
        return bool(self._bodies.match(name)) and not self._suffix_at_end.search(name) or bool(re.search(rf"(?:{self._bodies.pattern})$", name)) and not self._suffix_at_end.search(name)


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
        if tag in ("BRAND", "PLATFORM") and first.tag == "ORG" and (first.start < start or last.end > end) and first is last:
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

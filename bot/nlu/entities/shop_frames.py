"""句式里的商家：“一家叫××的店”“在××买的”“步行街的××”“××的老板”。不带行当也认得。"""

from __future__ import annotations

import re
from typing import Callable, Iterator, List, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import MerchantWords
from bot.nlu.entities.entity import Word, Worksheet
from bot.nlu.entities.places import Run
from bot.nlu.entities.shop_names import NAME_TAGS, ShopNames

_QUOTE = re.compile(r"[\"“「『《]([^\"“”「」『』《》,。;]{2,20})[\"”」』》]")
# 地址和店名中间：“广场二楼的××”“南关那个××”“路上有一家××”。
_FROM_PLACE = re.compile(r"(?:里面|里边|里|上|那边|那儿|那里|新开)?(?:的(?:那[个家])?|那[个家]|有一?[个家])[\"“]?")
_SENTENCE_EDGE = re.compile(r"(?:^|[,。;!?，；:]|投诉|举报|反映|那个|就是|在|去|到|从)$")
_CLAUSE_ENDS = re.compile(r"$|[,。;!?，；的]")
_LONGEST = 9
_PEOPLE = re.compile(r"的?(?:老板|卖|买|收|让)")


class ShopFrames:
    """is_word 答一个词是不是通用词典里的：“热水”是，“沐白”不是，多半是字号。"""

    def __init__(self, words: MerchantWords, names: ShopNames, is_word: Callable[[str], bool]):
        self._names, self._is_word = names, is_word
        kinds = any_of(words.kinds)
        self._named = re.compile(
            rf"(?:{any_of(words.named_after)})(?:做)?[:：]?[\"“「『]?(?P<name>[^,。;!?，；\"”」』]{{2,15}}?)"
            rf"(?:[\"”」』]|(?P<kind>的(?:一家)?(?:{kinds}))|(?=[,。;!?，；]|$|在|里|卖|买|位于|的|老板|这))"
        )
        self._shop_before = re.compile(rf"(?:{kinds}|{any_of(words.named_after)})[:：]?$")
        self._shop_after = re.compile(rf"(?:的)?(?:[^,。;!?]{{0,4}}(?:{any_of(words.suffixes)})|{kinds}|里|买|卖|的?(?:{any_of(words.shop_signs)}))")
        self._called_shop = re.compile(rf"(?:家|个|{kinds})(?:,|就|是|名字)?$")
        self._person = re.compile(rf"(?:{any_of(words.person_before)})$")
        self._bought = re.compile(
            rf"(?:{any_of(words.bought_before)})(?P<name>[^,。;!?，；在去从到]{{2,16}}?)(?:里面|里|上|那里|那儿|那|这里)?(?={any_of(words.bought_after)})"
        )
        self.sign = re.compile(rf"的?(?:{any_of(words.shop_signs)})|[这那][家个](?:{kinds})")
        self._endings, self._never_last = tuple(words.endings), tuple(words.never_last)
        self._dealt = re.compile(any_of(words.bought_after))

    def sells(self, text: str, end: int) -> bool:
        """名字后面像是在说一家店：“订的桌”“的老板”。"""
        return bool(self.sign.match(text, end) or self._dealt.match(text, end))

    def quoted(self, sheet: Worksheet) -> List[Tuple[int, int]]:
        """小程序“鲜丰果园”、“好再来”超市。"""
        return [
            match.span(1)
            for match in _QUOTE.finditer(sheet.text)
            if self._shop_before.search(sheet.text, max(0, match.start() - 5), match.start()) or self._shop_after.match(sheet.text, match.end())
        ]

    def called(self, sheet: Worksheet) -> List[Tuple[int, int]]:
        """写明的：“一家叫××的店”“店名××”。"""
        found = []
        for match in (m for piece in sheet.pieces() for m in self._named.finditer(sheet.text, *piece)):
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

    def hinted(self, sheet: Worksheet, runs: List[Run]) -> Iterator[Tuple[int, int]]:
        """“步行街的××，”“××的老板”：词典里没有的名字，前后像在说店。"""
        places = {match.end(): run for run in runs if (match := _FROM_PLACE.match(sheet.text, run.end))}
        for i, word in enumerate(sheet.words):
            if word.tag not in NAME_TAGS and word.tag != "m":
                continue
            if word.start in places:
                span = self._name(sheet, i, places[word.start])
            elif word.start in sheet.gaps or _SENTENCE_EDGE.search(sheet.text[max(0, word.start - 2) : word.start]):
                span = self._name(sheet, i, None)
            else:
                continue
            if span:
                yield span

    def _name(self, sheet: Worksheet, i: int, after_place: Optional[Run]) -> Optional[Tuple[int, int]]:
        start, taken = sheet.words[i].start, []
        for word in sheet.words[i:]:
            taken.append(word)
            if word.end - start > _LONGEST or not (word.tag in NAME_TAGS or word.tag == "m") or (len(taken) > 1 and word.start in sheet.gaps):
                return None
            if word.end - start < 2:
                continue
            signed = self.sign.match(sheet.text, word.end)
            if after_place:
                signed = signed or _CLAUSE_ENDS.match(sheet.text, word.end) or self._dealt.match(sheet.text, word.end)
            if signed:
                break
        else:
            return None
        if any(w.tag == "PER" for w in taken) and not after_place and _PEOPLE.match(sheet.text, word.end):
            return None  # “李明老板”说的是人
        proper = any(w.tag in ("nz", "nw", "ORG", "PER") or w.text.endswith(self._endings) for w in taken)
        if not (proper and (after_place or word.end - start > 2)) and not (after_place and self.sign.match(sheet.text, word.end)):
            return None  # 光是词典里没有的普通名词，要在地名后面、又像在说店
        return (start, word.end) if self._may_be_named(taken) and self._is_odd(taken) else None

    def _may_be_named(self, words: List[Word]) -> bool:
        name = "".join(word.text for word in words)
        return not name.isascii() and not name.endswith(self._never_last) and name[0] not in "我你他她咱本该这那" and not (self._names.is_plain(name) or self._names.is_body(name) or words[-1].tag == "LOC")

    def _is_odd(self, words: List[Word]) -> bool:
        """有一个词不在通用词典里，就像是字号。"""
        return any(len(word.text) > 1 and word.tag not in ("m", "vn", "an") and not self._is_word(word.text) for word in words)

    def bought_at(self, sheet: Worksheet, runs: List[Run]) -> List[Tuple[int, int]]:
        """“在××买的”。"""
        found = []
        for match in self._bought.finditer(sheet.text):
            has_place = self._names.without_place(sheet, *match.span("name"), runs)[0] > match.start("name")
            start, end = self._names.trimmed(sheet, *match.span("name"), runs)
            words = [w for w in sheet.words if w.start < end and w.end > start]
            named = all(w.tag in NAME_TAGS or w.text == "人家" for w in words)
            if end - start >= 2 and words and named and (has_place or len(words) > 1 or any(w.tag in ("PER", "ORG", "nz", "LOC") for w in words)):
                inside = any(run.start <= start and end <= run.end for run in runs)
                if not inside:
                    found.append((start, end))
        return found

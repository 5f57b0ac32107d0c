"""一个地名从哪里起、到哪里止：路、小区、楼、机构名里的路。"""

from __future__ import annotations

import re
from typing import Callable, List, NamedTuple, Optional

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import MerchantWords, PlaceWords
from bot.hotline.made_of import is_made_of
from bot.nlu.entities.entity import Endings, Word

_CN = "一二两三四五六七八九十百零〇负"
# 数字都限了长：不限的话，两万个数字连着，要试上亿次。
DOOR = re.compile(
    rf"(?:第)?(?:[a-z]?\d[\da-z]{{0,7}}(?:-\d{{1,6}}){{0,3}}|[{_CN}]{{1,4}}|[a-z])(?:号库|号楼|号院|号铺|号门|号馆|号摊位|号摊|号商铺|号|商铺|铺面|栋|幢|座|单元|楼|层|室|弄|区(?!别)|村|组)(?!线|多|个|天|路)(?:(?:附)?\d{{1,6}}号(?![楼院铺库门馆摊商]))?(?:-\d{{1,6}})?|"
    rf"(?:往|向|以|朝)[东南西北]{{1,2}}(?:走)?(?:(?:大约|约)?[\d{_CN}几]{{1,8}}(?:多)?(?:米|公里|里))?|(?<=\d)号?\d{{1,6}}室|(?<=单元)\d{{3,4}}(?!\d)|(?<=[\d一二三四五六七八九][栋楼])\d{{3,4}}(?!\d)|地下(?:[一二三\d])层|底商|负?[\d{_CN}]{{1,2}}[楼层]"
)
_BUILDING = re.compile(r"(?:号楼|号院|栋|幢|座|单元|号商铺|商铺|号摊位)(?:\d{1,5}号?)?$")
NAMEABLE = {"SHOP", "LINE", "BRAND", "n", "nz", "nw", "LOC", "ORG", "PER", "a", "an", "vn", "s", "f", "m", "q", "j"}
UNNAMED = 2  # 名字至少两个字（或一个字加“里、家”之类已在词里）


class Atom(NamedTuple):
    start: int
    end: int
    kind: str  # place 有名有姓的地方；mall 也可能是商家；bare 光一个地名；plain 没有名字的（“步行街”）；door 门牌楼层；beside 方位；stretch 路的一段


class PlaceNames:
    """地名怎么认，由词表定；is_known_place 答一个词是不是通用词典里的地名。"""

    def __init__(self, words: PlaceWords, merchants: MerchantWords, is_known_place: Callable[[str], bool]):
        self.named_unit = Endings({*words.roads, *words.landmarks, "街道", "镇", "乡"})
        self.unit = Endings({*words.regions, *words.roads, *words.landmarks})
        self.shop = Endings(merchants.suffixes)
        self.generic = set(words.generic)
        self._malls = Endings(set(words.landmarks) & set(merchants.suffixes))
        self._prefix = re.compile(rf".*?(?:{any_of({*words.regions, *words.roads, *words.landmarks} - {'组', '队', '旗'})})(?![路街区市县村里])")
        self._vague = (*words.generic, *words.vague)
        self._stop = set(merchants.stop_words)
        self._is_known = is_known_place

    def kind(self, name: str) -> str:
        """名字里有行当的（“亚欧商厦”）也可能是商家。"""
        return "mall" if self._malls.of(name) else "place"

    def is_place(self, organisation: str) -> bool:
        """机构名末尾是区划、路、小区，又不是行当。"""
        return organisation[-1] in "省市区县镇乡路街巷" or bool(self.unit.of(organisation) and not self.shop.of(organisation) and not organisation.endswith(("大学", "人家")))

    def building_start(self, words: List[Word], door: re.Match) -> Optional[int]:
        """“尚品国际7号楼”的尚品国际、“万达茂3楼”的万达茂：楼号前面的名字，不带“小区、广场”也是地方。"""
        i = next((i for i, word in enumerate(words) if word.end == door.start()), None)
        if i is None or words[i].tag not in ("LOC", "ORG", "n", "nz", "nw", "PER", "a"):
            return None
        start = words[i].start
        for word in reversed(words[max(0, i - 2) : i]):
            if word.end != start or word.tag not in ("LOC", "ORG", "nz", "n") or word.text in self._stop or self.unit.of(word.text):
                break
            start = word.start
        inside = [word for word in words if start <= word.start < door.start()]
        if not _BUILDING.search(door[0]) and (door[0][-1] not in "楼层" or not any(word.tag in ("ORG", "nz") for word in inside)):
            return None
        name = "".join(word.text for word in inside)
        return None if len(name) < UNNAMED or is_made_of(name, self._vague) or words[i].text in self._stop else start

    def street_in_name(self, word: Word) -> Optional[Atom]:
        """“武威市凉州区南关中路瑞丽”认成了一个机构名：有区划又有路的，前面是地址。"""
        ends = [m.end() for m in self._prefix.finditer(word.text)]
        left = len(word.text) - ends[-1] if ends else 0
        if not left or (len(ends) < 2 and (left > 2 or ends[-1] < 3 or self.shop.of(word.text))) or not re.search(r"[路街巷道]$", word.text[: ends[-1]]):
            return None
        return Atom(word.start, word.start + ends[-1], "place")

    def split_place(self, word: Word, is_landmark: bool) -> List[Atom]:
        """“南关中路瑞丽美容院”只要前面的路；“蜜雪冰城”不是地名。"""
        if self._is_known(word.text):
            return [Atom(word.start, word.end, "place" if self.unit.of(word.text) and len(word.text) > 2 else "bare")]
        ends = [m.end() for m in re.finditer(self._prefix, word.text)]
        rest = word.text[ends[-1] :] if ends else word.text
        if ends:
            whole = DOOR.fullmatch(rest) or len(rest) <= 1 or is_landmark
            end = word.end if whole else word.start + ends[-1]
            name = word.text[: end - word.start]
            if name in self.generic:
                return [Atom(word.start, end, "plain")]
            if len(name) <= 2:
                return [Atom(word.start, end, "bare")]
            return [Atom(word.start, end, self.kind(name))]
        if is_landmark and not self.shop.of(rest):
            return [Atom(word.start, word.end, "place")]
        if DOOR.search(rest) or (len(rest) <= 3 and not self.shop.of(rest)):
            return [Atom(word.start, word.end, "place" if DOOR.search(rest) else "bare")]
        return []

    def name_start(self, words: List[Word], i: int) -> int:
        """“生活/广场”往左并上名字：最多三个词。"""
        start = words[i].start
        unit = self.unit.of(words[i].text)
        named = len(words[i].text) - len(unit) if unit else 0
        if named and is_made_of(words[i].text[:named], self._vague):
            return start  # “半路”“小路”左边再有什么也不是名字
        if named >= UNNAMED and words[i].text not in self.generic and words[i].tag != "SHOP":
            return start
        for word in reversed(words[max(0, i - 3) : i]):
            named = word.tag in NAMEABLE - {"f", "s", "m", "q"} or "某" in word.text or (word.tag == "f" and len(word.text) == 1)
            named = named or (word.tag == "v" and len(word.text) == 2 and words[i].text in ("大道", "大街") and start == words[i].start)  # 发展大道
            if word.end != start or not named or word.text in self._stop or self.unit.of(word.text):
                break
            start = word.start
        return start

    def has_name(self, name: str) -> bool:
        unit = self.named_unit.of(name)
        named = len(name) - len(unit)
        return bool(unit) and named >= UNNAMED and not is_made_of(name[:named], self._vague)

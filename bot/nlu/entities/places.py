"""地址：区划、路、门牌、地标、楼层、方位连成的一段。"""

from __future__ import annotations

import re
from typing import Callable, List, NamedTuple, Optional

from bot.hotline.entity_words import MerchantWords, PlaceWords
from bot.nlu.entities.entity import Endings, Word, Worksheet, any_of

_CN = "一二两三四五六七八九十百零〇负"
# 数字都限了长：不限的话，两万个数字连着，要试上亿次。
_DOOR = re.compile(
    rf"(?:第)?(?:[a-z]?\d[\da-z]{{0,7}}(?:-\d{{1,6}}){{0,3}}|[{_CN}]{{1,4}}|[a-z])(?:号库|号楼|号院|号铺|号门|号馆|号摊位|号摊|号商铺|号|商铺|铺面|栋|幢|座|单元|楼|层|室|弄|区(?!别)|村|组)(?!线|多|个|天|路)(?:(?:附)?\d{{1,6}}号(?![楼院铺库门馆摊商]))?(?:-\d{{1,6}})?|"
    rf"(?:往|向|以|朝)[东南西北]{{1,2}}(?:走)?(?:(?:大约|约)?[\d{_CN}几]{{1,8}}(?:多)?(?:米|公里|里))?|(?<=\d)号?\d{{1,6}}室|(?<=单元)\d{{3,4}}(?!\d)|(?<=[\d一二三四五六七八九][栋楼])\d{{3,4}}(?!\d)|地下(?:[一二三\d])层|底商|负?[\d{_CN}]{{1,2}}[楼层]"
)
# “古浪县打柴沟镇”“收成镇新店村”：LAC 把镇名认成了动词的，看前面连着的区划。
_TOWN = re.compile(r"(?<=[区县市旗州镇乡])[^的有在和是我去到从个几各,。;、]{2,4}?(?:镇|乡(?!下|亲|里)|街道|村(?!民|口|里))")
_BUILDING = re.compile(r"(?:号楼|号院|栋|幢|座|单元|号商铺|商铺|号摊位)(?:\d{1,5}号?)?$")
_NAMEABLE = {"SHOP", "LINE", "BRAND", "n", "nz", "nw", "LOC", "ORG", "PER", "a", "an", "vn", "s", "f", "m", "q", "j"}
_REGION = re.compile(r"[省市区县镇乡路街巷]$")
_INSIDE = re.compile(r"里面|里边|[一二三四五六七八九\d]楼")
_NUMBERED_ROAD = re.compile(r"(?:国道|省道|县道|(?<![a-z])[gs])\d{1,4}(?:国道|省道|线)?(?![\da-z])")
_THERE = re.compile(r"那[个家边儿里]|有一?[个家]|上的|里的")
_UNNAMED = 2  # 名字至少两个字（或一个字加“里、家”之类已在词里）


class Atom(NamedTuple):
    start: int
    end: int
    kind: str  # place 有名有姓的地方；mall 也可能是商家；bare 光一个地名；plain 没有名字的（“步行街”）；door 门牌楼层；beside 方位；stretch 路的一段


class Run(NamedTuple):
    """连着的一段地址。"""

    start: int
    end: int
    atoms: List[Atom]


class PlaceFinder:
    def __init__(self, words: PlaceWords, merchants: MerchantWords, is_known_place: Callable[[str], bool]):
        units = {*words.regions, *words.roads, *words.landmarks}
        self._named_unit = Endings({*words.roads, *words.landmarks, "街道", "镇", "乡"})
        self._malls = set(words.landmarks) & set(merchants.suffixes)
        self._unit = Endings(units)
        self._prefix = re.compile(rf".*?(?:{any_of({*words.regions, *words.roads, *words.landmarks} - {'组', '队', '旗'})})(?![路街区市县村里])")
        self._relation = re.compile(any_of(words.relations))
        self._beside = re.compile(any_of(words.beside))
        self._shop = Endings(merchants.suffixes)
        self._generic = set(words.generic)
        self._vague = re.compile(rf"(?:{any_of({*words.generic, *words.vague})})+")
        self._dish = re.compile(any_of(words.dish_after))
        self._is_known = is_known_place
        self._stop = set(merchants.stop_words)

    @staticmethod
    def doors(text: str) -> List[re.Match]:
        """门牌、楼层：这些地方总要切开。"""
        return list(_DOOR.finditer(text))

    def runs(self, sheet: Worksheet, doors: List[re.Match]) -> List[Run]:
        """话里的各段地址，还没有占位置：商家先挑。"""
        atoms = sorted(self._atoms(sheet, doors), key=lambda a: (a.start, -a.end))
        runs: List[Run] = []
        for atom in atoms:
            if runs and atom.start < runs[-1].end:
                if atom.end > runs[-1].end:
                    runs[-1] = Run(runs[-1].start, atom.end, [*runs[-1].atoms, atom])
                continue
            if runs and self._joins(sheet, runs[-1], atom):
                runs[-1] = Run(runs[-1].start, atom.end, [*runs[-1].atoms, atom])
            else:
                runs.append(Run(atom.start, atom.end, [atom]))
        return [run for run in runs if _is_located(run.atoms)]

    def find(self, sheet: Worksheet, runs: List[Run]) -> None:
        """占住商家没占的地址。"""
        for run in runs:
            start, end = self._without_merchants(sheet, run)
            end = start + len(re.sub(r"(?:地下|里面|里|内|(?<!边)上)$", "", sheet.text[start:end]))
            text = sheet.text[start:end]
            atoms = [a for a in run.atoms if start <= a.start < end]
            if atoms and atoms[-1].kind == "mall" and not self._leads_to_merchant(sheet, end):
                continue
            if len(text) < 2 or text in self._generic or not _is_located(atoms):
                continue
            if all(a.kind == "bare" for a in atoms) and not self._is_where(sheet, start, end):
                continue
            sheet.add("address", start, end)

    def _atoms(self, sheet: Worksheet, doors: List[re.Match]) -> List[Atom]:
        atoms, words = [], sheet.words
        for i, word in enumerate(words):
            if word.tag == "LOC" or (word.tag == "ORG" and _REGION.search(word.text)):
                atoms += self._split_place(word, bool(self._beside.match(sheet.text, word.end) or _INSIDE.match(sheet.text, word.end)))
            elif word.tag == "n" and len(word.text) > 2 and word.text.endswith(("区", "园区")) and self._unit.of(word.text):
                atoms.append(Atom(word.start, word.end, "beside"))  # “高新区创业大道”
            elif word.tag == "ORG" and (street := self._street_in_name(word)):
                atoms.append(street)
            elif word.tag in _NAMEABLE and self._named_unit.of(word.text):
                start = self._name_start(words, i)
                name = sheet.text[start : word.end]
                if name not in self._generic and self._has_name(name):
                    kind = "mall" if any(name.endswith(m) for m in self._malls) else "place"
                    atoms.append(Atom(start, word.end, kind))
                elif word.text in self._generic or name in self._generic:
                    atoms.append(Atom(word.start, word.end, "plain"))
                else:
                    atoms.append(Atom(word.start, word.end, "beside"))  # 接在别的地名后面才有用：“武南路汽车站”
            if word.tag in ("ORG", "BRAND", "SHOP", "n", "nz", "PER") and self._beside.match(sheet.text, word.end):
                atoms += self._shop_as_landmark(sheet, i)
        ends = {word.end for word in words if word.tag in ("LOC", "ORG")}
        atoms += [Atom(*m.span(), "place") for m in _TOWN.finditer(sheet.text) if m.start() in ends]
        atoms += [Atom(*m.span(), "place") for m in _NUMBERED_ROAD.finditer(sheet.text)]
        for door in doors:
            atoms.append(Atom(*door.span(), "door"))
            if (start := self._building_start(words, door)) is not None:
                atoms.append(Atom(start, door.start(), "place"))
        atoms += [Atom(*m.span(), "stretch" if m[0].endswith(("段", "头", "侧", "东口", "西口", "南口", "北口")) else "beside") for m in self._relation.finditer(sheet.text)]
        return atoms

    def _shop_as_landmark(self, sheet: Worksheet, i: int) -> List[Atom]:
        """“新华书店旁边”的新华书店。"""
        word = sheet.words[i]
        start = word.start if word.tag in ("ORG", "BRAND") else self._name_start(sheet.words, i)
        name = sheet.text[start : word.end]
        shop = self._shop.of(name)
        if word.tag not in ("ORG", "BRAND") and not (shop and len(name) - len(shop) >= _UNNAMED):
            return []
        return [] if name in self._generic else [Atom(start, word.end, "place")]

    def _building_start(self, words: List[Word], door: re.Match) -> Optional[int]:
        """“尚品国际7号楼”的尚品国际、“万达茂3楼”的万达茂：楼号前面的名字，不带“小区、广场”也是地方。"""
        i = next((i for i, word in enumerate(words) if word.end == door.start()), None)
        if i is None or words[i].tag not in ("LOC", "ORG", "n", "nz", "nw", "PER", "a"):
            return None
        start = words[i].start
        for word in reversed(words[max(0, i - 2) : i]):
            if word.end != start or word.tag not in ("LOC", "ORG", "nz", "n") or word.text in self._stop or self._unit.of(word.text):
                break
            start = word.start
        inside = [word for word in words if start <= word.start < door.start()]
        if not _BUILDING.search(door[0]) and (door[0][-1] not in "楼层" or not any(word.tag in ("ORG", "nz") for word in inside)):
            return None
        name = "".join(word.text for word in inside)
        return None if len(name) < _UNNAMED or self._vague.fullmatch(name) or words[i].text in self._stop else start

    def _street_in_name(self, word: Word) -> Optional[Atom]:
        """“武威市凉州区南关中路瑞丽”认成了一个机构名：有区划又有路的，前面是地址。"""
        ends = [m.end() for m in self._prefix.finditer(word.text)]
        left = len(word.text) - ends[-1] if ends else 0
        if not left or (len(ends) < 2 and (left > 2 or ends[-1] < 3)) or self._shop.of(word.text) or not re.search(r"[路街巷道]$", word.text[: ends[-1]]):
            return None
        return Atom(word.start, word.start + ends[-1], "place")

    def _split_place(self, word: Word, is_landmark: bool) -> List[Atom]:
        """“南关中路瑞丽美容院”只要前面的路；“蜜雪冰城”不是地名。"""
        if self._is_known(word.text):
            return [Atom(word.start, word.end, "place" if self._unit.of(word.text) and len(word.text) > 2 else "bare")]
        ends = [m.end() for m in re.finditer(self._prefix, word.text)]
        rest = word.text[ends[-1] :] if ends else word.text
        if ends:
            whole = _DOOR.fullmatch(rest) or len(rest) <= 1 or is_landmark
            end = word.end if whole else word.start + ends[-1]
            name = word.text[: end - word.start]
            if name in self._generic:
                return [Atom(word.start, end, "plain")]
            if len(name) <= 2:
                return [Atom(word.start, end, "bare")]
            return [Atom(word.start, end, "mall" if any(name.endswith(m) for m in self._malls) else "place")]
        if is_landmark and not self._shop.of(rest):
            return [Atom(word.start, word.end, "place")]
        if _DOOR.search(rest) or (len(rest) <= 3 and not self._shop.of(rest)):
            return [Atom(word.start, word.end, "place" if _DOOR.search(rest) else "bare")]
        return []

    def _name_start(self, words: List[Word], i: int) -> int:
        """“生活/广场”往左并上名字：最多三个词。"""
        start = words[i].start
        unit = self._unit.of(words[i].text)
        named = len(words[i].text) - len(unit) if unit else 0
        if named and self._vague.fullmatch(words[i].text[:named]):
            return start  # “半路”“小路”左边再有什么也不是名字
        if named >= _UNNAMED and words[i].text not in self._generic and words[i].tag != "SHOP":
            return start
        for word in reversed(words[max(0, i - 3) : i]):
            named = word.tag in _NAMEABLE - {"f", "s", "m", "q"} or "某" in word.text or (word.tag == "f" and len(word.text) == 1)
            named = named or (word.tag == "v" and len(word.text) == 2 and words[i].text in ("大道", "大街") and start == words[i].start)  # 发展大道
            if word.end != start or not named or word.text in self._stop or self._unit.of(word.text):
                break
            start = word.start
        return start

    def _has_name(self, name: str) -> bool:
        unit = self._named_unit.of(name)
        named = len(name) - len(unit)
        return bool(unit) and named >= _UNNAMED and not self._vague.fullmatch(name[:named])

    def _joins(self, sheet: Worksheet, run: Run, atom: Atom) -> bool:
        between = sheet.text[run.end : atom.start]
        if between == "":
            return True
        return between in ("和", "与", "同", "跟", "、") and atom.kind == "place" and bool(re.match(r"(?:的)?(?:交叉|交汇|十字|路口|拐角|交界)", sheet.text[atom.end :]))

    def _without_merchants(self, sheet: Worksheet, run: Run) -> tuple:
        start, end = run.start, run.end
        for f in sheet.findings:
            if f.start <= start < f.end:
                start = f.end
            elif start < f.start < end:
                end = f.start
        first = next((a for a in run.atoms if a.start >= start), None)
        if first and first.kind in ("beside", "stretch", "door") and start == first.start and start != run.start:
            return start, start  # 商家后面的“门口”“对面”不单独成地址
        return start, end

    def _leads_to_merchant(self, sheet: Worksheet, end: int) -> bool:
        return any(f.type == "merchant" and 0 <= f.start - end <= 3 for f in sheet.findings)

    def _is_where(self, sheet: Worksheet, start: int, end: int) -> bool:
        """光一个地名，要像在说地方：“在武威买的”，不是“兰州牛肉面”。"""
        if self._dish.match(sheet.text, end):
            return False
        if _THERE.match(sheet.text, end) or (start == 0 and end == len(sheet.text)):
            return True
        return sheet.text[max(0, start - 1) : start] in ("在", "到", "去", "从", "住", "于")


def _is_located(atoms: List[Atom]) -> bool:
    """有名有姓，或者“步行街负一楼”这样虽没有名字、却说到了楼层。"""
    kinds = {atom.kind for atom in atoms}
    return bool(kinds & {"place", "mall", "bare"}) or {"plain", "door"} <= kinds or {"plain", "stretch"} <= kinds

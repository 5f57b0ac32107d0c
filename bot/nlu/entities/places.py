"""地址：区划、路、门牌、地标、楼层、方位连成的一段。"""

from __future__ import annotations

import re
from typing import Callable, List, NamedTuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import MerchantWords, PlaceWords
from bot.nlu.entities.entity import Word, Worksheet
from bot.nlu.entities.place_names import DOOR, NAMEABLE, UNNAMED, Atom, PlaceNames

# “古浪县打柴沟镇”“收成镇新店村”：LAC 把镇名认成了动词的，看前面连着的区划。
_TOWN = re.compile(r"(?<=[区县市旗州镇乡])[^的有在和是我去到从个几各,。;、]{2,4}?(?:镇|乡(?!下|亲|里)|街道|村(?!民|口|里))")
_INSIDE = re.compile(r"里面|里边|[一二三四五六七八九\d]楼")
_NUMBERED_ROAD = re.compile(r"(?:国道|省道|县道|(?<![a-z])[gs])\d{1,4}(?:国道|省道|线)?(?![\da-z])")
_THERE = re.compile(r"那[个家边儿里]|有一?[个家]|上的|里的")
class Run(NamedTuple):
    """连着的一段地址。"""

    start: int
    end: int
    atoms: List[Atom]


class PlaceFinder:
    def __init__(self, words: PlaceWords, merchants: MerchantWords, is_known_place: Callable[[str], bool]):
        self._names = PlaceNames(words, merchants, is_known_place)
        self._relation = re.compile(any_of(words.relations))
        self._beside = re.compile(any_of(words.beside))
        self._dish = re.compile(any_of(words.dish_after))

    @staticmethod
    def doors(text: str) -> List[re.Match]:
        """门牌、楼层：这些地方总要切开。"""
        return list(DOOR.finditer(text))

    def retag(self, words: List[Word]) -> List[Word]:
        """认成机构的“武威市凉州区”“海关家属院”，其实是地方。"""
        return [word._replace(tag="LOC") if word.tag == "ORG" and self._names.is_place(word.text) else word for word in words]

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
            if len(text) < 2 or text in self._names.generic or not _is_located(atoms):
                continue
            if all(a.kind == "bare" for a in atoms) and not self._is_where(sheet, start, end):
                continue
            sheet.add("address", start, end)

    def _atoms(self, sheet: Worksheet, doors: List[re.Match]) -> List[Atom]:
        atoms, words = [], sheet.words
        for i, word in enumerate(words):
            if word.tag == "LOC":
                atoms += self._names.split_place(word, bool(self._beside.match(sheet.text, word.end) or _INSIDE.match(sheet.text, word.end)))
            elif word.tag == "n" and len(word.text) > 2 and word.text.endswith(("区", "园区")) and self._names.unit.of(word.text):
                atoms.append(Atom(word.start, word.end, "beside"))  # “高新区创业大道”
            elif word.tag == "ORG" and (street := self._names.street_in_name(word)):
                atoms.append(street)
            elif word.tag in NAMEABLE and self._names.named_unit.of(word.text):
                start = self._names.name_start(words, i)
                name = sheet.text[start : word.end]
                if name not in self._names.generic and self._names.has_name(name):
                    kind = self._names.kind(name)
                    atoms.append(Atom(start, word.end, kind))
                elif word.text in self._names.generic or name in self._names.generic:
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
            if (start := self._names.building_start(words, door)) is not None:
                atoms.append(Atom(start, door.start(), "place"))
        atoms += [Atom(*m.span(), "stretch" if m[0].endswith(("段", "头", "侧", "东口", "西口", "南口", "北口")) else "beside") for m in self._relation.finditer(sheet.text)]
        return atoms

    def _shop_as_landmark(self, sheet: Worksheet, i: int) -> List[Atom]:
        """“新华书店旁边”的新华书店。"""
        word = sheet.words[i]
        start = word.start if word.tag in ("ORG", "BRAND") else self._names.name_start(sheet.words, i)
        name = sheet.text[start : word.end]
        shop = self._names.shop.of(name)
        if word.tag not in ("ORG", "BRAND") and not (shop and len(name) - len(shop) >= UNNAMED):
            return []
        return [] if name in self._names.generic else [Atom(start, word.end, "place")]

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

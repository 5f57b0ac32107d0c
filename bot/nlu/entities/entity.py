"""一个实体，和流水线各段之间传的一张纸。"""

from __future__ import annotations

import copy
import re
from datetime import date
from itertools import pairwise
from typing import Any, Collection, Dict, FrozenSet, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from bot.nlu.normalise import Reading

_MARKS = " ,。.!?;:、，；"


class Entity(NamedTuple):
    """一个实体。start、end 指原话；value 是可以直接用的值（金额是以元为单位的数，日子是 ISO 写法，说不准是 None）。"""

    type: str
    text: str
    start: int
    end: int
    value: Any

    def as_dict(self) -> Dict[str, Any]:
        return self._asdict()


class Finding(NamedTuple):
    """找到的一处。start、end 指整理后的字。"""

    type: str
    start: int
    end: int
    value: Any


class Word(NamedTuple):
    """预训练模型切出来的一个词。tag 是 LAC 的词性或专名类别。"""

    text: str
    tag: str
    start: int
    end: int


class Worksheet:
    """一句话找实体时各段共用的纸：先找到的占住位置，后来的不能重叠。"""

    def __init__(self, reading: Reading, received_on: Optional[date] = None):
        self.reading, self.text = reading, reading.text
        self.received_on = received_on
        self.findings: List[Finding] = []
        self.words: List[Word] = []
        self.fields: List[Tuple[str, int, int]] = []  # 表单栏目：（类型，起，止），free 也在内
        self.labels: List[Tuple[int, int]] = []  # 栏目名
        self.gaps = _gaps(reading)

    def copy(self) -> Worksheet:
        """到现在为止的一份，往后各写各的。"""
        other = copy.copy(self)
        other.findings, other.words = list(self.findings), list(self.words)
        other.fields, other.labels = list(self.fields), list(self.labels)
        return other

    def add(self, type_: str, start: int, end: int, value: Any = None) -> bool:
        """占住一段；和已有的重叠就不收，返回 False。value 不给就是原话。要求里可以有钱数、商品，不算重叠。"""
        if start >= end or not self.is_free(start, end, type_):
            return False
        self.findings.append(Finding(type_, start, end, self.said(start, end) if value is None else value))
        return True

    def add_unknown(self, type_: str, start: int, end: int) -> bool:
        """占住一段，值说不准（None）。"""
        if start >= end or not self.is_free(start, end, type_):
            return False
        self.findings.append(Finding(type_, start, end, None))
        return True

    def settle(
        self,
        types: Sequence[str],
        spans: Sequence[Tuple[str, int, int]],
        platforms: Collection[str],
        openings: Sequence[str] = (),
        roles: Sequence[str] = (),
    ) -> None:
        """types 这几种改照 spans：（类型，起，止），别的种类不管。

        - 有店名的，平台就不算商家。
        - 末尾是 roles 的（“淘宝退货卖家”）说的是人，不是店名。
        - 一句话从头到尾就是一个名字的，是不是名字要看问的是什么，照规则的。
        - 规则分出了地址和店名（“学府路｜乐家超市”）、说末尾是商品（“卖过期面包”），学来的说整个是店名的，照规则。
        - 学来的一个店名也没有，规则认出的又紧跟在“举报”“投诉”（openings）后面，就是它。
        - 学来的一个店名也没有，规则认出的前后都空开、自成一段的，也是它。
        - 学来的一样商品也没有的，规则认出的头一样算数。
        - 规则认出的人名不改成店名，没被占的都留着：遮举报人靠它，宁可多一个。
        """
        known = self.of(*types)
        self.findings = [f for f in self.findings if f.type not in types]
        length = len(self.text.strip(_MARKS))
        people = {(f.start, f.end) for f in known if f.type == "person"}
        taken = [span for span in spans if span[0] in types and span[2] - span[1] < length and span[1:] not in people]
        taken = [span for span in taken if span[0] != "merchant" or not self.text[span[1] : span[2]].endswith(tuple(roles))]
        taken = [part for span in taken for part in _checked(span, known, self.text)]
        shops = [span for span in taken if span[0] == "merchant" and self.text[span[1] : span[2]] not in platforms]
        for span in taken:
            if span[0] != "merchant" or not shops or span in shops:
                self.add(*span)
        for finding in known:
            is_accused = not shops and finding.type == "merchant" and self.text[: finding.start].endswith(tuple(openings))
            is_alone = not shops and finding.type == "merchant" and self.text[finding.start : finding.end] not in platforms and {finding.start, finding.end} <= {0, length, *self.gaps}
            is_only_goods = finding.type == "product" and not self.of("product") and self.is_free(finding.start, finding.end, "demand")  # “换新电池”里的电池不是买的
            if finding.type == "person" or is_accused or is_alone or is_only_goods or finding.end - finding.start >= length:
                self.add(*finding)

    def is_free(self, start: int, end: int, type_: str = "") -> bool:
        taken = (f for f in self.findings if (f.type == "demand") == (type_ == "demand"))
        return not any(start < f.end and f.start < end for f in taken)

    def said(self, start: int, end: int) -> str:
        """原话里的那一段，空白去掉。"""
        a, b = self.reading.span(start, end)
        return re.sub(r"\s+", " ", self.reading.original[a:b]).strip()

    def of(self, *types: str) -> List[Finding]:
        return [f for f in self.findings if f.type in types]

    def has_gap(self, start: int, end: int) -> bool:
        """这一段中间，原话里有没有空白或换行。"""
        return any(start < gap < end for gap in self.gaps)

    def pieces(self) -> List[Tuple[int, int]]:
        """原话里的空白隔开的各段：（起，止）。“店叫金玉满堂 花了三千”是两段。"""
        edges = [0, *sorted(self.gaps), len(self.text)]
        return list(pairwise(edges))

    def entities(self) -> List[Entity]:
        found = []
        for type_, start, end, value in sorted(self.findings, key=lambda f: f.start):
            a, b = self.reading.span(start, end)
            found.append(Entity(type_, self.reading.original[a:b], a, b, value))
        return found


_STREET_ENDS = "路街巷"


def _checked(span: Tuple[str, int, int], known: Sequence[Finding], text: str) -> List[Tuple[str, int, int]]:
    """学来的说是店名的一处，照规则看该分成什么：known 是规则找到的。"""
    type_, start, end = span
    inside = [f for f in known if f.start < end and start < f.end]
    shop = next((f for f in inside if f.type == "merchant"), None)
    address = next((f for f in inside if f.type == "address" and f.start == start), None)
    goods = next((f for f in inside if f.type == "product" and f.end == end), None)
    if type_ == "address" and (branch := next((f for f in inside if f.type == "merchant" and f.start <= start and text[end : f.end] == "店"), None)):
        return [("merchant", branch.start, branch.end)]  # “如家酒店火车站｜店”
    if type_ != "merchant":
        return [span]
    if shop and shop.end == end and start < shop.start - 1 and text[shop.start - 1] in _STREET_ENDS:
        return [("address", start, shop.start), ("merchant", shop.start, end)]  # “步行街｜李宁店”
    if address and shop and address.end == shop.start and shop.end == end:
        return [("address", start, address.end), ("merchant", shop.start, end)]
    return [("product", goods.start, end)] if goods and not shop else [span]


class Endings:
    """一个词末尾是不是这些字之一，长的先比。"""

    def __init__(self, words: Iterable[str]):
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._last = frozenset(word[-1] for word in self._words)

    def of(self, text: str) -> str:
        """text 末尾的那几个字；都不是就是空的。"""
        if text[-1:] in self._last:
            for length in self._lengths:
                if text[-length:] in self._words:
                    return text[-length:]
        return ""


def _gaps(reading: Reading) -> FrozenSet[int]:
    """整理时去掉过空白的位置：第 i 个字前面原来有空白。"""
    offsets, original = reading.offsets, reading.original
    return frozenset(
        i
        for i in range(1, len(offsets))
        if offsets[i] - offsets[i - 1] > 1 and any(c.isspace() for c in original[offsets[i - 1] + 1 : offsets[i]])
    )

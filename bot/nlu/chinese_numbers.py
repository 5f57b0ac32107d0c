"""中文数字和金额。"""

from __future__ import annotations

import re
from typing import Optional

_DIGIT = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_SECTION = {"万": 10**4, "亿": 10**8}


def parse_chinese_integer(text: str) -> Optional[int]:
    """五十八 → 58，一万二 → 12000，三百五 → 350；读不通返回 None。"""
    total = section = number = 0
    last_unit = 1
    for letter in text:
        if letter in _DIGIT:
            number = _DIGIT[letter]
        elif letter in _UNIT:
            last_unit = _UNIT[letter]
            section += (number or (1 if letter == "十" else 0)) * last_unit
            number = 0
        elif letter in _SECTION:
            last_unit = _SECTION[letter]
            total = (total + section + number) * last_unit
            section = number = 0
        else:
            return None
    if number and last_unit > 10 and "零" not in text and "〇" not in text:
        number *= last_unit // 10  # 口语省略最后一个单位：一万二、三百五
    return total + section + number


def parse_amount(text: str) -> Optional[float]:
    """金额，以元计：五十八块 → 58.0，1.2万 → 12000.0，三块五 → 3.5；读不通返回 None。"""
    text = re.sub(r"[,，¥￥\s]|钱$|多|来|几|rmb", "", text)
    match = re.fullmatch(r"(.*?)(?:元|块|圆)(?:(.)毛?(?:(.)分)?)?", text)
    whole, tenths, cents = match.groups() if match else (text, None, None)
    if not match and whole.endswith("毛"):
        whole, tenths = "0", whole[:-1]
    value = _number(whole)
    if value is None:
        return None
    if tenths:
        value += 0.5 if tenths == "半" else (_number(tenths) or 0) / 10
    if cents:
        value += (_number(cents) or 0) / 100
    return round(value, 2)


def _number(text: str) -> Optional[float]:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([百千万亿]*)", text)
    if match:
        value = float(match.group(1))
        for unit in match.group(2):
            value *= {**_UNIT, **_SECTION}[unit]
        return value
    integer = parse_chinese_integer(text) if text else None
    return None if integer is None else float(integer)

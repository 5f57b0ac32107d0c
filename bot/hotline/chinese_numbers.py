"""中文数字和金额。"""

from __future__ import annotations

import re
from typing import Optional

_DIGIT = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")}, **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0, "两": 2, "俩": 2, "仨": 3,
}  # fmt: skip
_UNIT = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SECTION = {"万": 10**4, "亿": 10**8}
_CHANGE = re.compile(r"(?:零?(.)[毛角](?:(.)分?)?|零?(.)分|零?(.)(.)?)?")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?|.")


def parse_chinese_integer(text: str) -> Optional[int]:
    """五十八 → 58，一万二 → 12000，三百五 → 350，3千2 → 3200；读不通返回 None。"""
    value = _number(text)
    return int(value) if value is not None and value == int(value) else None


def at_least(text: str) -> int:
    """一百以内的数；说个大概的照少的算：“三五” → 3，“三五十” → 30，“十五六” → 15。认不得的字算零。"""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * _DIGIT.get((tens or "一")[0], 0) if ten else 0) + _DIGIT.get((ones or "零")[0], 0)


def parse_amount(text: str) -> Optional[float]:
    """金额，以元计：五十八块 → 58.0，1.2万 → 12000.0，三块五 → 3.5，三千多 → 3000.0，贰仟叁佰元 → 2300.0；读不通返回 None。

    “两三百”“十几万”“几百块”说不出一个数，返回 None。
    """
    text = re.sub(r"[,，¥￥\s]|rmb|人民币|大洋|元整$|整$", lambda m: "元" if m[0] == "元整" else "", text)
    text = re.sub(r"(?<=[\d十百千万亿])[多来余](?=[万亿元块圆]|$)|(?<=[元块圆])[多来]|钱$|左右$|上下$", "", text)
    text = text.replace("k", "千").replace("w", "万")
    match = re.fullmatch(r"(.*?)(?:元|块|圆)(.*)", text)
    whole, change = match.groups() if match else ("0", text) if text.endswith(("毛", "角", "分")) or text[1:2] in ("毛", "角") else (text, "")
    value, cents = _number(whole), _cents(change)
    return None if value is None or cents is None else round(value + cents / 100, 2)


def _cents(change: str) -> Optional[float]:
    """“块”后面的零头，以分计：五 → 50，两毛五 → 25，零五分 → 5，八五 → 85。"""
    match = _CHANGE.fullmatch(change)
    if not match:
        return None
    tenths, cents = match[1] or match[4], match[2] or match[3] or match[5]
    parts = [0.0 if letter is None else 5.0 if letter == "半" else _number(letter) for letter in (tenths, cents)]
    return None if None in parts else parts[0] * 10 + parts[1]


def _number(text: str) -> Optional[float]:
    if not text:
        return None
    total = section = 0.0
    number: Optional[float] = None
    last_unit, zero = 1, False
    for numeral in _NUMERAL.findall(text):
        if numeral[0].isascii() and numeral[0].isdigit():
            if number:  # 两个数字挨着，不是一个数；“1万零500”里的零不算
                return None
            number = float(numeral)
        elif numeral in _DIGIT:
            if number:  # 两个数字挨着，不是一个数
                return None
            number = float(_DIGIT[numeral])
            zero = zero or number == 0
        elif numeral in _UNIT:
            last_unit = _UNIT[numeral]
            if number is None and numeral not in "十拾":
                number = 1.0 if text[0] == numeral else None
            section += (1.0 if number is None else number) * last_unit
            number, zero = None, False
        elif numeral in _SECTION:
            last_unit = _SECTION[numeral]
            before = total + section + (number or 0.0)
            if not before:  # 光一个“万元”
                return None
            total = before * last_unit
            section, number, zero = 0.0, None, False
        else:
            return None
    if number and last_unit > 10 and not zero and number < 10 and number == int(number):
        number *= last_unit // 10  # 口语省略最后一个单位：一万二、三百五
    return total + section + (number or 0.0)

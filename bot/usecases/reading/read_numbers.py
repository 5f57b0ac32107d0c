"""话里的号码是谁的：对方的电话、订单号，都不是市民自己的电话。"""

from __future__ import annotations

import re
from typing import List, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.read_name import surname_first

_PHONE = r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8})(?!\d)"
_BREAK = r"，,。；;！!？?\s"
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]")
_LONG_NUMBER = r"(?<![\d-])(?:\d{6}-\d{10,}|\d{15,})(?![\d-])"

Span = Tuple[int, int]


def their_phones(text: str, words: IntakeWords, is_for_another: bool = False) -> List[Span]:
    """“老板电话139……”“139……是店里的”：从说是谁的起，到号码、说完是谁的为止。

    替别人投诉时（is_for_another）说的“她电话”，是委托人的。
    """
    text = _as_his_own(text, words)
    whose = any_of(word for word in words.theirs if not (is_for_another and len(word) == 1 and word != "店"))
    called = rf"[^，。；;\d我俺]{{0,4}}(?:{any_of(words.phone_names)})[^，。；;\d我俺]{{0,6}}|[^，。；;\d我俺]{{0,3}}"
    ahead = [m.span() for m in re.finditer(rf"(?<![我俺])(?:{whose})(?:{called})({_PHONE})", text)]
    after = [m.span() for m in re.finditer(rf"({_PHONE})[，,\s]*(?:[这那]个?)?是(?:{whose})", text)]
    return ahead + [span for span in after if not any(a <= span[0] < b for a, b in ahead)]


def is_their_phone(text: str, at: int, words: IntakeWords) -> bool:
    """at 是号码的位置。“她电话138……”“老板叫刘芳，电话138……”“138……是店里的”：是对方的。"""
    if any(start <= at < end for start, end in their_phones(text, words)):
        return True
    them, called = any_of(words.theirs), any_of(words.cues.get("citizen_phone", ()))
    before = _as_his_own(text, words)[:at]
    if re.search(rf"(?:{them})[^，。我]{{0,3}}$", before[-6:]):
        return True
    named = rf"(?:{them})[^，。,我]{{0,4}}(?:叫|姓|是|名字)[^，。,我]{{1,6}}[，,、。\s]*(?:{them}|的|{called}|是|：|:|\s)*$"
    return re.search(named, before) is not None


def _as_his_own(text: str, words: IntakeWords) -> str:
    """“我叫何婷 是他妈妈 138……”说的是自己：“他”换成“娃”，位置不变。"""
    kin = any_of(who[1:] for who in words.represented if who.startswith("我"))
    return re.sub(rf"((?:我[叫是]|本人)[^。；;\d]{{0,12}}?)[他她](?=(?:{kin})[㐀-鿿]?(?:[^㐀-鿿]|$))", r"\1娃", text)


def is_own_phone(text: str, phone_at: int, words: IntakeWords) -> bool:
    """明说了是自己的：“要不我留个电话138……”。光一个号码的不算，可能是店里的。"""
    own = max((text.rfind(word, 0, phone_at) for word in words.own_phone), default=-1)
    their = max((text.rfind(word, 0, phone_at) for word in words.theirs), default=-1)
    return own > their and not is_their_phone(text, phone_at, words)


def says_whose_phone(text: str, words: IntakeWords) -> bool:
    """话里说了是自己的，或者报着自己的姓名：“俺叫孙大柱 138……”“姓刘 刘洋 138……”。"""
    return any(word in text for word in words.own_phone) or surname_first(text) is not None


def phones_in(text: str) -> List[Span]:
    return [match.span() for match in re.finditer(_PHONE, text)]


def order_numbers(text: str, words: IntakeWords) -> List[Span]:
    """“订单号 6921……”“240501-1234……”在话里的起止；身份证号不是。"""
    named = rf"(?:{any_of(words.order_names)})号?[是为：:\s]*[A-Za-z]{{0,4}}\d[\d-]{{7,}}"
    found = re.finditer(rf"(?:{any_of(words.platforms)})?(?:的)?(?:{named}|{_LONG_NUMBER})", text)
    return [m.span() for m in found if not _IDENTITY.fullmatch(re.sub("[^0-9Xx]", "", m[0])) or re.search(any_of(words.order_names), m[0])]


def whole_clause(text: str, span: Span) -> Span:
    """号码所在的那一小句；“叫老板的电话打不通 139……”里号码前面的也算，从“老板”那一小句起。"""
    start, end = span
    while start > 0 and not re.match(f"[{_BREAK}]", text[start - 1]):
        start -= 1
    while end < len(text) and not re.match(f"[{_BREAK}]", text[end]):
        end += 1
    return start, end

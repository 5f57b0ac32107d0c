"""号码：电话、身份证、信用代码、工单号、订单号。不用 \\b：汉字旁边没有词边界。"""

from __future__ import annotations

import re
from typing import Mapping, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.entity_words import FormWords
from bot.hotline.privacy import plain_digits
from bot.nlu.entities.entity import Worksheet

_ANY = "0-9零〇○一二三四五六七八九幺"
# 写成数字的，前后的汉字不算号码：“李四13800000012一直打不通”。
_MOBILE = re.compile(r"(?<![\da-z.])(?:\+?86[- ]?)?(1(?:[- .·]?\d){10})(?![\da-z])")
_SPOKEN_MOBILE = re.compile(rf"(?<![{_ANY}a-z.])([1一幺](?:[- .·]?[{_ANY}]){{10}})(?![{_ANY}a-z])")
_LANDLINE = re.compile(r"(?<![\da-z.])(?:\(?0\d{2,3}\)?[- ]?\d{7,8}(?:[-转]\d{1,5})?|[48]00[- ]?(?:\d{3}[- ]?\d{4}|\d{4}[- ]?\d{3}))(?![\da-z])")
_BIRTHDAY = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_ID_NUMBER = re.compile(rf"(?<![\da-z]){_PROVINCE}\d{{4}}[- ]?{_BIRTHDAY}[- ]?\d{{3}}[\dx](?![\da-z])")
_CREDIT_CODE = re.compile(r"(?<![\da-z])(?:[159y][1-39]|[a-hj-npqrtuwxy]\d|\d[a-hj-npqrtuwxy])\d{6}[0-9a-hj-npqrtuwxy]{10}(?![\da-z])")
_OUR_TICKET = re.compile(r"(?<![\da-z])[tnh]20\d{6}-?[0-9a-z]{3,8}(?![\da-z])")
_PLATFORM_TICKET = re.compile(r"(?<![\da-z])(?:\d{25}|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{6}|20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10})(?![\da-z])")
_SHOP_ORDER = re.compile(r"(?<![\da-z])(?:\d{6}-\d{15}|\d{15,24})(?![\da-z])")
_NUMBER = r"[^\da-z,。，；;!?]{0,4}?([a-z]{0,6}\d(?:[\da-z-]{4,30}))(?![\da-z])"


class NumberFinder:
    """前面写着“订单号”“工单号”的先认，再认自己看得出的。"""

    def __init__(self, words: FormWords):
        fields: Mapping[str, Tuple[str, ...]] = words.fields
        self._labelled = [
            (type_, re.compile(rf"(?:{any_of(fields.get(type_, ()))})(?:号码|号)?{_NUMBER}"))
            for type_ in ("ticket_no", "order_no", "credit_code", "id_number")
        ]
        self._local_phone = re.compile(rf"(?:{any_of(fields.get('phone', ()))})[^\d]{{0,3}}?(\d{{7,8}})(?!\d)")

    def find(self, sheet: Worksheet) -> None:
        text = sheet.text
        if not any(c.isnumeric() or c in "幺○" for c in text):
            return
        for match in _OUR_TICKET.finditer(text):
            sheet.add("ticket_no", *match.span(), match[0].upper())
        for type_, pattern in self._labelled:
            for match in pattern.finditer(text):
                sheet.add(type_, *match.span(1), match[1].upper())
        for type_, pattern in (("id_number", _ID_NUMBER), ("ticket_no", _PLATFORM_TICKET), ("credit_code", _CREDIT_CODE)):
            for match in pattern.finditer(text):
                sheet.add(type_, *match.span(), re.sub(r"[- ]", "", match[0]).upper() if type_ != "ticket_no" else match[0].upper())
        for match in (*_MOBILE.finditer(text), *_SPOKEN_MOBILE.finditer(text)):
            number = plain_digits(match[1])
            if re.fullmatch(r"1[3-9]\d{9}", number):
                sheet.add("phone", *match.span(1), number)
        for match in _LANDLINE.finditer(text):
            sheet.add("phone", *match.span(), re.sub(r"[ ()]", "", match[0].replace(")", "-")))
        for match in self._local_phone.finditer(text):
            sheet.add("phone", *match.span(1), match[1])
        for match in _SHOP_ORDER.finditer(text):
            sheet.add("order_no", *match.span(), match[0])

"""脱敏：电话、证件号给人看之前遮住中间；举报人的身份从正文里整个拿掉。"""

from __future__ import annotations

import re
from typing import Optional, Protocol, Sequence

# 不用 \b：汉字在正则里也算“词”，“电话13800000000投诉”里没有词边界。
# 数字也可能写成全角、汉字，中间夹空格或短横。
_ANY_DIGIT = "0-9０-９零〇○一二三四五六七八九幺"
_DIGITS = re.compile(f"[{_ANY_DIGIT}]")
_GAP = r"[\s\-－—–_·.]?"
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_ID_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dXx])")
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4,}(\d{4})(?!\d)")
_SPELLED_PHONE = re.compile(rf"[1１一幺](?:{_GAP}[{_ANY_DIGIT}]){{10}}")
_SPELLED_ID = re.compile(rf"(?<![{_ANY_DIGIT}])[{_ANY_DIGIT}](?:{_GAP}[{_ANY_DIGIT}]){{16}}{_GAP}[{_ANY_DIGIT}XxＸｘ]")
_LANDLINE = re.compile(rf"(?<![{_ANY_DIGIT}])([0０][0-9０-９]{{2,3}}){_GAP}([0-9０-９]{{3,4}}){_GAP}([0-9０-９]{{4}})(?![0-9０-９])")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SEVEN_DIGITS = re.compile(r"\d{7,}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

HIDDEN = "【已隐去】"


class Person(Protocol):
    """身份要保护的人。"""

    @property
    def name(self) -> Optional[str]: ...

    @property
    def phone(self) -> Optional[str]: ...

    @property
    def address(self) -> Optional[str]: ...

    @property
    def id_number(self) -> Optional[str]: ...


def mask(text: str) -> str:
    """遮住正文里的身份证号、手机号、座机和其他长数字，剩下的连续数字不超过六位（日期除外）。"""
    text = text.translate(_FULL_WIDTH)
    if len(_DIGITS.findall(text)) < 7:  # 多数正文没有长号码，不用往下找
        return text
    text = _ID_NUMBER.sub(r"\1********\3", text)
    text = _PHONE.sub(r"\1****\3", text)
    text = _SPELLED_ID.sub(_keep_ends, text)
    text = _SPELLED_PHONE.sub(_keep_ends, text)
    text = _LANDLINE.sub(r"\1****\3", text)
    text = _LONG_NUMBER.sub(r"\1****\2", text)
    return _SEVEN_DIGITS.sub(lambda m: m[0] if _DATE.fullmatch(m[0]) else _keep_ends(m), text)


def mask_name(name: str) -> str:
    """张三 → 张*；欧阳小明 → 欧**明。"""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """13800000000 → 138****0000；别的号码只留末两位。"""
    digits = re.sub(r"\D", "", phone.translate(_FULL_WIDTH))
    if len(digits) == 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(len(digits) - 2, 4) + digits[-2:]


def mask_address(address: str) -> str:
    """只留到街道、路、乡镇、村，门牌楼栋遮住。"""
    found = re.match(r".*?(?:街道|大道|路|街|巷|镇|乡|村|区|县|市)", address)
    return (found[0] if found else address[:3]) + "****"


def hide_person(text: str, person: Person) -> str:
    """把这个人的姓名、电话、证件号、住址从正文里整个拿掉，别的电话和证件号遮住。

    条码、订单号、生产日期是证据，留着；原文另外加密保存，一个字不少。
    """
    for words in sorted(filter(None, (person.name, person.address)), key=len, reverse=True):
        if len(words.strip()) >= 2 and words.strip()[0].lower() in text.lower():
            text = _spaced(words.strip()).sub(HIDDEN, text)
    if len(_DIGITS.findall(text)) < 5:  # 没有号码，不用往下找
        return text
    for number in (person.id_number, person.phone):
        if number and sum(ch.isdigit() for ch in number) >= 5:
            text = _spelled(number).sub(HIDDEN, text)
    text = _SPELLED_ID.sub(lambda m: HIDDEN if _looks_like_id(m[0]) else m[0], text)
    text = re.sub(rf"(?<![{_ANY_DIGIT}])(?:{_SPELLED_PHONE.pattern})(?![{_ANY_DIGIT}])", _hide_mobile, text)
    return _LANDLINE.sub(HIDDEN, text)


def hide_stated_name(text: str, phrases: Sequence[str]) -> str:
    """“我叫××”里的姓名拿掉。后面两到四个字、接着不是汉字的，才当姓名。"""
    return _after(phrases, r"[㐀-鿿·]{2,4}(?=[^㐀-鿿]|$)", text)


def hide_stated_address(text: str, phrases: Sequence[str]) -> str:
    """“我住××路×号”里的住处拿掉。到标点为止，像地址的才拿。"""
    return _after(phrases, r"(?=[^，。；、！？,;!?\n]{0,40}(?:\d|[号栋幢室村巷街路]))[^，。；、！？,;!?\n]{2,60}", text)


def _after(phrases: Sequence[str], what: str, text: str) -> str:
    if not phrases:
        return text
    said = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.sub(rf"({said})([是为在：:\s]*)(?!【){what}", rf"\1\2{HIDDEN}", text)


def _keep_ends(match: re.Match[str]) -> str:
    whole = match[0]
    return whole[:3] + "*" * (len(whole) - 5) + whole[-2:]


def _hide_mobile(match: re.Match[str]) -> str:
    return HIDDEN if re.match(r"1[3-9]", plain_digits(match[0])) else match[0]


def _looks_like_id(text: str) -> bool:
    """十八位里第七到十四位是生日，才当身份证号；否则可能是订单号。"""
    return bool(_DATE.fullmatch(plain_digits(text)[6:14]))


def plain_digits(text: str) -> str:
    """一三八、１３８、138 都化成 138，别的字去掉。"""
    table = {**{ch: str(i) for i, ch in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "幺": "1"}
    return "".join(table.get(ch, ch) for ch in text.translate(_FULL_WIDTH) if (ch.isascii() and ch.isalnum()) or ch in table)


def _spelled(number: str) -> re.Pattern[str]:
    """一个号码的各种写法：全角、汉字、夹空格短横。"""
    ways = {str(i): f"[{i}{chr(0xFF10 + i)}{extra}]" for i, extra in enumerate(("零〇○", "一幺", *"二三四五六七八九"))}
    ways.update({"X": "[XxＸｘ]"})
    return re.compile(_GAP.join(ways[ch] for ch in plain_digits(number).upper() if ch in ways))


def _spaced(words: str) -> re.Pattern[str]:
    """名字、地址，字之间可能夹空格。"""
    return re.compile(r"\s*".join(re.escape(ch) for ch in re.sub(r"\s", "", words)), re.IGNORECASE)

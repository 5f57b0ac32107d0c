"""读一样东西：正问姓名，“我叫王小明”里的姓名是“王小明”。读不出返回 None。"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import partial
from typing import Any, Callable, Mapping, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import at_least, parse_amount
from bot.hotline.intake import IntakeWords
from bot.hotline.privacy import plain_digits
from bot.hotline.said_day import said_day, without_doors
from bot.usecases.reading.read_command import is_fill_word
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.read_name import has_surname, read_name
from bot.usecases.reading.read_place import read_place
from bot.usecases.reading.read_title import read_platform, read_title
from bot.usecases.reading.stripped_answer import MARKS, stripped
from bot.usecases.reading.sums_and_durations import DURATION, PRICE

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})(\d{7,8})(?!\d)")
_SPELLED = re.compile("[0-9零〇○一二三四五六七八九幺]{11,}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNT = re.compile(r"(\d{1,4})(?![\d号栋楼室层单路])|([一二两三四五六七八九十]{1,3})(?=个|位|名|口|人|户|家|多|来|几|$)")
_DID_THEN = re.compile(r"(?<=[㐀-鿿]{2})(?:还|又|都|就|刚|才)[买吃喝去看见用办做][㐀-鿿]{0,4}$")  # “上个礼拜还吃了”说的是上个礼拜
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
_IN_NAMES = "刚春夏秋冬晚"
_MOST_EVIDENCE, _LONGEST_TIME = 20, 8


def read_field(name: str, text: str, words: IntakeWords, today: date, is_asked: bool = True) -> Any:
    """is_asked：热线正问着这一样，说什么就是什么；否则要像才算。"""
    text = _PICTURES.sub("", text).strip(MARKS)
    if not text or is_fill_word(text, words) or (len(text) > 2 and len(set(text)) == 1):  # “啊啊啊”
        return None
    return _READERS[name](text, words, today, is_asked)


def read_phone(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """手机或者带区号的座机；全角、汉字、夹空格短横都认。"""
    digits = re.sub(r"(?<=\d)[\s\-－—–_.（）()]+(?=\d)", "", unicodedata.normalize("NFKC", text))
    for part in (re.sub(r"\+?86(?=1\d{10})", "", digits), *map(plain_digits, _SPELLED.findall(digits))):
        mobile, landline = _MOBILE.search(part), _LANDLINE.search(part)
        if mobile:
            return mobile[0]
        if landline:
            return f"{landline[1]}-{landline[2]}"
    return None


def read_day(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """哪一天，写成 2026-04-28；说不出哪一天、但说了时候的，原样留着。"""
    day = said_day(text, today)
    if day:
        return day.isoformat()
    if not any(word in text for word in words.always) and (PRICE.search(text) or (DURATION.search(text) and not text.lstrip("就").startswith(words.rough_times))):
        return None  # “办了两年的卡3980块”“才去了四个月”是多久、多少，不是什么时候
    if re.fullmatch("[㐀-鿿]{2,3}", text) and text[-1] in _IN_NAMES and has_surname(text, words):
        return None  # “陈刚”“李春”是姓名
    if re.search("[叫姓][㐀-鿿]{2,3}$", text) or re.fullmatch("周(?![一二三四五六日天末几边])[㐀-鿿]{1,2}", text):
        return None  # “我妈叫周玉芬”
    text = re.sub("[年季月周次日]卡|一点儿?(?=[㐀-鿿]{0,5}[没不])", "", text)  # “一点羊毛没有”不是一点钟
    is_usual = any(word in text for word in words.always)
    is_moment = any(word in without_doors(re.sub("[工编单证账批机话]号", "", text)) for word in words.moments) and not any(word in text for word in words.how_long)  # “什么时候去查”是在问
    if is_asked and not is_usual and text.startswith(words.pronouns) and (rough := re.search(any_of(words.rough_times), text)):
        return rough[0]  # “我前两天进去借厕所看见的”
    if not is_usual and text[0] in "他她它":
        return None  # “她一天卖好几十盒”“他们把日期撕了重新贴”是在说事
    if is_asked and is_usual and text.startswith(words.pronouns):
        return next(word for word in words.always if word in text)  # “我天天从那过”
    if is_asked and is_usual and len(text) > _LONGEST_TIME and not re.search("[从到年月周]|开始", text) and (often := re.match(rf"(?:{any_of(words.always)}|{any_of(words.rough_times)})+", text)):
        return often[0]  # “每天晚上做豆腐干用工业盐”后一半是经过
    return _DID_THEN.sub("", stripped(text, "event_on", words))[:30] if is_asked and (is_usual or (is_moment and len(text) <= 12)) else None


def read_amount(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[float]:
    spoken = re.search(r"\d+(?:块|元)\d{1,2}(?!\d)", text)  # “15块2”
    if spoken and is_asked:
        return parse_amount(spoken[0])
    found = _NUMBER.search(text)
    return float(found[0].replace(",", "")) if found and is_asked else None


def read_count(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[int]:
    """几个人。"""
    found = _COUNT.search(text)
    return at_least(found[1] or found[2]) if found and is_asked else None


def read_have(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[bool]:
    """有没有、能不能。"""
    if not is_asked:
        return None
    if any(word in text for word in words.have_not):
        return False
    return True if any(text.startswith(word) or text.endswith(word) for word in words.have) else None


def read_evidence(text: str, *_: Any) -> Optional[Tuple[str, ...]]:
    """交来的证据，一份一条：“E20260428-7KQ2MX 小票.jpg、E… 合同.pdf”。"""
    return tuple(part.strip() for part in text.split("、") if part.strip())[:_MOST_EVIDENCE] or None


def readable_fields() -> Tuple[str, ...]:
    """能单独填、单独改的几样。"""
    return tuple(_READERS)


_READERS: Mapping[str, Callable[..., Any]] = {
    "citizen_name": read_name,
    "citizen_phone": read_phone,
    "citizen_address": partial(read_place, "citizen_address"),
    "respondent_name": partial(read_title, "respondent_name"),
    "respondent_address": partial(read_place, "respondent_address"),
    "platform": read_platform,
    "product": partial(read_title, "respondent_name"),
    "demand": read_demand,
    "event_on": read_day,
    "amount": read_amount,
    "companions": read_count,
    "evidence": read_evidence,
    "authorization": read_have,
    "representative_identity": read_have,
}

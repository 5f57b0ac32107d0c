"""读姓名：是不是姓名，是不是全名。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Mapping, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.read_command import is_fill_word
from bot.usecases.reading.stripped_answer import stripped

_HAN_NAME = re.compile(r"[㐀-鿿]{2,4}")
_LONG_NAME = re.compile(r"[㐀-鿿]{1,10}(?:[·•・.][㐀-鿿]{1,10})+|[A-Za-z][A-Za-z .'-]{1,39}")


_CALLED = "老小阿大"  # “老周”“小李”
NICK_THEN_NAME = re.compile(r"[小老阿大]([㐀-鿿])[\s，,]+(?:全名|大名|真名)?叫?(\1[㐀-鿿]{1,2})")  # “小陈 陈思”
_REAL_NAME = re.compile("我?(?:的)?(?:真名|大名|本名|全名|真实姓名)(?:就?是|叫)?([㐀-鿿]{2,4})")
_SURNAME_FIRST = re.compile(r"(?:(?<![㐀-鿿])|(?<=[我俺贵人])|(?<=我是)|(?<=电话))姓([㐀-鿿])[，,\s]*叫?(\1[㐀-鿿]{1,2})(?![㐀-鿿])")


def surname_first(text: str) -> Optional[re.Match]:
    """“姓周 周建国”“免贵姓何，叫何巧云”：第二组是姓名。"""
    return _SURNAME_FIRST.search(text)


def read_name(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """真实姓名。“王女士”也先收下，由 is_full_name 分辨。"""
    bare = stripped(text, "citizen_name", words)
    if any(word in bare for word in words.no_names) or bare in words.landmarks:
        return None  # “那咋办”“步行街”
    if nick := NICK_THEN_NAME.fullmatch(bare):
        bare = nick[2]
    if _LONG_NAME.fullmatch(bare):
        return bare
    if is_asked and is_nickname(bare, words):
        return bare
    titles = any_of(words.surname_only)
    if is_asked and re.fullmatch(f"[㐀-鿿]{{1,2}}(?:{titles})|(?:[我俺]|免贵)?姓?[㐀-鿿]", bare) and (said := bare.lstrip("我俺免贵姓")) and has_surname(said, words):
        return said
    return bare if _HAN_NAME.fullmatch(bare) and has_surname(bare, words) else None


def is_full_name(name: str, words: IntakeWords) -> bool:
    """“王女士”“老周”不是全名。"""
    return len(name) > 1 and not name.endswith(words.surname_only) and not is_nickname(name, words)


def is_nickname(name: str, words: IntakeWords) -> bool:
    """“老周”“小李”“毛毛”：叫法，不是姓名。"""
    return len(name) == 2 and ((name[0] in _CALLED and has_surname(name[1], words)) or name[0] == name[1])


def his_own_name(text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords) -> Optional[str]:
    """正问是哪家店，整句是一个人的姓名（“王磊”“好吧 王磊”）：投诉人报的是自己。又说一遍的、举报里的，就是那家。"""
    said = text.strip(" 。，,")
    first, _, rest = said.partition(" ")
    said = rest if rest and is_fill_word(first.rstrip("吧呗"), words) else said
    is_person = any(e["type"] == "person" and e["text"] == said for e in entities) and not any(e["type"] == "merchant" for e in entities)
    is_free = draft.kind == "complaint" and not draft.is_other_body and not {"citizen_name", "represents"} & set(draft.values)
    return said if is_person and is_free and has_surname(said, words) and is_full_name(said, words) and not said.endswith(words.shops) else None


def full_name_after(text: str, draft: Draft, words: IntakeWords) -> Optional[str]:
    """先只说了姓（“姓白”），再说“白梅”：是全名。"""
    known, said = str(draft.values.get("citizen_name") or ""), text.strip(" 。，,")
    if known and (real := _REAL_NAME.fullmatch(said)) and has_surname(real[1], words):
        return real[1] if real[1] != known else None
    said = re.sub(rf"^(?:{any_of((*words.introduces, '叫', '真名', '全名', '大名'))}|[叫是])+(?=[㐀-鿿]{{2}})", "", said)
    is_it = known and not is_full_name(known, words) and re.fullmatch("[㐀-鿿]{2,4}", said) is not None
    surname = known[1:] if is_nickname(known, words) else known[:1]
    return said if is_it and said[0] == surname and said != known and is_full_name(said, words) else None


def has_surname(name: str, words: IntakeWords) -> bool:
    """头一个字（或者头两个字）是姓。"""
    singles = "".join(s for s in words.surnames if len(s) > 2)
    return name[0] in singles or name[:2] in words.surnames


def spelled_name(text: str, words: IntakeWords) -> Optional[str]:
    """“我叫理强 木子李”：姓听错了，照他说的写法改。"""
    bare = re.sub(rf"^.*?(?:{any_of(words.introduces)}|叫)", "", text)
    said = re.match(rf"([㐀-鿿])([㐀-鿿]{{1,2}})[，,、\s]+(?:是)?({any_of(words.spelled_surnames)})(?:的[㐀-鿿])?[。\s]*$", bare)
    right = said and next((s for s in (said[3][-1], said[3][0]) if has_surname(s + "某", words)), None)
    return right + said[2] if right and right != said[1] else None


def without_spelling(text: str, words: IntakeWords) -> str:
    """去掉说字怎么写的：“李靓，靓丽的靓”“张丽，弓长张，美丽的丽”剩下“李靓”“张丽”。"""
    spelled = rf"[，,、\s]*(?:[㐀-鿿]{{1,6}}的([㐀-鿿])|(?:{any_of(words.spelled_surnames)}))(?=[，,、。\s]|$)"
    while True:
        match = next((m for m in re.finditer(spelled, text) if m.start() and (m[1] is None or m[1] in text[: m.start()])), None)
        if match is None:
            return text
        text = text[: match.start()] + text[match.end() :]

"""话里说的面积：“七十几平”“不到三十个平方”“一百二”，说的是从多大到多大。"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import List, NamedTuple, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_chinese_integer

_NUMERAL = r"\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千俩]+"
_TO = r"\s*(?:到|至|[-~～—])\s*"  # “五十到六十平”
_ANY = "十百千"
_A_LITTLE = 0.01  # “六十多”大过六十，“不到六十”小于六十
_ROUGHLY = 0.1  # “四十来平”“大概四十平”：上下一成
_NEARLY = 0.15  # “快六十平”：差不到一成半


@dataclass(frozen=True)
class SizeWords:
    """说面积用的词。每一栏的意思见 knowledge/lexicon/answering.yml 的 sizes。"""

    unit: Tuple[str, ...]
    a_few: Tuple[str, ...]
    over_it: Tuple[str, ...]
    about: Tuple[str, ...]
    about_before: Tuple[str, ...]
    less_before: Tuple[str, ...]
    nearly_before: Tuple[str, ...]
    most_before: Tuple[str, ...]
    more_before: Tuple[str, ...]
    less_after: Tuple[str, ...]
    most_after: Tuple[str, ...]
    more_after: Tuple[str, ...]
    before: Tuple[str, ...]
    after: Tuple[str, ...]


class Said(NamedTuple):
    """说的一个面积：从 least 到 most 平方米，在话里的位置。"""

    least: float
    most: float
    start: int
    end: int

    def moved(self, by: int) -> Said:
        """位置往后挪。"""
        return self._replace(start=self.start + by, end=self.end + by)


def without_sizes(text: str, words: SizeWords) -> str:
    """去掉说面积的字：“店面四十平够吗”剩“店面够吗”。"""
    for said in reversed(sizes_said(text, words)):
        text = text[: said.start] + text[said.end :]
    return text


def sizes_said(text: str, words: SizeWords, alone: bool = False) -> List[Said]:
    """话里说到的每一个面积。alone：正问着多大，不带“平”字的也认，但一句里要只说了这个数。"""
    found = [_read(match, words) for match in _pattern(words, with_unit=True).finditer(text)]
    if not found and alone:
        match = _pattern(words, with_unit=False).fullmatch(text)
        found = [_read(match, words)] if match else []
    return [said for said in found if said]


def _pattern(words: SizeWords, with_unit: bool) -> re.Pattern:
    qualifier = (
        f"(?:(?P<most_before>{any_of(words.most_before)})|(?P<nearly>{any_of(words.nearly_before)})|(?P<less_before>{any_of(words.less_before)})"
        f"|(?P<more_before>{any_of(words.more_before)})|(?P<about_before>{any_of(words.about_before)}))?"
    )
    number = f"(?<![几.\\d])(?:(?P<low>{_NUMERAL}){_TO})?(?P<number>{_NUMERAL})(?:(?P<a_few>{any_of(words.a_few)})|(?P<over>{any_of(words.over_it)})|(?P<about>{any_of(words.about)}))?个?"
    after = f"(?:(?P<less_after>{any_of(words.less_after)})|(?P<most_after>{any_of(words.most_after)})|(?P<more_after>{any_of(words.more_after)})|(?P<about_after>{any_of(words.about)}))?"
    unit = f"(?:{any_of(words.unit)})"
    if with_unit:
        return re.compile(f"{qualifier}{number}\\s*{unit}{after}")
    return re.compile(f"(?:{any_of(words.before)})*{qualifier}(?:{any_of(words.before)})*{number}{unit}?{after}(?:{any_of(words.after)})*")


def _read(match: re.Match, words: SizeWords) -> Optional[Said]:
    said = match.groupdict()
    span = _span_of(said["number"], bool(said["a_few"]))
    if span is None:
        return None
    least, most = span
    low = said["low"] and _span_of(said["low"], False)
    if low:
        least = min(least, low[0])
    if said["over"]:
        least, most = most + _A_LITTLE, most + _step(said["number"], most) - _A_LITTLE
    if said["about"] or said["about_before"] or said["about_after"]:
        least, most = least * (1 - _ROUGHLY), most * (1 + _ROUGHLY)
    if said["most_before"] or said["most_after"]:
        least = 0.0
    elif said["less_before"] or said["less_after"]:
        least, most = 0.0, least - _A_LITTLE
    elif said["nearly"]:
        least, most = least * (1 - _NEARLY), least - _A_LITTLE
    elif said["more_before"] or said["more_after"]:
        least, most = max(least, span[0] + _A_LITTLE), math.inf
    return Said(least, most, match.start(), match.end())


def _span_of(number: str, a_few: bool) -> Optional[Tuple[float, float]]:
    """一个数从多大到多大：五六十 → 50–60，十七八 → 17–18；a_few 是后面跟着“几”：七十几 → 71–79。"""
    if re.fullmatch(r"\d+\.\d+", number):
        return float(number), float(number)
    either = re.fullmatch(rf"(.*?)([一二两三四五六七八九])([二两三四五六七八九])([{_ANY}]?)", number)
    if either and not (either[1] and either[1][-1] not in _ANY):
        ends = [parse_chinese_integer(f"{either[1]}{digit}{either[4]}") for digit in (either[2], either[3])]
        return (float(ends[0]), float(ends[1])) if None not in ends and ends[0] < ends[1] else None
    value = parse_chinese_integer(number)
    if value is None:
        return None
    if a_few:
        step = _step(number, value)
        return (value + step / 10, value + step - step / 10) if step > 1 else None
    return float(value), float(value)


def _step(number: str, value: float) -> float:
    """“七十几”的几到多少为止：说到十位是十，说到百位是百。"""
    return next((float(step) for step in (1000, 100, 10) if value and value % step == 0), 1.0)

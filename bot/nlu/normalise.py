"""把来话整理成模型看的样子，并记住每个字在原话里的位置。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, Tuple


@dataclass(frozen=True)
class Reading:
    """一句话的两种样子。

    original 原话，一字不改，存工单用；text 整理后的；
    offsets[i] 是 text 第 i 个字在 original 里的位置。
    """

    original: str
    text: str
    offsets: Tuple[int, ...]

    def span(self, start: int, end: int) -> Tuple[int, int]:
        """text 里的 [start, end) 对应 original 里的哪一段。"""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=512)  # 一句话在一轮里要整理好几回
def normalise(utterance: str) -> Reading:
    """繁体转简体、全角转半角、去零宽和控制字符、压缩空白和叠字、拉丁字母小写。

    叠字最多连着留两个：“啊啊啊啊”是“啊啊”；数字不压（汉字写的也不压：“一三八零零零零零零幺二”），电话号码里有连号。
    """
    letters, offsets, last, before = [], [], "", ""
    for position, raw in enumerate(utterance):
        for letter in _letters_of(raw):
            if letter == last and (letter == " " or (letter == before and not letter.isnumeric())):
                continue
            letters.append(letter)
            offsets.append(position)
            before, last = last, letter
    if " " in letters:  # 汉字之间的空格没有意义；只在两个拉丁字母或数字之间留一个
        kept = [i for i, letter in enumerate(letters) if letter != " " or _between_words(letters, i)]
        letters, offsets = [letters[i] for i in kept], [offsets[i] for i in kept]
    return Reading(utterance, "".join(letters), tuple(offsets))


@lru_cache(maxsize=30_000)  # 常用的字就几千个
def _letters_of(raw: str) -> Tuple[str, ...]:
    """一个字整理成哪几个字；空白是一个空格，控制字符什么也不剩。"""
    simplified, found = _simplified(), []
    for letter in unicodedata.normalize("NFKC", raw):
        letter = simplified.get(letter, letter).lower()
        if letter.isspace():
            found.append(" ")
        elif not unicodedata.category(letter).startswith("C"):
            found.append(letter)
    return tuple(found)


def simplified(text: str) -> str:
    """繁体字换成简体字，别的照原样。"""
    return "".join(_simplified().get(letter, letter) for letter in text)


def _between_words(letters: list, i: int) -> bool:
    return 0 < i < len(letters) - 1 and _is_latin(letters[i - 1]) and _is_latin(letters[i + 1])


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


@lru_cache(maxsize=1)
def _simplified() -> Dict[str, str]:
    """繁体字 → 简体字，逐字对照，位置不变。"""
    from opencc import OpenCC  # 词典要读盘，用到才装

    hanzi = "".join(map(chr, range(0x4E00, 0xA000)))
    converted = OpenCC("t2s").convert(hanzi)
    if len(converted) != len(hanzi):  # 逐字转换才能保住位置
        converter = OpenCC("t2s")
        converted = "".join(converter.convert(letter)[:1] or letter for letter in hanzi)
    return {a: b for a, b in zip(hanzi, converted) if a != b}

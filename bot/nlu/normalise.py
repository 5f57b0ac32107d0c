"""把来话整理成模型看的样子，并记住每个字在原话里的位置。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, Tuple

# 同一个字最多连着留几个：“啊啊啊啊”留两个；数字不压（汉字写的也不压），电话号码里有连号。
MOST_REPEATS = 2


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
    """繁体转简体、全角转半角、去零宽和控制字符、压缩空白和叠字、拉丁字母小写。"""
    simplified = _simplified()
    letters, offsets = [], []
    for position, raw in enumerate(utterance):
        for letter in unicodedata.normalize("NFKC", raw):
            letter = simplified.get(letter, letter).lower()
            category = unicodedata.category(letter)
            if letter.isspace() or category.startswith("C"):
                # 汉字之间的空格没有意义；只在两个拉丁字母或数字之间留一个。
                if letter.isspace() and letters and letters[-1] != " ":
                    letters.append(" ")
                    offsets.append(position)
                continue
            if _repeats(letters, letter):
                continue
            letters.append(letter)
            offsets.append(position)
    kept = [i for i, letter in enumerate(letters) if letter != " " or _between_words(letters, i)]
    return Reading(utterance, "".join(letters[i] for i in kept), tuple(offsets[i] for i in kept))


def _repeats(letters: list, letter: str) -> bool:
    if letter.isnumeric():  # 汉字的数也不压：“一三八零零零零零零幺二”
        return False
    return len(letters) >= MOST_REPEATS and all(previous == letter for previous in letters[-MOST_REPEATS:])


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

"""读音：语音输入和拼音打字爱错成同音字，读音不变。"""

from __future__ import annotations

from functools import lru_cache
from typing import List

from bot.nlu.terms import TermsOf


@lru_cache(maxsize=30000)
def sound_of(letter: str) -> str:
    """一个字的拼音，不带声调；多音字只取最常见的。不是汉字的照原样。"""
    from pypinyin import Style, lazy_pinyin  # 词典有几兆，用到才装

    return lazy_pinyin(letter, style=Style.NORMAL, errors=list)[0]


def syllables(text: str) -> List[str]:
    """每个字的读音，和 text 的字一一对应。"""
    return [sound_of(letter) for letter in text]


def sounds(shortest: int, longest: int) -> TermsOf:
    """连着的 shortest 到 longest 个字的读音。"""

    def terms_of(text: str) -> List[str]:
        read = syllables(text)
        return [
            " ".join(read[start : start + size])
            for size in range(shortest, longest + 1)
            for start in range(len(read) - size + 1)
        ]

    return terms_of

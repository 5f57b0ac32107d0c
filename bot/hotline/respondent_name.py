"""认出是不是同一个经营者：名称去掉公司后缀和标点再比，地点只留路名和门牌。"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Optional, Tuple

_NOT_WORD = re.compile(r"[\W_]+")
_PLACE_PREFIX = re.compile(r"^(?:[^省市区县]{2,6}(?:省|自治区|市|区|县))+")
_STREET = re.compile(r"([^省市区县镇乡街道]{1,12}(?:大道|路|街|巷|村|社区|小区|广场|市场))(?:第?(\d+)号?)?")


@dataclass(frozen=True)
class RespondentWords:
    """名称里不算数的词：组织形式、店铺。来自 knowledge/lexicon/respondents.yml。"""

    suffixes: Tuple[str, ...] = ()


def respondent_key(name: Optional[str], words: RespondentWords) -> str:
    """凉州区好再来餐饮有限公司 → 好再来餐饮。没有名称是空串。"""
    key = _plain(name)
    key = re.sub(r"\d*号?店$", "", key) or key
    for suffix in sorted(words.suffixes, key=len, reverse=True):
        if key.endswith(suffix) and len(key) - len(suffix) >= 2:
            key = key[: -len(suffix)]
            break
    without_place = _PLACE_PREFIX.sub("", key)
    return (without_place if len(without_place) >= 2 else key)[:128]


def place_key(address: Optional[str]) -> str:
    """凉州区建设路18号3单元 → 建设路18。认不出路名就用整个地址。"""
    plain = _plain(address)
    found = list(_STREET.finditer(plain))
    best = next((street for street in found if street[2]), found[0] if found else None)
    return (best[1] + (best[2] or "") if best else plain)[:128]


def same_place(one: str, other: str) -> bool:
    """两个地点键是不是同一处；有一个不知道就算同一处（同名已经先比过）。"""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _plain(text: Optional[str]) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text or "")).lower()

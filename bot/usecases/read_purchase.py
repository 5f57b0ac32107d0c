"""“买了双鞋”“买了袋米全是虫”：量词后面的才是东西。"""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords

_COUNT = r"[一两二三四五六七八九十几半\d]*"
_ENDS = r"(?=[\s，,。！!]|$|[是有里穿用吃喝打拿看回到不没全都烂坏开掉断塌裂漏碎结又才刚给花说一就还上])"


def bought_one(text: str, words: IntakeWords) -> Optional[str]:
    """买的是什么；量词是别的词的头一个字（“台灯”“双人床”）的不算，返回 None。"""
    measure = rf"(?!{any_of(words.not_measures)})(?:{any_of(words.measures)})"
    said = re.search(rf"(?:买|订购|网购|拍)(?:回来|了|的|过)*{_COUNT}{measure}([㐀-鿿]{{1,3}}?){_ENDS}", text)
    return said[1] if said and said[1] not in words.no_goods else None


def with_purchase(found: Dict[str, Any], text: str, words: IntakeWords) -> Dict[str, Any]:
    """没听出买的是什么，或者连量词一起听成了东西（“双鞋”）：照话里说的补正。"""
    what, heard = bought_one(text, words), str(found.get("product") or "")
    is_cut = what is not None and len(heard) == len(what) + 1 and heard.endswith(what)
    return {**found, "product": what} if what and (not heard or is_cut) else found

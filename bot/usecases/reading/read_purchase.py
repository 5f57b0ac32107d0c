"""“买了双鞋”“买了袋米全是虫”：量词后面的才是东西。"""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.unsigned_shop import pedlars_goods

_COUNT = r"[一两二三四五六七八九十几半\d]*"
_ENDS = r"(?=[\s，,。！!]|$|[是有里穿用吃喝打拿看回到不没全都烂坏开掉断塌裂漏碎结又才刚给花说一就还上收])"


def bought_one(text: str, words: IntakeWords) -> Optional[str]:
    """买的是什么；量词是别的词的头一个字（“台灯”“双人床”）的不算，返回 None。"""
    measure = rf"(?!{any_of(words.not_measures)})(?:{any_of(words.measures)})"
    bought = f"(?:{any_of(words.purchase_verbs)})"
    said = re.search(rf"{bought}(?:回来|了|的|过)*{_COUNT}{measure}([㐀-鿿]{{1,3}}?){_ENDS}", text)
    return said[1] if said and said[1] not in words.no_goods else None


def bought_plainly(text: str, words: IntakeWords) -> Optional[str]:
    """“宠物店买的狗三天就死了”：没有量词，“买的”后面就是东西；“买的电饭锅爆了”说到了事，不截。"""
    said = re.search(rf"(?:{any_of(words.purchase_verbs)}|卖)的(?![是不有没人那这])((?:(?!了)[㐀-鿿]){{1,5}}?)(?=[\s，,。！!]|$|[\d一两三四五六七八九十半]+(?:天|个月|年|块|次|回))", text)
    return said[1] if said and not said[1].startswith(words.no_goods) else None


def _service(text: str, words: IntakeWords) -> Optional[str]:
    """没说买了什么东西，说到了年卡、婚纱照、停车费的，就是它；先说到的算。"""
    return next((said[0] for said in re.finditer(any_of(words.services), text) if not text.startswith("了", said.end())), None)  # “理发店搬家了”不是买的搬家


def with_purchase(found: Dict[str, Any], text: str, words: IntakeWords) -> Dict[str, Any]:
    """没听出买的是什么，或者听多听少了一截（“双鞋”“羽绒｜被”）：照话里说的补正。"""
    heard = str(found.get("product") or "")
    what, plainly = bought_one(text, words), bought_plainly(text, words)
    if plainly and heard and plainly.startswith(heard) and plainly[len(heard) :] in words.goods_tails:
        return {**found, "product": plainly}
    what = what or (None if heard else plainly or pedlars_goods(text) or _service(text, words))
    is_cut = what is not None and len(heard) == len(what) + 1 and heard.endswith(what)
    return {**found, "product": what} if what and (not heard or is_cut) else found

"""没有问的时候说的一句话，说到了诉求的哪几样。认得准的才收；剩下的是经过，原样留着。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import at_least
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.for_another_words import represents_in
from bot.usecases.reading.place_words import is_on_a_street, is_room
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.read_phrase import says_any
from bot.usecases.reading.read_purchase import with_purchase
from bot.usecases.reading.read_shop import with_shop

_LETTER_BY_LETTER = re.compile(r"(?<![㐀-鿿])[㐀-鿿](?=\s)")
_FEW = 3
_COMPENSATION = re.compile(r"(?:能|可以)赔(?:偿|我|给我|他)?[\d一二两三四五六七八九十百千万]+(?:块|元)?")
CARD_BACK = re.compile(r"(?:^|[\s，,。；])(1[3-9]\d{9})[\s，,：:]*([㐀-鿿]{2,3})(?=[\s，,。；]|$)")  # “138…… 雷鸣”
_HOW_MANY_OF_US = re.compile(r"(?:我们|咱们|俺们)[^，。；,;\s]{0,8}?([\d一二两三四五六七八九十百]+)多?(?:(?:个|位|名)(?:人|会员|家长|业主|学生|顾客|老人|同事|邻居)|户|家(?=都|全|一起|人|也|，|,|\s))")
_CARD_CALLED = re.compile(r"(?:叫|我是|姓名)([㐀-鿿]{2,3})[\s，,：:]*(1[3-9]\d{9})(?!\d)(?:[\s，,]+([^\s，,。；]{3,30}))?")
_CARD = re.compile(r"(?:^|[\s，,。；])(?:我?叫)?([㐀-鿿]{2,3})[\s，,：:]*(1[3-9]\d{9})(?!\d)(?:[\s，,]+([^\s，,。；]{3,30}))?")


def read_statement(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords, today: date) -> Dict[str, Any]:
    """没有问的时候说的一句话：实体、带名头的（“姓名：王小明”）、请求、网购、替谁、几个人。"""
    found = with_shop(read_details(text, entities, None, words, today), entities, text, words)
    found = with_purchase(found, text, words)
    demand = read_field("demand", text, words, today, is_asked=False)  # 连着说的几样一起要：“退钱并道歉”
    if demand:
        found["demand"] = demand
    elif any(says_any(words.only_wonders, wish) for wish in found.get("demand", ())):
        del found["demand"]  # “能赔几倍”是在问
    if found.get("demand"):
        found["demand"] = tuple(re.sub("(?<=..)[不没吗么]$", "", wish) for wish in found["demand"] if not wish.startswith(words.shop_says))  # “能赔误工费不”；“平台说赔我十块”不是要求
        found = found if found["demand"] else {name: value for name, value in found.items() if name != "demand"}
    if "amount" in found and (rest := _COMPENSATION.sub("", text)) != text and not re.search(r"[\d一二两三四五六七八九十百千万]", rest):
        del found["amount"]  # “能赔五百不”：是要的，不是花的
    platform = platform_in(text, words)
    if platform:
        found["platform"] = platform
    represents = represents_in(text, words)
    if represents:
        found["represents"] = represents
    if (count := _HOW_MANY_OF_US.search(text)) and (many := at_least(count[1])) > 1:
        found["companions"] = many
    found = _with_card(found, text, words)
    evidence = read_evidence(text, words)
    if evidence:
        found["evidence"] = evidence
    if platform and found.get("respondent_name") in [platform + kind for kind in words.platform_kinds]:
        found.pop("respondent_name")  # “美团外卖”是平台，店名还要问
    if found.get("respondent_name") and (len(str(found["respondent_name"])) < 2 or plainly_written(str(found["respondent_name"]), words) in words.platforms):
        found.pop("respondent_name")  # “唯品會”
    if found.get("respondent_name") and found["respondent_name"] in (*words.platforms, found.get("citizen_name")):
        found.pop("respondent_name")
    if re.fullmatch(rf"(?:{any_of(words.curses)})[㐀-鿿]?(?:{any_of(words.shops)})?", str(found.get("respondent_name") or "")):
        found.pop("respondent_name")  # “王八蛋店”
    return found


def platform_in(text: str, words: IntakeWords) -> Optional[str]:
    """话里说到的平台；“苏宁易购广场店”是街上的门店，不是网购。"""
    text = plainly_written(without_branches(text, words), words)
    return next((name for name in words.platforms if name in text), None)


def is_online(text: str, words: IntakeWords) -> bool:
    text = plainly_written(without_branches(text, words), words)
    return any(word in text for word in words.online)


def plainly_written(text: str, words: IntakeWords) -> str:
    """一个字一个空格的连起来，繁体、写错的平台名换成常用的：“餓了麼”“美 团”。"""
    text = re.sub(r"(?<=[㐀-鿿])\s(?=[㐀-鿿]\s|[㐀-鿿]$)", "", text) if len(_LETTER_BY_LETTER.findall(text)) > _FEW else text
    return re.sub(any_of(words.platform_variants), lambda said: words.platform_variants[said[0]], text)


def without_branches(text: str, words: IntakeWords) -> str:
    return re.sub(rf"(?:{any_of(words.platforms)})[㐀-鿿]{{0,3}}?(?:{any_of(words.branches)})", "", text)


def _with_card(found: Dict[str, Any], text: str, words: IntakeWords) -> Dict[str, Any]:
    """一口气说完时夹着的“王秋菊 138…… 幸福路22号”：连着报的姓名、电话、住处都是自己的。"""
    card = _CARD.search(text)
    if card is None or not has_surname(card[1], words) or found.get("citizen_name") or "represents" in found:
        return found
    if card[0].lstrip(" ，,。；").startswith("叫") and any(one in text[: card.start(1)] for one in words.theirs):
        return found  # “老板 叫刘三 138……”
    found = {**found, "citizen_name": card[1]}
    if card[3] and found.get("respondent_address") == card[3]:
        found["citizen_address"] = found.pop("respondent_address")
    elif card[3] and "citizen_address" not in found and (is_on_a_street(card[3], words) or is_room(card[3])):
        found["citizen_address"] = card[3]
    return found


def own_card(text: str, words: IntakeWords) -> Dict[str, Any]:
    """“那算了叫陈亮 138…… 时代路12号”：连着报的三样都是自己的。“老板叫刘三 138……”不是。"""
    card = _CARD.search(text) or _CARD_CALLED.search(text)
    if card is None or not card[3] or not has_surname(card[1], words) or not is_on_a_street(card[3], words):
        return {}
    if any(one in text[: card.start(1)] for one in words.theirs):
        return {}
    return {"citizen_name": card[1], "citizen_phone": card[2], "citizen_address": card[3]}


def home_on_card(text: str, words: IntakeWords) -> Optional[str]:
    """连着姓名、电话报的住处；没有返回 None。"""
    card = _CARD.search(text)
    return card[3] if card and card[3] and has_surname(card[1], words) and (is_on_a_street(card[3], words) or is_room(card[3])) else None


def read_evidence(text: str, words: IntakeWords) -> Tuple[str, ...]:
    """手上有的凭据：“有小票”“拍了照片”。“没有小票”不算。"""
    have = any_of(words.evidence_have)
    told = (rf"(?<![没])(?:{have})[^，。没]{{0,4}}{re.escape(e)}|{re.escape(e)}(?:我|也|都|还)*(?:有|在|留着)(?![没吗])" for e in words.evidence)
    return tuple(e for e, said in zip(words.evidence, told, strict=True) if re.search(said, text))

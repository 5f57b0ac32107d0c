"""登记时用的实体：理解里带来的，加上再找一遍的；认得不齐的地方补正。"""

from __future__ import annotations

import re
from typing import Any, List, Mapping

from bot.hotline.understanding import Understanding
from bot.usecases.reading.beside_shop import as_entities
from bot.usecases.reading.place_words import looks_like_place

_AN_AREA = re.compile("[省市区县镇乡村路街巷号]$")  # “香满园”的“园”不算
_BEFORE_A_PLACE = "在住就是去到从家店叫"


def entities_of(heard: Understanding, hotline, asks_shop: bool = False) -> List[Mapping[str, Any]]:
    """理解里带来的实体，加上专门再找一遍的：不像诉求的短句，理解时不找人名地址。asks_shop 是正问着哪家店。"""
    found = list(heard.entities)
    for entity in hotline.entities.entities(heard.text, hotline.now().date()):
        if not any(entity["start"] < e["end"] and e["start"] < entity["end"] for e in found):
            found.append(entity)
    found = as_entities(heard.text, found, hotline.knowledge.intake_words)
    found = [_widened(entity, heard.text) for entity in found if not _is_a_door(entity, heard.text)]
    found = [piece for entity in found for piece in _cut_at_space(entity, asks_shop, hotline)]
    return sorted(found, key=lambda entity: entity["start"])


def _widened(entity: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """“好梦家居 城北路66号”认成了“北路66号”和“好梦家居 城”：隔着空格，“城”是路名的。"""
    if entity["type"] == "address" and (lead := re.search(r"(?:^|[\s，,。；])([㐀-鿿])$", text[: entity["start"]])):
        is_own = lead[1] not in _BEFORE_A_PLACE and re.match(r"[东西南北中][路街大]", str(entity["text"]))
        return {**entity, "text": lead[1] + str(entity["text"]), "value": None, "start": entity["start"] - 1} if is_own else entity
    if entity["type"] == "merchant" and (tail := re.search(r"\s[㐀-鿿]$", str(entity["text"]))) and re.match(r"[东西南北中][路街大]", text[entity["end"] :]):
        return {**entity, "text": str(entity["text"])[: tail.start()], "value": None, "end": entity["end"] - len(tail[0])}
    return entity


def _is_a_door(entity: Mapping[str, Any], text: str) -> bool:
    """“解放路二百一十号”里的“二百一十”是门牌，不是钱数，也不是“一十号”那天。"""
    is_cut = re.search(r"[路街巷道\d一二三四五六七八九十百]$", text[: entity["start"]]) and re.fullmatch(r"[\d一二三四五六七八九十百]+号", str(entity["text"]))
    return (entity["type"] == "amount" and text[entity["end"] : entity["end"] + 1] in tuple("号栋幢弄")) or (entity["type"] == "date" and bool(is_cut))


def _cut_at_space(entity: Mapping[str, Any], asks_shop: bool, hotline) -> List[Mapping[str, Any]]:
    """“南关西路70号 卡里500”：空格后面不像地方的，不是地址，另外再找一遍。

    “长寿养生馆 步行街负一楼”前一半是店名；正问哪家店，“香满园 南街12号”也是。
    """
    text, words = str(entity["text"]), hotline.knowledge.intake_words
    head, _, tail = text.partition(" ")
    if entity["type"] == "product" and tail:
        return [{**entity, "text": head, "value": head, "end": entity["start"] + len(head)}]  # “药 头晕”
    if entity["type"] != "address" or not tail:
        return [entity]
    is_shop = not _AN_AREA.search(head) if asks_shop else head.endswith(words.shops) and not looks_like_place(head, words)
    if is_shop and looks_like_place(tail, words):
        middle = entity["start"] + len(text) - len(tail)
        shop = {**entity, "type": "merchant", "text": head, "value": None, "end": entity["start"] + len(head)}
        return [shop, {**entity, "text": tail, "value": None, "start": middle}]
    if looks_like_place(tail, words):
        return [entity]
    start = entity["start"] + len(text) - len(tail)
    again = hotline.entities.entities(tail, hotline.now().date())
    shifted = [{**one, "start": one["start"] + start, "end": one["end"] + start} for one in again]
    return [{**entity, "text": head, "value": None, "end": entity["start"] + len(head)}, *shifted]

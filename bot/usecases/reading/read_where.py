"""正问地址：商家在哪，自己住哪。整句就是，“北大街口，建设银行对面”不拆；别的实体先拿掉。"""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.made_of import is_made_of
from bot.usecases.reading.draft_answer import DraftAnswer, pieces_of, without
from bot.usecases.reading.newly_said import is_finer, is_shop_place
from bot.usecases.reading.place_words import is_on_a_street, looks_like_place
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.read_shop_answer import only_a_shop, shop_and_place
from bot.usecases.reading.read_which_shop import about_the_shop
from bot.usecases.reading.sort_answer import without_field

_CALLED = re.compile(r"(?:(?:店名|名字|招牌|门头)(?:好像|应该)?就?(?:是|叫做?)|(?:店|它|那家|他家)?(?:好像|应该)?(?:就|是)?叫做?)([^，,。；\s]{2,20})$")
_NAME_THEN_PLACE = re.compile(r"([^\s，,]{2,12})[\s，,]+就?在([^，。；]{2,30})")
# 问地址时，这几样先留在话里：地名常听成店名、商品、钱数、人名。
_MAY_BE_PLACE = ("address", "merchant", "product", "amount", "person")
_NOT_SAID = ("respondent_address", "citizen_address", "respondent_name", "product", "amount")
_LIVES_IN = re.compile(r"[\s，,。](?:我|俺)(?:家|人)?(?:住在|住|在)([㐀-鿿]{2,12})$")  # “我不在你们这 我住郑州”
_SHORT, _LONGEST_NAME = 30, 3


def read_where(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """正问地址时的一句话，在已经听出来的几样上添。"""
    if answer.asked == "respondent_address":
        found = about_the_shop(answer, found)
        if {"citizen_name", "citizen_phone"} <= set(found) and "respondent_address" not in answer.labelled:
            home = found.pop("respondent_address", None)  # 报完姓名电话跟着说的是自己的住处
            return {**found, **({"citizen_address": home} if home else {})}
    if answer.asked in answer.labelled:
        return found
    if (title := answer.labelled.get("respondent_name")) and is_made_of(answer.text, (*answer.words.cues["respondent_name"], str(title)), answer.words.links):
        return {**found, "respondent_name": title}  # 问在哪，只说了“店名小太阳文具”
    outright = _shop_outright(answer, found) if answer.asked == "respondent_address" else _home_outright(answer, found)
    return _read_rest(answer, found) if outright is None else outright


def _home_outright(answer: DraftAnswer, found: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    is_shops = "respondent_address" in answer.labelled  # “红旗路22号，是店的地址”
    if is_shops:
        return without_field(found, "citizen_address")
    lives = _LIVES_IN.search(answer.text.strip(" 。"))
    home = answer.read("citizen_address", lives[1]) if lives and "citizen_address" not in found else None
    return {**found, "citizen_address": home} if home else None


def _shop_outright(answer: DraftAnswer, found: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """问商家在哪，说的是自己住哪、在哪买的、店叫什么；都不是返回 None。"""
    text, words = answer.text, answer.words
    if re.match(rf"(?:{any_of(words.represented)}|我|我家|家|就)*住", text):
        home = answer.read("citizen_address", is_asked=False)  # “就住福寿苑3栋”说的是自己
        return {**without_field(found, "respondent_address"), **({"citizen_address": home} if home else {})}
    if (there := is_shop_place(text, answer.draft)) and looks_like_place(there[1], words):
        return {**found, "respondent_address": there[1]}  # “佳佳超市在育才路8号”
    if bought := shop_and_place(text, words):
        is_new = bought[1] and not answer.draft.values.get("respondent_name")
        title = answer.read("respondent_name", bought[1]) if is_new else None
        return {**found, "respondent_address": bought[0], **({"respondent_name": title} if title else {})}
    if behind := _shop_behind_brand(answer):
        return {**found, **behind}
    if fuller := _fuller_name(text, answer):
        return fuller
    is_new = not answer.draft.values.get("respondent_name")
    if is_new and (title := only_a_shop(text, answer.entities, words)) and answer.read("respondent_name", title) == title:
        return {"respondent_name": title}
    called = _CALLED.match(text.strip())
    title = answer.read("respondent_name", called[1]) if called else None
    return {"respondent_name": title} if title else None


def _shop_behind_brand(answer: DraftAnswer) -> Optional[Dict[str, Any]]:
    """先说了“打印机 惠普的”，问在哪答“科达电脑城二楼 宏图数码”：惠普是牌子，后说的才是店。"""
    known, words = str(answer.draft.values.get("respondent_name") or ""), answer.words
    pieces = pieces_of(answer.text)
    is_brand = bool(known) and not known.endswith(words.shops) and any(re.search(rf"(?:^|[\s，,]){re.escape(known)}的(?:[\s，,]|$)", said) for said in answer.draft.said)
    if not is_brand or len(pieces) != 2 or not looks_like_place(pieces[0], words) or looks_like_place(pieces[1], words):
        return None
    title = answer.read("respondent_name", pieces[1])
    return {"respondent_name": title, "respondent_address": pieces[0]} if title else None


def _fuller_name(text: str, answer: DraftAnswer) -> Optional[Dict[str, Any]]:
    """先只说了“国美”，问在哪答“国美电器人民路店”：店名也说全了。"""
    known, said = str(answer.draft.values.get("respondent_name") or ""), text.strip(" 。，,").lstrip("就是")
    is_it = len(known) > 1 and said.startswith(known) and said != known and said.endswith(("路店", "街店", "巷店", "广场店"))
    return {"respondent_name": said, "respondent_address": said} if is_it else None


def _read_rest(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """拿掉别的实体和要求，剩下的看是不是地方。"""
    words, shop = answer.words, answer.draft.values.get("respondent_name")
    rest = _without_others(answer)
    rest, wishes = _without_wishes(rest, answer)
    title = found.get("respondent_name") if "respondent_name" in answer.labelled else None  # “店叫伊人美肤 在金街2楼”：先前听成的不算
    apart = _NAME_THEN_PLACE.fullmatch(rest.strip()) if answer.asked == "respondent_address" else None
    if apart and not looks_like_place(apart[1], words) and looks_like_place(apart[2], words):
        title = title if shop else apart[1]
        rest = apart[2]  # “旺旺火锅，在西大街60号”
    if wishes and "demand" not in found:
        found = {**found, "demand": wishes}
    whole = answer.read(answer.asked, rest)
    if whole is None or (rest != answer.text and not looks_like_place(whole, words)):
        return found  # “上个月28号提的车”去掉日子，剩下的也不是地方
    others = {key: value for key, value in found.items() if key not in _NOT_SAID}
    others = {**others, **({"respondent_name": title} if title else {})}
    if _is_no_place(whole, found, answer):
        return others
    if placed := _placed(whole, found, answer):
        return {**others, **placed}
    if len(rest) > _SHORT:
        return found
    is_only_the_name = whole == shop and whole.endswith(words.shops)  # “实验小学”既是名字也是地方
    return others if is_only_the_name else {**others, answer.asked: whole}


def _without_others(answer: DraftAnswer) -> str:
    """别的几样拿掉；那一段剩下的不像地方的，整段拿掉：“三号车间 昨天晚上还在弄”只留车间。"""
    rest = answer.text
    for other in (str(e["text"]) for e in answer.entities if e["type"] not in _MAY_BE_PLACE):
        piece = next((piece for piece in pieces_of(rest) if other in piece), other)
        rest = without(rest, [other if looks_like_place(piece.replace(other, ""), answer.words) else piece])
    return rest


def _is_no_place(whole: str, found: Dict[str, Any], answer: DraftAnswer) -> bool:
    """又说了一遍店名，报的是姓名：不是地方。"""
    shop = answer.draft.values.get("respondent_name")
    if answer.asked == "respondent_address" and shop and whole != shop and len(whole) > 2 and set(whole) <= set(shop) and not any(c.isdigit() for c in whole):
        return True  # “村口老赵家磨坊”说过了，“赵家磨坊”还是那家
    if whole in (*answer.words.malls, *answer.words.landmarks):
        return False  # “万达”不姓万
    is_like_a_name = len(whole) <= _LONGEST_NAME and has_surname(whole, answer.words) and not looks_like_place(whole, answer.words)
    return whole.startswith(found.get("citizen_name") or "\0") or (is_like_a_name and answer.asked not in found)


def _placed(whole: str, found: Dict[str, Any], answer: DraftAnswer) -> Optional[Dict[str, Any]]:
    """店名连着地方的分开；问住处却把店在哪说细了的，改店的；都不是返回 None。"""
    draft, words = answer.draft, answer.words
    title = found.get("respondent_name")
    if answer.asked == "respondent_address" and not draft.values.get("respondent_name") and title and whole.startswith(title):
        where = whole[len(title) :].strip("，,、 在")
        if is_on_a_street(where, words):
            return {"respondent_name": title, "respondent_address": where}  # “金禾食品厂，工业园三路8号”
    if answer.asked == "citizen_address" and is_finer("respondent_address", whole, draft, words) and re.search("那个|那家|店里|他家", answer.text):
        return {"respondent_address": whole}  # “解放路二百一十号，就是工商银行西边那个”
    return None


def _is_that_shop(piece: str, shop: str, words) -> bool:
    """又报了一遍店名，少说了一两个字也是它：“万福酒店 滨江路”里的“万福酒店”就是“万福大酒店”。"""
    is_shorter = len(piece) > 2 and piece[:2] == shop[:2] and set(piece) <= set(shop) and not any(c.isdigit() for c in piece)
    return bool(shop) and (piece == shop or is_shorter) and not is_on_a_street(piece, words)


def _is_about_proof(piece: str, words) -> bool:
    """“还有发票没有”“就一张收据”：说的是凭据，不是地方的后半截。"""
    return re.search(any_of(words.evidence), piece) is not None and not looks_like_place(piece, words)


def _without_wishes(text: str, answer: DraftAnswer) -> Tuple[str, Tuple[str, ...]]:
    """一行话里跟在地址前后的：要求另放（“新城路18号 退680”），说过的店名去掉。"""
    words, shop = answer.words, answer.draft.values.get("respondent_name")
    pieces = pieces_of(text)
    wishes = {piece: wish for piece in pieces if (wish := answer.read("demand", piece, is_asked=False))}
    dropped = [p for p in pieces if p in wishes or _is_that_shop(p, str(shop or ""), words) or _is_about_proof(p, words) or (p.startswith(words.pronouns) and not looks_like_place(p, words))]
    if not dropped or (len(dropped) == len(pieces) and len(wishes) < len(pieces)):
        return text, ()
    return " ".join(piece for piece in pieces if piece not in dropped), tuple(wish for found in wishes.values() for wish in found)

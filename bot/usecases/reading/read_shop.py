"""一句话里哪个是告的那一家、在什么地方：商场里的店、路标旁边的店、“在××买的”“卖肉的老王”。

找名字的没找全的，照句式补；说不准是不是店名的不补。
"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.hotline.made_of import is_made_of
from bot.usecases.reading.landmarks import (
    EDGE,
    LETTERS,
    LONGEST_NAME,
    NOT_INSIDE,
    PLACE_LETTER,
    SPLIT,
    is_named,
    landmark,
    named_at,
)
from bot.usecases.reading.place_words import FLOOR, is_on_a_street, looks_like_place
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.unsigned_shop import on_the_sign, pedlar

_A_TRADE = 4
_GAP = r"[\s，,。；;！!、]+"
_ROAD = re.compile(rf"(?:就|在)*(?:(?![{NOT_INSIDE}])[㐀-鿿]){{2,5}}(?<!一)(?:路|街|巷|大道)(?:[东西南北中][段头]|[\d一二三四五六七八九十百]+号)?")  # “老灶火锅，大同路”：整截是一条路


def with_shop(found: Mapping[str, Any], entities: Sequence[Mapping[str, Any]], text: str, words: IntakeWords) -> Dict[str, Any]:
    """在听出来的几样上添、改店名和地点。"""
    found = _apart(_in_mall(dict(found), entities, text, words), text, words)
    name = trimmed(str(found.get("respondent_name") or ""), words)
    if name and (last := re.search(rf"{re.escape(name)}([店馆铺摊])(?![家主员里面长子])", text)):
        name += last[1]  # “老马水果｜摊”
    if name and (_is_maker(name, text, words) or (not is_named(name, words) and _lone(text, found, words))):
        name = ""  # “康师傅的方便面，楼下小卖部买的”：说的是牌子
    if len(name) <= _A_TRADE and is_made_of(name, (*words.plain_shops, *words.shops)):
        name = ""  # “煤气站充气不足”没说是哪家
    if not found.get("respondent_address") and (place := landmark(text, name, words)):
        found["respondent_address"] = place
    name = name or named_at(text, str(found.get("respondent_address") or ""), words) or _of_a_family(text, words) or pedlar(text, words) or _lone(text, found, words) or on_the_sign(text, words) or ""
    if not found.get("respondent_address") and not name.startswith(words.platforms) and (branch := re.search(rf"([㐀-鿿]{{2}}(?:路|街|巷|大道|广场|大桥)|{any_of(words.branch_places)})(?:分|总)?店$", name)):
        found["respondent_address"] = branch[1]
    if name and not found.get("respondent_address") and (road := next((piece for piece in re.split(_GAP, text) if _ROAD.fullmatch(piece)), None)):
        found["respondent_address"] = road.lstrip("就在")
    if not name:
        found.pop("respondent_name", None)
    return {**found, "respondent_name": name} if name else found


def trimmed(name: str, words: IntakeWords) -> str:
    """“天府串串香吃饭”“喝喜酒在大唐饭店”“康乐什么”里的店名。"""
    name = re.sub(rf"^[㐀-鿿]{{0,3}}[吃喝买办订做玩住][㐀-鿿]{{0,3}}在(?={LETTERS}{{3}})", "", name)
    name = re.sub("(?<=加油站)(?:9[258]|0)号$", "", name)
    deals = any_of(deal for deal in words.dealings if len(deal) > 1 or deal in "办买订")
    name = re.sub(rf"(?<={LETTERS}{{3}})(?:{deals}|什么|啥|那里|那儿)$", "", name)
    return re.sub(r"(?<=[㐀-鿿]{2})(?:什么|啥)$", "", name)


def _in_mall(found: Dict[str, Any], entities: Sequence[Mapping[str, Any]], text: str, words: IntakeWords) -> Dict[str, Any]:
    """“华夏家具城的全友家私”“居然之家二楼左右沙发”：商场是地点，里头那家才是告的。"""
    mall = rf"{PLACE_LETTER}{{0,8}}?(?:{any_of(words.malls)})"
    name = str(found.get("respondent_name") or "")
    if inside := re.fullmatch(rf"({mall})(?:[\s，,]*({FLOOR}))?{SPLIT}\s*({LETTERS}{{2,}})", name):
        if is_named(inside[3], words) or inside[3].endswith(words.shops):
            found["respondent_name"] = name = inside[3]
            found.setdefault("respondent_address", inside[1] + (inside[2] or ""))
            return found
    shops = [e for e in entities if e["type"] == "merchant"]
    first = next((e for e in shops if re.fullmatch(mall, str(e["text"]))), None)
    if first is None:
        return found
    rest = text[first["end"] :]
    floor = re.match(rf"[\s，,]*({FLOOR})", rest)
    place = str(first["text"]) + (floor[1] if floor else "")
    other = next((str(e["text"]) for e in shops if e is not first and not re.fullmatch(mall, str(e["text"])) and str(e["text"]) not in words.platforms), "")
    if not other and (inside := re.match(rf"{FLOOR if floor else ''}{SPLIT}(?<=[的里上楼层个家])({LETTERS}{{2,{LONGEST_NAME}}}?(?:{any_of(words.shops)}))(?={any_of(words.dealings)}|[\s，,。]|$)", rest)):
        other = inside[1]
    if other:
        address = found.get("respondent_address")
        found.update(respondent_name=other, respondent_address=address if address and address not in place else place)
    elif floor and not found.get("respondent_address"):
        found.pop("respondent_name", None)
        found["respondent_address"] = place  # “红星美凯龙二楼”没说是哪家
    return found


def _apart(found: Dict[str, Any], text: str, words: IntakeWords) -> Dict[str, Any]:
    """店名连着地点一起听成了地点：“中心医院对面百草堂”“天籁之音KTV 老电影院三楼”。"""
    place = str(found.get("respondent_address") or "")
    if found.get("respondent_name") or not place:
        return found
    ends = any_of((*words.shops, *words.name_ends))
    if (beside := re.fullmatch(rf"(.{{2,}}(?:{any_of((*words.landmark_sides, *words.below))}))的?({LETTERS}{{2,}})", place)) and (whole := re.search(rf"{re.escape(beside[1])}的?({re.escape(beside[2])}{PLACE_LETTER}{{0,6}}?)(?={any_of(words.dealings)}|{EDGE})", text)):
        if is_named(whole[1], words):
            return {**found, "respondent_address": beside[1], "respondent_name": whole[1]}
    head, _, tail = place.partition(" ")
    is_mall = re.fullmatch(rf"{PLACE_LETTER}{{0,8}}(?:{any_of(words.malls)})(?:{FLOOR})?", tail) and not looks_like_place(head, words)
    if tail and looks_like_place(tail, words) and (re.search(rf"(?:{ends})$", head) or is_mall) and (is_named(head, words) or is_mall):
        return {**found, "respondent_address": tail, "respondent_name": head}
    return found


def _lone(text: str, found: Mapping[str, Any], words: IntakeWords) -> Optional[str]:
    """“儿童摄影 金色童年 交了……”“童话王国 吾悦四楼”：行当后面、地点前面自成一段的几个字；“叫缘来是你婚介”。"""
    pieces = [piece for piece in re.split(r"[，,。；;！!\s]+", text) if piece]
    place, goods = str(found.get("respondent_address") or ""), str(found.get("product") or "?")
    for i, piece in enumerate(pieces):
        before, after = (pieces[i - 1] if i else ""), (pieces[i + 1] if i + 1 < len(pieces) else "")
        called = re.fullmatch(r"叫(?![我他她你])([㐀-鿿A-Za-z0-9]{4,9})", piece)
        if called and not re.search(any_of(words.demand_verbs), piece):
            return called[1]
        is_kind = bool(before) and not is_named(before, words) and is_made_of(before, (*words.plain_shops, *words.shops))
        is_before_place = bool(place and after) and after.lstrip("就在") in (place, f"{place}里", f"{place}上")
        is_plain = re.search(any_of(words.not_in_names), piece) or piece in place or goods in piece or piece in goods or not is_named(piece, words)
        if (is_kind or is_before_place) and re.fullmatch("[㐀-鿿]{3,6}", piece) and not is_plain and not is_on_a_street(piece, words):
            return piece
    return None


def _of_a_family(text: str, words: IntakeWords) -> Optional[str]:
    """“周记羊羔肉”：姓后面一个“记”。"""
    said = re.search(rf"(?:^|(?<=[\s，,。；在]))([㐀-鿿]记[㐀-鿿]{{1,5}}?)(?={any_of(words.dealings)}|{EDGE})", text)
    return said[1] if said and has_surname(said[1], words) else None


def _is_maker(name: str, text: str, words: IntakeWords) -> bool:
    """“××的方便面”后面又说在哪家店买的，××是牌子。"""
    made = re.search(rf"{re.escape(name)}的[㐀-鿿]", text)
    elsewhere = re.search(rf"在[^，,。\s]{{0,8}}?(?:{any_of(words.shops)})(?:里|上)?买", text)
    return bool(made and elsewhere and name not in elsewhere[0])



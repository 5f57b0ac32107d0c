"""路标旁边的店：在哪、叫什么。句式只跟词表有关，编一次就留着；说的店名、地点另比。"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterator, Optional, Pattern, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.hotline.made_of import is_made_of
from bot.usecases.reading.place_words import FLOOR, is_unnamed

EDGE = r"(?=[\s，,。；;！!、]|$)"
LETTERS = "[㐀-鿿A-Za-z0-9·]"
NOT_INSIDE = "我俺你您他她它咱这那在去从到买吃说了给被是有和跟把让"  # 路标、店名里不会有的字
PLACE_LETTER = rf"(?:(?![{NOT_INSIDE}]){LETTERS})"
SPLIT = "(?:里面|里头|里边|里|上|内)?的?(?:那个|那家|有个|有家|一家|一个)?"
LONGEST_NAME = 12
_LONGEST_PLACE, _FEWEST = 20, 2
_SHOP = "\ue000"  # 店名的头一个字换成它，句式里不用写店名


def landmark(text: str, shop: str, words: IntakeWords) -> Optional[str]:
    """“就在一中对面”“广场边上的福康大药房”“北街上那个刘家羊肉馆”“农贸市场马回回牛肉铺”。自己家楼下不算。"""
    marked = text.replace(shop, _SHOP + shop[1:]) if shop else text
    for shape in _by_landmarks(*_alternatives(words), any_of(words.gatherings), any_of(words.malls), any_of(words.landmark_ends)):
        for said in shape.finditer(marked if _SHOP in shape.pattern else text):
            place = re.sub("^(?:(?:反映|举报|投诉)(?:一下|个事)?|就是|就|那个)+", "", said[1].replace(_SHOP, shop[:1]))
            if any(re.match(rf"[㐀-鿿]{{0,4}}(?:{any_of(words.named_by_place)})", text[at + len(place) :]) for at in _places(place, text)):
                continue  # “人民广场地下停车场”整个是名字
            if len(place) <= _LONGEST_PLACE and not (shop and shop in place and place != shop) and not place.startswith(words.not_landmarks) and not shop.startswith(place):
                return place
    return None


def named_at(text: str, place: str, words: IntakeWords) -> Optional[str]:
    """“东大街的美味轩吃饭”“在马回回牛肉铺割了十斤牛肉”“小区门口张记包子铺”。"""
    behind, anywhere = _named_by_place(*_alternatives(words), any_of(words.name_ends))
    after = (said for shape in behind for at in _places(place, text) if (said := shape.match(text, at + len(place))))
    for said in (*after, *(said for shape in anywhere for said in shape.finditer(text))):
        name = said[1].removeprefix(place) if place else said[1]
        if is_named(name, words) and not re.search(rf"{FLOOR}|{any_of(words.never_named)}", name) and not name.endswith(words.not_name_ends):
            return name
    return None


def is_named(shop: str, words: IntakeWords) -> bool:
    """去掉行当（“手机维修店”）还剩下字，才是有名字的店。"""
    is_plain = is_made_of(shop, (*words.plain_shops, *words.shops)) or is_unnamed(shop, words)
    return len(shop) > _FEWEST and not is_plain and not shop.startswith(words.not_names)


def _alternatives(words: IntakeWords) -> Tuple[str, str, str]:
    return any_of(words.landmark_sides), any_of(words.shops), any_of(words.dealings)


def _places(place: str, text: str) -> Iterator[int]:
    """地点说在话里哪几处。"""
    at = text.find(place) if place else -1
    while at >= 0:
        yield at
        at = text.find(place, at + 1)


@lru_cache(maxsize=4)
def _by_landmarks(near: str, shops: str, deals: str, gatherings: str, malls: str, ends: str) -> Tuple[Pattern[str], ...]:
    lead = r"(?:^|(?<=[\s，,。；;在是就到去于个家])|(?<=地址))"
    ahead = rf"(?=的|那|有|卖|开|{deals}|{_SHOP}|[\s，,。；;]|$)"
    letter, known = PLACE_LETTER, rf"(?:{ends})"
    street = rf"((?:[东西南北][街关郊]|{letter}{{2,6}}(?:路|街|巷|大道|夜市|早市|市场|什字|十字))(?:{FLOOR})?)"
    shapes = (
        rf"{lead}({letter}{{0,9}}{known}(?:(?:[东南西北]|{near})+(?:{FLOOR})?|{FLOOR})(?:专柜)?){ahead}",
        rf"在({letter}{{0,9}}{known}(?:{near}))",
        rf"在({letter}{{0,9}}{known})(?=里?(?:{gatherings}))",
        rf"(?:在|^|(?<=[\s，,。；]))({letter}{{0,6}}(?:{malls}){FLOOR}){EDGE}",
        rf"(?:就在|位于|(?<![㐀-鿿])在|(?<=[我俺爸妈个天晚午])在)({letter}{{2,9}}?(?:{near})){ahead}",
        rf"(?:^|(?<=[\s，,。]))({letter}{{2,9}}?(?:{near}))(?=的{letter}{{2,9}}?(?:{shops}))",
        rf"(?:^|(?<=[\s，,。；]))({letter}{{1,6}}(?:市场|夜市|早市|批发城))(?:里|上)?(?={deals})",
        rf"(?:在|就){street}(?:上|里)?{ahead}",
        rf"(?:^|(?<=[\s，,。；])){street}(?:上|里)?(?=的|那个|那家|有个|有家)",
        rf"(?<=是)({letter}{{2,6}}(?:{near}))(?=的)",
        rf"(?:在|^)({letter}{{2,6}}(?:路|街|巷|广场|市场)){LETTERS}{{2,8}}?(?:{shops})",
    )
    return tuple(re.compile(shape) for shape in shapes)


@lru_cache(maxsize=4)
def _named_by_place(near: str, shops: str, deals: str, name_ends: str) -> Tuple[Tuple[Pattern[str], ...], Tuple[Pattern[str], ...]]:
    """跟在地点后面的几样，别处的几样。"""
    letter, ends = PLACE_LETTER, f"(?:{shops}|{name_ends})"
    behind = (
        rf"{SPLIT}({letter}{{2,{LONGEST_NAME}}}?{ends})(?={deals}|的?老板|{EDGE})",
        rf"(?:上|里)?(?:的|那个|那家)({letter}{{2,8}}?)(?={deals})",
        rf"(?:的|那个|那家)({letter}{{3,6}}){EDGE}",
        rf"(?<=[楼层])({letter}{{3,8}}){EDGE}",
    )
    anywhere = (
        rf"(?:在|去|到)({letter}{{2,{LONGEST_NAME}}}?{ends})(?={deals})",
        rf"(?:{near})(?:的|那个|那家|有个)?({letter}{{2,8}}?{ends})(?={deals}|{EDGE})",
        rf"(?:^|(?<=[\s，,。]))({letter}{{2,10}}?{ends})(?={deals}的|{EDGE})",
    )
    return tuple(map(re.compile, behind)), tuple(map(re.compile, anywhere))

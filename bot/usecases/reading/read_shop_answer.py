"""正问是哪家：改了口、改过名的，后说的那个算；说的是在哪，就不是名字。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.place_words import is_on_a_street, looks_like_place
from bot.usecases.reading.read_field import read_field

_GAP = r"[，,。\s]"
_NOW_CALLED = re.compile(rf"(?:以前|原来|之前|原先|早先|过去)叫[^，,。\s]{{1,12}}?{_GAP}*(?:现在|如今|后来|这会儿)?(?:改名|改|换)?(?:叫|成)(?:做|了)?([^，,。；\s]{{2,20}})")
_NOT_BUT = re.compile(rf"[^，,。\s]{{2,12}}?{_GAP}+(?:哦|啊|诶|呃)?(?:不是|不对|错了|说错了){_GAP}*(?:应该|好像)?(?:是|叫)([^，,。；\s]{{2,20}}?)的?(?:那家|这家)?$")
_NOT_X_BUT_Y = re.compile(rf"不是([^，,。\s]{{2,10}}){_GAP}+(?:应该|好像)?(?:是|叫)([㐀-鿿A-Za-z][^，,。；\s]{{1,19}}?)的?(?:那家|这家)?")
_WRITTEN = re.compile(r"^(?!.*[页价])[^。]*?(?:[桩柜盒袋车墙门瓶]上|上面|招牌|牌子|门头)写(?:着|的是|的)(?:叫|是)?([㐀-鿿A-Za-z][㐀-鿿A-Za-z0-9]{1,11})的?$")  # “不知道哪家公司 桩上写着星星充电”
_RECALLED = re.compile(rf"(?:叫|是)?(?:啥|什么)?[^，,。\s]{{1,8}}来着[？?]?{_GAP}+(?:哦|啊|对|想起来)*(?:叫|就是|是)?([^，,。；\s]{{2,20}})$")  # “叫啥康寿来着 康寿堂”
_A_PLACE = 20
_SITE = re.compile(r"(?:项目|楼盘|工地|小区)(?:叫|是|名)([^，,。；\s]{2,20})")


def named_last(text: str) -> Optional[str]:
    """“神州的 不是 是一嗨”“以前叫金剪子 现在叫尚艺”“桩上写着星星充电”：说到最后的那个名字；没有返回 None。"""
    said = text.strip(" 。，,")
    swapped = _NOT_X_BUT_Y.fullmatch(said)  # “不是美家 是美佳”听错了一个字；“不是光头 是头发少”是在说事
    if swapped and len(swapped[1]) == len(swapped[2]) and set(swapped[1]) & set(swapped[2]):
        return swapped[2]
    renamed = _NOW_CALLED.search(said) or _NOT_BUT.fullmatch(said) or _RECALLED.search(said) or _WRITTEN.match(said)
    return renamed[1] if renamed else None


def branch_of(text: str, words: IntakeWords) -> Optional[str]:
    """“康乐大药房 十里店”：后一截是分店，接在店名后面；不是返回 None。"""
    said = re.fullmatch(r"(?:就?是|叫)?([^，,。\s]{2,12})[\s，,]+([㐀-鿿]{2,6}(?:分店|门店|店))", text.strip(" 。，,"))
    is_place = said is not None and looks_like_place(said[1], words) and not said[1].endswith(("冰城", "园", "坊"))  # “蜜雪冰城 西关店”
    is_shop = said is not None and not is_place and not said[1].endswith(("是", "叫", "为")) and not any(platform in said[1] for platform in words.platforms) and not said[2].endswith(tuple(shop for shop in words.shops if len(shop) > 1 and shop.endswith("店") and shop != "分店"))
    return said[1] + said[2] if is_shop else None


def place_told(text: str, words: IntakeWords) -> Optional[str]:
    """“就在火车站北广场那个停车场”“项目叫翠湖花园12栋”：说的是在哪；不是返回 None。"""
    said = re.sub("(?<=.{3})[嘛呗吧啊呀哦]+$", "", text.strip(" 。，,"))  # “就王庄集嘛”
    site = _SITE.match(said)
    if site and (looks_like_place(site[1], words) or re.search(r"\d", site[1])):
        return site[1]
    if re.match(rf"[^，,。\s]{{1,10}}?(?:{any_of(words.markets)})(?=[\s，,。]|$)", said) and len(said) <= _A_PLACE:
        return said.lstrip("就是在")  # “就河沿早市 穿蓝褂子那个老头”
    there = re.fullmatch(rf"(?:(?:{any_of(words.shops)}|他们|商家|摊子|老板)?(?:就|也|还|都|好像)*)在([^，,。；]{{3,30}})", said)
    if there and re.search("叫|[买吃订办点]的", there[1]):
        return None  # “在经开区那个叫乐童塑业的”说了是哪家
    return there[1].strip() if there and looks_like_place(there[1], words) else None


def only_a_shop(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords) -> Optional[str]:
    """问在哪，答的是还不知道的店名：“诚信烟酒”；是地方的返回 None。"""
    said = text.strip(" 。，,").lstrip("就是叫")
    is_shop = said.endswith(tuple(shop for shop in words.shops if len(shop) > 1 or shop in "店馆")) or any(e["type"] == "merchant" and e["text"] == said for e in entities)
    is_place = is_on_a_street(said, words) or said.endswith((*words.landmarks, *words.markets, *words.beside)) or any(c.isdigit() or c.isspace() for c in said)
    return said if is_shop and len(said) <= _A_PLACE // 2 and not is_place else None


def shop_and_place(text: str, words: IntakeWords) -> Optional[Tuple[str, Optional[str]]]:
    """“在中山路那个苏宁买的”：在哪条路、哪一家；“在社区活动室听课买的”只说了在哪。都不是返回 None。"""
    bought = f"(?:听课|听讲座|开会|上课|现场|当场)?(?:{any_of(words.bought_there)})"
    both = re.match(rf"(?:就?是?在)?([^，,。\s]{{2,12}}?)(?:那个|那家|上的|的)([^，,。\s]{{2,10}}?){bought}", text.strip())
    if both and looks_like_place(both[1], words):
        return both[1], both[2]
    only = re.fullmatch(rf"(?:就?是?在)([^，,。\s]{{3,16}}?)(?:里面|里头|里|那里|那儿)?{bought}", text.strip(" 。，,"))
    return (only[1], None) if only else None


def shop_of_place(text: str, words: IntakeWords, today: date) -> Optional[Tuple[str, str]]:
    """“人民路东头的百姓缘”：（在哪，哪一家）；“东关菜市场的老板”没有说是哪家，返回 None。"""
    said = re.fullmatch(r"(?:商家|店家?)?(?:就?是?在?)([㐀-鿿\d]{3,14}?)(?:里面|里头|里|内)?的(?!那|一)([㐀-鿿A-Za-z]{2,8}?)(?:那家|这家)?", text.strip(" 。，,"))
    if said is None or not looks_like_place(said[1], words) or looks_like_place(said[2], words):
        return None
    return (said[1], said[2]) if read_field("respondent_name", said[2], words, today) == said[2] else None


def place_and_shop(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords, today: date) -> Optional[Tuple[str, str]]:
    """“人民公园南门 康乐堂”“老地方烧烤 和平路12号”：两段，一段是地方，一段是店名，返回（地方，店名）；不是返回 None。"""
    pieces = [piece for piece in re.split(r"[，,。；\s]+", text) if piece]
    places = [piece for piece in pieces if looks_like_place(piece, words)]
    if len(places) == 2:  # “倾城美容 百盛楼上”：店名里也有像地方的字
        places = [piece for piece in places if piece.endswith((*words.near, *words.beside, *words.landmark_sides)) or is_on_a_street(piece, words)]
    if len(pieces) != 2 or len(places) != 1:
        return None
    said = pieces[1] if places[0] == pieces[0] else pieces[0]
    shop = re.sub(rf"^(?:店|它|他家|那家|名字|[㐀-鿿]{{0,3}}(?:{any_of(words.shops)}))?就?叫做?(?=.{{2}})", "", said)  # “中医馆叫济仁堂 北关大桥头”
    people = {str(e["text"]) for e in entities if e["type"] == "person"}
    is_at = pieces[0] == said and re.match("就?在", places[0]) is not None  # “上岛 就在北街”
    is_named = shop != said or is_at or shop.endswith((*words.shops, *words.name_ends)) or any(e["type"] == "merchant" and e["text"] == shop for e in entities)
    if not is_named or shop in people or read_field("respondent_name", shop, words, today) != shop:
        return None
    return re.sub(rf"^(?:[㐀-鿿]{{0,2}}(?:{any_of(words.shops)}))?(?:就?是?在|就)(?=.{{2}})", "", places[0]), shop  # “药房在中医院对面 叫仁心”


def without_platforms(pieces: Sequence[str], words: IntakeWords) -> List[str]:
    """“美团点的 张姐麻辣烫”：前一半说的是在哪个平台点的，不是店名。"""
    bought = rf"(?:就?是?在|从)?(?:{any_of(words.platforms)})(?:上|里|那边)?面?(?:{any_of(words.bought_there)}|点的|拍的|看的|下单的?|的)"
    return [piece for piece in pieces if not re.fullmatch(bought, piece)]

"""正问是哪一家：店名是哪几个字；说的是在哪、要怎样、哪个平台、自己是谁的，各归各的。"""

from __future__ import annotations

import re
from typing import Any, Dict, List

from bot.hotline.any_of import any_of
from bot.hotline.said_day import said_day
from bot.usecases.not_ours.places_said import unit_named
from bot.usecases.reading.beside_shop import beside_shop
from bot.usecases.reading.draft_answer import BREAKS, DraftAnswer, pieces_of, without
from bot.usecases.reading.landmarks import landmark
from bot.usecases.reading.place_words import FLOOR, is_on_a_street, is_village, looks_like_place
from bot.usecases.reading.read_name import surname_first
from bot.usecases.reading.read_numbers import says_whose_phone
from bot.usecases.reading.read_own_details import own_name
from bot.usecases.reading.read_shop import with_shop
from bot.usecases.reading.read_shop_answer import without_platforms
from bot.usecases.reading.read_statement import platform_in
from bot.usecases.reading.read_title import says_when
from bot.usecases.reading.sort_answer import without_field

_ROOM = re.compile(r"[㐀-鿿]{2,12}(?:大厦|大楼|写字楼|广场|公寓|小区|花园|家园)[㐀-鿿]{0,3}(?:[A-Za-z]?[\d\-]+(?:号|室|楼|层)?|\s*[A-Za-z\d]{1,2}[座栋幢](?:[\s\d]*(?:室|层|楼)?))")
_LAST_CALLED = re.compile(r"(?:(?<!老板)[\s，,]|我们?家?叫[^，,\s]+[\s，,]+(?:他们?|对方|隔壁)家?)(?:店名|名字)?(?:就)?叫(?:做)?([㐀-鿿A-Za-z0-9]{2,12})$")
_BOUGHT_AT = re.compile(r"(?:就?是?在)?([㐀-鿿]{2,12}?)(?:里面|里头|里|那里|那儿)?(?:买|吃|办|订|配)的(?=[，,。\s]|$)")
_IS_AT = re.compile(r"在([^，。；\s]{2,20}(?:\s+[负\d一二三四五六七八九十]+[楼层])?)(?=[\s，,]|$)")
_IN_A_MALL = re.compile(r"(?:商家|店)?(?:就是|是|在|就在)*([㐀-鿿]{2,8}(?:城|广场|商场|市场|大厦|购物中心|百货|步行街))(?:里面|里头|里|内)的(?:那家|一家)?([^，,。；\s]{2,12})")
_IN_A_MARKET = re.compile(r"(?:就?是?在)?([㐀-鿿]{2,8}(?:市场|早市|夜市|商场|商城|批发城|集上|大集|超市))(?:里面|里头|里)?[\s，,]*((?:进门|门口|[东西南北]头|[东西南北]门|左手|右手|左边|右边|靠[东西南北左右]|第[\d一二三四五六七八九十]+|[A-Za-z]?\d+号|[负\d一二三四五六七八九十]+楼)(?:[^，,。；\s]|\s(?=[A-Za-z\d])){0,16})")
_NTH_SHOP = re.compile(r"第[\d一二三四五六七八九十几]+[家户间]")
_NTH_STALL = re.compile(r"第[\d一二三四五六七八九十几]+(?:家|户|间|个摊位?|摊位?|个档口|个柜台)$")
_A_STORY = 25  # 说了这么长一段经过，里头的半句不是店名
_LONGEST_PLACE, _LONGEST_NAME, _ONLY_A_PHONE, _ONLY_A_DAY = 30, 3, 15, 10


def read_which_shop(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """正问是哪一家时的一句话，在已经听出来的几样上添。"""
    text, draft, words = answer.text, answer.draft, answer.words
    if surname_first(text) and (own := own_name(answer)):
        return {**found, **own}  # “康寿堂”是店名，“姓周 周建国”才是自己
    if draft.is_other_body and (unit := unit_named(text, words)):
        return {**without_field(found, "respondent_address"), "respondent_name": unit}  # “建设银行西街支行”
    if (within := _IN_A_MALL.fullmatch(text.strip(" 。"))) and not draft.knows("respondent_name") and (title := answer.read("respondent_name", within[2])):
        return {**found, "respondent_name": title, "respondent_address": within[1]}  # “商家是红星家具城里的雅居沙发”
    if (stall := _IN_A_MARKET.fullmatch(text.strip(" 。"))) and not draft.knows("respondent_address"):
        return {**without_field(found, "respondent_name"), "respondent_address": stall[1] + stall[2]}  # “东关菜市场 进门左手第二家”整个是在哪
    found = _with_place(answer, about_the_shop(answer, found))
    if (called := _LAST_CALLED.search(text)) and (title := answer.read("respondent_name", called[1])):
        found["respondent_name"] = title  # “烟酒超市 胜利路3号 叫万顺”
    is_place_open = not draft.knows("respondent_address")
    if draft.kind == "tip_off" and "respondent_name" not in found:
        known, said = str(draft.values.get("respondent_address") or ""), text.strip(" 。").lstrip("就在是")
        if known and said[:2] == known[:2] and len(said) > len(known) and looks_like_place(said, words):
            return {**found, "respondent_address": said}  # 先说“南门口”，再说“就南门菜市场门口 一个三轮车”
        if is_place_open and (beside := beside_shop(text, words, least=2)):
            return {**found, "respondent_name": beside.whole, "respondent_address": beside.place}  # “人民医院后头那个打印部”没有名字，照原话
        if not draft.knows("event_on") and "event_on" not in found and (when := answer.read("event_on")) and (says_when(text.strip(), words) or (said_day(text, answer.today) and len(text) <= _ONLY_A_DAY)):
            return {**found, "event_on": when}  # “天天都有 早上四点就开始”“15号晚上”
        if is_place_open and (villages := [piece for piece in pieces_of(text) if is_village(piece)]):
            return {**found, "respondent_address": villages[0]}  # “就我们村 王家沟 不晓得叫啥”
    if is_place_open and "respondent_name" not in found and (beside := beside_shop(text, words, least=2)) and beside.shop.endswith(words.named_by_place):
        return {**found, "respondent_name": beside.whole, "respondent_address": beside.place}  # “人民医院门口那个停车场”没有别的名字
    if is_place_open and (bought := _BOUGHT_AT.match(text.strip())) and looks_like_place(bought[1], words):
        return {**without_field(found, "respondent_name"), "respondent_address": bought[1]}  # “批发市场买的”说的是在哪，不是哪一家
    if wish := answer.read("demand", is_asked=False):
        found["demand"] = wish  # 说的是要怎样，不是哪一家
        if not found.get("respondent_name") and not any(piece.endswith(words.shops) for piece in pieces_of(text)):
            return found
    if is_place_open and _ROOM.fullmatch(text.strip()):
        return {"respondent_address": text.strip()}  # “金泰大厦1106”是地方
    is_all_wish = any(e["type"] == "demand" and len(text) - len(str(e["text"])) <= 2 for e in answer.entities)  # “按正常价退我”
    found = found if "respondent_name" in found or is_all_wish else _read_left_over(answer, found)
    if re.fullmatch(rf"(?:{any_of(words.platforms)})(?:上|里)?(?:点|买|拍|订|看|扫|租|借|充|用)?的?", str(found.get("respondent_name"))):
        found.pop("respondent_name")  # “闲鱼上的”说的是平台
    if is_place_open and not {"respondent_name", "respondent_address"} & set(found) and (pieces := pieces_of(text)) and pieces[0] in words.markets and len(text) <= _LONGEST_PLACE:
        found["respondent_address"] = text.strip()  # “早市 北门那个”
    if is_place_open and str(found.get("respondent_name") or "").endswith(words.named_by_place):
        found.setdefault("respondent_address", found["respondent_name"])  # “人民广场地下停车场”也说了在哪
    return found


def about_the_shop(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """问店的事：说的平台不当店名，跟在店名后面的电话是店里的。"""
    text, words, found = answer.text, answer.words, dict(found)
    platform = platform_in(text, words)
    if platform and not answer.draft.knows("platform"):
        found["platform"] = platform
        if re.fullmatch(rf"{re.escape(platform)}(?:上|里)?(?:点|买|拍|订|看)?的?", str(found.get("respondent_name"))):  # 说的是平台，店名还要问
            found.pop("respondent_name")
    if not says_whose_phone(text, words) and not text.strip().isdigit() and len(found) + len(text) > _ONLY_A_PHONE and "citizen_name" not in found:
        found.pop("citizen_phone", None)
    return found


def _with_place(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """顺带说的地方：在街上的、在路标旁边的才算。"""
    text, words, found = answer.text, answer.words, dict(found)
    if (where := _IS_AT.search(text)) and looks_like_place(where[1], words):
        found.setdefault("respondent_address", where[1])
    if not answer.draft.knows("respondent_address") and (beside := landmark(text, str(found.get("respondent_name") or ""), words)):
        return {**found, "respondent_address": beside}  # “就312国道边上那个中石油”
    is_told = where is not None and found.get("respondent_address") == where[1]  # “在华强电子城 三楼”
    is_landmark = "respondent_name" in found and re.search(any_of(words.landmarks), str(found.get("respondent_address")))
    floor = str(found.get("respondent_address") or "")
    if re.fullmatch(FLOOR, floor) and (above := re.search(rf"(?:^|[\s，,])([^\s，,]{{3,12}})[\s，,]+{re.escape(floor)}", text)) and above[1] not in str(found.get("respondent_name")) and looks_like_place(above[1], words):
        found["respondent_address"] = above[1] + floor  # “艺剪美发 步行街中段 二楼”
    if "respondent_name" in found and "respondent_address" not in found and not answer.draft.knows("respondent_address"):
        beside = [p for p in pieces_of(text) if p not in found["respondent_name"] and is_on_a_street(p, words) and any(c.isdigit() for c in p)]
        found.update({"respondent_address": beside[0]} if len(beside) == 1 else {})  # “康民药店 民主路9号”
    if not is_landmark and not is_told and not is_on_a_street(found.get("respondent_address"), words):
        found.pop("respondent_address", None)
    return found


def _read_left_over(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """别的几样拿掉以后，剩下的一段一段看是不是店名；没当成店名的，看是不是在哪。"""
    text, words = answer.text, answer.words
    taken = answer.taken(found)
    rest = without(text, [str(e["text"]) for e in taken])
    if any(e["type"] == "address" for e in taken) and not re.search(any_of(words.shops), rest):
        together = with_shop({"respondent_address": found.get("respondent_address")}, answer.entities, text, words)
        if together.get("respondent_name") and found.get("respondent_address"):
            return {**found, **together}  # “建设路红星家具城二楼顾家沙发”
        return _whole_place(answer, found)  # “西关市场东门第三家”整个是地点
    if re.search(rf"(?:{any_of(words.represented)})(?:的名字)?(?:叫|是|姓)", text) or re.match("[也又都]?不是", text):
        return found  # “我孙子叫刘子涵 上三年级”说的是人，“也不是不干 就是拖”是在说事
    for piece in _pieces(answer, rest, str(found.get("product") or "")):
        value = None if _is_told(piece, answer) else answer.read("respondent_name", piece)
        if value in words.platforms:
            found.update({} if answer.draft.values.get("platform") == value else {"platform": value})  # 平台说两遍也不是店名
        elif value is not None and "respondent_name" not in found:
            found["respondent_name"] = value
        elif not answer.draft.knows("respondent_address") and not {"respondent_address", "citizen_address"} & set(found):
            found.update(_place_in(piece, "respondent_name" in found, answer))
        elif "respondent_address" in found and _NTH_STALL.search(piece):
            found["respondent_address"] += f"，{piece}"  # “东关市场里面 卖肉的第三个摊”
    return found


def _whole_place(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    place = answer.read("respondent_address") if len(answer.text) <= _LONGEST_PLACE else None
    return {**found, "respondent_address": place} if place and "respondent_address" in found else found


def _pieces(answer: DraftAnswer, rest: str, product: str) -> List[str]:
    """可能是店名的几段，按先后。"""
    shops = answer.words.shops
    pieces = without_platforms(pieces_of(rest), answer.words)
    if len(pieces) == 2 and pieces[1].endswith(shops) and looks_like_place(pieces[0], answer.words):
        pieces = pieces[::-1]  # “北门夜市 老张烧烤”先说在哪，后说哪家
    if product:  # “助听器光响 不好用”说的是东西
        pieces = [p for p in pieces if not (p.startswith(product) and p != product and not p.endswith(shops))]
    return pieces


def _is_told(piece: str, answer: DraftAnswer) -> bool:
    """说了一大段，这一段不像店名：是在说事。"""
    text = answer.text.strip()
    is_long = len(text) > _A_STORY
    is_story = is_long or len(BREAKS.findall(text)) > 1
    is_theirs = re.match(rf"(?:{any_of(one for one in answer.words.pronouns if one[0] in '他她它')})", text) is not None  # “他们天天发鸡蛋 讲课 说能治高血压”
    return is_story and (is_long or is_theirs or len(piece) > _LONGEST_NAME + 2) and not piece.endswith((*answer.words.shops, "窗口"))


def _place_in(piece: str, has_name: bool, answer: DraftAnswer) -> Dict[str, Any]:
    """没当成店名的一段，说的是店在哪；不是返回空。"""
    place = answer.read("respondent_address", piece, is_asked=False)
    is_there = is_on_a_street(place, answer.words) or (place is not None and _NTH_SHOP.search(place) is not None)
    is_there = is_there or (has_name and re.search(any_of(answer.words.landmarks), str(place)) is not None)
    return {"respondent_address": place} if is_there else {}

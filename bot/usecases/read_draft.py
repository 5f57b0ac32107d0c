"""正问着一样时说的一句话：答了哪几样，各是谁的。认得准的才收。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.newly_said import floor_of_known, is_finer, is_shop_place, newly_said
from bot.usecases.place_words import is_estate, looks_like_place
from bot.usecases.read_details import field_of, is_on_a_street, read_labelled
from bot.usecases.read_field import read_field
from bot.usecases.read_name import (
    full_name_after,
    has_surname,
    is_full_name,
    spelled_name,
    surname_first,
    without_spelling,
)
from bot.usecases.read_numbers import says_whose_phone, their_phones
from bot.usecases.read_shop_answer import (
    branch_of,
    named_last,
    only_a_shop,
    place_and_shop,
    place_told,
    shop_and_place,
    without_platforms,
)
from bot.usecases.read_statement import home_on_card, own_card, platform_in
from bot.usecases.sort_answer import without_field

_BREAKS = re.compile(r"[，,。；;！!？?、\n\t ：:（）()]+")
_CALLED = re.compile(r"(?:(?:店名|名字|招牌|门头)(?:好像|应该)?就?(?:是|叫做?)|(?:店|它|那家|他家)?(?:好像|应该)?(?:就|是)?叫做?)([^，,。；\s]{2,20})$")
_ROOM = re.compile(r"[㐀-鿿]{2,12}(?:大厦|大楼|写字楼|广场|公寓|小区|花园|家园)[㐀-鿿]{0,3}[A-Za-z]?[\d\-]+(?:号|室|楼|层)?")
_LAST_CALLED = re.compile(r"(?:(?<!老板)[\s，,]|我们?家?叫[^，,\s]+[\s，,]+(?:他们?|对方|隔壁)家?)(?:店名|名字)?(?:就)?叫(?:做)?([㐀-鿿A-Za-z0-9]{2,12})$")
_BOUGHT_AT = re.compile(r"(?:就?是?在)?([㐀-鿿]{2,12}?)(?:里面|里头|里|那里|那儿)?(?:买|吃|办|订|配)的(?=[，,。\s]|$)")
_SHORT, _LONGEST_NAME, _ROUGHLY = 30, 3, 15
_ONLY_A_PHONE = 15
_PHONE_FIRST = re.compile(r"(1[3-9]\d{9})[\s，,]+([㐀-鿿]{2,3})[\s，,]+([^，,。；]{3,30})")
_GIVEN_AFTER_ALL = re.compile(r"(?:好吧|行吧)?[，,\s]*(?:那就|那|就)(?:叫|写|留|填)?([㐀-鿿]{2,3}?)吧?")
_PLACES = ("respondent_address", "citizen_address")
_ABOUT_SHOP = ("respondent_name", "respondent_address")


def read_answer_to(
    name: str, text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords, today: date
) -> Dict[str, Any]:
    """正问着 name 时说的一句话。可能一口气答了几样，也可能答的是别的。"""
    if name == "citizen_name" and (right := spelled_name(text, words)):
        return {name: right}
    if name == "citizen_name":
        text = without_spelling(text, words)
        entities = [entity for entity in entities if entity["end"] <= len(text)]
        text, entities = _besides_kin(text, entities, draft, words)
    if name == "respondent_name" and (title := read_field(name, named_last(text) or "", words, today)):
        return {name: title}
    if name not in PERSONAL and (finer := floor_of_known(text, draft)):
        return {"respondent_address": finer}
    lives = re.match(r"(?:我|俺|[他她])家?就?住(?:在)?(?=.{3})", text.strip()) if name not in PERSONAL and draft.knows("respondent_address") else None
    if lives and (draft.knows("represents") or lives[0][0] in "我俺") and (home := read_field("citizen_address", text, words, today, is_asked=False)):
        return {"citizen_address": home}  # “他住南大街66号”：替谁投诉，就是谁的住处
    if name in _ABOUT_SHOP and (branch := branch_of(text, words)) and (name == "respondent_name" or branch.startswith(str(draft.values.get("respondent_name", "？")))):
        return {"respondent_name": branch}
    if name in _ABOUT_SHOP and not draft.knows("respondent_name") and (both := place_and_shop(text, entities, words, today)):
        return {"respondent_address": both[0], "respondent_name": both[1]}
    if name == "respondent_name" and not draft.knows("respondent_address") and (where := place_told(text, words) or (is_estate(estate := text.strip(" 。，,").lstrip("就在是")) and estate)):
        return {"respondent_address": where}
    if name not in PERSONAL and (card := _PHONE_FIRST.fullmatch(text.strip(" 。"))) and has_surname(card[2], words) and is_on_a_street(card[3], words):
        return {"citizen_phone": card[1], "citizen_name": card[2], "citizen_address": card[3]}  # “138…… 马建国 东关街9号”
    if name not in (*PERSONAL, "respondent_name") and (mine := own_card(text, words)):
        return mine
    if ("citizen_name" in draft.declined or name in PERSONAL) and (given := _GIVEN_AFTER_ALL.fullmatch(text.strip(" 。"))) and has_surname(given[1], words):
        return {"citizen_name": given[1]}  # “名字不方便说”……“那就陈静吧”
    if name == "citizen_address" and (mine := str(draft.values.get("citizen_name") or "")) and re.match(rf"{re.escape(mine)}[\s，,]+(?=.{{3}})", text):
        text = text[len(mine) :].lstrip(" ，,")
        entities = [{**e, "start": text.find(str(e["text"])), "end": text.find(str(e["text"])) + len(str(e["text"]))} for e in entities if str(e["text"]) in text]
    labelled = read_labelled(text, words, today)
    found = newly_said(name, text, entities, labelled, draft, words, today)
    if name in PERSONAL and not ({"citizen_address", "represents"} & (set(found) | set(draft.values))) and (home := home_on_card(text, words)):
        found = {**{key: value for key, value in found.items() if value != home or key in labelled}, "citizen_address": home}  # “白雪 138…… 和平路9号”
    if name == "citizen_name" and (spelled := surname_first(text)):
        found["citizen_name"] = spelled[2]  # “姓马马德贵”
    if name == "citizen_name" and "demand" not in found and (whole := read_field(name, text, words, today)):
        found = {**{key: value for key, value in found.items() if value not in text}, name: whole}  # “秦岭”也可以是姓名
    if name in PERSONAL and (whole := full_name_after(text, draft, words)):
        return {"citizen_name": whole}
    if name != "citizen_name" and not draft.knows("citizen_name"):
        own = _own_name(text, entities, words)
        if name != "respondent_name":
            found.update(own)
        elif own and surname_first(text):  # “康寿堂”是店名，“姓周 周建国”才是自己
            return {**found, **own}
    is_free = name == "citizen_phone" or not draft.knows("citizen_phone")
    if name in PERSONAL and is_free and "citizen_phone" not in found and not their_phones(text, words) and (phone := read_field("citizen_phone", text, words, today)):
        found["citizen_phone"] = phone
    platform = platform_in(text, words)
    if platform and name.startswith("respondent") and not draft.knows("platform"):
        found["platform"] = platform
        if re.fullmatch(rf"{re.escape(platform)}(?:上|里)?(?:点|买|拍|订|看)?的?", str(found.get("respondent_name"))):  # 说的是平台，店名还要问
            found.pop("respondent_name")
    if name.startswith("respondent") and not says_whose_phone(text, words) and not text.strip().isdigit() and len(found) + len(text) > _ONLY_A_PHONE and "citizen_name" not in found:
        found.pop("citizen_phone", None)  # 跟在店名后面的是店里的电话
    if name == "respondent_name" and (where := re.search(r"在([^，。；\s]{2,20})(?=[\s，,]|$)", text)) and looks_like_place(where[1], words):
        found.setdefault("respondent_address", where[1])
    is_landmark = "respondent_name" in found and re.search(any_of(words.landmarks), str(found.get("respondent_address")))
    if name == "respondent_name" and "respondent_address" not in found and "respondent_name" in found:
        beside = [p for p in _BREAKS.split(text) if p and p not in found["respondent_name"] and is_on_a_street(p, words) and any(c.isdigit() for c in p)]
        found.update({"respondent_address": beside[0]} if len(beside) == 1 and not draft.knows("respondent_address") else {})  # “康民药店 民主路9号”
    if name == "respondent_name" and not is_landmark and not is_on_a_street(found.get("respondent_address"), words):
        found.pop("respondent_address", None)
    if name == "respondent_address" and {"citizen_name", "citizen_phone"} <= set(found) and "respondent_address" not in labelled:
        home = found.pop("respondent_address", None)  # 报完姓名电话跟着说的是自己的住处
        return {**found, **({"citizen_address": home} if home else {})}
    if name == "event_on" and _is_a_door(text, entities, today):
        found.pop("event_on", None)
        return found
    if name in _PLACES:
        return _answer_to_place(name, text, entities, found, draft, words, today)
    if name == "demand":
        if "citizen_name" in found and "respondent_address" in found and "respondent_address" not in labelled:
            found["citizen_address"] = found.pop("respondent_address")  # “李四，住东关小区”：报完姓名说的是自己的住处
        is_about_himself = bool(set(PERSONAL) & set(found)) or bool(is_shop_place(text, draft))
        value = read_field(name, text, words, today, is_asked=not is_about_himself)
        return {**found, name: value} if value else _place_instead(text, found, draft, words, today)
    if name == "event_on" and not _is_a_day(found.get(name)) and len(text) <= _ROUGHLY and (whole := read_field(name, text, words, today)):
        found[name] = whole  # “一直这样 从去年开始”不只是“去年”
    if name == "respondent_name" and (called := _LAST_CALLED.search(text)) and (title := read_field(name, called[1], words, today)):
        found[name] = title  # “烟酒超市 胜利路3号 叫万顺”
    if name == "respondent_name" and (bought := _BOUGHT_AT.match(text.strip())) and looks_like_place(bought[1], words) and not draft.knows("respondent_address"):
        return {**without_field(found, name), "respondent_address": bought[1]}  # “批发市场买的”说的是在哪，不是哪一家
    if name == "respondent_name" and (wish := read_field("demand", text, words, today, is_asked=False)):
        found["demand"] = wish  # 说的是要怎样，不是哪一家
        is_shop = found.get(name) or any(piece.endswith(words.shops) for piece in _BREAKS.split(text))
        if not is_shop:
            return found
    if name == "respondent_name" and not draft.knows("respondent_address") and _ROOM.fullmatch(text.strip()):
        return {"respondent_address": text.strip()}  # “金泰大厦1106”是地方
    if name in found:
        return found
    if name == "respondent_name" and any(e["type"] == "demand" and len(text) - len(str(e["text"])) <= 2 for e in entities):
        return found  # “按正常价退我”整句是要怎样，不是哪一家
    return _from_what_is_left(name, text, entities, found, draft, words, today)



def _from_what_is_left(
    name: str, text: str, entities: Sequence[Mapping[str, Any]], found: Dict[str, Any], draft: Draft, words: IntakeWords, today: date
) -> Dict[str, Any]:
    """别的几样拿掉以后，剩下的一段一段当作 name 来读。"""
    taken = [e for e in entities if e["type"] in ("phone", "person", "address") and field_of(e, text, name, words) in found]
    taken = [e for e in taken if field_of(e, text, name, words) != name]
    on_street = [e for e in taken if e["type"] == "address"]
    if name == "respondent_name" and on_street and not re.search(any_of(words.shops), _without(text, [str(e["text"]) for e in taken])):
        return _whole_place(text, found, words, today)  # “西关市场东门第三家”整个是地点
    if name == "respondent_name" and (re.search(rf"(?:{any_of(words.represented)})(?:的名字)?(?:叫|是|姓)", text) or re.match("[也又都]?不是", text)):
        return found  # “我孙子叫刘子涵 上三年级”说的是人，“也不是不干 就是拖”是在说事
    rest = _without(text, [str(e["text"]) for e in taken])
    is_long, is_story = len(text) > _SHORT - 5, name == "respondent_name" and (len(text) > _SHORT - 5 or len(_BREAKS.split(text)) > 2)  # 说了一大段经过，里头的半句不是店名
    pieces = [p for p in _BREAKS.split(rest) if p] if name != "citizen_phone" else [text]
    pieces = without_platforms(pieces, words) if name == "respondent_name" else pieces
    if name == "respondent_name" and len(pieces) == 2 and pieces[1].endswith(words.shops) and looks_like_place(pieces[0], words):
        pieces = pieces[::-1]  # “北门夜市 老张烧烤”先说在哪，后说哪家
    if name == "citizen_name":
        pieces = [p for p in pieces if not read_field("demand", p, words, today, is_asked=False)]  # “全退”不是姓全的
    product = str(found.get("product") or "")
    if name == "respondent_name" and product:  # “助听器光响 不好用”说的是东西
        pieces = [p for p in pieces if not (p.startswith(product) and p != product and not p.endswith(words.shops))]
    for piece in pieces:
        is_told = is_story and (is_long or len(piece) > _LONGEST_NAME + 2) and not piece.endswith((*words.shops, "窗口"))
        value = None if is_told else read_field(name, piece, words, today)
        if name == "respondent_name" and value in words.platforms and draft.values.get("platform") != value:
            found["platform"] = value
        elif value is not None and name not in found:
            found[name] = value
        elif name == "respondent_name" and not draft.knows("respondent_address") and not {"respondent_address", "citizen_address"} & set(found):
            place = read_field("respondent_address", piece, words, today, is_asked=False)
            is_there = is_on_a_street(place, words) or (place is not None and re.search(r"第[\d一二三四五六七八九十几]+[家户间]", place) is not None) or (name in found and re.search(any_of(words.landmarks), str(place)) is not None)
            found.update({"respondent_address": place} if is_there else {})
    return found


def _besides_kin(text: str, entities, draft: Draft, words: IntakeWords):
    """不是替人投诉的，“我妈叫赵秀英 我姓李”里的前一半不是他的姓名。"""
    kin = re.match(rf"(?:{any_of(words.represented)})(?:的名字)?(?:叫|是)[㐀-鿿]{{2,3}}[，,。\s]+(?=我|本人|俺)", text)
    if kin is None or draft.knows("represents"):
        return text, entities
    moved = [{**e, "start": e["start"] - kin.end(), "end": e["end"] - kin.end()} for e in entities if e["start"] >= kin.end()]
    return text[kin.end() :], moved


def _place_instead(text: str, found: Dict[str, Any], draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """正问要怎样，说的却是商家在哪：还不知道的记下，知道的（“河滨路早市”）换成更细的（“河滨路那个早市 进门左手”）。"""
    if "citizen_address" in found:
        return found  # “住在南苑小区3号楼”说的是自己
    known = str(draft.values.get("respondent_address") or "")
    where = (read_field("respondent_address", text, words, today, is_asked=False) or "").lstrip("就是在")
    if known and where and is_finer("respondent_address", where, draft, words):
        return {**found, "respondent_address": where if known in where else f"{where}，{known}"}  # “老李饺子馆隔壁”又说了门牌
    is_same = bool(known) and known[:2] == where[:2] and len(where) > len(known)
    if not where or draft.is_online or set(PERSONAL) & set(found) or "respondent_address" in found or not is_on_a_street(where, words) or (known and not is_same):
        return found
    return {**found, "respondent_address": where}


def _is_a_day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _own_name(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords) -> Dict[str, Any]:
    """没问姓名，自己报了：“周建国 13800000012”“姓周 周建国”。话里别处的人名不算。"""
    spelled = surname_first(text)
    if spelled:  # “我姓关 关大爷”还不知道叫什么
        return {"citizen_name": spelled[2]} if is_full_name(spelled[2], words) else {}
    people = {str(entity["text"]) for entity in entities if entity["type"] == "person"}
    names = [piece for piece in _BREAKS.split(text) if piece in people and has_surname(piece, words)]
    return {"citizen_name": names[0]} if len(names) == 1 else {}


def _is_a_door(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> bool:
    """“新华路2号”里的“2号”是门牌，不是哪一天。"""
    places = [str(entity["text"]) for entity in entities if entity["type"] == "address"]
    return bool(places) and said_day(_without(text, places), today) is None


def _whole_place(text: str, found: Dict[str, Any], words: IntakeWords, today: date) -> Dict[str, Any]:
    place = read_field("respondent_address", text, words, today) if len(text) <= _SHORT else None
    return {**found, "respondent_address": place} if place and "respondent_address" in found else found


def _answer_to_place(name: str, text: str, entities, found: Dict[str, Any], draft: Draft, words: IntakeWords, today: date):
    """正问地址：整句就是，“北大街口，建设银行对面”不拆；别的实体先拿掉。"""
    shop = draft.values.get("respondent_name")
    labelled = read_labelled(text, words, today)
    if name in labelled:
        return found
    if name == "respondent_address" and re.match(rf"(?:{any_of(words.represented)}|我|我家|家|就)*住", text):
        home = read_field("citizen_address", text, words, today, is_asked=False)  # “就住福寿苑3栋”说的是自己
        return {**without_field(found, name), **({"citizen_address": home} if home else {})}
    if name == "citizen_address" and "respondent_address" in labelled:
        return {key: value for key, value in found.items() if key != name}  # “红旗路22号，是店的地址”
    if name == "respondent_address" and (bought := shop_and_place(text, words)):
        title = None if shop or not bought[1] else read_field("respondent_name", bought[1], words, today)
        return {**found, name: bought[0], **({"respondent_name": title} if title else {})}
    if name == "respondent_address" and not shop and (title := only_a_shop(text, entities, words)) and read_field("respondent_name", title, words, today) == title:
        return {"respondent_name": title}
    called = _CALLED.match(text.strip()) if name == "respondent_address" else None
    if called and (title := read_field("respondent_name", called[1], words, today)):
        return {"respondent_name": title}  # 问在哪，说的是叫什么
    own = ("address", "merchant", "product", "amount", "person")
    rest = _without(text, [str(e["text"]) for e in entities if e["type"] not in own])
    rest, wishes = _without_wishes(rest, shop, words, today)
    title = None
    if name == "respondent_address" and (apart := re.fullmatch(r"([^\s，,]{2,12})[\s，,]+就?在([^，。；]{2,30})", rest.strip())) and not looks_like_place(apart[1], words) and looks_like_place(apart[2], words):
        rest = apart[2]  # “旺旺火锅，在西大街60号”
        title = None if shop else apart[1]
    if wishes and "demand" not in found:
        found = {**found, "demand": wishes}
    whole = read_field(name, rest, words, today)
    if whole and rest != text and not looks_like_place(whole, words):
        whole = None  # “上个月28号提的车”去掉日子，剩下的也不是地方
    others = {k: v for k, v in found.items() if k not in (*_PLACES, "respondent_name", "product", "amount")}
    title = title or (found.get("respondent_name") if "respondent_name" in labelled else None)  # “店叫伊人美肤 在金街2楼”：先前听成的不算
    others = {**others, **({"respondent_name": title} if title else {})}
    if whole and shop and whole != shop and name == "respondent_address" and len(whole) > 2 and set(whole) <= set(shop) and not any(c.isdigit() for c in whole):
        return others  # “村口老赵家磨坊”说过了，“赵家磨坊”还是那家
    if whole and whole == found.get("citizen_name"):
        return others  # 报的是自己的姓名，不是地方
    if whole and len(whole) <= _LONGEST_NAME and has_surname(whole, words) and name not in found and not looks_like_place(whole, words):
        return others
    if whole and not shop and name == "respondent_address" and (title := found.get("respondent_name")) and whole.startswith(title):
        where = whole[len(title) :].strip("，,、 在")
        if is_on_a_street(where, words):
            return {**others, "respondent_name": title, name: where}  # “金禾食品厂，工业园三路8号”
    if whole and name == "citizen_address" and is_finer("respondent_address", whole, draft, words) and re.search("那个|那家|店里|他家", text):
        return {**others, "respondent_address": whole}  # “解放路二百一十号，就是工商银行西边那个”：把店在哪说细了
    if whole and len(rest) <= _SHORT:
        is_only_the_name = whole == shop and whole.endswith(words.shops)  # “实验小学”既是名字也是地方
        return others if is_only_the_name else {**others, name: whole}
    return found


def _without_wishes(text: str, shop, words: IntakeWords, today: date):
    """一行话里跟在地址前后的：要求另放（“新城路18号 退680”），说过的店名去掉。"""
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    wishes = {piece: wish for piece in pieces if (wish := read_field("demand", piece, words, today, is_asked=False))}
    dropped = [p for p in pieces if p in wishes or p == shop or (p.startswith(words.pronouns) and not looks_like_place(p, words))]
    if not dropped or (len(dropped) == len(pieces) and len(wishes) < len(pieces)):
        return text, ()
    return " ".join(piece for piece in pieces if piece not in dropped), tuple(wish for found in wishes.values() for wish in found)


def _without(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, "，")
    return text

"""正问地址时说的一句话，是不是地方、说得细不细。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords

_COUNTED = "[\\dA-Za-z一二三四五六七八九十]+"
_STALL = rf"(?:[A-Za-z]\d{{1,4}}(?:号|室|铺|摊)?|{_COUNTED}号?(?:摊位?|铺|室))"
FLOOR = rf"(?:在|就在)?(?:(?:(?:负?{_COUNTED}(?:号楼|楼|层|栋|幢|单元|座))+[\s，,]*(?:{_STALL}|\d{{2,4}}号?)?)|{_STALL})"  # “二楼B12”“3栋2单元”
_DOOR = re.compile(r"[㐀-鿿][A-Za-z]?\d{1,3}(?:[-－—]\d{1,3})?[-－—]\d{3,4}(?!\d)|[㐀-鿿]\d{1,3}(?:[-－—]\d{1,2}){2}(?!\d)|[\dA-Za-z一二三四五六七八九十百几]\s*号|第[\d一二三四五六七八九十]+[家间户]")
_NUMBER_NAME = re.compile(r"(?:\d{1,4}|[一二三四五六七八九十]+)号(?![楼院门栋店铺摊柜窗桌厅库线路码])[㐀-鿿]{2,6}")
_ESTATE = re.compile("[㐀-鿿]{2,8}(?:小区|花园|家园|家属院|家属楼|新村|新苑|嘉园|佳园|雅苑|名苑|安置房)")  # “福星家园”
_A_ROOM = re.compile(r"[㐀-鿿]{2,}(?:大厦|大楼|写字楼|广场|公寓|花园|家园|苑|府|城)[A-Za-z\d]{0,3}[座栋幢号]?(?:[一二三四五六七八九十\d]+单元)?\d{2,4}(?:室|号)?$")
_GATE = re.compile("[㐀-鿿]{2}[东南西北正后]门(?:口|外)?$")  # “人民公园南门”
_VILLAGE = re.compile(r"[㐀-鿿]家[庄屯湾沟寨堡坪洼坡营岭塬坝]|[㐀-鿿]{1,2}[屯沟寨塬洼]")  # “孙家庄”
_UNNAMED = re.compile(r"(?:(?:有|就|在)*(?:一|某|那|这)[个家间]|(?:有|就|在)+[个家间]|[个间])(?!人)([㐀-鿿]{1,4})")  # “一个水果店”“那家药店”没说是哪家；“家乐福超市”说了
_DOWNSTAIRS = re.compile(r"(?:就|是|在)*(?:我们?家?|咱们?家?|俺们?家?)?(?:小区|单位|学校|公司|村|家)?(?:楼下|楼上|隔壁|对门|对面|门口|旁边)(?:的|那|这|一|有|个|家)*([㐀-鿿]{1,4})")
_WHICH = re.compile(r"(?:就|是|在)*(?:哪一?[家个间]|什么|啥)([㐀-鿿]{1,4}?)(?:来着|呢)?")  # “在哪家饭店”是在问
_BREAKS = r"[，,。；;！!？?\s]+"
_PRICE = re.compile(r"(?:[\d一二两三四五六七八九十百千万]{2,}|\d)块(?![儿地])")
_MOMENT = re.compile(r"[\d一二三四五六七八九十]+[号日](?:那天|当天)?(?:早上|上午|中午|下午|晚上|夜里|凌晨)|(?:[\d一二三四五六七八九十]+|[上这本]个?)月[\d一二三四五六七八九十几]+[号日]|^[\d一二三四五六七八九十两]{1,3}点(?:钟|多|半|左右)?$")
_HOW_MANY = re.compile(r"[\d一二两三四五六七八九十百几多来]+(?:个|位|名|人|口|家|户)?(?:人|人家|会员|住户|业主)?")


def is_count(bare: str) -> bool:
    """“三十二个”是人数，不是地方。"""
    return _HOW_MANY.fullmatch(bare) is not None


def is_sum(bare: str) -> bool:
    """“六千二”“300”是钱数，不是地方。"""
    return re.fullmatch(r"(?:[一每两\d][位人把条双对件斤盒瓶台套只箱个张袋包份罐桶节次副串根辆部])?(?:[\d一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+[百千万佰仟][\d一二两三四五六七八九十百千万零壹贰叁肆伍陆柒捌玖拾佰仟]*|\d{2,7}(?:\.\d+)?)(?:块钱|块|元|多)?(?:[一每两\d][位人把条双对件斤盒瓶台套只箱个张袋包份罐桶节次副串根辆部])?", bare) is not None


def looks_like_place(bare: str, words: IntakeWords) -> bool:
    """有路、旁边这类字；“3号”的“号”算，“批号”的不算。"""
    if is_numbered_name(bare, words):
        return False
    return any(place in bare for place in words.places if place != "号") or _ESTATE.fullmatch(bare) is not None or _GATE.search(bare) is not None or is_fair(bare, words) or _DOOR.search(bare) is not None or _VILLAGE.fullmatch(bare) is not None


def is_numbered_name(bare: str, words: IntakeWords) -> bool:
    """“1号公馆”是店名；“三号车间”“3号店门口”是地方。"""
    return _NUMBER_NAME.fullmatch(bare) is not None and bare.endswith(words.shops)


def is_room(bare: str) -> bool:
    """“时代广场B座1203”“万达公寓2栋1203”：楼名后面跟着几座几室。"""
    return _A_ROOM.search(bare) is not None


def is_estate(bare: str) -> bool:
    """“福星家园”：住人的地方，不是哪家店。"""
    return _ESTATE.fullmatch(bare) is not None


def looks_like_home(place: str, words: IntakeWords) -> bool:
    """小区的哪一栋、哪个单元，后面没说是门口、底商、楼下。"""
    if place.endswith(words.only_homes):
        return True
    return re.fullmatch(rf"[^，,。；]{{1,12}}?(?:{any_of(words.homes)})\s*(?:{_COUNTED}(?:号楼|号|栋|幢|座|单元|室|楼|层)?[\s\-]*)+", place) is not None


def is_village(bare: str) -> bool:
    """“王家沟”“孙家庄”。"""
    return _VILLAGE.fullmatch(bare) is not None


def is_fair(bare: str, words: IntakeWords) -> bool:
    """“城关集”“柳河大集上”：赶集摆摊的地方。"""
    return len(bare) > 2 and re.sub("(?<!集)[上里]$", "", bare).endswith(words.markets)


def is_unnamed(shop: str, words: IntakeWords) -> bool:
    """“一个水果店”“我们小区楼下饭店”：说的是哪一类店、在哪，没说是哪家。"""
    if shop.endswith(words.beside):
        return True  # “蓝色大铁门”“学校门口”
    kind = _UNNAMED.fullmatch(shop) or _DOWNSTAIRS.fullmatch(shop) or _WHICH.fullmatch(shop)
    return kind is not None and kind[1].endswith(words.shops)


def is_vague_place(place: str, words: IntakeWords) -> bool:
    """只说了个大概：没有门牌，也没说在什么旁边。"""
    return not any(c.isdigit() for c in place) and not any(word in place for word in words.precise)


def is_talk(bare: str, words: IntakeWords) -> bool:
    """“他们还骂我”是在说事，“会不会有奖励”是在问，“天天”是时候，“再催一下”是在催：都不是地方。"""
    said = (*words.not_places, *words.asking_more, *(phrase for phrases in words.returns.values() for phrase in phrases))
    return bare.startswith(words.pronouns) or bare.endswith("的") or bare.startswith(words.always) or any(word in bare for word in said)


def is_no_place(bare: str, words: IntakeWords) -> bool:
    """哪怕有路、楼这些字，也是在说别的：“让他把卡延期”“六月六号左右”“就在他家后面”“隔壁肉铺 卖的肉有味 四十块”。"""
    if bare.startswith((*words.not_place_heads, "不是")) or any(word in bare for word in words.never_places) or _PRICE.search(bare) or _MOMENT.search(bare):
        return True
    if re.search(rf"(?:{any_of(words.by_them)})(?:店|家)?的?(?:{any_of(words.near)})", bare):
        return True
    pieces = [piece for piece in re.split(_BREAKS, bare) if piece]
    return len(pieces) > 2 and any(is_talk(piece, words) and not looks_like_place(piece, words) for piece in pieces)


def said_part(text: str, words: IntakeWords) -> str:
    """“西关什字，门牌不晓得”里说出来的是前一半。"""
    parts = [part for part in re.split(r"[，,。；;\s]", text) if part.strip()]
    said = [part for part in parts if not any(phrase in part for phrase in words.unknown)]
    return text if len(said) == len(parts) else "，".join(said)


def is_on_a_street(place: Optional[str], words: IntakeWords) -> bool:
    place = "" if place and is_numbered_name(place, words) else place
    bare = re.sub("(?:订单|快递单|编|账|手机|型|批|尾|单|证|座机|工|微信)号", "", place or "")  # “订单号能查”
    return any(street in bare for street in words.streets)

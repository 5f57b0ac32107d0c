"""一句话里说得准的几样：带名头的（read_labelled）和实体。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day, said_month
from bot.usecases.reading.place_words import is_unnamed
from bot.usecases.reading.read_labelled import OUR_AREA, find_labelled
from bot.usecases.reading.read_title import says_when
from bot.usecases.reading.sum_spent import with_the_sum_spent
from bot.usecases.reading.their_side import is_their_offer
from bot.usecases.reading.whose_detail import field_of

_DAY_AND_HOUR = re.compile(r"(?<![\d月])\d{1,2}[号日](?=(?:的|那天|当天)*(?:早上|上午|中午|下午|晚上|夜里|凌晨|早晨|傍晚|那天|当天))")  # “25号下午三点多”
_NAMED = 5  # “小米手机店”有名字，“眼镜店”“牛肉面馆”没有
_OFTEN_TAKEN_FOR = {"amount", "merchant", "respondent_name", "product", "demand"}  # 各有一组 not_…
_SAID_AGAIN = ("date", "amount", "phone", "merchant", "address")
_DENIED = re.compile("[，,。\\s]不是$")
_NOT_THAT = re.compile("^[^。；]{0,4}(?:不对|不是|哦不|啊不|错了|说错|记错|搞错)[^。；]{0,6}$")


def read_details(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    """名头说清是谁的，比实体准：同一段话不再当成别的。"""
    labelled = find_labelled(text, words, today)
    spans = [span for _, span in labelled.values()]
    free = [e for e in entities if not any(a < e["end"] and e["start"] < b for a, b in spans)]
    if not any(e["type"] == "date" for e in entities) and (hour := _DAY_AND_HOUR.search(text)) and (day := said_day(hour[0], today)):
        labelled.setdefault("event_on", (day.isoformat(), hour.span(0)))
    return {**from_entities(text, free, asked, words, today), **{name: value for name, (value, _) in labelled.items()}}


def from_entities(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    """实体说的各样 → 值；一样说了几次的，头一次算数。asked 是正问着的那一样。"""
    found: Dict[str, Any] = {}
    for entity in with_the_sum_spent(_without_taken_back(entities, text), text, words):
        name = field_of(entity, text, asked, words)
        if name == "respondent_name" and name in found and str(entity["text"]).startswith(str(found[name])):
            found[name] = entity["text"]  # “在国美买的 国美电器南门店”后说的全
        if name is None or name in found or _is_not(name, entity, text, words):
            continue
        if name == "respondent_name" and (beside := _shop_beside(entity, text, words)):
            landmark, shop = beside
            found["respondent_address"] = f"{found.get('respondent_address', '')}{landmark}" if shop else found.get("respondent_address", landmark)
            value = shop if len(shop) >= _NAMED else None
        else:
            value = _value(name, entity, text, asked, words, today)
        if value is not None:
            found[name] = value
    return found


def _is_not(name: str, entity: Mapping[str, Any], text: str, words: IntakeWords) -> bool:
    """听成是这一样，前后的话说它不是（knowledge/lexicon/shapes.yml 里的 not_…）。"""
    said, fits = str(entity["text"]), words.shapes.fits
    if any(fits(f"not_{what}", text, entity["start"], entity["end"]) for what in {name, entity["type"]} & _OFTEN_TAKEN_FOR):
        return True
    if name == "respondent_name":
        return says_when(said, words) or is_unnamed(said, words)
    if name == "demand":
        return fits("their_price", said) or is_their_offer(said, text, words) or is_no_wish(said, words)
    return entity["type"] == "address" and OUR_AREA.fullmatch(said) is not None


def _value(name: str, entity: Mapping[str, Any], text: str, asked: Optional[str], words: IntakeWords, today: date) -> Any:
    """记成什么：地址、店名去掉前后不是它的字，日子算成哪一天，请求用市民自己的话。"""
    said = str(entity["text"])
    value = entity["value"] if entity["value"] is not None else entity["text"]
    if entity["type"] == "address":
        value = _place(name, str(value), text[entity["end"] :])
    if name == "event_on":
        day = said_day(said, today) or said_day(str(value), today)
        # 正问是哪一天，说个大概的也收：“去年十月”
        return day.isoformat() if day else said if asked == "event_on" else said_month(said, today)
    if name == "respondent_name":
        shop = _shop(str(value))
        return None if words.shapes.fits("shop_and_more", shop) else shop
    if name == "demand":
        return (re.sub("^(?:那?就是|还是|也要?)(?=.{2})", "", said),)
    if name == "citizen_name":
        return re.sub("^(?:叫|是)?[我俺](?=.{2})", "", str(value))  # “叫我老冯就行”
    if name == "product":
        goods = str(value)[:-1] if words.shapes.fits("goods_and_verb", text, entity["start"], entity["end"]) else value
        return None if words.shapes.fits("no_goods", str(goods)) else goods
    return value


def _place(name: str, value: str, rest: str) -> str:
    if value.endswith(("镇", "乡", "村", "关")) and (fair := re.match(r"大?集[上市]?(?=[买卖吃赶，。\s]|$)", rest)):
        value = f"{value}{fair[0]}"  # “大河镇｜集上”
    value = re.sub(r"^(?:[㐀-鿿]|[^\s]{1,6}的)\s+(?=.{2})|^(?:我?要?)(?:反映|举报|投诉)(?:一下|个事)?(?=.{2})", "", value)  # “说 7号院地下室”前半截是上一句的
    if name == "respondent_address":
        return re.sub("^就(?:在|是)?(?=.{3})|(?<=.{2})[那这](?:家店?|个店|里|儿|边)$", "", value)  # “新华路那家”
    return re.sub("^(?:家住|住在|住)(?=.{3})", "", value) if name == "citizen_address" else value


def _shop(value: str) -> str:
    value = re.split(r"\s+(?:对|哦对|不对|不是|嗯|是)\s+", value)[-1]  # “好家电 对 好家电商城”
    value = re.sub(r"\s+[㐀-鿿]$", "", value)  # “恒通 车”后面半截是下一句的
    return re.split(r"\s+就?在?(?=[㐀-鿿]{2})", value)[0] if re.search(r"\s(?:就|在)", value) else value  # “广汽丰田 就汽车城”


def _shop_beside(entity: Mapping[str, Any], text: str, words: IntakeWords) -> Optional[Tuple[str, str]]:
    """“北大街万家福超市楼下的小米手机店”“新华书店旁边的眼镜店”：听出的店是路标。返回（路标，告的那一家），没有店名的是空的。"""
    value, rest = entity["value"] if entity["value"] is not None else entity["text"], text[entity["end"] :]
    if shop := re.match(rf"((?:{any_of(words.beside)})的)([㐀-鿿A-Za-z0-9]{{2,10}}?(?:{any_of(words.shops)}))(?=[买卖办存充花做吃点，。,\s]|$)", rest):
        return f"{value}{shop[1].rstrip('的')}", shop[2]
    beside = re.match(rf"的?({any_of(words.next_to)}|(?:{any_of(words.beside)})$)", rest)
    return (f"{value}{beside[1]}", "") if beside else None


def is_no_wish(text: str, words: IntakeWords) -> bool:
    """“鉴定证书有”是凭据，“还说要查我”“拿了我两条烟”是对他怎样。"""
    return words.shapes.fits("no_wish", text)


def _without_taken_back(entities: Sequence[Mapping[str, Any]], text: str) -> List[Mapping[str, Any]]:
    """“昨天买的 哦不 前天”“花了68 不对 86”：说到一半改了口，前一个不算；“昨天的事 不是今天”说的是前一个。"""

    def followed(entities):
        return [(e, later) for e in entities for later in entities if e["type"] == later["type"] and e["type"] in _SAID_AGAIN and e["end"] <= later["start"]]

    denied = [later for e, later in followed(entities) if e["end"] < later["start"] and _DENIED.search(text[: later["start"]])]
    kept = [e for e in entities if e not in denied]
    taken = [e for e, later in followed(kept) if _NOT_THAT.search(text[e["end"] : later["start"]])]
    return [e for e in kept if e not in taken]

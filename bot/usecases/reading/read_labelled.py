"""带名头的几样：“姓名：王小明，电话138……”“店叫伊人美肤 在金街2楼”。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.place_words import is_on_a_street, is_talk
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import NICK_THEN_NAME, has_surname, is_full_name, surname_first
from bot.usecases.reading.read_numbers import is_their_phone

_CLAUSE = r"[^，。；;！!？?\s（）()]{1,80}"
# 必须有“是、叫、：”连着才算说了名字，不然“商家不退钱”也成了名字。
_NAMED = ("respondent_name", "citizen_name")
_SHOP_CALLED = re.compile(r"(?:店|厂|馆|园|公司|单位|机构|企业|商户|医院|诊所|物业|商家|老板家|学校|超市|他家|那家|这家)的?(?:名字|名称|姓名|大名|全名)(?:就|好像)?[叫是:：\s]*([^，。；;！!？?\s]{2,20})")  # 说的是店名
_ACCUSED = re.compile(r"被(?:投诉|举报)的?(?:店家?|一方)?[:：]\s*([^，。；;！!？?\s]{2,20})")  # 表上的“被投诉：鑫隆手机维修”
_ITS_NAME = re.compile(r"(?:^|[，,。；\s的])(?:那家|这家|他家)?(?:店|饭店|超市|公司|商家|主播|店主|物业|机构|中介|旅行社|驾校|医院|单位|直播间|网店|代购|团长|群主|施工的|装修队|卖家|微商|店铺)\s?(?:就|好像|应该是?)?叫\s?(?!我|俺|他|她|你|先|去|来|等|再|什么|啥)([㐀-鿿A-Za-z0-9]{2,10})(?=[，,。；\s]|$)")  # “店叫伊人美肤 在金街2楼”
_SHOP_IS_AT = re.compile(r"([^，。；\s]{3,30})[，,\s]*(?:就|这)?是(?:那?家?店|商家|他家|他们|那家店?|店里)的?(?:地址|位置)")  # “红旗路22号，是店的地址”
_ONE_CALLED = re.compile(r"(?:([^，,。；\s在]{2,10})(?:里面|里头|里边|里|内)的?有?)?(?:一家|有家|一个|那家)叫做?([^，,。；\s]{2,12}?)的")  # “红星美凯龙里一家叫欧雅的店”
_NAME_OF_SHOP = re.compile(r"(?:店铺名|网店名|店名|商家名)(?:称|字)?[:：\s]?([㐀-鿿A-Za-z0-9]{2,12})(?=[，,。；\s]|$)")  # “店铺名秦岭老农”
_RUN_ON = re.compile(r"[那这](?:个|家)(?:店|公司|厂|超市|饭店|机构|平台)叫(?:做|什么)?([㐀-鿿]{2,8}?)(?=我|俺|他们|她们|电话|手机|地址|在|[^㐀-鿿]|$)|(?:店|公司|厂|机构|商家)叫(?:个)?(?:什么|啥)(?!时候)([㐀-鿿]{2,8})(?=[^㐀-鿿]|$)")  # “那个公司叫福寿康我爸叫张德海”“公司叫什么康寿堂”
OUR_AREA = re.compile("[贵我本咱俺]们?[省市区县镇]的?")


def read_labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Any]:
    """带名头的几样：“姓名：王小明，电话138……，我住建设路18号”。"""
    return {name: value for name, (value, _) in find_labelled(text, words, today).items()}


def find_labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Tuple[Any, Tuple[int, int]]]:
    """每一样的值和它在话里的位置。"""
    found: Dict[str, Tuple[Any, Tuple[int, int]]] = {}
    if (spelled := surname_first(text)) and is_full_name(spelled[2], words):
        found["citizen_name"] = (spelled[2], spelled.span(0))
    if (called := _SHOP_CALLED.search(text) or _ACCUSED.search(text)) and (title := read_field("respondent_name", called[1], words, today, is_asked=False)):
        found["respondent_name"] = (title, called.span(0))
        text = text[: called.start()] + "，" * len(called[0]) + text[called.end() :]  # 后面不再当成自己的姓名
    if "respondent_name" not in found and (named := _ITS_NAME.search(text) or _NAME_OF_SHOP.search(text)) and (title := read_field("respondent_name", named[1], words, today, is_asked=False)):
        found["respondent_name"] = (title, named.span(1))
    if "respondent_name" not in found and (one := _ONE_CALLED.search(text)):
        found["respondent_name"] = (one[2], one.span(0))
        mall = OUR_AREA.sub("", one[1] or "", count=1)
        found.update({"respondent_address": (mall, one.span(1))} if mall else {})
    if "respondent_name" not in found and (called := _RUN_ON.search(text)) and (title := read_field("respondent_name", called[1] or called[2], words, today, is_asked=False)):
        found["respondent_name"] = (title, called.span(0))
    if (where := _SHOP_IS_AT.search(text)) and (place := read_field("respondent_address", where[1], words, today)):
        found["respondent_address"] = (place, where.span(0))
    for name in ("citizen_name", "citizen_phone", "citizen_address", "respondent_name", "respondent_address"):
        link = r"(?:[:：]\s*|\s+|是|叫做|叫)" if name in _NAMED else r"[:：\s]*(?:是|在)?"
        cues = set(words.cues.get(name, ())) - set(words.introduces)  # “我叫”后面另有规矩
        for match in re.finditer(rf"(?:{any_of(cues)}){link}(?!址)({_CLAUSE})", text):
            if name == "citizen_phone" and is_their_phone(text, match.start(1), words):
                continue  # “她叫刘芳，电话138……”
            value = read_field(name, match[1], words, today, is_asked=False)
            if value is not None and (name != "citizen_address" or _is_home(value, words)):
                found.setdefault(name, (value, match.span(1)))
    for bare in re.finditer(rf"(?<![家店讯的])(?:{any_of(words.address)})[:：\s]+({_CLAUSE})", text):
        before = {name: span[0] for name, (_, span) in found.items() if span[0] < bare.start()}
        nearest = max(before, key=before.get, default=None)
        in_brackets = text[: bare.start()].endswith(("（", "("))  # “在‘悦享健身’（地址：金鼎广场4楼）办卡”
        mine = {"citizen_name", "citizen_phone"} & set(found) and nearest != "respondent_name" and not in_brackets  # 写在谁后面就是谁的
        is_taken = any(a < bare.end(1) and bare.start(1) < b for _, (a, b) in found.values())
        if not is_taken and not bare[1].strip().isdigit() and not is_talk(bare[1].strip(), words):  # “没有固定地址 我住校的”没说在哪
            found.setdefault("citizen_address" if mine else "respondent_address", (bare[1].strip(), bare.span(1)))
    introduced = re.search(
        rf"(?:{any_of(words.introduces)})([㐀-鿿]{{2,4}})(?=[^㐀-鿿]|{any_of(words.after_name)}|$)", text
    )
    if introduced and (nick := NICK_THEN_NAME.match(text, introduced.start(1))):
        found["citizen_name"] = (nick[2], nick.span(0))  # “我叫小赵 赵磊”
    if introduced and has_surname(introduced[1], words) and not introduced[1].endswith(words.what_one_is) and "citizen_name" not in found:
        found["citizen_name"] = (introduced[1], introduced.span(1))
    return found


def _is_home(value: str, words: IntakeWords) -> bool:
    """“我家楼下的电梯老是卡”不是住址。"""
    return "的" not in value and (is_on_a_street(value, words) or any(c.isdigit() for c in value))

"""读商家、商品、平台的名字：一口气说完的短语，不是一句话。"""

from __future__ import annotations

import re
from datetime import date
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.reading.no_shop_name import is_no_shop_name
from bot.usecases.reading.place_words import is_numbered_name
from bot.usecases.reading.read_command import only_agrees
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.stripped_answer import stripped

_CALLED = re.compile(r"(?:一家|一个|那家|那个|这家)叫(?:做)?([^，。]{2,20}?)(?:的(?:网?店铺?|商家|公司|饭店|超市|直播间))?$")
_THEN_WHERE = re.compile(r"[\s，,]+(?:就?在|就)")
_NO_OR_NOT = re.compile("不是|没有|不用|不[给肯让退换修赔认开理好能灵准响听管接回来去知晓清想敢会行对要]|没[㐀-鿿]+$")
_REFUSES = re.compile(r"不要|别写|不写|([㐀-鿿])不\1")
_ASKS_US = re.compile("给我|帮我|就行$|就可以$|就好$")  # “给我个编号”“叫我小周就行”
_LONGEST = {"respondent_name": 40, "platform": 30}
_SINCE = re.compile(r"[从自打](?:今年|去年)?[\d一二三四五六七八九十上这前]{1,3}(?:个)?(?:月份?|周|星期|年|号).{0,4}(?:到现在|至今|开始|起|以来)")
_AN_HOUR = re.compile(r"(?:早上|早晨|上午|中午|下午|晚上|夜里|凌晨)(?:[一二三四五六七八九十两\d]{1,3}点|就|才)")  # “早上四点就开始”


def read_title(name: str, text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """name 是 respondent_name 或 platform；说的不像名字返回 None。"""
    bare = stripped(text, name, words)
    called = _CALLED.search(bare)
    bare = re.sub(rf"^[㐀-鿿]{{0,3}}(?:{any_of(words.shops)})叫做?(?=.{{2}})", "", called[1] if called else bare)  # “车行叫诚信二手车”
    bare = _THEN_WHERE.split(bare)[0]  # “诚信二手车 在汽车城”前一半是店名
    if not 2 <= len(bare) <= _LONGEST[name] or re.search(r"[，。！？!?\n]", bare) or bare.isdigit():
        return None
    if _says_no_name(bare, words) or only_agrees(text, words) or (said_day(bare, today) and not is_numbered_name(bare, words)) or _is_wish(bare, words, today):
        return None
    if name == "respondent_name" and is_no_shop_name(text, bare, words):
        return None
    return bare


def _says_no_name(bare: str, words: IntakeWords) -> bool:
    """“不给退”“我要投诉”“店叫”“天天”：哪家店、哪个平台都不叫这个。"""
    if bare in (*words.pronouns, *words.cues.get("respondent_name", ()), *words.cues.get("citizen_phone", ())):
        return True
    if bare.lstrip("那就").startswith(words.orders):
        return True
    if _NO_OR_NOT.match(bare) or _REFUSES.search(bare) or _ASKS_US.search(bare) or bare.startswith(words.leads.get("self", ())):
        return True
    return says_when(bare, words) or any(phrase in bare for phrase in (*words.asks_to_lodge, *words.opens_complaint, *words.opens_tip_off))


def says_when(bare: str, words: IntakeWords) -> bool:
    """“天天都有”“早上四点就开始”“从9月份到现在”：说的是时候。"""
    is_when = any(word in bare for word in words.always) or bare.startswith(words.rough_times) or _AN_HOUR.match(bare) or _SINCE.match(bare)
    return bool(is_when) and not bare.endswith(words.shops)


def _is_wish(bare: str, words: IntakeWords, today: date) -> bool:
    """“给我换货”是要求；“鑫源家电维修部”是店名。"""
    is_shop = (bare.endswith(words.shops) or re.fullmatch("[㐀-鿿]{4,8}维修", bare) is not None) and not re.search("[要让给叫退赔换求]", bare)
    return not is_shop and bool(read_demand(bare, words, today, is_asked=False))


def read_platform(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """哪个平台。正问着的，没听说过的平台也收。"""
    known = next((name for name in words.platforms if name in text), None)
    is_talk = text.startswith(words.pronouns) or text.endswith("了")  # “我买了，脸过敏了”是在说事
    return known or (read_title("platform", text, words, today, is_asked) if is_asked and not is_talk else None)

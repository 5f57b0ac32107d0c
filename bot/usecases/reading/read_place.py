"""读地址：商家在哪，自己住哪。说的是别的返回 None。"""

from __future__ import annotations

import re
from datetime import date
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.place_words import is_count, is_no_place, is_sum, is_talk, looks_like_place, said_part
from bot.usecases.reading.read_command import only_agrees
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.stripped_answer import MARKS, stripped
from bot.usecases.reading.sums_and_durations import A_SUM, DURATION, PRICE

_TELLS = re.compile(r"[了没还等先让给被说我]|不[㐀-鿿]|自己|^(?:就是|对了)$|充|转让|\d{3,}$")  # “才充了300”“你先等等”“厨师长让我们不要说”是在说事
_WISHES = re.compile("[要退赔给叫换罚查告治]")
_HAVE_OR_NOT = re.compile("[㐀-鿿]{2}(?:没有|没带|没|有|带了)$")  # “委托书有”
_BY_THE_SHOP = re.compile("(?:就?在)?(?:这|那|他)?家?(?:店|商家)(?:的)?(?:对面|旁边|隔壁|门口|楼上|楼下)")  # 说的是店，不是自己的住处
_SPELLS = re.compile("[㐀-鿿]是[㐀-鿿]{1,4}的[㐀-鿿]$")  # “利是力量的力”是在说字怎么写
_ANOTHER_SHOP = re.compile(r"的叫[㐀-鿿]{2,}[\s，,]")  # “理发的叫美发汇 也在北街”说的是另一家
_SOMEONE_CALLED = re.compile("[㐀-鿿]{2}(?:叫|姓)[㐀-鿿]{1,3}$")  # “私教叫阿凯”
_DID_THERE = re.compile("(?<=[㐀-鿿]{4})(?:开会|听课|讲课|上课|摆摊)$")  # “金城宾馆开会”
_NUMBER_AFTER_GAP = re.compile(r"\s.*\d|\s.*[一二两三四五六七八九][百千万]")
_A_ROOM = re.compile(r"(?:宾馆|酒店|旅馆|招待所|公寓|宿舍|大厦)\d{2,4}(?:号|室|房)?$")  # “新世纪宾馆302”
_WHERE_HE_IS = re.compile("(?:我|俺)(?:人|现在|目前|眼下|这会儿)+不?在")  # “我现在在兰州”说的是自己
_IS_CALLED = re.compile(r"(?:公司|单位|厂|店|招牌|名字|那家)+叫[^，,\s]+$")  # “公司叫美味多餐饮”说的是哪家
_LONGEST, _LONGEST_VAGUE = 80, 10


def read_place(name: str, text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """正问着的，短的照收；没问着的，要有路、号、旁边这类字。"""
    bare = stripped(_without_proof(said_part(text, words), words), name, words)
    if name == "citizen_address":
        bare = re.sub(rf"^(?:{any_of(words.represented)})家?(?:住在|住|在)[\s，,]*(?=.{{2}})", "", bare)  # “我妈住 南关村”
    bare = re.sub("(?<=[㐀-鿿]{2})[那这](?:家店?|个店?|边|儿)$", "", bare)  # “就万达那个”
    bare = re.sub("^(?:小区|社区|单位|学校|村子?)(?:名字|名)?(?:就?是|叫)(?=.{2})", "", bare)  # “我们小区是锦绣城”
    if name == "citizen_address":
        bare = re.sub("^[㐀-鿿]{1,3}家(?:就)?(?:住在|住|在)(?=.{3})", "", bare)  # “妹子家在滨江一号6栋”
    if re.search("(?<!不)了$", text.strip(MARKS)) and not looks_like_place(bare, words):
        return None  # “人早走了”
    if name == "respondent_address" and _WHERE_HE_IS.match(text.strip(MARKS)):
        return None
    if _IS_CALLED.match(text.strip(MARKS)) or only_agrees(text, words) or _SPELLS.search(text) or is_no_place(bare, words) or _says_paid(bare, words):
        return None
    bare = re.sub("(?<=[㐀-鿿][路街巷道村镇])的$", "", _DID_THERE.sub("", bare))  # “环城路的”
    looks = looks_like_place(bare, words) or _A_ROOM.search(bare) is not None
    if not looks and _says_something_else(bare, name, words):
        return None
    if not looks and _SOMEONE_CALLED.search(bare):
        return None
    if is_count(bare) or _ANOTHER_SHOP.search(bare) or (name == "citizen_address" and _BY_THE_SHOP.match(bare)):
        return None
    if not 2 <= len(bare) <= _LONGEST or read_demand(bare, words, today, is_asked=False):
        return None
    is_short = is_asked and len(bare) <= _LONGEST_VAGUE and not _NUMBER_AFTER_GAP.search(bare)
    return bare if looks or is_short else None


def _without_proof(text: str, words: IntakeWords) -> str:
    """“南关巷7号 就一张收据”：后一截说的是凭据，不是地址。"""
    first, *rest = re.split(r"[，,。；;\s]+", text.strip(MARKS))
    told = next((i for i, piece in enumerate(rest) if re.search(any_of(words.evidence), piece)), len(rest))
    return text if told == len(rest) or not looks_like_place(first, words) else " ".join((first, *rest[:told]))


def _says_paid(bare: str, words: IntakeWords) -> bool:
    """“医院花了八百六”。"""
    return re.search(rf"(?:{any_of(words.paid)})[^，,。]{{0,4}}[\d一二两三四五六七八九十百千万]{{2}}", bare) is not None


def _says_something_else(bare: str, name: str, words: IntakeWords) -> bool:
    """没有路、号这类字的：在说事、说钱、说多久、说有没有、要怎样。"""
    if is_talk(bare, words) or bare.startswith(words.rough_times) or is_sum(bare) or _WISHES.match(bare):
        return True
    if any(said.search(bare) for said in (PRICE, A_SUM, DURATION, _HAVE_OR_NOT, _TELLS)):
        return True  # “就这两个礼拜的事”
    if any(word in bare for word in (*words.troubles, *words.misdeeds, *words.bought)):
        return True  # “打开全是虫”“买了袋米”
    return name == "citizen_address" and re.search(any_of(words.evidence), bare) is not None

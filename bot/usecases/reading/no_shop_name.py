"""像名字的短语里，说的不是哪家店的：在说事、说谁、说在哪、说多少钱、在问。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.for_another_words import represents_in
from bot.usecases.reading.place_words import FLOOR, is_estate, is_fair, is_sum, is_unnamed
from bot.usecases.reading.sums_and_durations import A_SUM, DURATION, PER_PIECE, PRICE

_PLACEHOLDER = re.compile("[XxＸ×*]{2}|某")  # “XX公司”“某店”没说是哪家
_NTH_DOOR = re.compile(rf"第[\d一二三四五六七八九十几]+(?:[家户间]|个[摊门])$|第[\d一二三四五六七八九十几]+个?[㐀-鿿]{{0,4}}的$|^{FLOOR}$|[栋幢]$|单元$|号[楼院]$|[中间前后左右边头一二三四五六七八九十\d]那?[排列](?:的|那个)?$|^[㐀-鿿]{{1,4}}[路街巷村镇][口头]$")  # “步行街口”
_A_PERSON = re.compile("(?:就是|是|有)?(?:一个|那个|个)?[㐀-鿿]{0,2}[男女老](?:的|人|头|太太)")
_BARE_WISH = re.compile("(?:那|就|还|哦)*(?:我)?(?:要|想|得)?[退换修赔](?:了|吧|呗|啊|货|钱|掉)*$")
_A_THING = re.compile(r"个(?![个体性])|[^，。]{0,8}还有[\d一二两三四五六七八九十几]|项目|[^，。]{0,8}[买订拍]的[㐀-鿿]{1,6}$")  # “是个电饭煲”“淘宝上买的鞋”是什么东西
_A_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_HAVE_OR_NOT = re.compile("[㐀-鿿]{2}(?:没有|没带|有|带了)$")  # “医院诊断有”
_GOES_ON = re.compile("[还又也]|而且|并且|(?:好多|很多|许多|不少|好几|几个|一些|大家|大伙)(?!.{0,6}[店馆市])")  # “还用过期的肉”“好多同事拉肚子”
_HAPPENED = re.compile(r"^买|没|[款钱费价]\d{2,}|^[多又还就再才只]?[收扣花付交充赔退][了我俺他们]*[\d一二两三四五六七八九十百千万]")
_SOMEONE = re.compile("[他她它]|人家[不没说就还都也让]|我(?!家)|姓.{1,3}$|不能|不想|不敢|别|害怕|怕|担心|生怕|已经|.{1,3}死$")
_HOW_IT_WAS = re.compile("谁|的是|^(?:全部?|都)(?:[有没是]|[㐀-鿿]{1,4}$)|[全都]是|[坏烂臭脏]的$")
_LONGEST_NAME = 8


def is_no_shop_name(text: str, bare: str, words: IntakeWords) -> bool:
    """text 是原话，bare 是去掉打头收尾的。“已经出来了”“少了半斤”“举报人是谁”都不是店名。"""
    if bare in words.shops or bare.endswith(words.beside) or is_unnamed(bare, words) or _PLACEHOLDER.match(bare):
        return True  # “健身房”是哪一类店
    if re.fullmatch(rf".*(?:{any_of(words.landmark_sides)}|[㐀-鿿](?:[路街巷]|大道)[上边]?)的?[那这][个家]", bare) or bare in words.markets or is_fair(bare, words) or is_estate(bare) or _NTH_DOOR.search(bare) or PER_PIECE.fullmatch(bare):
        return True  # “夜市入口右手第二家”是在哪
    if re.match(rf"(?:{any_of(words.represented)})(?:叫|是|姓)|有(?:{any_of(words.evidence)})", bare) or represents_in(text, words):
        return True  # “我妈叫李桂花”“替我妈投诉”“有病历”
    if re.match("(?:[他她]们|人家)[㐀-鿿]{1,3}的|[这那](?:个|事|种)*[你我他她]们", bare):
        return True  # “他们租的门面”
    if bare.endswith(words.shops):
        return False  # 往下的都在说事、说人、说钱；“还好超市”是店名
    return _is_about_other(bare, words) or _tells(text, bare, words)


def _is_about_other(bare: str, words: IntakeWords) -> bool:
    """“每人一千”“两年”“一个男的”“那我要退”“批发市场买的”“还剩3000”“老板光头”。"""
    if _HAVE_OR_NOT.search(bare) or _GOES_ON.match(bare) or bare.startswith("老板"):
        return True
    if A_SUM.search(bare) or is_sum(bare) or (len(bare) > 3 and is_sum(bare[1:])) or DURATION.fullmatch(bare) or PRICE.search(bare) or _A_PHONE.search(bare):
        return True
    if re.match(rf"(?:就|又|再|也)?(?:去|找|寻|跟|问)[^，。]{{0,2}}(?:{any_of(words.pronouns)})", bare):
        return True  # “去寻人家”
    if _A_PERSON.fullmatch(bare) or bare.startswith(words.phone_names) or _BARE_WISH.match(bare) or _A_THING.match(bare):
        return True
    return bare.lstrip("就").startswith(words.rough_times) or bare.endswith(words.bought_there) or any(word in bare for word in words.tells)


def _tells(text: str, bare: str, words: IntakeWords) -> bool:
    """“已经出来了”“他加油不够秤”是在说事，“举报人是谁”是在问。"""
    if "了" in text[1:] or _HAPPENED.search(bare) or _SOMEONE.match(bare) or bare.endswith("我") or _HOW_IT_WAS.search(bare):
        return True
    return re.match(rf"(?:{any_of(words.pronouns)})(?:姓|叫)", bare) is not None or (len(bare) > _LONGEST_NAME and bare.startswith(words.pronouns))

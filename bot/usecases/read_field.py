"""读一样东西：正问姓名，“我叫王小明”里的姓名是“王小明”。读不出返回 None。"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Callable, Mapping, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import at_least, parse_amount
from bot.hotline.intake import IntakeWords
from bot.hotline.privacy import plain_digits
from bot.hotline.said_day import said_day, without_doors
from bot.usecases.for_another_words import represents_in
from bot.usecases.place_words import (
    FLOOR,
    is_count,
    is_estate,
    is_fair,
    is_no_place,
    is_sum,
    is_talk,
    is_unnamed,
    looks_like_place,
    said_part,
)
from bot.usecases.read_command import is_fill_word, only_agrees
from bot.usecases.read_demand import read_demand
from bot.usecases.read_name import has_surname, read_name
from bot.usecases.stripped_answer import MARKS, stripped

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})(\d{7,8})(?!\d)")
_SPELLED = re.compile("[0-9零〇○一二三四五六七八九幺]{11,}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNT = re.compile(r"(\d{1,4})|([一二两三四五六七八九十]{1,3})(?=个|位|名|口|人|$)")
_CALLED = re.compile(r"(?:一家|一个|那家|那个|这家)叫(?:做)?([^，。]{2,20}?)(?:的(?:网?店铺?|商家|公司|饭店|超市|直播间))?$")
_PRICE = re.compile(r"[\d一二两三四五六七八九十百千万几][来多几]?(?:块|元)")
_SAYS_MORE = re.compile(r"[了没还等先让给被说我]|不[㐀-鿿]|自己|^(?:就是|对了)$|充|转让|\d{3,}$")  # “才充了300”“你先等等”“厨师长让我们不要说”是在说事
_BY_THE_SHOP = re.compile("(?:就?在)?(?:这|那|他)?家?(?:店|商家)(?:的)?(?:对面|旁边|隔壁|门口|楼上|楼下)")  # 说的是店，不是自己的住处
_NOT_A_SHOP = re.compile(r"^买|没|[款钱费价]\d{2,}")
_A_SUM = re.compile(r"^[\d一二两三四五六七八九十]+[条双件斤盒瓶台套只箱个张袋][，,\s]*[\d一二两三四五六七八九十百千万]{2,}(?:块|元)?$|^每[人个位]|^(?:一共|总共)|[\d一二两三四五六七八九几][百千万](?:多|来块|出头|左右)?$")
_A_PERSON = re.compile("(?:就是|是|有)?(?:一个|那个|个)?[㐀-鿿]{0,2}[男女老](?:的|人|头|太太)")
_BARE_WISH = re.compile("(?:那|就|还|哦)*(?:我)?(?:要|想|得)?[退换修赔](?:了|吧|呗|啊|货|钱|掉)*$")
_DURATION = re.compile(r"(?:[\d一二两三四五六七八九十几半]+|好几)(?:个月|年|天|个星期|周|个礼拜)(?:多|了)*(?:的|$)")
_A_THING = re.compile(r"个(?![个体性])|[^，。]{0,8}还有[\d一二两三四五六七八九十几]|项目|[^，。]{0,8}[买订拍]的[㐀-鿿]{1,6}$")  # “是个电饭煲”“淘宝上买的鞋”是什么东西
_PLACEHOLDER = re.compile("[XxＸ×*]{2}|某")  # “XX公司”“某店”没说是哪家
_PER_PIECE = re.compile(r"[\d.一二两三四五六七八九十百几]+(?:块钱?|元|毛)?(?:[一每]|一?[\d.]+)(?:瓶|斤|公斤|个|件|盒|袋|条|只|双|罐|桶|份|箱|包|次|晚|张|碗|串|杯|套)$")  # “80一瓶”
_NTH_DOOR = re.compile(rf"第[\d一二三四五六七八九十几]+(?:[家户间]|个[摊门])$|第[\d一二三四五六七八九十几]+个?[㐀-鿿]{{0,4}}的$|^{FLOOR}$|[栋幢]$|单元$|号[楼院]$|^[㐀-鿿]{{1,4}}[路街巷村镇][口头]$")  # “步行街口”
_DID_THEN = re.compile(r"(?<=[㐀-鿿]{2})(?:还|又|都|就|刚|才)[买吃喝去看见用办做][㐀-鿿]{0,4}$")  # “上个礼拜还吃了”说的是上个礼拜
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
_A_ROOM = re.compile(r"(?:宾馆|酒店|旅馆|招待所|公寓|宿舍|大厦)\d{2,4}(?:号|室|房)?$")  # “新世纪宾馆302”
_IN_NAMES = "刚春夏秋冬晚"
_MOST_EVIDENCE = 20
_LONGEST = {"respondent_name": 40, "respondent_address": 80, "citizen_address": 80, "platform": 30}


def read_field(name: str, text: str, words: IntakeWords, today: date, is_asked: bool = True) -> Any:
    """is_asked：热线正问着这一样，说什么就是什么；否则要像才算。"""
    text = _PICTURES.sub("", text).strip(MARKS)
    if not text or is_fill_word(text, words) or (len(text) > 2 and len(set(text)) == 1):  # “啊啊啊”
        return None
    return _READERS[name](text, words, today, is_asked)


def read_phone(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """手机或者带区号的座机；全角、汉字、夹空格短横都认。"""
    digits = re.sub(r"(?<=\d)[\s\-－—–_.（）()]+(?=\d)", "", unicodedata.normalize("NFKC", text))
    for part in (re.sub(r"\+?86(?=1\d{10})", "", digits), *map(plain_digits, _SPELLED.findall(digits))):
        mobile, landline = _MOBILE.search(part), _LANDLINE.search(part)
        if mobile:
            return mobile[0]
        if landline:
            return f"{landline[1]}-{landline[2]}"
    return None


def read_place(name: str) -> Callable[..., Optional[str]]:
    """地址。正问着的，短的照收；没问着的，要有路、号、旁边这类字。"""

    def read(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
        bare = stripped(said_part(text, words), name, words)
        if name == "citizen_address":
            bare = re.sub(rf"^(?:{any_of(words.represented)})家?(?:住在|住|在)[\s，,]*(?=.{{2}})", "", bare)  # “我妈住 南关村”
        if not looks_like_place(bare, words) and re.search("(?<!不)了$", text.strip(MARKS)):
            return None  # “人早走了”
        if name == "respondent_address" and re.match("(?:我|俺)(?:人|现在|目前|眼下|这会儿)+(?:不?在)", text.strip(MARKS)):
            return None  # “我现在在兰州”说的是自己
        if only_agrees(text, words) or is_no_place(bare, words) or re.search("[㐀-鿿]是[㐀-鿿]{1,4}的[㐀-鿿]$", text):
            return None  # “利是力量的力”是在说字怎么写
        if re.search(rf"(?:{any_of(words.paid)})[^，,。]{{0,4}}[\d一二两三四五六七八九十百千万]{{2}}", bare):
            return None  # “医院花了八百六”
        bare = re.sub("(?<=[㐀-鿿]{4})(?:开会|听课|讲课|上课|摆摊)$", "", bare)  # “金城宾馆开会”
        looks = looks_like_place(bare, words) or _A_ROOM.search(bare) is not None
        if not looks and (is_talk(bare, words) or _PRICE.search(bare) or bare.startswith(words.rough_times) or _A_SUM.search(bare)):
            return None
        if not looks and any(word in bare for word in (*words.troubles, *words.misdeeds, *words.bought)):
            return None  # “打开全是虫”“买了袋米”是在说事
        if not looks and _DURATION.search(bare):
            return None  # “就这两个礼拜的事”
        if not looks and re.search("[㐀-鿿]{2}(?:没有|没带|没|有|带了)$", bare):
            return None  # “委托书有”
        if is_count(bare) or (not looks and (_SAYS_MORE.search(bare) or is_sum(bare) or re.match("[要退赔给叫换罚查告治]", bare))):
            return None
        if name == "citizen_address" and ((not looks and re.search(any_of(words.evidence), bare)) or _BY_THE_SHOP.match(bare)):
            return None
        if re.search(r"的叫[㐀-鿿]{2,}[\s，,]", bare):
            return None  # “理发的叫美发汇 也在北街”说的是另一家
        if len(bare) < 2 or len(bare) > _LONGEST[name] or read_demand(bare, words, today, is_asked=False):
            return None
        return bare if looks or (is_asked and len(bare) <= 10 and not re.search(r"\s.*\d|\s.*[一二两三四五六七八九][百千万]", bare)) else None

    return read


def read_title(name: str) -> Callable[..., Optional[str]]:
    """商家、平台的名字：一口气说完的短语，不是一句话。"""

    def read(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
        bare = stripped(text, name, words)
        called = _CALLED.search(bare)
        bare = re.sub(rf"^[㐀-鿿]{{0,3}}(?:{any_of(words.shops)})叫做?(?=.{{2}})", "", called[1] if called else bare)  # “车行叫诚信二手车”
        bare = re.split(r"[\s，,]+(?:就?在|就)", bare)[0]  # “诚信二手车 在汽车城”前一半是店名
        if not 2 <= len(bare) <= _LONGEST[name] or re.search(r"[，。！？!?\n]", bare) or bare.isdigit():
            return None
        if bare in words.pronouns or bare.lstrip("那就").startswith(words.orders) or re.match("不是|没有|不用|不[给肯让退换修赔认开理好能灵准响听管接回来去知晓清想敢会行对要]|没[㐀-鿿]+$", bare) or re.search(r"不要|别写|不写|([㐀-鿿])不\1", bare) or any(phrase in bare for phrase in (*words.asks_to_lodge, *words.opens_complaint, *words.opens_tip_off)) or bare.startswith(words.leads.get("self", ())) or _is_wish(bare, words, today) or said_day(bare, today):
            return None
        if bare in (*words.cues.get("respondent_name", ()), *words.cues.get("citizen_phone", ())) or re.search("给我|帮我|就行$|就可以$|就好$", bare) or only_agrees(text, words):
            return None  # “店叫”“给我个编号”“叫我小周就行”
        if (any(word in bare for word in words.always) or bare.startswith(words.rough_times)) and not bare.endswith(words.shops):
            return None
        if name == "respondent_name" and (bare.endswith(words.beside) or is_unnamed(bare, words) or _PLACEHOLDER.match(bare) or _is_no_shop(text, bare, words)):
            return None
        return bare

    return read


def _is_wish(bare: str, words: IntakeWords, today: date) -> bool:
    """“给我换货”是要求；“鑫源家电维修部”是店名。"""
    is_shop = (bare.endswith(words.shops) or re.fullmatch("[㐀-鿿]{4,8}维修", bare) is not None) and not re.search("[要让给叫退赔换求]", bare)
    return not is_shop and bool(read_demand(bare, words, today, is_asked=False))


def _is_no_shop(text: str, bare: str, words: IntakeWords) -> bool:
    """“已经出来了”“少了半斤”“他加油不够秤”“办卡五千块”是在说事，“举报人是谁”是在问：都不是店名。"""
    if bare in words.shops or is_fair(bare, words) or is_estate(bare) or re.match(rf"(?:{any_of(words.represented)})(?:叫|是|姓)", bare):
        return True  # “健身房”是哪一类店，“我妈叫李桂花”是谁
    if not bare.endswith(words.shops) and re.match(rf"(?:就|又|再|也)?(?:去|找|寻|跟|问)[^，。]{{0,2}}(?:{any_of(words.pronouns)})", bare):
        return True  # “去寻人家”
    if represents_in(text, words) or re.match(rf"有(?:{any_of(words.evidence)})", bare):
        return True  # “替我妈投诉”“有病历”
    if not bare.endswith(words.shops) and re.search("[㐀-鿿]{2}(?:没有|没带|有|带了)$", bare):
        return True  # “医院诊断有”
    if re.match("[还又也]|而且|并且", bare) and not bare.endswith(words.shops):
        return True  # “还用过期的肉”
    if _NTH_DOOR.search(bare) or _PER_PIECE.fullmatch(bare) or (bare.startswith("老板") and not bare.endswith(words.shops)):
        return True  # “夜市入口右手第二家”是在哪，“老板光头”是说人
    if not bare.endswith(words.shops) and (_A_SUM.search(bare) or is_sum(bare) or _DURATION.fullmatch(bare) or _A_PERSON.fullmatch(bare) or _BARE_WISH.match(bare) or _A_THING.match(bare) or _MOBILE.search(bare) or bare.lstrip("就").startswith(words.rough_times) or bare.endswith(words.bought_there) or any(word in bare for word in words.tells)):
        return True  # “每人一千”“两年”“一个男的”“那我要退”“批发市场买的”“还剩3000”
    is_story = _NOT_A_SHOP.search(bare) or "了" in text[1:] or re.match("[他她它]|人家[不没说就还都也让]|我(?!家)|姓.{1,3}$|不能|不想|不敢|别", bare) or _PRICE.search(bare) or bare.endswith("我") or re.match(rf"(?:{any_of(words.pronouns)})(?:姓|叫)", bare) or (len(bare) > 8 and bare.startswith(words.pronouns))
    return not bare.endswith(words.shops) and bool(is_story or "谁" in bare or "的是" in bare or re.search("[全都]是|[坏烂臭脏]的$", bare))


def read_platform(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """哪个平台。正问着的，没听说过的平台也收。"""
    known = next((name for name in words.platforms if name in text), None)
    is_talk = text.startswith(words.pronouns) or text.endswith("了")  # “我买了，脸过敏了”是在说事
    return known or (read_title("platform")(text, words, today, is_asked) if is_asked and not is_talk else None)


def read_day(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[str]:
    """哪一天，写成 2026-04-28；说不出哪一天、但说了时候的，原样留着。"""
    day = said_day(text, today)
    if day:
        return day.isoformat()
    if not any(word in text for word in words.always) and (_PRICE.search(text) or (_DURATION.search(text) and not text.startswith(words.rough_times))):
        return None  # “办了两年的卡3980块”“才去了四个月”是多久、多少，不是什么时候
    if re.fullmatch("[㐀-鿿]{2,3}", text) and text[-1] in _IN_NAMES and has_surname(text, words):
        return None  # “陈刚”“李春”是姓名
    if re.search("[叫姓][㐀-鿿]{2,3}$", text) or re.fullmatch("周(?![一二三四五六日天末几边])[㐀-鿿]{1,2}", text):
        return None  # “我妈叫周玉芬”
    is_usual = any(word in text for word in words.always)
    is_moment = any(word in without_doors(re.sub("[工编单证账批机话]号", "", text)) for word in words.moments) and not any(word in text for word in words.how_long)  # “什么时候去查”是在问
    if is_asked and not is_usual and text.startswith(words.pronouns) and (rough := re.search(any_of(words.rough_times), text)):
        return rough[0]  # “我前两天进去借厕所看见的”
    if is_asked and is_usual and text.startswith(words.pronouns):
        return next(word for word in words.always if word in text)  # “我天天从那过”
    return _DID_THEN.sub("", stripped(text, "event_on", words))[:30] if is_asked and (is_usual or (is_moment and len(text) <= 12)) else None


def read_amount(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[float]:
    spoken = re.search(r"\d+(?:块|元)\d{1,2}(?!\d)", text)  # “15块2”
    if spoken and is_asked:
        return parse_amount(spoken[0])
    found = _NUMBER.search(text)
    return float(found[0].replace(",", "")) if found and is_asked else None


def read_count(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[int]:
    """几个人。"""
    found = _COUNT.search(text)
    return at_least(found[1] or found[2]) if found and is_asked else None


def read_have(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[bool]:
    """有没有、能不能。"""
    if not is_asked:
        return None
    if any(word in text for word in words.have_not):
        return False
    return True if any(text.startswith(word) or text.endswith(word) for word in words.have) else None


def read_evidence(text: str, *_: Any) -> Optional[Tuple[str, ...]]:
    """交来的证据，一份一条：“E20260428-7KQ2MX 小票.jpg、E… 合同.pdf”。"""
    return tuple(part.strip() for part in text.split("、") if part.strip())[:_MOST_EVIDENCE] or None


def readable_fields() -> Tuple[str, ...]:
    """能单独填、单独改的几样。"""
    return tuple(_READERS)


_READERS: Mapping[str, Callable[..., Any]] = {
    "citizen_name": read_name,
    "citizen_phone": read_phone,
    "citizen_address": read_place("citizen_address"),
    "respondent_name": read_title("respondent_name"),
    "respondent_address": read_place("respondent_address"),
    "platform": read_platform,
    "product": read_title("respondent_name"),
    "demand": read_demand,
    "event_on": read_day,
    "amount": read_amount,
    "companions": read_count,
    "evidence": read_evidence,
    "authorization": read_have,
    "representative_identity": read_have,
}

"""一句话里说得准的几样：带名头的（“姓名：王小明”）和实体。地址、电话是谁的，看上下文。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.made_of import ends_of_run
from bot.hotline.said_day import said_day, said_month
from bot.usecases.place_words import is_fair, is_talk, is_unnamed
from bot.usecases.read_field import read_field
from bot.usecases.read_name import has_surname, is_full_name, surname_first
from bot.usecases.read_numbers import is_their_phone, says_whose_phone

_CLAUSE = r"[^，。；;！!？?\s（）()]{1,80}"
# 必须有“是、叫、：”连着才算说了名字，不然“商家不退钱”也成了名字。
_NAMED = ("respondent_name", "citizen_name")
_SHOP_CALLED = re.compile(r"(?:店|厂|公司|物业|商家|老板家|学校|超市|饭店|他家|那家|这家)的?(?:名字|姓名|大名|全名)(?:就|好像)?[叫是:：\s]*([^，。；;！!？?\s]{2,20})")  # 说的是店名
_ACCUSED = re.compile(r"被(?:投诉|举报)的?(?:店家?|一方)?[:：]\s*([^，。；;！!？?\s]{2,20})")  # 表上的“被投诉：鑫隆手机维修”
_ITS_NAME = re.compile(r"(?:^|[，,。；\s])(?:那家|这家|他家)?(?:店|饭店|超市|公司|商家|主播|店主|物业|机构|中介|旅行社|驾校|医院|单位)(?:就|好像|应该是?)?叫(?!我|俺|他|她|你|先|去|来|等|再|什么|啥)([㐀-鿿A-Za-z0-9]{2,10})(?=[，,。；\s]|$)")  # “店叫伊人美肤 在金街2楼”
_SHOP_IS_AT = re.compile(r"([^，。；\s]{3,30})[，,\s]*(?:就|这)?是(?:那?家?店|商家|他家|他们|那家店?|店里)的?(?:地址|位置)")  # “红旗路22号，是店的地址”
_ONE_CALLED = re.compile(r"(?:([^，,。；\s在]{2,10})(?:里面|里头|里边|里|内)的?有?)?(?:一家|有家|一个|那家)叫做?([^，,。；\s]{2,12}?)的")  # “红星美凯龙里一家叫欧雅的店”
_RUN_ON = re.compile(r"[那这](?:个|家)(?:店|公司|厂|超市|饭店|机构|平台)叫(?:做|什么)?([㐀-鿿]{2,8}?)(?=我|俺|他们|她们|电话|手机|地址|在|[^㐀-鿿]|$)|(?:店|公司|厂|机构|商家)叫(?:个)?(?:什么|啥)(?!时候)([㐀-鿿]{2,8})(?=[^㐀-鿿]|$)")  # “那个公司叫福寿康我爸叫张德海”“公司叫什么康寿堂”
_OUR_AREA = re.compile("[贵我本咱俺]们?[省市区县镇]的?")
_USED_TO_WORK = re.compile(r"(?:退休前|以前|之前|原来|原先|过去)[^，。\s]{0,2}在$")
_CUT_SHORT = re.compile(r"1[3-9]\d{3,8}")
_ONLY_A_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,3}[号日]")
_DAY_AND_HOUR = re.compile(r"(?<![\d月])\d{1,2}[号日](?=(?:的|那天|当天)*(?:早上|上午|中午|下午|晚上|夜里|凌晨|早晨|傍晚|那天|当天))")  # “25号下午三点多”
_SAID_AGAIN = ("date", "amount", "phone", "merchant")
_NOT_THAT = re.compile("^[^。；]{0,4}(?:不对|不是|哦不|啊不|错了|说错|记错|搞错)[^。；]{0,6}$")
_NOT_WANTED = re.compile("(?:不用|不要|不必|不想|不图|别|甭|没要求?)(?:他们?|她|你们|商家|老板|再)?$")
_OF_ENTITY = {"merchant": "respondent_name", "product": "product", "amount": "amount", "date": "event_on", "demand": "demand"}


def read_details(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    """名头说清是谁的，比实体准：同一段话不再当成别的。"""
    labelled = _labelled(text, words, today)
    spans = [span for _, span in labelled.values()]
    free = [e for e in entities if not any(a < e["end"] and e["start"] < b for a, b in spans)]
    if not any(e["type"] == "date" for e in entities) and (hour := _DAY_AND_HOUR.search(text)) and (day := said_day(hour[0], today)):
        labelled.setdefault("event_on", (day.isoformat(), hour.span(0)))
    return {**from_entities(text, free, asked, words, today), **{name: value for name, (value, _) in labelled.items()}}


def read_labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Any]:
    """带名头的几样：“姓名：王小明，电话138……，我住建设路18号”。"""
    return {name: value for name, (value, _) in _labelled(text, words, today).items()}


def from_entities(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    found: Dict[str, Any] = {}
    for entity in _without_lesser_sums(_without_taken_back(entities, text), text, words):
        name = field_of(entity, text, asked, words)
        is_wanted = name == "amount" and re.match("块?钱?(?:太少|不够|少了|就行|就可以|就好|就成|就算了)", text[entity["end"] :])  # “赔五百太少了”“把钱退我 1200就行”不是花的数
        is_elsewhere = (entity["type"] == "merchant" and _USED_TO_WORK.search(text[: entity["start"]])) or (entity["type"] == "address" and _OUR_AREA.fullmatch(str(entity["text"])))
        is_own = name == "respondent_name" and str(entity["text"]).startswith(("我们", "俺们", "咱们", "我厂", "我店"))  # “我们厂”没说是哪家
        if name is None or name in found or is_wanted or is_elsewhere or is_own or (name == "respondent_name" and is_unnamed(str(entity["text"]), words)):
            continue
        value = entity["value"] if entity["value"] is not None else entity["text"]
        if entity["type"] == "address":
            value = re.sub(r"^[㐀-鿿]\s+(?=.{2})", "", str(value))  # “说 7号院地下室”前半截是上一句的
        if name == "respondent_address":
            value = re.sub("^就(?:在|是)?(?=.{3})|(?<=.{2})[那这](?:家店?|个店|里|儿|边)$", "", str(value))  # “新华路那家”
        if name == "citizen_address":
            value = re.sub("^(?:家住|住在|住)(?=.{3})", "", str(value))
        if name == "respondent_name" and (beside := re.match(rf"的?({any_of(words.next_to)}|(?:{any_of(words.beside)})$)", text[entity["end"] :])):
            found.setdefault("respondent_address", f"{value}{beside[1]}")  # “新华书店旁边的眼镜店”：书店是路标
            continue
        if name == "event_on":
            day = said_day(str(entity["text"]), today) or said_day(str(value), today)
            # 正问是哪一天，说个大概的也收：“去年十月”
            value = day.isoformat() if day else str(entity["text"]) if asked == "event_on" else said_month(str(entity["text"]), today)
        elif name == "respondent_name":
            value = re.split(r"\s+(?:对|哦对|不对|不是|嗯|是)\s+", str(value))[-1]  # “好家电 对 好家电商城”
            value = re.sub(r"\s+[㐀-鿿]$", "", value)  # “恒通 车”后面半截是下一句的
            value = re.split(r"\s+就?在?(?=[㐀-鿿]{2})", value)[0] if re.search(r"\s(?:就|在)", value) else value  # “广汽丰田 就汽车城”
        elif name == "demand":
            they = rf"(?:{any_of((*(one for one in words.pronouns if one[0] not in '我俺自'), *words.their_people))})说?$"
            offered = rf"[^，。\s]{{0,4}}(?:{any_of((*words.shops, *words.their_people))})(?:说)?(?:就|只|才|最多|光)"  # “快递公司只赔运费三倍”
            if re.match(offered, str(entity["text"])) or (re.match("就|只|才|最多|光", str(entity["text"])) and re.search(they, text[: entity["start"]])):
                continue  # “店家就退我5块”是他们肯给的
            if _NOT_WANTED.search(text[: entity["start"]]) or re.match("[你您]?们?[能可会]", str(entity["text"])):
                continue  # “不要退钱了”“你们能管吧”
            if is_no_wish(str(entity["text"]), words) or re.search(any_of(words.not_wishes), str(entity["text"])) or str(entity["text"]).endswith(words.repair_shops):
                continue  # “退不了钱怎么办”是在问
            if str(entity["text"]).startswith((*words.always, *words.rough_times)):
                continue  # “每天晚上换”是时候
            value = (re.sub("^(?:那?就是|还是)(?=.{2})", "", str(entity["text"])),)  # 请求用市民自己的话
        if name == "respondent_name" and re.search(r"\s", str(value)) and not str(value).endswith(words.shops):
            continue  # “家具城的床 甲醛超标”里没有店名
        if value is not None:
            found[name] = value
    return found


def is_no_wish(text: str, words: IntakeWords) -> bool:
    """“鉴定证书有”是凭据，“还说要查我”是要对他怎样。"""
    is_proof = re.search(any_of(words.evidence), text) and not re.search(any_of(words.demand_verbs), text)
    return bool(is_proof) or re.search("[查罚告打骂赶整][我俺]", text) is not None


def _without_taken_back(entities, text: str):
    """“昨天买的 哦不 前天”“花了68 不对 86”：说到一半改了口，前一个不算。"""
    taken = {id(e) for e in entities for later in entities if e["type"] == later["type"] and e["type"] in _SAID_AGAIN and e["end"] <= later["start"] and _NOT_THAT.search(text[e["end"] : later["start"]])}
    return [e for e in entities if id(e) not in taken]


def _without_lesser_sums(entities, text: str, words: IntakeWords):
    """几笔钱里要的那一笔：先看“一共”的，再看付出去的、多收的；“从1.2涨到2.0”是价，不是花的钱。"""
    offered = rf"(?:{any_of(words.they_say)}|只|最多|(?:家|老板|他|她|们|服)(?:就|才))[^，。\s]{{0,5}}[退赔补](?:给|了)?[我俺]?$"  # “商家说给我退十块”是他们肯给的
    sums = [e for e in entities if e["type"] == "amount" and e["value"] != 0 and not re.search(f"从$|[涨降][到成][^，。\\s\\d]{{0,4}}$|{offered}", text[: e["start"]])]
    former = rf"(?:{any_of(words.former)})[^，。\s]{{0,4}}?$"  # “去年才五块”说的是原先的价；“去年三百块买的”不是
    sums = [e for e in sums if not re.search(former, text[: e["start"]]) or re.match("块?钱?[买交付花办充订]", text[e["end"] :]) or any(cue in text[: e["start"]] for cue in (*words.paid, "买"))]
    promised = [e for e in sums if re.search("(?:说好|讲好|谈好|说的|答应)(?:的|是|了)?$", text[: e["start"]])]  # “说好59 结果扣129”
    sums = [e for e in sums if e not in promised] or sums
    listed = r"(?<![据票单同])(?:上面|上头|上)?[写标挂贴](?:的|着|明)(?:是|才)?$"  # “门口牌子写的五块”是挂的价
    sums = [e for e in sums if not re.search(listed, text[: e["start"]])]
    for cues in (words.totals, words.paid, words.overcharged):
        said = [e for e in sums if re.search(rf"(?:{any_of(cues)})[是约近大概了]{{0,2}}$", text[: e["start"]])]
        if said:
            sums = said[:1]
            break
    return [e for e in entities if e["type"] != "amount" or e in sums]


def field_of(entity: Mapping[str, Any], text: str, asked: Optional[str], words: IntakeWords) -> Optional[str]:
    """这个实体说的是哪一样：地址、电话、人名要看上下文是谁的。"""
    before = text[max(0, entity["start"] - 6) : entity["start"]]
    type_ = entity["type"]
    if type_ == "address":
        if not is_on_a_street(entity["text"], words) and str(entity["text"]).endswith(words.shops):
            return "respondent_name"  # “惠民超市”是店名，不是地址
        if re.search(rf"(?:^|[\s，,。])[㐀-鿿]{{0,3}}(?:{any_of(words.shops)})(?:就|也|是)*在$", text[: entity["start"]]):
            return "respondent_address"  # “酒店就在金鼎路1号”，不管正问着什么
        lives = re.search(rf"(?:{any_of(words.represented)})家?住在?$", text[: entity["start"]])  # “我妈住……”：替谁投诉，就是谁的住处
        mine = lives or any(cue in before for cue in words.cues.get("citizen_address", ())) or asked in PERSONAL
        return "citizen_address" if mine else "respondent_address"
    if type_ == "phone" and _CUT_SHORT.fullmatch(str(entity["text"])):
        return None  # “手机1380000”没说全
    if type_ == "phone":
        beside = (asked or "").startswith("respondent") and len(text) > len(str(entity["text"])) + 3 and not says_whose_phone(text, words) and not _only_the_phone(text, entity, words)
        return None if is_their_phone(text, entity["start"], words) or (beside and asked not in PERSONAL) else "citizen_phone"
    if type_ == "date" and asked != "event_on" and _ONLY_A_NUMBER.fullmatch(str(entity["text"])):
        return None  # “12号摊”不是日子
    if type_ == "person" and re.search(rf"(?:{any_of(words.their_people)}|老板娘?|店长|主任|[他她])(?:的名字)?(?:叫|姓|是)$", before):
        return None  # “那个教练叫阿强”
    if type_ == "person":
        introduced = re.search(rf"(?:{any_of((*words.introduces, *words.cues.get('citizen_name', ())))})[:：是叫]?$", before)
        return "citizen_name" if introduced or asked == "citizen_name" else None
    if type_ == "product" and str(entity["text"]) == text.strip() and text.strip().endswith(tuple(shop for shop in words.shops if len(shop) > 1 or shop in "店馆")):
        return "respondent_name"  # 整句是“老地方烧烤店”
    if type_ == "merchant" and is_fair(str(entity["text"]), words):
        return "respondent_address"  # “城关集”是在哪
    return _OF_ENTITY.get(type_)


def _only_the_phone(text: str, entity: Mapping[str, Any], words: IntakeWords) -> bool:
    """“电话就是138……”：整句只报了个号码，没说是别人的。"""
    rest = text.replace(str(entity["text"]), "")
    return ends_of_run(rest, (*words.cues.get("citizen_phone", ()), *words.links, *words.fill_words))[-1] == len(rest)


def is_on_a_street(place: Optional[str], words: IntakeWords) -> bool:
    return bool(place) and any(street in place for street in words.streets)


def _labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Tuple[Any, Tuple[int, int]]]:
    """每一样的值和它在话里的位置。"""
    found: Dict[str, Tuple[Any, Tuple[int, int]]] = {}
    if (spelled := surname_first(text)) and is_full_name(spelled[2], words):
        found["citizen_name"] = (spelled[2], spelled.span(0))
    if (called := _SHOP_CALLED.search(text) or _ACCUSED.search(text)) and (title := read_field("respondent_name", called[1], words, today, is_asked=False)):
        found["respondent_name"] = (title, called.span(0))
        text = text[: called.start()] + "，" * len(called[0]) + text[called.end() :]  # 后面不再当成自己的姓名
    if "respondent_name" not in found and (named := _ITS_NAME.search(text)) and (title := read_field("respondent_name", named[1], words, today, is_asked=False)):
        found["respondent_name"] = (title, named.span(1))
    if "respondent_name" not in found and (one := _ONE_CALLED.search(text)):
        found["respondent_name"] = (one[2], one.span(0))
        mall = _OUR_AREA.sub("", one[1] or "", count=1)
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
        if not is_taken and not is_talk(bare[1].strip(), words):  # “没有固定地址 我住校的”没说在哪
            found.setdefault("citizen_address" if mine else "respondent_address", (bare[1].strip(), bare.span(1)))
    introduced = re.search(
        rf"(?:{any_of(words.introduces)})([㐀-鿿]{{2,4}})(?=[^㐀-鿿]|{any_of(words.after_name)}|$)", text
    )
    if introduced and has_surname(introduced[1], words) and not introduced[1].endswith(words.what_one_is) and "citizen_name" not in found:
        found["citizen_name"] = (introduced[1], introduced.span(1))
    return found


def _is_home(value: str, words: IntakeWords) -> bool:
    """“我家楼下的电梯老是卡”不是住址。"""
    return "的" not in value and (is_on_a_street(value, words) or any(c.isdigit() for c in value))

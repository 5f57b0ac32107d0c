"""一句话里说得准的几样：带名头的（read_labelled）和实体。地址、电话是谁的，看上下文。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.made_of import ends_of_run
from bot.hotline.said_day import said_day, said_month
from bot.usecases.reading.place_words import is_fair, is_on_a_street, is_unnamed
from bot.usecases.reading.read_demand import is_price, is_their_offer
from bot.usecases.reading.read_labelled import OUR_AREA, find_labelled
from bot.usecases.reading.read_numbers import is_their_phone, says_whose_phone
from bot.usecases.reading.read_title import says_when
from bot.usecases.reading.sum_of_units import sum_of_units

_USED_TO_WORK = re.compile(r"(?:退休前|以前|之前|原来|原先|过去)[^，。\s]{0,2}在$")
_CUT_SHORT = re.compile(r"1[3-9]\d{3,8}")
_ONLY_A_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,3}[号日]")
_DAY_AND_HOUR = re.compile(r"(?<![\d月])\d{1,2}[号日](?=(?:的|那天|当天)*(?:早上|上午|中午|下午|晚上|夜里|凌晨|早晨|傍晚|那天|当天))")  # “25号下午三点多”
_NAMED = 5  # “小米手机店”有名字，“眼镜店”“牛肉面馆”没有
_SAID_AGAIN = ("date", "amount", "phone", "merchant", "address")
_DENIED = re.compile("[，,。\\s]不是$")
_NOT_THAT = re.compile("^[^。；]{0,4}(?:不对|不是|哦不|啊不|错了|说错|记错|搞错)[^。；]{0,6}$")
_NOT_WANTED = re.compile("(?:不用|不要|不必|不想|不图|别|甭|没要求?)(?:他们?|她|你们|商家|老板|再)?$")
_OF_ENTITY = {"merchant": "respondent_name", "product": "product", "amount": "amount", "date": "event_on", "demand": "demand"}


def read_details(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    """名头说清是谁的，比实体准：同一段话不再当成别的。"""
    labelled = find_labelled(text, words, today)
    spans = [span for _, span in labelled.values()]
    free = [e for e in entities if not any(a < e["end"] and e["start"] < b for a, b in spans)]
    if not any(e["type"] == "date" for e in entities) and (hour := _DAY_AND_HOUR.search(text)) and (day := said_day(hour[0], today)):
        labelled.setdefault("event_on", (day.isoformat(), hour.span(0)))
    return {**from_entities(text, free, asked, words, today), **{name: value for name, (value, _) in labelled.items()}}


def from_entities(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    found: Dict[str, Any] = {}
    for entity in _without_lesser_sums(_without_taken_back(entities, text), text, words):
        name = field_of(entity, text, asked, words)
        is_wanted = name == "amount" and re.match("块?钱?(?:太少|不够|少了|就行|就可以|就好|就成|就算了)", text[entity["end"] :])  # “赔五百太少了”“把钱退我 1200就行”不是花的数
        is_elsewhere = (entity["type"] == "merchant" and _USED_TO_WORK.search(text[: entity["start"]])) or (entity["type"] == "address" and OUR_AREA.fullmatch(str(entity["text"])))
        is_own = name == "respondent_name" and (says_when(str(entity["text"]), words) or str(entity["text"]).startswith(("我们", "俺们", "咱们", "我厂", "我店")))  # “我们厂”没说是哪家
        if name == "product" and re.search("(?:不会|不太会|不懂)[用玩弄使]$|骂[我他她俺]?们?(?:是|成|作)?(?:个|头|只)?$", text[: entity["start"]]):
            continue  # “他不会用手机”“骂我是死猪”
        if name == "respondent_name" and name in found and str(entity["text"]).startswith(str(found[name])):
            found[name] = entity["text"]  # “在国美买的 国美电器南门店”后说的全
        if name is None or name in found or is_wanted or is_elsewhere or is_own or (name == "respondent_name" and is_unnamed(str(entity["text"]), words)):
            continue
        value = entity["value"] if entity["value"] is not None else entity["text"]
        if entity["type"] == "address" and str(value).endswith(("镇", "乡", "村", "关")) and (fair := re.match(r"大?集[上市]?(?=[买卖吃赶，。\s]|$)", text[entity["end"] :])):
            value = f"{value}{fair[0]}"  # “大河镇｜集上”
        if entity["type"] == "address":
            value = re.sub(r"^(?:[㐀-鿿]|[^\s]{1,6}的)\s+(?=.{2})|^(?:我?要?)(?:反映|举报|投诉)(?:一下|个事)?(?=.{2})", "", str(value))  # “说 7号院地下室”前半截是上一句的
        if name == "respondent_address":
            value = re.sub("^就(?:在|是)?(?=.{3})|(?<=.{2})[那这](?:家店?|个店|里|儿|边)$", "", str(value))  # “新华路那家”
        if name == "citizen_name":
            value = re.sub("^(?:叫|是)?[我俺](?=.{2})", "", str(value))  # “叫我老冯就行”
        if name == "citizen_address":
            value = re.sub("^(?:家住|住在|住)(?=.{3})", "", str(value))
        if name == "respondent_name" and (shop := re.match(rf"((?:{any_of(words.beside)})的)([㐀-鿿A-Za-z0-9]{{2,10}}?(?:{any_of(words.shops)}))(?=[买卖办存充花做吃点，。,\s]|$)", text[entity["end"] :])):
            found["respondent_address"] = f"{found.get('respondent_address', '')}{value}{shop[1].rstrip('的')}"  # “北大街万家福超市楼下的小米手机店”：告的是后一家
            if len(shop[2]) < _NAMED:
                continue  # “新华书店旁边的眼镜店”没有店名
            value = shop[2]
        elif name == "respondent_name" and (beside := re.match(rf"的?({any_of(words.next_to)}|(?:{any_of(words.beside)})$)", text[entity["end"] :])):
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
            only = any_of(words.only_so_much)
            offered = rf"[^，。\s]{{0,4}}(?:{any_of((*words.shops, *words.their_people))})(?:说)?(?:{only})"  # “快递公司只赔运费三倍”
            if re.match(offered, str(entity["text"])) or (re.match(only, str(entity["text"])) and re.search(they, text[: entity["start"]])):
                continue  # “店家就退我5块”是他们肯给的
            said_so = rf"(?:{any_of((*words.pronouns, *words.their_people, *words.their_words))})(?:当时|都|也|上)?(?:{any_of((*words.they_say, *words.writes))})(?:了|的|着|好|过|是)*$"
            if is_price(str(entity["text"])) or is_their_offer(str(entity["text"]), text, words) or re.search(said_so, text[: entity["start"]]) or re.search(rf"(?<!就)(?!就)(?:{only})$", text[: entity["start"]]):
                continue  # “主播说假一赔十”“换个屏幕收我450”
            if re.search("不[给肯让愿]", str(entity["text"])):
                continue  # “申请退款不给退”
            if str(entity["text"]).startswith("把") and re.search(rf"(?:{any_of((*(one for one in words.pronouns if one[0] not in '我俺自你'), *words.their_people))})(?:[就都又还会]|天天|每天|偷偷)*$", text[: entity["start"]]):
                continue  # “他们把日期撕了重新贴”
            if _NOT_WANTED.search(text[: entity["start"]]) or re.match("[你您]?们?[能可会]", str(entity["text"])):
                continue  # “不要退钱了”“你们能管吧”
            if is_no_wish(str(entity["text"]), words) or re.search(any_of(words.not_wishes), str(entity["text"])) or str(entity["text"]).endswith(words.repair_shops):
                continue  # “退不了钱怎么办”是在问
            if str(entity["text"]).startswith((*words.always, *words.rough_times)):
                continue  # “每天晚上换”是时候
            value = (re.sub("^(?:那?就是|还是|也要?)(?=.{2})", "", str(entity["text"])),)  # 请求用市民自己的话
        if name == "product" and len(str(value)) > 2 and re.match("[不没]", text[entity["end"] :]) and str(value)[-1] in "点打开充用转启":
            value = str(value)[:-1]  # “燃气灶点｜不着火”
        if name == "product" and str(value) in (*words.no_goods, *words.platforms):
            continue  # “一称回家”“骂我是死猪”“网上买的 拼多多”
        if name == "respondent_name" and re.search(r"\s", str(value)) and not str(value).endswith(words.shops):
            continue  # “家具城的床 甲醛超标”里没有店名
        if value is not None:
            found[name] = value
    return found


def is_no_wish(text: str, words: IntakeWords) -> bool:
    """“鉴定证书有”是凭据，“还说要查我”“拿了我两条烟”是对他怎样。"""
    is_proof = re.search(any_of(words.evidence), text) and not re.search(any_of(words.demand_verbs), text)
    is_sums = re.search(r"\d", text) and not re.search(f"{any_of(words.demand_verbs)}|{any_of(words.wishes)}", text)  # “5600 检测费300”
    return bool(is_proof or is_sums) or re.search("[查罚告打骂赶整][我俺]|[拿收骗坑抢][了走]+[我俺]|[骗坑抢卷吞](?:光|走|跑|完|没)?了", text) is not None


def _without_taken_back(entities, text: str):
    """“昨天买的 哦不 前天”“花了68 不对 86”：说到一半改了口，前一个不算；“昨天的事 不是今天”说的是前一个。"""
    denied = {id(later) for e in entities for later in entities if e["type"] == later["type"] and e["type"] in _SAID_AGAIN and e["end"] < later["start"] and _DENIED.search(text[: later["start"]])}
    entities = [e for e in entities if id(e) not in denied]
    taken = {id(e) for e in entities for later in entities if e["type"] == later["type"] and e["type"] in _SAID_AGAIN and e["end"] <= later["start"] and _NOT_THAT.search(text[e["end"] : later["start"]])}
    return [e for e in entities if id(e) not in taken]


def _without_lesser_sums(entities, text: str, words: IntakeWords):
    """几笔钱里要的那一笔：先看“一共”的，再看付出去的、多收的；“从1.2涨到2.0”是价，不是花的钱。"""
    offered = rf"(?:{any_of(words.they_say)}|只|最多|(?:家|老板|他|她|们|服)(?:就|才))[^，。\s]{{0,5}}[退赔补](?:给|了)?[我俺]?$"  # “商家说给我退十块”是他们肯给的
    sums = [e for e in entities if e["type"] == "amount" and e["value"] != 0 and not re.search(f"从$|[涨降][到成][^，。\\s\\d]{{0,4}}$|{offered}", text[: e["start"]])]
    former = rf"(?:{any_of(words.former)})[^，。\s]{{0,4}}?$"  # “去年才五块”说的是原先的价；“去年三百块买的”不是
    sums = [e for e in sums if not re.search(former, text[: e["start"]]) or re.match("块?钱?[买交付花办充订]", text[e["end"] :]) or any(cue in text[: e["start"]] for cue in (*words.paid, "买"))]
    sums = [e for e in sums if not (re.fullmatch(r"\d+", str(e["text"])) and re.search(r"(?:叫|网名|昵称|账号)[是叫]?\s*[㐀-鿿A-Za-z]{1,8}$", text[: e["start"]]))]  # “网名叫小鱼干88”
    promised = [e for e in sums if re.search("(?:说好|讲好|谈好|说的|答应)(?:的|是|了)?$", text[: e["start"]])]  # “说好59 结果扣129”
    sums = [e for e in sums if e not in promised] or sums
    listed = r"(?<![据票单同])(?:上面|上头|上)?[写标挂贴](?:的|着|明)(?:是|才)?$|[不只才]值$"  # “门口牌子写的五块”是挂的价
    sums = [e for e in sums if not re.search(listed, text[: e["start"]])]
    sums = [e for e in sums if not re.search("(?:要价|开价|喊价|报价)[是的]?$", text[: e["start"]]) and not re.match("(?:块钱|块|元)?打发", text[e["end"] :])] or sums  # “要价八千六 还到六千五”“赔五十块打发叫花子”
    sums = [e for e in sums if not (re.search(r"(?:跑|开|行驶|表显|里程|调|说是?)了?(?:有|到|成|才|只)?$", text[: e["start"]]) and re.match(r"(?:多|来)?(?:公里|千米|说|$|[\s，,])", text[e["end"] :]) and re.search("公里|调表|里程|跑了", text))]  # “跑了20万说5万”是公里数
    sums = [e for e in sums if not re.search(rf"(?:{any_of(words.side_fees)})[是花了]*$", text[: e["start"]])] or sums  # “检测费300 沙发5600”
    sums = [e for e in sums if not re.search(rf"(?:{any_of(words.readings)})[^，。\s\d]{{0,4}}$", text[: e["start"]])]  # “血压升到一百八”
    sums = [e for e in sums if not (re.search("[只才就]有$", text[: e["start"]]) and re.fullmatch(r"\d+", str(e["text"])))]  # “检测只有30”不是钱
    if len(sums) == 1 and (total := sum_of_units(text)):
        return [{**e, "value": total} if e is sums[0] else e for e in entities if e["type"] != "amount" or e is sums[0]]
    bought = [e for e in sums if re.match("(?:块钱|块|元)?钱?买(?:的|来|回)", text[e["end"] :]) or (len(sums) > 1 and re.search(r"买的[^，。\s\d]{1,6}$", text[: e["start"]]))]
    sums = [e for e in sums if not re.search(r"(?:[一每](?:公斤|斤|两)|单价)[^，。\s\d]{0,2}$", text[: e["start"]])] if len(sums) == 1 and not any(cue in text for cue in (*words.paid, "买")) else sums  # “卖的猪肉一斤6块”是卖的价
    sums = bought[:1] or sums  # “衣服一千二买的”
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
        if re.search("加油站(?:9[258]|0)号$", str(entity["text"])) and text.startswith(("油", "汽油", "柴油"), entity["end"]):
            return "respondent_name"  # “城南加油站｜92号油”
        if str(entity["text"]) == text.strip() and text.strip().endswith(words.long_shops) and not re.search(r"[\d路街巷]", text):
            return "respondent_name"  # 整句是“麦香村面包房”
        if not is_on_a_street(entity["text"], words) and str(entity["text"]).endswith(words.shops):
            return "respondent_name"  # “惠民超市”是店名，不是地址
        if re.search(rf"(?:^|[\s，,。])[㐀-鿿]{{0,3}}(?:{any_of(words.shops)})(?:就|也|是)*在$", text[: entity["start"]]):
            return "respondent_address"  # “酒店就在金鼎路1号”，不管正问着什么
        lives = re.search(rf"(?:{any_of(words.represented)}|^|[，,。\s我俺])家?住在?$", text[: entity["start"]])  # “我妈住……”：替谁投诉，就是谁的住处；“住解放街18号”说的也不是店
        is_a_mall = asked in ("citizen_name", "citizen_phone") and re.search(rf"(?:{any_of(words.malls)})[^，,。]{{0,4}}[楼层]$", str(entity["text"]))  # 问姓名时说“昨天中午 万达三楼”
        lives = lives or re.match(r"[，,\s]*(?:就?是)?[我俺]们?家(?=[，,。\s]|$)", text[entity["end"] :])  # “东街18号楼302 我家”
        mine = lives or any(cue in before for cue in words.cues.get("citizen_address", ())) or (asked in PERSONAL and not is_a_mall)
        return "citizen_address" if mine else "respondent_address"
    if type_ == "phone" and _CUT_SHORT.fullmatch(str(entity["text"])):
        return None  # “手机1380000”没说全
    if type_ == "phone":
        beside = (asked or "").startswith("respondent") and len(text) > len(str(entity["text"])) + 3 and not says_whose_phone(text, words) and not _only_the_phone(text, entity, words)
        return None if is_their_phone(text, entity["start"], words) or (beside and asked not in PERSONAL) else "citizen_phone"
    if type_ == "date" and re.search(r"(?:叫|姓名|名字|名字是|姓名是|本人)[:：\s]?[㐀-鿿]$", text[: entity["start"]]) and len(str(entity["text"])) == 2:
        return None  # “我爸叫曹国庆”
    if type_ == "date" and asked != "event_on" and entity["value"] is None and _ONLY_A_NUMBER.fullmatch(str(entity["text"])):
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

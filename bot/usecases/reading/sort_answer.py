"""答非所问的放对地方：说的是谁的姓名、哪里的地方，是要求还是经过。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.reading.for_another_words import represents_in
from bot.usecases.reading.read_name import NICK_THEN_NAME, has_surname
from bot.usecases.reading.read_official import of_official

_FEW_WORDS, _SHORT, _A_LINE = 5, 10, 14
_ONLY_A_DESK = re.compile(r"(?:在|是|就)*([\d一二三四五六七八九十]+号(?:窗口?|柜台?|台))的?(?:那个|人|办事员|工作人员)?")
_OWN_CARD = re.compile(r"(没|有|带)[^，。\s]{0,2}身份证|身份证(?:明)?(?:件|原件|复印件)?(?:我|倒|都|也|是)*(没|不|有|能|带|可以|行)")
_AT_A_DESK = re.compile(r"窗口|柜台|\d号台|大厅|[局所科队]$|服务台")


def of_agent(found: Mapping[str, Any], draft: Draft, text: str, words) -> Mapping[str, Any]:
    """替人投诉时说“我叫孙涛”：他是受托人，不换掉委托人的姓名；“没有委托书”随时说都算。"""
    if not draft.knows("represents"):
        return found
    text = text.replace("俺", "我")
    mine = found.get("citizen_name")
    is_agent = mine and (re.search(rf"(?:{any_of(words.introduces)})(?:[小老][㐀-鿿][\s，,]+)?{re.escape(str(mine))}", text) or re.search("我姓|免贵姓|本人姓", text))
    stems = any_of({who.removeprefix("我") for who in words.represented if who.startswith("我")} - {str(draft.values["represents"]).removeprefix("我")})
    said = re.search(rf"我是(?:[他她我]|老人)?家?的?(?:{stems})[\s，,]*(?:我?叫)?([㐀-鿿]{{2,3}})(?![㐀-鿿])|^(?:{stems})叫([㐀-鿿]{{2,3}})$", text.strip(" 。"))
    kin = said and (said[1] or said[2])
    if kin:  # “我是他女儿何苗”“儿子叫孙伟”
        others = {key: value for key, value in found.items() if key not in ("citizen_name", "respondent_name") or value != kin}
        hers = re.match(r"([㐀-鿿]{2,4})[\s，,]+我是[他她]", text.strip())  # “钱满仓 我是他女婿 胡斌”
        found = {**others, **({"citizen_name": hers[1]} if hers and has_surname(hers[1], words) else {}), "representative_name": kin}
    elif is_agent:
        found = {**without_field(found, "citizen_name"), "representative_name": mine}
    if named := NICK_THEN_NAME.fullmatch(str(found.get("representative_name"))):
        found = {**found, "representative_name": named[2]}  # “我叫小陈 陈思”
    if draft.asking != "authorization" and re.search("委托书|授权书|那个书|[没有]委托", text) and len(text) <= _A_LINE:
        found = {**found, "authorization": not re.search("没|还没|不", text)}
    if "representative_identity" not in found and (card := _OWN_CARD.search(text)) and len(text) <= _A_LINE:
        found = {**found, "representative_identity": (card[1] or card[2]) not in "没不"}  # “没有委托书 身份证有”
    return found


def for_whom(draft: Draft, text: str, words) -> Draft:
    """投诉说到一半才说“替她投诉”，或者“我叫陈敏，我妈叫刘凤英”：是替家里人投诉，自己是受托人。"""
    text = text.replace("俺", "我")
    kin = any_of((*words.represented, *(who.removeprefix("我") for who in words.represented if len(who) > 2)))
    named = re.search(rf"({kin})(?:的名字)?(?:叫|是)[㐀-鿿]{{2,3}}(?![㐀-鿿])", text) and re.search(rf"(?:{any_of(words.introduces)})[㐀-鿿]{{2,3}}", text)
    says_so = re.search(rf"(?:{any_of(words.represent_leads)})(?:[他她]|老人|老人家)[^，。]{{0,4}}(?:{any_of(words.represent_verbs)})", text)
    if draft.kind != "complaint" or draft.knows("represents"):
        return draft
    says_so = says_so or re.search(rf"我是(?:[他她]|老人)家?的?(?:{any_of(who.removeprefix('我') for who in words.represented if who.startswith('我'))})(?!们)", text)  # “我是她儿子”
    told_of_her = re.search(rf"(?:{any_of(words.represented)})(?:叫|姓|的名字)", "\n".join((text, *draft.said)).replace("俺", "我"))
    says_so = says_so or (told_of_her and re.search(rf"我是(?:{any_of(who.removeprefix('我') for who in words.represented if len(who) > 2)})(?=[\s，,。]|$)", text))  # “我婆婆姓姚 姚淑珍”“我是儿媳妇 小孟”
    if whom := represents_in(text, words):
        return replace(draft, values={**draft.values, "represents": whom})
    in_his_name = uses_his_name(text, words)
    told = "\n".join((re.sub(rf"我是(?:[他她]|老人)家?的?(?:{kin})", "", text), *draft.said)).replace("俺", "我")
    who = re.search(f"({kin})", told) if named or says_so or in_his_name else None
    if who is None:
        return draft
    mine, own = draft.values.get("citizen_name"), re.search(rf"我是(?:[他她]|老人)家?的?(?:{any_of(who.removeprefix('我') for who in words.represented if who.startswith('我'))})[\s，,]*(?:我?叫)?([㐀-鿿]{{2,3}})(?![㐀-鿿])", text)
    if mine and own and own[1] != mine:  # 先说“我妹叫冷静”，再说“我是她姐 冷霜”：先说的是她的
        return replace(draft, values={**draft.values, "represents": who[1] if who[1] in words.represented else f"我{who[1]}"})
    values = {**without_field(draft.values, "citizen_name"), "represents": who[1] if who[1] in words.represented else f"我{who[1]}"}
    values = {**values, "representative_name": mine} if mine else values
    theirs = re.search(rf"{who[1]}(?:的名字)?(?:就?叫|是)([㐀-鿿]{{2,3}})(?=[\s，,。]|$)", told)  # “俺娘叫张桂兰”先说过了
    theirs = (re.search(rf"{who[1]}叫[^，。\s]{{1,4}}[\s，,]+(?:大名|全名|真名)(?:叫|是)?([㐀-鿿]{{2,4}})", told) or theirs) if theirs else None  # “俺爹叫吴老四 大名吴德厚”
    return replace(draft, values={**values, "citizen_name": theirs[1]} if theirs and theirs[1] != mine else values)


def uses_his_name(text: str, words) -> bool:
    """“用她的名字行吗”“写我妈的名吧”：登记在家里人名下，自己是代办的。"""
    kin = any_of((*words.represented, *(who.removeprefix("我") for who in words.represented if len(who) > 2)))
    return re.search(rf"(?:用|写|填|留|报|登记?)(?:[他她]|我?(?:{kin}))的?(?:名字|姓名|名义|名)(?!字?不对)", text.replace("俺", "我")) is not None


def of_principal(found: Mapping[str, Any], draft: Draft, text: str) -> Mapping[str, Any]:
    """替人投诉时说“我妈叫刘桂英，我叫陈明”：投诉人是他妈，他是受托人。"""
    who = re.escape(str(draft.values.get("represents") or "")).removeprefix("我")
    named = re.search(rf"(?:[我俺]?{who}|^[她他])(?:的名字)?(?:就是|叫\s?|是|姓[㐀-鿿][\s，,]+(?:叫)?)([㐀-鿿]{{2,3}})(?![㐀-鿿])", text) if who else None
    if named is None:
        return found
    mine = found.get("citizen_name")
    return {**found, "citizen_name": named[1], **({"representative_name": mine} if mine not in (None, named[1]) else {})}


def on_the_spot(found: Mapping[str, Any], draft: Draft, hotline, text: str = "") -> Mapping[str, Any]:
    """不问住址的诉求（转别的单位的），后来说的地方是事情在哪里，添在地点上；反映窗口的，地方就是窗口。

    text 是整句：“3号窗口”没听成地址，也是窗口。
    """
    rules = hotline.knowledge.intake
    if draft.kind == "conduct_complaint":
        desk = _ONLY_A_DESK.fullmatch(text.strip())
        found = of_official(found, draft, text, hotline.knowledge.intake_words)
        return _at_the_desk({"respondent_address": desk[1], **found} if desk else found, draft)
    asks_home = rules.question(draft.track, "citizen_address")
    is_own_card = bool({"citizen_name", "citizen_phone"} & set(found))  # 连着姓名电话报的是自己的住处，举报人的更不能写进地点
    if asks_home or is_own_card or draft.kind in SECRET or "citizen_address" not in found:
        return found
    known, more = draft.values.get("respondent_address"), found["citizen_address"]
    place = f"{known}，{more}" if known and more not in known else more
    return {**without_field(found, "citizen_address"), "respondent_address": place}


def _at_the_desk(found: Mapping[str, Any], draft: Draft) -> Mapping[str, Any]:
    """反映窗口的：说到的地方是哪个窗口，不是商家的地址，更不是自己的住处；不像窗口的（“旁边的人能办”）是经过。"""
    where = found.get("respondent_address") or found.get("citizen_address")
    rest = without_field(without_field(found, "respondent_address"), "citizen_address")
    is_desk = isinstance(where, str) and _AT_A_DESK.search(where) is not None
    if not is_desk or draft.knows("respondent_name") or "respondent_name" in rest:
        return rest if is_desk or "respondent_address" in found else found
    return {**rest, "respondent_name": where}


def is_story(text: str, found: Mapping[str, Any], words) -> bool:
    """问要怎样，说的却是哪天的事、怎么回事：没有一个字像要求。"""
    if any(word in text for word in words.wishes) or re.search(any_of(words.demand_verbs), text):
        return False
    if len(text) > 2 and not found:
        return True  # “假的吧这是”
    if len(text) <= _SHORT and re.search(r"[\d去前今]年|\d月|上个?月", text):
        return True
    if "amount" in found and len(re.findall("[㐀-鿿]", text)) >= _FEW_WORDS - 1:
        return True  # “办卡一千，还剩八百”
    is_past = len(text) >= _FEW_WORDS and any(word in text for word in words.tells_past)
    return "event_on" in found or (is_past and not {"citizen_name", "citizen_phone", "amount"} & set(found))


def tells_instead(text: str, words) -> bool:
    """问要怎样，说“网上的店我哪知道在哪”“工长也找不到 电话关机”：不知道的是店在哪、人找不到，不是没有要求。"""
    about = any_of((*words.address, *words.places, *words.unknown_of.get("respondent_name", ()), *words.troubles, "在哪", "关机", "找不"))
    return re.search(about, text) is not None and not re.search(f"{any_of(words.demand_verbs)}|要求|请求|诉求", text)


def without_field(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """听出来的几样去掉 name 这一样。"""
    return {key: value for key, value in found.items() if key != name}

"""光秃秃的一个数、一个时候、一个地址：没有名头，也不是正问的那一样。"""

from __future__ import annotations

import re
from typing import Any, Dict

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import at_least, parse_amount
from bot.hotline.draft import Draft
from bot.hotline.draft_questions import open_questions
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.reading.place_words import is_on_a_street, looks_like_home
from bot.usecases.reading.read_field import read_field

_FEW_WORDS = 6
_LONGEST = 30
_PLACES = ("citizen_address", "respondent_address")
_SUM = r"(?:\d{1,7}(?:\.\d{1,2})?|\d{1,6}[块元]\d{1,2}|[\d一二两三四五六七八九十]+[百千万][\d一二两三四五六七八九十百千万零]*)(?:多)?"

_BESIDE_TIME = ("的事", "的", "就", "是", "大概", "左右", "那天", "那会", "这", "每", "多", "从", "到", "开始", "左近", "上", "下", "大")

_TENS = "[一二三四五六七八九]?十[一二三四五六七八九]?"


def read_bare(text: str, draft: Draft, hotline) -> Dict[str, Any]:
    """正问着别的，只发来一个数、一个时候：“1280”“六千二”是金额，“上个月”是什么时候，“一共一万五”是总数。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    if (draft.is_group or "户" in text) and (many := re.fullmatch(r"(?:一共|总共|大概|有|是)*([\d一二两三四五六七八九十百]+)[多几来]?(?:户|家|个人|人|口|名|位)(?:人|人家|住户|业主|家长)?", text.strip(" 。，,"))):
        return {"companions": at_least(many[1])}
    if is_on_a_street(text, words):
        return {}  # “车站路20号”里的“20号”不是日子
    total = re.search(rf"(?:{any_of(words.totals)})(?:是|花了|交了|付了|就|大概|给了?(?:他们?|她|店里|店家|老板|商家)?)*({_SUM}|{_TENS})(?:块钱|块|元)?(?=[\s，,。]|$)", text)
    wished = bool(total) and bool(read_field("demand", text[: total.start()], words, today, is_asked=False))  # “要退卡 还要赔治疗费 加起来一万五”是要的
    if draft.kind == "complaint" and total and not wished and parse_amount(total[1]) is not None:
        return {"amount": parse_amount(total[1])}
    named = re.fullmatch(rf"(?:{any_of((*words.cues['amount'], '钱'))})(?:也|就|应该)*(?:写上|加上|记上|填上|填|写|记)?(?:是|为|有)?[:：\s]*({_SUM})(?:块钱|块|元)?(?:写上|加上|记上|没写|没填|漏了)?", text.strip(" 。，,"))
    if draft.kind == "complaint" and named and (sum_ := parse_amount(named[1])) is not None:
        return {} if sum_ == draft.values.get("amount") else {"amount": sum_}  # “钱是3600”“金额也写上 1280”
    amount = parse_amount(text.strip(" 。，,")) if re.fullmatch(rf"{_SUM}(?:块钱|块|元)?", text.strip(" 。，,")) else None
    if draft.asking != "citizen_phone" and draft.kind == "complaint" and amount is not None and len(text.strip()) <= 10:
        return {"amount": amount}
    counted = re.fullmatch(rf"({_SUM})(?:块钱|块|元)?\s*(?:[一两二三四五六七八九十\d]+(?:{any_of(words.measures)})|[办买充交付花订拍团]?的(?:[㐀-鿿]{{1,4}})?)", text.strip(" 。，,"))
    if draft.kind == "complaint" and counted and parse_amount(counted[1]) is not None:
        return {"amount": parse_amount(counted[1])}  # “299两罐”“128的券”“3680办的”
    if day := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[号日]?", text.strip()):
        text = f"{day[1]}月{day[2]}日"
    is_when = len(text) <= _FEW_WORDS and not re.search("[没不了快]|^[老小][㐀-鿿]$", text) and not draft.knows("event_on")
    when = read_field("event_on", text, words, today) if is_when else None
    return {"event_on": when} if when and (said_day(text, today) or _is_all_time(text, words)) else {}


def _is_all_time(text: str, words: IntakeWords) -> bool:
    """“晚上排”“去年的事”几乎整句是时候；“我有点怕”“现在头晕”不是。"""
    if any(word in text for word in words.always):
        return True  # “每天都这样”
    known = (*words.rough_times, *words.moments, *_BESIDE_TIME)
    return len(re.sub(rf"[\d一二两三四五六七八九十几]|{any_of(known)}|[^㐀-鿿]", "", text)) <= 1


def sum_of_wish(text: str, draft: Draft) -> Dict[str, Any]:
    """刚说完要怎样，花了多少早说过了，又只发来一个数：是要的数，添在要求上，不换掉花的数。"""
    said = re.fullmatch(rf"(?:就|要|就要|一共|总共)?({_SUM}(?:块钱|块|元)?)(?:就行|就可以|就好|吧)?", text.strip(" 。，,"))
    is_wish = draft.kind == "complaint" and draft.latest[-1:] == ("demand",) and draft.knows("amount") and draft.knows("demand")
    if not said or not is_wish or draft.asking in ("demand", "citizen_phone") or parse_amount(said[1]) in (None, draft.values["amount"]):
        return {}
    *others, last = draft.values["demand"]
    return {} if re.search(r"\d", last) else {"demand": (*others, f"{last}（{said[1]}）")}


def read_bare_address(text: str, draft: Draft, hotline) -> Dict[str, str]:
    """核对时发来一个地址：补上还缺的那个；都有的，换同一条街的，不然换自己的通讯地址。不是一个地址返回空。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    place = read_field("citizen_address", text, words, today, is_asked=False) if len(text) <= _LONGEST else None
    if not place or not (is_on_a_street(place, words) or looks_like_home(place, words)) or not re.search(r"[\d一二三四五六七八九十]", place) or re.search(r"[，。；了]|别写|不要写|不写|我家", place):
        return {}
    if draft.kind == "conduct_complaint":
        return {} if draft.is_anonymous else {"citizen_address": place}  # 反映的是人，说的地方是自己的
    asked = [question.field for question in open_questions(draft, hotline.knowledge.intake)]
    if re.match(r"(?:我|俺|[他她])们?家?(?:就)?住", text) and "citizen_address" not in asked:
        return {}  # “她住东风路37号”：不问住处的，也不换掉地点
    mine = [name for name in _PLACES if name in asked]
    lacking = [name for name in mine if not draft.knows(name)]
    same = [name for name in mine if draft.knows(name) and str(draft.values[name])[:2] == place[:2]]
    if mine == ["respondent_address"] and not lacking and str(draft.values["respondent_address"])[:3] != place[:3]:
        return {}  # 不问住处的诉求
    if mine == ["respondent_address"] and not lacking and re.search("小区|栋|单元|室|家属院", place) and not re.search("小区|栋|单元", str(draft.values["respondent_address"])):
        return {}  # 不问住处的诉求：说的可能是自己住哪，不换掉地点
    chosen = lacking or (same if len(same) == 1 else mine)
    return {chosen[0]: place} if chosen and place != draft.values.get(chosen[0]) else {}

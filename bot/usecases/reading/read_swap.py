"""“不是500，是600”：改的是哪一样、改成什么。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_amount
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import without_spelling
from bot.usecases.reading.stripped_answer import MARKS

_SWAP = re.compile(r"不是([^，,。；;！!？?\s]{1,30}?)[，,。\s]*(?:我?[说记打写搞弄看][错反]了?[，,。\s]*)?(?:而|应该|应当|其实)?就?是([^，,。；;！!？?]{1,30})")
_NOT_BUT = re.compile(r"(?:等等|等下|哦|啊|对了)?[，,\s]*不是([^，,。；\s是]{2,12})[，,\s]+([^，,。；\s是不]{2,12})")  # “不是二楼 三楼”
_FOUND = re.compile(r"([\d一二两三四五六七八九几]+[十百千万][多来几]?)[，,\s]*(?:应该|其实)?是[，,\s]*([\d.]+|[一二两三四五六七八九十百千万]+)(?:块|元|块钱)?$")
_NOT_CALLED = re.compile(r"(?:店|它|他家|那家|名字)?不(?:是)?叫[^，,。；;\s]{2,20}[，,。\s]*(?:是|而是|应该)?叫([^，,。；;！!？?\s]{2,20})")
# “刚才说的是格力，不对，是美的”“格力说错了，是美的”“是美的不是格力”
_SAID_WRONG = re.compile(r"(?:刚才?)?(?:我)?(?:[说写填报]的?是?)?([^，,。；;\s]{2,20}?)[，,\s]*(?:不对|[说记打写搞弄]?错了)[，,\s]*(?:应该|应当|其实)?就?是([^，,。；;！!？?\s]{2,30})$")
_RIGHT_FIRST = re.compile(r"(?:应该|好像|其实|就|应当)?(?:是|叫)([^，,。；;\s]{2,20}?)[，,\s]*(?:而)?不(?:是|叫)([^，,。；;！!？?\s]{2,30})$")
_SPELLED = re.compile(r"(?:那个|这个)?([㐀-鿿])是(?=[㐀-鿿]{0,3}([㐀-鿿]))[㐀-鿿]{1,4}的\2(?:字)?")  # “利是力量的力”
_SAID_LAST = re.compile(r"[，,。\s]+我?(?:刚才?)?[说记打写搞弄听看][错反]了?$")  # “不是三万二 是两万三 说反了”
_NO_IT_IS = re.compile(r"(?:哦|啊|诶|呃)?不[，,。\s]+(?:应该|其实)?是([^，,。；;\s]{2,20})")  # “不 是小天鹅专卖店”
_LONGEST = 40


def read_swap(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """没有说“不是……是……”、看不出说的是哪一样，返回空。值是 None 的，原来的不算了、还要再问。"""
    text = _SAID_LAST.sub("", without_spelling(text.strip(MARKS), words))
    if len(text) > _LONGEST:
        return {}
    if next_door := _next_door(text, draft, words, today):
        return next_door
    match = _SWAP.search(text)
    if match is None and (bare := _NOT_BUT.fullmatch(text)) and (known := next((name for name, value in draft.values.items() if isinstance(value, str) and len(bare[1]) > 1 and bare[1] in value), None)):
        value = read_field(known, str(draft.values[known]).replace(bare[1], bare[2]), words, today)
        return {known: value} if value is not None else {}
    if match is None and (said := _put_right(text, draft, words, today)):
        return said
    if match is None:
        rough = _FOUND.search(text)  # “不对，三百多，是380”
        return {"amount": parse_amount(rough[2])} if rough and draft.knows("amount") and parse_amount(rough[2]) else {}
    wrong, right = match[1].strip(MARKS), match[2].strip(MARKS)
    known = [name for name, value in draft.values.items() if isinstance(value, str) and len(wrong) > 1 and wrong in value]
    if known:
        value = read_field(known[-1], right, words, today)
        whole = str(draft.values[known[-1]])
        if value is not None and wrong != whole and len(known) == 1 and (known[0].endswith("address") or not said_day(right, today)):
            is_part = known[0].endswith("address") or (known[0] == "respondent_name" and len(wrong) == len(right) and whole.startswith(wrong))  # “王记早餐”听错一个字
            value = _put_in(whole, wrong, right) if is_part else value
        return {known[-1]: value} if value is not None else {}
    if (day := said_day(right, today)) and (said_day(wrong, today) or draft.knows("event_on")):
        return {"event_on": day.isoformat()}
    before, after = parse_amount(wrong), parse_amount(right)
    return {"amount": after} if before is not None and after is not None else {}


def _put_in(whole: str, wrong: str, right: str) -> str:
    """“不是东门 是南门菜市场”：说对的把后一半也带上了，“菜市场”不写两遍。"""
    _, _, tail = whole.partition(wrong)
    return whole.replace(wrong, right.removesuffix(tail) if len(tail) > 1 and right != tail else right)


def _put_right(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """说错的那几个字换掉：“格力，不对，是美的”里的“格力专卖店”换成“美的专卖店”。"""
    match, first = _SAID_WRONG.search(text), _RIGHT_FIRST.search(text)
    wrong, right = (match[1], match[2]) if match else (first[2], first[1]) if first else ("", "")
    if spelled := _SPELLED.fullmatch(text):
        wrong, right = spelled[1], spelled[2]
    if (instead := _NO_IT_IS.fullmatch(text)) and draft.latest and isinstance(draft.values.get(latest := draft.latest[-1]), str):
        value = read_field(latest, instead[1], words, today)
        return {latest: value} if value is not None else {}
    known = next((name for name, value in draft.values.items() if isinstance(value, str) and wrong and wrong in value), None)
    if first and known is None and parse_amount(wrong) is not None and (sum_ := parse_amount(right)) is not None:
        return {"amount": sum_}  # “是358不是298”
    value = read_field(known, str(draft.values[known]).replace(wrong, right), words, today) if known else None
    return {known: value} if value is not None else {}


def _next_door(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """“不是那家，是隔壁，叫果然好”：换一家店，地点从原来那家说起；“店不叫鑫鑫，叫欣欣”只换店名。"""
    shop, where = draft.values.get("respondent_name"), draft.values.get("respondent_address")
    if renamed := _NOT_CALLED.search(text):
        title = read_field("respondent_name", renamed[1], words, today)
        return {"respondent_name": title} if title else {}
    other = re.search(rf"不是(?![这那他])([^，,。；;\s]{{2,12}}?)[，,。\s]*而?是(?:\1|它|他家?)?的?({any_of(words.near)})的?(?:那|这)?(?:一?家|个)?叫?([^，,。；;！!？?\s]{{2,15}})$", text)
    if other and (title := read_field("respondent_name", other[3], words, today)):
        return {"respondent_name": title, **_beside(other[1], other[2], str(shop or ""), str(where or ""))}
    said = re.search(rf"不是(?:这|那|他)(?:一?家|个)店?[，,。\s]*(?:而?是|在)?(?:它|他|那)?的?({any_of((*words.near, *words.another_shop))})的?(?:那|这)?(?:一?家|个)?店?[，,。\s]*(?:名字)?(?:是|叫)?([^，,。；;！!？?\s]{{2,20}})?$", text)
    if said is None or not shop:
        return {}
    title = read_field("respondent_name", said[2], words, today) if said[2] else None
    if said[1] not in words.near:
        return {"respondent_name": title, "respondent_address": None}  # “是另外一家 叫乐动健身”：在哪要再问
    return {"respondent_name": title, "respondent_address": "，".join(filter(None, (where, f"{shop}{said[1]}")))}


def _beside(wrong: str, side: str, shop: str, where: str) -> Dict[str, Any]:
    """“不是超市 是超市对面那个大众烘焙”：原来那家成了路标；地点里早写着的不动。"""
    mark = shop if wrong in shop else wrong
    if f"{mark}{side}" in where:
        return {}
    return {"respondent_address": f"{where}{side}" if where.endswith(mark) else "，".join(filter(None, (where, f"{mark}{side}")))}

"""答话里自己的姓名、电话、住处：正问着的、顺口报的。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict

from bot.hotline.any_of import any_of
from bot.hotline.intake import PERSONAL
from bot.usecases.reading.draft_answer import DraftAnswer, pieces_of
from bot.usecases.reading.place_words import is_on_a_street, is_room
from bot.usecases.reading.read_name import has_surname, is_full_name, surname_first, without_spelling
from bot.usecases.reading.read_numbers import their_phones
from bot.usecases.reading.read_statement import CARD_BACK, home_on_card

_CARD = re.compile(r"(?:我?叫)?([㐀-鿿]{2,3})[\s，,]+1[3-9]\d{9}(?!\d)")
_BEHIND_PHONE = re.compile(r"1[3-9]\d{9}[\s，,]+(?:住|我?家?住?在)?([^\s，,。；]{4,30})")


def besides_spelling_and_kin(answer: DraftAnswer) -> DraftAnswer:
    """去掉说字怎么写的；不是替人投诉的，“我妈叫赵秀英 我姓李”里的前一半也去掉，不是他的姓名。"""
    text = without_spelling(answer.text, answer.words)
    entities = [entity for entity in answer.entities if entity["end"] <= len(text)]
    kin = re.match(rf"(?:{any_of(answer.words.represented)})(?:的名字)?(?:叫|是)[㐀-鿿]{{2,3}}[，,。\s]+(?=我|本人|俺)", text)
    if kin and not answer.draft.knows("represents"):
        at = kin.end()
        text = text[at:]
        entities = [{**e, "start": e["start"] - at, "end": e["end"] - at} for e in entities if e["start"] >= at]
    return replace(answer, text=text, entities=entities)


def besides_his_name(answer: DraftAnswer) -> DraftAnswer:
    """说过姓名，问住址时又从姓名报起：去掉姓名。"""
    mine = str(answer.draft.values.get("citizen_name") or "")
    if not mine or not re.match(rf"{re.escape(mine)}[\s，,]+(?=.{{3}})", answer.text):
        return answer
    text = answer.text[len(mine) :].lstrip(" ，,")
    said = ((e, text.find(str(e["text"]))) for e in answer.entities)
    return replace(answer, text=text, entities=[{**e, "start": at, "end": at + len(str(e["text"]))} for e, at in said if at >= 0])


def with_own_details(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """添上自己的几样。正问是哪家店的不在这里看：先要分清说的是店还是自己。"""
    asked, text, draft, words = answer.asked, answer.text, answer.draft, answer.words
    if asked == "respondent_name":
        return found
    is_home_open = asked in PERSONAL and not {"citizen_address", "represents"} & {*found, *draft.values}
    if is_home_open and (home := home_on_card(text, words)):
        found = {**{key: value for key, value in found.items() if value != home or key in answer.labelled}, "citizen_address": home}  # “白雪 138…… 和平路9号”
    if asked == "citizen_name":
        found = _with_name_asked(answer, found)
    else:
        found = {**found, **own_name(answer)}
    behind = _BEHIND_PHONE.fullmatch(text.strip(" 。")) if asked == "citizen_phone" and not {"citizen_address", "represents"} & {*found, *draft.values} else None
    if behind and (is_on_a_street(behind[1], words) or is_room(behind[1])):
        found = {**{key: value for key, value in found.items() if str(value) not in behind[1]}, "citizen_address": behind[1]}  # “138…… 汽车城家园2号楼”
    is_phone_open = asked in PERSONAL and (asked == "citizen_phone" or not draft.knows("citizen_phone")) and "citizen_phone" not in found
    if is_phone_open and not their_phones(text, words) and (phone := answer.read("citizen_phone")):
        found = {**found, "citizen_phone": phone}
    return found


def _with_name_asked(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    if hers := re.match("[她他]叫([㐀-鿿]{2,3})(?=[\\s，,。]|$)", answer.text.strip()):
        return {**found, "citizen_name": hers[1]}  # “用我老婆的名字”“她叫白洁”：正问姓名，报的就是
    if spelled := surname_first(answer.text):
        found = {**found, "citizen_name": spelled[2]}  # “姓马马德贵”
    if "demand" not in found and (whole := answer.read("citizen_name")):
        found = {**{key: value for key, value in found.items() if str(value) not in answer.text and answer.text.strip(" 。") != whole}, "citizen_name": whole}  # “秦岭”也可以是姓名，“李国庆”不是十月一号
    return found


def own_name(answer: DraftAnswer) -> Dict[str, Any]:
    """还不知道姓名，没问也自己报了：“周建国 13800000012”“姓周 周建国”。话里别处的人名不算。"""
    draft, card = answer.draft, _CARD.match(answer.text.strip())
    known = draft.values.get("citizen_name")
    if card and known and card[1] != known and draft.kind == "complaint" and not any(draft.knows(name) for name in ("respondent_name", "represents", "citizen_phone")) and has_surname(card[1], answer.words):
        return {"citizen_name": card[1], "respondent_name": known}  # 问是哪家答“郑远元”，再报“伍德胜 138……”：先说的是店名
    is_accused = answer.draft.kind == "tip_off" and answer.asked not in PERSONAL and not re.search(r"[我俺]|本人|1[3-9]\d{9}", answer.text)  # 举报里“真名 李燕燕”是被举报的人
    if answer.draft.knows("citizen_name") or is_accused:
        return {}
    if spelled := surname_first(answer.text):  # “我姓关 关大爷”还不知道叫什么
        return {"citizen_name": spelled[2]} if is_full_name(spelled[2], answer.words) else {}
    if (back := CARD_BACK.search(answer.text)) and has_surname(back[2], answer.words) and not their_phones(answer.text, answer.words):
        return {"citizen_name": back[2]}  # “138…… 雷鸣”
    people = {str(entity["text"]) for entity in answer.entities if entity["type"] == "person"}
    is_theirs = any(one in answer.text for one in answer.words.theirs)
    pieces = [piece if is_theirs else re.sub("^叫(?=[㐀-鿿]{2,3}$)", "", piece) for piece in pieces_of(answer.text)]  # “我是代表 叫陈国栋 138……”
    names = [piece for piece in pieces if piece in people and has_surname(piece, answer.words) and not any(word in piece for word in answer.words.no_names)]  # “叫吴某某”
    return {"citizen_name": names[0]} if len(names) == 1 else {}

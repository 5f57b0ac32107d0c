"""正问着一样时说的一句话：答了哪几样，各是谁的。认得准的才收。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Callable, Dict, Mapping, Sequence

from bot.hotline.draft import Draft
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.reading.draft_answer import DraftAnswer, pieces_of, without
from bot.usecases.reading.newly_said import is_finer, is_shop_place, newly_said
from bot.usecases.reading.place_words import is_on_a_street
from bot.usecases.reading.read_name import spelled_name
from bot.usecases.reading.read_own_details import besides_his_name, besides_spelling_and_kin, with_own_details
from bot.usecases.reading.read_shop_answer import only_a_shop
from bot.usecases.reading.read_where import read_where
from bot.usecases.reading.read_which_shop import read_which_shop
from bot.usecases.reading.read_whole_answer import read_whole_answer

_ROUGHLY = 15


def read_answer_to(
    name: str, text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords, today: date
) -> Dict[str, Any]:
    """正问着 name 时说的一句话。可能一口气答了几样，也可能答的是别的。"""
    answer = DraftAnswer(name, text, entities, draft, words, today)
    if name == "citizen_name":
        if right := spelled_name(text, words):
            return {name: right}
        answer = besides_spelling_and_kin(answer)
    if whole := read_whole_answer(answer):
        return whole
    if name == "citizen_address":
        answer = besides_his_name(answer)
    found = newly_said(name, answer.text, answer.entities, answer.labelled, draft, words, today)
    return _BY_QUESTION.get(name, _read_any)(answer, with_own_details(answer, found))


def _read_any(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    return found if answer.asked in found else _read_left_over(answer, found)


def _read_left_over(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """别的几样拿掉以后，剩下的一段一段当作正问的来读。"""
    asked = answer.asked
    pieces = [answer.text] if asked == "citizen_phone" else pieces_of(without(answer.text, [str(e["text"]) for e in answer.taken(found)]))
    if asked == "citizen_name":
        pieces = [piece for piece in pieces if not answer.read("demand", piece, is_asked=False)]  # “全退”不是姓全的
    value = next((value for piece in pieces if (value := answer.read(asked, piece)) is not None), None)
    return found if value is None else {**found, asked: value}


def _read_when(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """正问是哪一天。"""
    if _is_a_door(answer):
        found.pop("event_on", None)
        return found
    if not answer.draft.knows("respondent_name") and "event_on" not in found and (title := only_a_shop(answer.text, answer.entities, answer.words)):
        return {**found, "respondent_name": title}  # 问哪天，想起来店名：“诚信烟酒店”
    if not _is_a_day(found.get("event_on")) and len(answer.text) <= _ROUGHLY and (whole := answer.read("event_on")):
        found["event_on"] = whole  # “一直这样 从去年开始”不只是“去年”
    return _read_any(answer, found)


def _is_a_day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _is_a_door(answer: DraftAnswer) -> bool:
    """“新华路2号”里的“2号”是门牌，不是哪一天。"""
    places = [str(entity["text"]) for entity in answer.entities if entity["type"] == "address"]
    return bool(places) and said_day(without(answer.text, places), answer.today) is None


def _read_wish(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """正问要怎样。"""
    if "citizen_name" in found and "respondent_address" in found and "respondent_address" not in answer.labelled:
        found["citizen_address"] = found.pop("respondent_address")  # “李四，住东关小区”：报完姓名说的是自己的住处
    is_about_himself = bool(set(PERSONAL) & set(found)) or bool(is_shop_place(answer.text, answer.draft))
    value = answer.read("demand", is_asked=not is_about_himself)
    return {**found, "demand": value} if value else _place_instead(answer, found)


def _place_instead(answer: DraftAnswer, found: Dict[str, Any]) -> Dict[str, Any]:
    """正问要怎样，说的却是商家在哪：还不知道的记下，知道的（“河滨路早市”）换成更细的（“河滨路那个早市 进门左手”）。"""
    if "citizen_address" in found:
        return found  # “住在南苑小区3号楼”说的是自己
    draft, words = answer.draft, answer.words
    known = str(draft.values.get("respondent_address") or "")
    where = (answer.read("respondent_address", is_asked=False) or "").lstrip("就是在")
    if known and where and is_finer("respondent_address", where, draft, words):
        return {**found, "respondent_address": where if known in where else f"{where}，{known}"}  # “老李饺子馆隔壁”又说了门牌
    is_same = bool(known) and known[:2] == where[:2] and len(where) > len(known)
    if not where or draft.is_online or set(PERSONAL) & set(found) or "respondent_address" in found or not is_on_a_street(where, words) or (known and not is_same):
        return found
    return {**found, "respondent_address": where}


_BY_QUESTION: Mapping[str, Callable[[DraftAnswer, Dict[str, Any]], Dict[str, Any]]] = {
    "respondent_name": read_which_shop,
    "respondent_address": read_where,
    "citizen_address": read_where,
    "event_on": _read_when,
    "demand": _read_wish,
}

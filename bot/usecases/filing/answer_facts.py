"""答“怎么回事”：说到事的都收，顺带听出商家、金额、请求……"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Sequence

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.no_answer import try_again
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.second_in_draft import with_second
from bot.usecases.filing.side_talk import is_digression
from bot.usecases.filing.start_draft import for_another, has_substance
from bot.usecases.filing.take_request import not_eaten, take_request
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.place_words import is_on_a_street, is_unnamed
from bot.usecases.reading.read_command import is_fill_word, says_none
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import is_online, read_statement

_ONLY_A_PLACE = 10
_SURE_ELSEWHERE = 0.5
_WHERE = ("respondent_name", "respondent_address")  # 只报了店名、地方，还没说事


def answer_facts(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """没说到事、只是应一声的返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    if is_digression(draft, heard, hotline) or is_fill_word(text, words):
        return None
    if says_none(text, words, 8):
        return try_again(conversation, draft, hotline)
    heard = not_eaten(heard, hotline)
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    if len(text) <= _ONLY_A_PLACE and text.endswith((*words.shops, *words.long_shops)) and text not in words.shops and not (draft.knows("respondent_name") or ("respondent_name" in found and "respondent_address" in found)):
        found = {"respondent_name": re.sub("^(?:就|是)?在", "", text)}  # “老街火锅”是店名，不是吃的、也不是一条街
    found = {key: value for key, value in found.items() if key != "respondent_name" or not is_unnamed(str(value), words)}  # “在一个水果店”
    before, where = str(draft.values.get("respondent_address") or ""), str(found.get("respondent_address") or "")
    if where and before.endswith(("县", "区", "市", "镇", "乡")) and before not in where:
        found = {**found, "respondent_address": before + where}  # 先说“隔壁县的”，再说“安口镇”
    wish = "".join(found.get("demand") or ())
    is_bare = bool(wish) and set(found) <= {"demand", "amount"} and len(text) - len(wish) <= 2  # “退一赔十”还没说事
    is_bad = any(word in text for word in (*words.misdeeds, *words.troubles))  # “在北大街卖过期药”
    is_bare = is_bare or (len(text) <= _ONLY_A_PLACE and not is_bad and bool(found) and set(found) <= {*_WHERE, *PERSONAL, "event_on", "platform"})
    substance = not is_bare and text not in words.shops and has_substance(text, {}, hotline)  # “健身房”还没说事
    place = read_field("respondent_address", text, words, hotline.now().date(), is_asked=False) if len(text) <= _ONLY_A_PLACE else None
    if is_on_a_street(place, words) and not set(_WHERE) & set(found):
        found = {**found, "respondent_address": place}  # 还没说事，先说了地方
        substance = False
    if not found and not substance:
        return None
    is_our_own = any(word in said for word in words.our_own for said in draft.said)  # 先说了“投诉你们局的人”
    is_first = not (is_our_own or draft.has_facts or draft.values or draft.is_other_body) and draft.kind == heard.kind.value
    names_a_trade = any(word in said for word in words.shops for said in draft.said)  # “投诉一个装修公司”以后说停工，不是欠薪
    is_theirs = heard.departments and heard.departments[0][1] >= (_SURE_ELSEWHERE if names_a_trade else 0)
    if is_first and substance and is_theirs and heard.department in hotline.knowledge.external_bodies:
        hotline.drafts.delete(draft.draft_id)  # 先只说了“我要投诉”：听到是什么事，照头一句重新判归谁管
        return take_request(replace(conversation, draft_id=None, draft_open=False), heard, hotline)
    if heard.kind not in (RequestKind.OTHER, RequestKind.INQUIRY) and not draft.is_other_body and heard.department in hotline.knowledge.departments:
        draft = replace(draft, department=heard.department, problem=heard.problem or draft.problem)
    draft = with_second(fill(draft, for_another(found)), heard, hotline)
    draft = replace(draft, is_online=draft.is_online or is_online(text, words),
                    is_group=draft.is_group or any(w in text for w in words.group))  # fmt: skip
    return note_found(conversation, hear(draft, text, substance), tuple(found), hotline)


def note_found(conversation: Conversation, draft: Draft, names: Sequence[str], hotline) -> Turn:
    """说一声听出了哪几样，接着问。"""
    noted = say_found(draft, names, hotline)
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_noted", {"noted": noted})] if noted else [])

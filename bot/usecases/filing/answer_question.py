"""答正问的这一样：可能顺带答了别的，可能说没有、不愿说，可能没答上来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping, Optional, Sequence, Union

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import Understanding
from bot.usecases.filing.answer_facts import answer_facts, note_found
from bot.usecases.filing.answering import Answering
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.beside_reporter import answer_with_own_card, besides_himself, mentions
from bot.usecases.filing.hear_none import hear_none, none_of_it
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.no_answer import YES_OR_NO
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.side_talk import asks, is_digression, without_questions
from bot.usecases.filing.take_answer import take_answer, take_something_else
from bot.usecases.not_ours.ours_in_theirs import placed
from bot.usecases.reading.draft_answer import pieces_of
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.newly_said import floor_of_known
from bot.usecases.reading.place_words import is_village
from bot.usecases.reading.read_command import is_any_command, is_command, is_fill_word, says_none
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import his_own_name, is_full_name
from bot.usecases.reading.read_official import looks_told
from bot.usecases.reading.sort_answer import is_story, of_agent, of_principal, on_the_spot, without_field

_FEW_WORDS = 5
_SURE_OF_GREETING = 0.85
_SUM_WANTED = r"(?:要求|要他们?|要她|要老板|要商家|要|让他们?|让她|叫他|希望)?(?:赔[^，。]{0,12}|退[^，。\s]{0,12})"  # “退货退款 189”后一半是花的数
# 读得准的，听成别的意思也照收：“王五”像骂人，其实是姓名。
_CLEAR = ("citizen_phone", "citizen_name", "event_on", *YES_OR_NO)
_NOT_A_NAME = ("greet", "thank", "goodbye", "ask_about_bot", "talk_to_operator")
# 正问是哪家，“叫金樽”“招牌叫王婆”是店名，不是在报自己的名字。
_IT_IS_CALLED = re.compile("(?:店名|名字|招牌|门头|店|它|那家|他家)?(?:就|好像|应该)?(?:是)?叫")
_CALLED_SOMETHING = re.compile(r"叫(?:做|个)?(?:什么|啥)(?!名|来着|店$|的$|[不没都也我])(?=[㐀-鿿]{3}|[\s，,]+[㐀-鿿]{3,8}$)[\s，,]*")  # “叫个什么康乐健康馆”不是在问
_PLACES = ("respondent_address", "citizen_address")
_OF_OFFICIAL = ("respondent_name", "event_on", "citizen_phone")
_ABOUT_THEM = ("respondent_name", "respondent_address")
_Step = Union[Answering, Turn, None]


def answer_question(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """答了正问的这一样，可能还顺带答了别的；不是在答返回 None。"""
    if draft.asking is None:
        return None
    if draft.asking == "respondent_name" or not draft.knows("respondent_name"):
        heard = replace(heard, text=_CALLED_SOMETHING.sub("叫", heard.text))
    if draft.asking == "facts":
        return answer_facts(conversation, draft, heard, hotline)
    one: _Step = Answering(conversation, draft, heard, hotline, heard.text, ())
    for step in _STEPS:
        one = step(one)
        if not isinstance(one, Answering):
            break
    return one


def _only_a_command(one: Answering) -> _Step:
    """“没了”“不用”是说没有；别的整句一个意思的不是答话。"""
    text, words = one.text, one.words
    if is_fill_word(text, words):
        return None
    if not is_any_command(text, words) or one.name in YES_OR_NO:
        return replace(one, entities=_fitting(one.draft, entities_of(one.heard, one.hotline, asks_shop=one.name == "respondent_name")))
    has_none = says_none(text, words) or (text.startswith(("没", "不")) and any(is_command(name, text, words) for name in ("finished", "declines")))
    return none_of_it(one.conversation, one.draft, {}, text, one.hotline) if has_none else None


def _his_own_card(one: Answering) -> _Step:
    """正问是哪家、在哪，报的是自己的姓名、电话、住处。"""
    if one.name == "respondent_name" and (mine := his_own_name(one.text, one.entities, one.draft, one.words)):
        return note_found(one.conversation, fill(one.draft, {"citizen_name": mine}), ("citizen_name",), one.hotline)
    is_shop = _is_called(one) or any(e["type"] == "merchant" for e in one.entities)
    if one.name in _ABOUT_THEM and not is_shop and one.hotline.knowledge.reporter_hider.is_contact_card(one.text):
        return answer_with_own_card(one.conversation, one.draft, one.heard, one.hotline)
    return one


def _besides_himself(one: Answering) -> _Step:
    """举报人说起自己的先去掉，剩下的才是答话。"""
    draft, hotline = one.draft, one.hotline
    if draft.kind not in SECRET or one.name in PERSONAL or _is_called(one):
        return one
    said = besides_himself(one.text, one.entities, hotline)
    if said == one.text:
        return one
    if one.name == "respondent_address" and (where := re.fullmatch("[就是在，\\s]*([㐀-鿿]{2,5})", said)) and not where[1].startswith(one.words.pronouns):
        return take_answer(one.conversation, draft, {one.name: where[1]}, said, hotline, is_cut=True)  # “就在我们小区门口 桃树坪”
    if sum("㐀" <= c <= "鿿" for c in said) <= _FEW_WORDS:
        return answer_with_own_card(one.conversation, draft, one.heard, hotline)
    one = replace(one, text=said, entities=_fitting(draft, hotline.entities.entities(said, one.today)))
    if mentions(one.name, said, one.entities, one.words):
        return one
    village = next((piece for piece in pieces_of(said) if is_village(piece) and not draft.knows("respondent_address")), None)
    return take_something_else(one.conversation, draft, {"respondent_address": village}, said, hotline) if village else None  # “就我们村 王家沟 不晓得叫啥”


def _mandate(one: Answering) -> _Step:
    """问的是别的，说“没有委托书”。"""
    one, draft = one.read(), one.draft
    if not draft.knows("represents") or draft.asking == "authorization":
        return one
    mandate = {name: value for name, value in of_agent({}, draft, one.text, one.words).items() if name in YES_OR_NO}
    is_another = mandate and draft.asking not in mandate
    return note_found(one.conversation, fill(draft, mandate), tuple(mandate), one.hotline) if is_another else one


def _looks_of_official(one: Answering) -> _Step:
    """“没看清工牌 个子矮”“就是你们12315”。"""
    draft = one.draft
    if draft.kind != "conduct_complaint" or one.name not in _OF_OFFICIAL:
        return one
    looks = looks_told(one.text, one.words, one.today, "event_on" if one.name == "citizen_phone" else one.name)
    if not looks:
        return one
    known = str(draft.values.get("respondent_name") or "")
    who = looks if looks in known or not known else f"{known}，{looks}"
    return note_found(one.conversation, fill(draft, {**one.found, "respondent_name": who}), ("respondent_name",), one.hotline)


def _put_in_place(one: Answering) -> _Step:
    """各样是谁的：替人投诉的、就在现场的；“赔五百”是要的数，不是花的数。"""
    draft, text = one.draft, one.text
    found = of_agent(of_principal(on_the_spot(one.found, draft, one.hotline, text), draft, text), draft, text, one.words)
    if "demand" in found and not draft.knows("amount") and re.fullmatch(_SUM_WANTED, text.strip()):
        found.pop("amount", None)
    return one.with_found(found)


def _without_the_question(one: Answering) -> _Step:
    """在问别的不是答话；半句问半句答的，答的半句要。"""
    name, draft, hotline = one.name, one.draft, one.hotline
    is_wish = one.is_wish
    is_question = not is_wish and is_digression(draft, one.heard, hotline)
    if not is_question and not is_wish and asks(one.text, hotline) and name not in _CLEAR:
        told = without_questions(one.text, hotline)
        if not told:
            return None
        one = replace(one, text=told, entities=hotline.entities.entities(told, one.today)).read()
        return one.with_found(on_the_spot(one.found, draft, hotline))
    if not is_question:
        return one
    told_beside = without_questions(one.text, hotline) if name in _PLACES else ""
    if told_beside and told_beside != one.text and (place := read_field(name, told_beside, one.words, one.today, is_asked=False)):
        return take_answer(one.conversation, draft, {name: place}, place, hotline)  # “我老家的地址行不 绵阳市涪城区南街5号”
    return one if _is_clear(one) else None


def _is_clear(one: Answering) -> bool:
    """读得准，听成别的意思也照收：“周海燕”像问好，其实是姓名。"""
    heard, said = one.heard, one.found.get(one.name)
    is_bare_name = heard.intent == "greet" and heard.kind_confidence < _SURE_OF_GREETING and said == one.text and len(one.text) > 2
    return one.name in _CLEAR and one.name in one.found and (heard.intent not in _NOT_A_NAME or one.text.isascii() or is_bare_name)


def _full_name(one: Answering) -> _Step:
    """只说了姓，说清为什么要全名，再问一遍；再问一遍还这么说，就是他的姓名（语音听错了姓，工作人员核对）。"""
    name, draft, found = one.name, one.draft, one.found
    if name != "citizen_name":
        return one
    if name in found and not is_full_name(found[name], one.words) and name not in draft.explained:
        explained = replace(draft, explained=(*draft.explained, name))
        return ask_next(one.conversation, fill(explained, without_field(found, name)), one.hotline, [Reply("utter_draft_full_name")], again=True)
    is_said_again = name not in found and one.conversation.misunderstood and re.fullmatch("[㐀-鿿]{2,3}", one.text)
    return one.with_found({**found, name: one.text}) if is_said_again else one


def _take(one: Answering) -> Optional[Turn]:
    name, draft, found, text, hotline = one.name, one.draft, one.found, one.text, one.hotline
    if draft.kind in SECRET:
        said = besides_himself(text, one.entities, hotline)
        found = {key: value for key, value in found.items() if key not in _ABOUT_THEM or key == name or str(value) in said or value == floor_of_known(text, draft)}
    if name not in found:
        told = placed(draft, one.heard, hotline) if "product" in found else draft  # “罐头里加了工业盐”：说到了是什么事
        return take_something_else(one.conversation, told, found, text, hotline)
    if name == "demand" and not one.is_wish and one.conversation.misunderstood == 0 and is_story(text, found, one.words):
        return _ask_the_wish_again(one)
    return take_answer(one.conversation, draft, found, text, hotline, is_cut=len(text) < len(one.heard.text) and draft.kind in SECRET)


def _ask_the_wish_again(one: Answering) -> Turn:
    """“合同上写的无事故”是经过，不是要求。"""
    others = without_field(one.found, one.name)
    told = hear(fill(one.draft, others), one.text, False)
    noted = say_found(told, tuple(others), one.hotline)
    reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply("utter_draft_words_kept")
    return ask_next(replace(one.conversation, misunderstood=1), told, one.hotline, [reply], again=True)


# 一步返回 Answering 就接着走下一步；返回 Turn、None 就定了。
_STEPS = (_only_a_command, _his_own_card, _besides_himself, _mandate, _looks_of_official, hear_none, _put_in_place, _without_the_question, _full_name, _take)


def _is_called(one: Answering) -> bool:
    return one.name == "respondent_name" and bool(_IT_IS_CALLED.match(one.text))


def _fitting(draft: Draft, entities: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """反映工作人员的，话里的店名答不了是谁。"""
    return [e for e in entities if e["type"] != "merchant"] if draft.kind == "conduct_complaint" else entities

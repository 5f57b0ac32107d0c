"""答正问的这一样：可能顺带答了别的，可能说没有、不愿说，可能没答上来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping, Optional, Sequence

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, decline, fill, hear, is_required, open_questions
from bot.hotline.draft_filing import as_day
from bot.hotline.intake import PERSONAL
from bot.hotline.privacy import HIDDEN
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.ask_draft import ask_next
from bot.usecases.hide_reporter import SECRET
from bot.usecases.keep_draft import set_aside_draft
from bot.usecases.place_words import said_part
from bot.usecases.read_command import is_any_command, is_fill_word, says_none
from bot.usecases.read_details import is_on_a_street
from bot.usecases.read_draft import read_answer_to, read_statement
from bot.usecases.read_field import is_full_name, opens_with_wish, read_field
from bot.usecases.say_draft import draft_button, say_found
from bot.usecases.side_talk import asks, is_digression, without_questions
from bot.usecases.sort_answer import is_story, of_principal, on_the_spot
from bot.usecases.start_draft import entities_of, for_another, has_substance, with_second

_FEWEST_DIGITS = 5
_FEW_WORDS = 5
WORTH_KEEPING = 8  # 这么长的话不会是答话，是补充的经过
_SUM_WANTED = r"(?:要求|要|让他|希望)?(?:赔|退)[^，。]{0,12}"
_PATIENCE = 3
_ONLY_A_PLACE = 10
_FACTS = ("product", "amount", "event_on")
_WHERE = ("respondent_name", "respondent_address")  # 只报了店名、地方，还没说事
# 读得准的，听成别的意思也照收：“王五”像骂人，其实是姓名。
_CLEAR = ("citizen_phone", "citizen_name", "event_on", "authorization", "representative_identity")
_NOT_A_NAME = ("greet", "thank", "goodbye", "ask_about_bot", "talk_to_operator")
_PLACES = ("respondent_address", "citizen_address")
_ABOUT_THEM = ("respondent_name", "respondent_address")
_NEEDED = {"respondent_name": "merchant", "respondent_address": "address", "event_on": "date"}
_YES_OR_NO = ("authorization", "representative_identity")


def answer_question(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """答了正问的这一样，可能还顺带答了别的。"""
    name, text, words = draft.asking, heard.text, hotline.knowledge.intake_words
    if name is None:
        return None
    if name == "facts":
        return _facts(conversation, draft, heard, hotline)
    if is_fill_word(text, words):
        return None
    if is_any_command(text, words) and name not in _YES_OR_NO:
        return take_none(conversation, draft, text, hotline) if says_none(text, words) else None
    entities = entities_of(heard, hotline)
    is_shop = any(e["type"] == "merchant" for e in entities)
    if name in _ABOUT_THEM and not is_shop and hotline.knowledge.reporter_hider.is_contact_card(text):
        return _own_card(conversation, draft, heard, hotline)
    if draft.kind in SECRET and name not in PERSONAL:
        said = _besides_himself(text, entities, hotline)
        if said != text and sum("㐀" <= c <= "鿿" for c in said) <= _FEW_WORDS:
            return _own_card(conversation, draft, heard, hotline)
        if said != text:
            entities, text = hotline.entities.entities(said, hotline.now().date()), said
            if not _mentions(name, text, entities, words):
                return None
    found = read_answer_to(name, text, entities, draft, words, hotline.now().date())
    insists = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off))  # “不用报警，我就想投诉”
    if says_none(text, words) and not insists and not _is_sure(name, found, words):
        found.pop(name, None)
        where = said_part(text, words)
        if name == "respondent_name" and where != text and is_on_a_street(where, words) and not draft.knows("respondent_address"):
            found["respondent_address"] = where  # “三小门口，店名不知道”
        other = _other_field(name, text, draft, hotline)
        if other:  # 正问请求，说的是“没有地址”
            return ask_next(conversation, decline(fill(draft, found), other), hotline)
        return take_none(conversation, fill(draft, found), text, hotline)
    found = of_principal(on_the_spot(found, draft, hotline), draft, text)
    if name == "demand" and name in found and not draft.knows("amount") and re.fullmatch(_SUM_WANTED, text.strip()):
        found.pop("amount", None)  # “赔五百”是要的数，不是花的数
    is_wish = name == "demand" and opens_with_wish(text, words)  # “退钱啊，还能要啥”是答话，不是问话
    is_question = not is_wish and is_digression(draft, heard, hotline)
    if not is_question and not is_wish and asks(text, hotline) and name not in _CLEAR:
        text = without_questions(text, hotline)  # 问的半句不算，答的半句要
        if not text:
            return None
        today = hotline.now().date()
        found = read_answer_to(name, text, hotline.entities.entities(text, today), draft, words, today)
    is_clear = name in _CLEAR and name in found and (heard.intent not in _NOT_A_NAME or text.isascii())
    if is_question and not is_clear:
        return None
    if name == "citizen_name" and name in found and not is_full_name(found[name], words) and name not in draft.explained:
        explained = replace(draft, explained=(*draft.explained, name))
        return ask_next(conversation, fill(explained, _without(found, name)), hotline, [Reply("utter_draft_full_name")], again=True)
    if name not in found:
        if name == "citizen_phone" and sum(c.isdigit() for c in text) >= _FEWEST_DIGITS:
            return ask_next(conversation, fill(draft, found), hotline, [Reply("utter_draft_phone_wrong")], again=True)
        if not found:
            return None
        if name in draft.explained and name in _ABOUT_THEM:
            draft = decline(draft, name)  # 说清过为什么要，他接着说别的：不再问，照样登记
        after = fill(draft, found)
        is_more = len(text) - sum(len(str(value)) for value in found.values()) >= _FEW_WORDS and not set(found) & set(PERSONAL)
        return _noted(conversation, hear(after, text, False) if is_more else after, tuple(found), hotline)
    if name == "demand" and not is_wish and conversation.misunderstood == 0 and is_story(text, found, words):
        others = _without(found, name)
        told = hear(fill(draft, others), text, False)  # “合同上写的无事故”是经过，不是要求
        noted = say_found(told, tuple(others), hotline)
        reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply("utter_draft_words_kept")
        return ask_next(replace(conversation, misunderstood=1), told, hotline, [reply], again=True)
    if found.get("product") == found[name]:  # “老街火锅”是店名，不又是商品
        found.pop("product")
    after = fill(draft, for_another(found))
    tells_more = any(n in _FACTS for n in found if n != name)  # “东关粮油店，卖陈化粮”
    if name not in PERSONAL and (tells_more or len(text) - sum(len(str(value)) for value in found.values()) >= WORTH_KEEPING):
        after = hear(after, text, False)  # 没用上的半句可能还是线索
    if name == "demand" and not any(word in text for word in words.wishes):
        after = hear(after, text, False)  # 不像要求的也留着：“麻辣诱惑”说的是店
    if name == "event_on" and as_day(found[name]) is None:
        after = hear(after, text, False)  # “上个月”不是哪一天，工单上没有格子，留在经过里
    more = tuple(n for n in found if n != name)
    return _noted(conversation, after, more, hotline) if more else ask_next(conversation, after, hotline)


def _besides_himself(text: str, entities, hotline) -> str:
    """去掉自己是谁，剩下的话；店名留着。"""
    shops = [str(e["text"]) for e in entities if e["type"] == "merchant"]
    return hotline.knowledge.reporter_hider.hide(text, keep=shops).replace(HIDDEN, "，")


def _mentions(name: str, text: str, entities, words) -> bool:
    """夹着自己情况的话里，真说到了正问的这一样。"""
    types = {entity["type"] for entity in entities}
    if name == "event_on" and any(word in text for word in words.always):
        return True
    return _NEEDED.get(name, "") in types


def _own_card(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    """问的是哪一家、什么时候，说的却是自己的姓名电话、在哪干什么：不当成答话；匿名的不记。"""
    found = read_answer_to("citizen_name", heard.text, entities_of(heard, hotline), draft, hotline.knowledge.intake_words, hotline.now().date())
    mine = {key: value for key, value in found.items() if key in PERSONAL}
    after = fill(draft, mine)
    noted = "" if draft.is_anonymous else say_found(after, tuple(mine), hotline)
    reply = Reply("utter_draft_own_card", {"noted": noted, "left_out": "没有写进去" if draft.is_anonymous else ""})
    return ask_next(conversation, after, hotline, [reply], again=True)


def _facts(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """正问经过：说到事的都收，顺带听出商家、金额、请求……"""
    text, words = heard.text, hotline.knowledge.intake_words
    if is_digression(draft, heard, hotline) or is_fill_word(text, words):
        return None
    if says_none(text, words, 8):
        return try_again(conversation, draft, hotline)
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    if len(text) <= _ONLY_A_PLACE and text.endswith(words.shops) and not draft.knows("respondent_name"):
        found = {"respondent_name": re.sub("^(?:就|是)?在", "", text)}  # “老街火锅”是店名，不是吃的、也不是一条街
    is_bare = len(text) <= _ONLY_A_PLACE and bool(found) and set(found) <= {*_WHERE, *PERSONAL, "event_on", "platform"}
    substance = not is_bare and has_substance(text, {}, hotline)
    place = read_field("respondent_address", text, words, hotline.now().date(), is_asked=False) if len(text) <= _ONLY_A_PLACE else None
    if is_on_a_street(place, words) and not set(_WHERE) & set(found):
        found = {**found, "respondent_address": place}  # 还没说事，先说了地方
        substance = False
    if not found and not substance:
        return None
    if heard.kind not in (RequestKind.OTHER, RequestKind.INQUIRY) and not draft.is_other_body and heard.department in hotline.knowledge.departments:
        draft = replace(draft, department=heard.department, problem=heard.problem or draft.problem)
    draft = with_second(fill(draft, for_another(found)), heard, hotline)
    draft = replace(draft, is_online=draft.is_online or any(w in text for w in words.online),
                    is_group=draft.is_group or any(w in text for w in words.group))  # fmt: skip
    return _noted(conversation, hear(draft, text, substance), tuple(found), hotline)


def take_none(conversation: Conversation, draft: Draft, text: str, hotline) -> Turn:
    """市民说没有、不知道、不愿说。法定要的，先说清为什么；再说没有就不问了，交给人审。"""
    name = draft.asking
    if name in ("authorization", "representative_identity"):
        return ask_next(conversation, fill(decline(draft, name), {name: False}), hotline)
    if not is_required(draft, name, hotline.knowledge.acceptance.elements) or name in draft.explained:
        return ask_next(conversation, decline(draft, name), hotline)
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    question = hotline.knowledge.intake.question(draft.track, name)
    reply = Reply(
        "utter_draft_needed",
        {"label": element.label, "why": question.why, "basis": element.basis},
        (
            draft_button("没有，照样登记", "skip", draft, field=name),
            *((draft_button("改成匿名举报", "to_tip_off", draft),) if name.startswith("citizen") else ()),
            draft_button("先放着", "set_aside", draft),
        ),
    )
    waiting = replace(draft, explained=(*draft.explained, name))
    turn = ask_next(conversation, waiting, hotline, again=True)
    return Turn(turn.conversation, [replace(reply, card=turn.replies[-1].card)])


def explain_question(conversation: Conversation, draft: Draft, hotline, text: str = "") -> Turn:
    """“为什么要这个”：说理由和依据，再问一遍。"""
    name = draft.asking or "facts"
    name = _other_field(name, text, draft, hotline) or name  # “为啥要我住址”
    question = hotline.knowledge.intake.question(draft.track, name)
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    required = is_required(draft, name, hotline.knowledge.acceptance.elements)
    fields = {"why": question.why, "basis": element.basis if element and required else ""}
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_why", fields)], again=False)


def try_again(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """没答上来：举个例子再问；到第三次就先放着，请人接手。"""
    tries = conversation.misunderstood + 1
    if tries >= _PATIENCE:
        return set_aside_draft(conversation, draft, hotline, "utter_draft_to_operator")
    return ask_next(replace(conversation, misunderstood=tries), draft, hotline, again=True)


def _other_field(name: str, text: str, draft: Draft, hotline) -> Optional[str]:
    """话里点名说的是问题单上的另一样；没有点名、点的就是正问的返回 None。"""
    words = hotline.knowledge.intake_words
    mine = "citizen_address" if name in PERSONAL or draft.knows("respondent_address") else "respondent_address"
    cues = {**words.cues, mine: (*words.cues.get(mine, ()), *words.address)}  # 只说“地址”的，看正说着谁
    asked = [question.field for question in open_questions(draft, hotline.knowledge.intake)]
    named = {field: max((len(cue) for cue in cues.get(field, ()) if cue in text), default=0) for field in asked}
    best = max(named, key=named.get, default=None)
    is_other = best is not None and named[best] > named.get(name, 0)
    return best if is_other else None


def _noted(conversation: Conversation, draft: Draft, names: Sequence[str], hotline) -> Turn:
    noted = say_found(draft, names, hotline)
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_noted", {"noted": noted})] if noted else [])


def _is_sure(name: str, found: Mapping[str, Any], words) -> bool:
    """话里有“没有、不知道”，可是这一样还是说了：“没有门牌，在西关市场旁边”。"""
    value = found.get(name)
    if name in ("citizen_phone", "citizen_name", "companions", *_YES_OR_NO):
        return value is not None
    is_long_enough = name in _PLACES or len(str(value)) > 8
    return isinstance(value, str) and is_long_enough and any(place in value for place in words.places)


def _without(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return {key: value for key, value in found.items() if key != name}

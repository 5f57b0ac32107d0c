"""答正问的这一样：可能顺带答了别的，可能说没有、不愿说，可能没答上来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import Understanding
from bot.usecases.filing.answer_facts import answer_facts, note_found
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.beside_reporter import answer_with_own_card, besides_himself, mentions
from bot.usecases.filing.hear_none import none_of_it
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
from bot.usecases.reading.read_demand import leads_with_wish, opens_with_wish
from bot.usecases.reading.read_draft import read_answer_to
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


def answer_question(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """答了正问的这一样，可能还顺带答了别的。"""
    name, words = draft.asking, hotline.knowledge.intake_words
    if name is None:
        return None
    heard = replace(heard, text=_CALLED_SOMETHING.sub("叫", heard.text)) if name == "respondent_name" or not draft.knows("respondent_name") else heard
    text = heard.text
    if name == "facts":
        return answer_facts(conversation, draft, heard, hotline)
    if is_fill_word(text, words):
        return None
    if is_any_command(text, words) and name not in YES_OR_NO:
        has_none = says_none(text, words) or (text.startswith(("没", "不")) and any(is_command(name, text, words) for name in ("finished", "declines")))
        return none_of_it(conversation, draft, {}, text, hotline) if has_none else None
    entities = _fitting(draft, entities_of(heard, hotline, asks_shop=name == "respondent_name"))
    if name == "respondent_name" and (mine := his_own_name(text, entities, draft, words)):
        return note_found(conversation, fill(draft, {"citizen_name": mine}), ("citizen_name",), hotline)
    is_called = name == "respondent_name" and bool(_IT_IS_CALLED.match(text))
    is_shop = is_called or any(e["type"] == "merchant" for e in entities)
    if name in _ABOUT_THEM and not is_shop and hotline.knowledge.reporter_hider.is_contact_card(text):
        return answer_with_own_card(conversation, draft, heard, hotline)
    if draft.kind in SECRET and name not in PERSONAL and not is_called:
        said = besides_himself(text, entities, hotline)
        if name == "respondent_address" and said != text and (where := re.fullmatch("[就是在，\\s]*([㐀-鿿]{2,5})", said)) and not where[1].startswith(words.pronouns):
            return take_answer(conversation, draft, {name: where[1]}, said, hotline, is_cut=True)  # “就在我们小区门口 桃树坪”
        if said != text and sum("㐀" <= c <= "鿿" for c in said) <= _FEW_WORDS:
            return answer_with_own_card(conversation, draft, heard, hotline)
        if said != text:
            entities, text = _fitting(draft, hotline.entities.entities(said, hotline.now().date())), said
            if not mentions(name, text, entities, words):
                village = next((piece for piece in pieces_of(text) if is_village(piece) and not draft.knows("respondent_address")), None)
                return take_something_else(conversation, draft, {"respondent_address": village}, text, hotline) if village else None  # “就我们村 王家沟 不晓得叫啥”
    found = read_answer_to(name, text, entities, draft, words, hotline.now().date())
    insists = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off))  # “不用报警，我就想投诉”
    if draft.knows("represents") and draft.asking != "authorization" and (mandate := {name: value for name, value in of_agent({}, draft, text, words).items() if name in YES_OR_NO}) and draft.asking not in mandate:
        return note_found(conversation, fill(draft, mandate), tuple(mandate), hotline)  # 问的是别的，说“没有委托书”
    is_wished = name == "demand" and (_asks_for_a_remedy(text, words, hotline) or leads_with_wish(text, words) or _wishes_besides(text, words))  # “让他把相片给我，多收的不给”
    told = without_questions(text, hotline) or text  # “地址你们查不到吗，叫丽人坊”：问的半句不是说没有
    if draft.kind == "conduct_complaint" and name in _OF_OFFICIAL and (looks := looks_told(text, words, hotline.now().date(), "event_on" if name == "citizen_phone" else name)):
        known = str(draft.values.get("respondent_name") or "")
        who = looks if looks in known or not known else f"{known}，{looks}"
        after = fill(draft, {**found, "respondent_name": who})
        return note_found(conversation, after, ("respondent_name",), hotline)  # “没看清工牌 个子矮”“就是你们12315”
    if says_none(told, words) and not found and (lacked := _lacks_a_proof(text, words)):
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_without_it", {"what": lacked})])
    if says_none(told, words) and not is_wished and not insists and not _is_sure(name, found, words):
        return none_of_it(conversation, draft, found, text, hotline)
    found = of_principal(on_the_spot(found, draft, hotline, text), draft, text)
    found = of_agent(found, draft, text, words)
    if "demand" in found and not draft.knows("amount") and re.fullmatch(_SUM_WANTED, text.strip()):
        found.pop("amount", None)  # “赔五百”是要的数，不是花的数
    is_wish = name == "demand" and (opens_with_wish(text, words) or _asks_for_a_remedy(text, words, hotline) or (is_wished and not asks(text, hotline)))  # “退钱啊，还能要啥”是答话，不是问话
    is_question = not is_wish and is_digression(draft, heard, hotline)
    if not is_question and not is_wish and asks(text, hotline) and name not in _CLEAR:
        text = without_questions(text, hotline)  # 问的半句不算，答的半句要
        if not text:
            return None
        today = hotline.now().date()
        found = on_the_spot(read_answer_to(name, text, hotline.entities.entities(text, today), draft, words, today), draft, hotline)
    is_bare_name = heard.intent == "greet" and heard.kind_confidence < _SURE_OF_GREETING and found.get(name) == text and len(text) > 2  # “周海燕”
    is_clear = name in _CLEAR and name in found and (heard.intent not in _NOT_A_NAME or text.isascii() or is_bare_name)
    told_beside = without_questions(text, hotline) if is_question and name in _PLACES else ""
    if told_beside and told_beside != text and (place := read_field(name, told_beside, words, hotline.now().date(), is_asked=False)):
        return take_answer(conversation, draft, {name: place}, place, hotline)  # “我老家的地址行不 绵阳市涪城区南街5号”
    if is_question and not is_clear:
        return None
    if name == "citizen_name" and name in found and not is_full_name(found[name], words) and name not in draft.explained:
        explained = replace(draft, explained=(*draft.explained, name))
        return ask_next(conversation, fill(explained, without_field(found, name)), hotline, [Reply("utter_draft_full_name")], again=True)
    if draft.kind in SECRET:
        said = besides_himself(text, entities, hotline)
        found = {key: value for key, value in found.items() if key not in _ABOUT_THEM or key == name or str(value) in said or value == floor_of_known(text, draft)}
    if name == "citizen_name" and name not in found and conversation.misunderstood and re.fullmatch("[㐀-鿿]{2,3}", text):
        found = {**found, name: text}  # 再问一遍还这么说，就是他的姓名（语音听错了姓，工作人员核对）
    if name not in found:
        told = placed(draft, heard, hotline) if "product" in found else draft  # “罐头里加了工业盐”：说到了是什么事
        return take_something_else(conversation, told, found, text, hotline)
    if name == "demand" and not is_wish and conversation.misunderstood == 0 and is_story(text, found, words):
        others = without_field(found, name)
        told = hear(fill(draft, others), text, False)  # “合同上写的无事故”是经过，不是要求
        noted = say_found(told, tuple(others), hotline)
        reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply("utter_draft_words_kept")
        return ask_next(replace(conversation, misunderstood=1), told, hotline, [reply], again=True)
    return take_answer(conversation, draft, found, text, hotline, is_cut=len(text) < len(heard.text) and draft.kind in SECRET)


def _fitting(draft: Draft, entities: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """反映工作人员的，话里的店名答不了是谁。"""
    return [e for e in entities if e["type"] != "merchant"] if draft.kind == "conduct_complaint" else entities


def _lacks_a_proof(text: str, words) -> Optional[str]:
    """“没有单号”“小票找不到了”：说的是凭据，不是不肯答正问的这一样。"""
    cues = any_of((*words.address, *(cue for name in PERSONAL for cue in words.cues[name])))
    named = re.search(any_of((*words.order_names, *words.evidence, *words.proofs_lacked)), text)
    return named[0] if named and not re.search(cues, text) else None


def _wishes_besides(text: str, words) -> bool:
    """“给我修好就行，不用退”：有半句是要怎样，不是说没有要求。"""
    pieces = [piece for piece in re.split(r"[，,。；;！!\s]", text) if piece]
    return len(pieces) > 1 and any(re.search(any_of(words.demand_verbs), piece) and not says_none(piece, words) for piece in pieces)


def _asks_for_a_remedy(text: str, words, hotline) -> bool:
    """正问要怎样，说“三包期内能不能换一辆新的”：问着说的要求。“能赔多少”是在问。"""
    is_put_so = re.search("能不能|能否|可不可以|能帮我", text) is not None and not re.search("多少|几[倍成天]", text)
    return is_put_so and bool(read_field("demand", text, words, hotline.now().date(), is_asked=False))


def _is_sure(name: str, found: Mapping[str, Any], words) -> bool:
    """话里有“没有、不知道”，可是这一样还是说了：“没有门牌，在西关市场旁边”。"""
    value = found.get(name)
    if name in ("citizen_phone", "citizen_name", "companions", *YES_OR_NO):
        return value is not None
    is_long_enough = name in _PLACES or len(str(value)) > 8
    return isinstance(value, str) and is_long_enough and any(place in value for place in words.places)

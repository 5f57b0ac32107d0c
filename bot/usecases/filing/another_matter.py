"""登记到一半说起的另一件：单开一份放着，不混进手上这件；已经写进来的，他说不是一件就挪出去。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.ask_draft import ask_next, keep_draft
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.second_in_draft import said_problem
from bot.usecases.filing.start_draft import new_draft
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.place_words import is_unnamed
from bot.usecases.reading.read_command import corrects
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_statement import platform_in, read_statement

_SHORT, _LONG = 14, 30
_SURE = 0.8
_A_MATTER = 8  # 再短的是答话，不是一件事
ANNOUNCED = "another_matter"  # 刚说了要投诉另外一家
_WHICH_SHOP = ("respondent_name", "respondent_address", "platform")
_KINDS = ("complaint", "tip_off", "conduct_complaint")


def keep_another_matter(draft: Draft, heard: Understanding, hotline, is_announced: bool = False) -> Optional[Draft]:
    """登记到一半又要投诉另一家、另一个部门的事：单开一份放着，登记完这一件再接着办。说的还是这一件返回 None。

    is_announced：刚说了“我还要投诉另外一家”。
    """
    words, text = hotline.knowledge.intake_words, heard.text
    starts = any_of(("还有", *hotline.knowledge.entity_words.second_matters.starts))
    is_said = heard.kind.value in ("complaint", "tip_off") and any(word in text for word in (*words.opens_complaint, *words.opens_tip_off))
    is_apart = is_announced or _says_it_is_another(draft, heard, hotline)
    is_ours = is_said and draft.is_other_body and heard.department in hotline.knowledge.departments  # 转给人社的欠薪，“还要举报他家卖过期药”
    if not draft.has_facts or not (is_ours or is_apart or (is_said and re.match(rf"(?:{starts})", text))):
        return None
    shops = [str(e["text"]) for e in entities_of(heard, hotline) if e["type"] == "merchant"]
    name = draft.values.get("respondent_name")
    is_another_shop = bool(name) and any(shop not in name and name not in shop for shop in shops)
    is_elsewhere = heard.department in hotline.knowledge.external_bodies and not draft.is_other_body
    if not (is_another_shop or is_elsewhere or is_ours or (is_apart and not is_announced)):
        return None
    matter = replace(heard, text=_without_leads(text, hotline), secondary=None, entities=())
    if matter.kind.value not in _KINDS:
        matter = replace(matter, kind=RequestKind(draft.kind))
    other = new_draft(Conversation(id=draft.conversation_id), matter, hotline, ())
    if is_ours and any(one in text for one in words.that_shop):
        other = fill(other, {field: draft.values[field] for field in _WHICH_SHOP if draft.knows(field) and not other.knows(field)})
    return keep_draft(replace(other, stage=Stage.SET_ASIDE, is_other_body=is_elsewhere, has_facts=True), hotline)


def _says_it_is_another(draft: Draft, heard: Understanding, hotline) -> bool:
    """“还有一件 我在拼多多学习书屋买的资料也是盗版 不是一家店”“另外我在佳美超市买的牛奶过期了”：明说是另一件，或者另有一家，也说了是什么事。

    “还有一件事忘了说 他还骂我”说的是这一件；“不对 是另一家”是改口。
    """
    words, text = hotline.knowledge.intake_words, _without_leads(heard.text, hotline)
    is_told = any(word in text for word in (*words.bought, *words.troubles, *words.misdeeds, *words.overcharged)) or (heard.kind.value in _KINDS[:2] and heard.kind_confidence >= _SURE)
    if draft.is_other_body or not is_told or corrects(text[:_SHORT], words) or heard.text.startswith("不是") or text.startswith(words.by_them):
        return False
    opens, is_another_shop = text != heard.text, any(phrase in heard.text for phrase in words.another_shop)
    says_so = is_another_shop or any(phrase in heard.text for phrase in words.another_matter)
    if draft.asking in _WHICH_SHOP:
        return opens and says_so
    shop, platform = str(draft.values.get("respondent_name") or ""), platform_in(text, words)
    names = [str(e["text"]) for e in entities_of(replace(heard, text=text, entities=()), hotline) if e["type"] == "merchant"]
    is_new = bool(shop) and any(name not in shop and shop not in name and not is_unnamed(name, words) for name in names)
    is_new = is_new or (platform not in (None, draft.values.get("platform")) and any(word in text for word in words.bought))
    return is_another_shop or (opens and is_new) or (says_so and (is_new or any(word in text for word in words.bought)))


def _without_leads(text: str, hotline) -> str:
    """去掉话头上的“对了、另外、还有一件事”。"""
    words = hotline.knowledge.intake_words
    leads = any_of(("对了", "还有", *hotline.knowledge.entity_words.second_matters.starts, *words.another_matter, *words.another_shop))
    return re.sub(rf"^(?:(?:{leads})(?:[件事儿是]|要投诉|要说)*[，,。 ]*)+(?=.{{4}})", "", text)


def take_apart(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """“那是另外一件 不要写到这里面”：刚写进来的那一句连同听出来的几样挪出去，另开一份放着。不是返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    is_denied = re.match(r"(?:不对|不是|哦|[，,\s])*(?:那|这|刚才|刚刚|后面|后头|第二)[^，。\s]{0,6}是", text) and any(phrase in text for phrase in (*words.another_matter, *words.another_shop))
    if len(text) > _LONG or not (is_denied or any(phrase in text for phrase in words.not_in_here)):
        return None
    names = hotline.knowledge.names.kinds
    if len(draft.said) < 2 or len(draft.said[-1]) < _A_MATTER:
        kept = hotline.drafts.latest_open(draft.conversation_id, besides=draft.draft_id)
        reply = Reply("utter_draft_another_kept", {"kind": names[kept.kind]}) if kept else Reply("utter_draft_another_later")
        return ask_next(conversation, draft, hotline, [reply])
    *before, last = draft.said
    matter = replace(heard, text=_without_leads(last, hotline), kind=RequestKind(draft.kind if draft.kind in _KINDS else "complaint"), problem=said_problem(last, hotline) or draft.problem, department=None, entities=(), secondary=None, acceptance=None)
    other = new_draft(Conversation(id=draft.conversation_id), matter, hotline, ())
    keep_draft(replace(other, stage=Stage.SET_ASIDE, has_facts=True), hotline)
    only_there = _told_only_in(last, "\n".join(before), draft, hotline)
    values = {name: value for name, value in draft.values.items() if name not in only_there}
    left = replace(draft, values=values, said=tuple(before), latest=())
    return ask_next(conversation, left, hotline, [Reply("utter_draft_another_kept", {"kind": names[other.kind]})])


def _told_only_in(last: str, before: str, draft: Draft, hotline) -> Dict[str, Any]:
    """草稿上的哪几样是那一句里说的、前面没说过的；他自己的姓名电话住处不动。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    there = read_statement(last, hotline.entities.entities(last, today), words, today)
    earlier = read_statement(before, hotline.entities.entities(before, today), words, today)
    return {
        name: value for name, value in draft.values.items()
        if name not in PERSONAL and earlier.get(name) != value and (there.get(name) == value or (isinstance(value, str) and value in last and value not in before))
    }  # fmt: skip


def says_another_only(draft: Draft, text: str, hotline) -> bool:
    """登记到一半说“我还要投诉另外一家”，还没说是哪家、什么事。"""
    words = hotline.knowledge.intake_words
    opens = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off))
    return draft.has_facts and opens and re.search("(?:另外?|别的?|还有)(?:的|有|一)*(?:家|个|件)", text) is not None and len(text) <= _SHORT


def named_matter(draft: Draft, text: str, hotline) -> Optional[Draft]:
    """“先说鱼的事吧”：放着的那一件说到了鱼，手上这一件没有，说的就是那一件。"""
    words = hotline.knowledge.intake_words
    about = re.sub(rf"{any_of((*words.orders, *words.fillers, *words.complaint_words, *words.tip_off_words))}|[那这一个家件]|的?[事情]+|[^㐀-鿿]", "", text)
    other = hotline.drafts.latest_open(draft.conversation_id, besides=draft.draft_id) if about else None
    is_that = other is not None and about in told_in(other) and about not in told_in(draft)
    return other if is_that else None


def put_other_right(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """“不对 烧烤是160”：手上这件没说过烧烤，放着的那件说过，改的是放着的。不是返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    is_correcting = corrects(text, words) or "不是" in text
    other = hotline.drafts.latest_open(draft.conversation_id, besides=draft.draft_id) if is_correcting else None
    if other is None or other.stage is not Stage.SET_ASIDE:
        return None
    about = re.sub(rf"{any_of((*words.corrects, *words.fillers))}|不是|[^㐀-鿿]", " ", text)
    pairs = [piece[at : at + 2] for piece in about.split() for at in range(len(piece) - 1)]
    if not any(pair in told_in(other) and pair not in told_in(draft) for pair in pairs):
        return None
    said = read_correction(text, entities_of(heard, hotline), other, words, hotline.now().date())
    if said is None or not said.found:
        return None
    kept = keep_draft(fill(other, said.found), hotline)
    fields = {"kind": hotline.knowledge.names.kinds[kept.kind], "noted": say_found(kept, tuple(said.found), hotline)}
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_other_changed", fields)])


def told_in(draft: Draft) -> str:
    """一份登记里说过的话和填了的，连在一起。"""
    return "".join((*draft.said, *(str(value) for value in draft.values.values())))

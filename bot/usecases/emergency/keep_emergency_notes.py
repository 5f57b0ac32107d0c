"""险情里说的话先加密存着：人平安了要投诉、举报的，不用从头说。轻生的话不存，也不变成登记。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, Optional

from bot.errors import DraftUnknown
from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.emergency import Emergency
from bot.hotline.understanding import Understanding
from bot.usecases.reading.beside_shop import beside_shop
from bot.usecases.reading.place_words import is_unnamed, looks_like_place
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import read_statement

# 这几种险情本身就是市场监管的事，工单按特急派；别的险情另有部门管，不跟着投诉走。
_GUESSED = ("utter_notice_intro", "utter_ask_situation")  # “就在东门口老李卤肉”像小餐饮登记
_LOST = ("utter_not_understood", "utter_ask_which_matter", "utter_ask_which_item")
_A_NAME, _A_PLACE = 12, 20
_NAME_AT = re.compile(r"(?:叫|是)?([㐀-鿿]{2,8})[\s，,]+就?在([^，,。；\s]{2,20})")
_OURS = ("food_poisoning", "drug_reaction", "special_equipment", "lift_trapped")
_ON_THE_SPOT = ("special_equipment", "lift_trapped")  # 人在哪，出事的设备就在哪；吃坏了的多半已经在家了


def emergency_notes(conversation: Conversation, hotline) -> Optional[Draft]:
    """险情里记下的；没有、过期了返回 None。"""
    if not conversation.emergency_notes:
        return None
    try:
        return hotline.drafts.get(conversation.emergency_notes)
    except DraftUnknown:
        return None


def note_in_emergency(conversation: Conversation, words: str, hotline) -> None:
    """险情里接着说的，添上去。"""
    notes = emergency_notes(conversation, hotline)
    if notes is not None:
        hotline.drafts.save(replace(hear(fill(notes, {**_sum_in(words, notes, hotline), **_named_in(words, notes, hotline)}), words, True), updated_at=hotline.now()))


def _sum_in(text: str, notes: Draft, hotline) -> Dict[str, Any]:
    """“医药费花了六千多”“4399”：花了多少、哪一天，头一回说到的记下。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    told = read_statement(text, hotline.entities.entities(text, today), words, today)
    if re.fullmatch(r"\d{2,5}(?:\.\d{1,2})?", text.strip()) and not any(text.strip() == phone.number for phone in hotline.knowledge.emergencies[notes.emergency].call):
        told["amount"] = float(text)
    return {name: told[name] for name in ("amount", "event_on") if name in told and not notes.knows(name)}


def _named_in(text: str, notes: Draft, hotline) -> Dict[str, Any]:
    """险情里只报了一家店：“向阳幼儿园”，或者自己问自己答：“在哪家饭店 就那个王家小院”。"""
    known = str(notes.values.get("respondent_name") or "")
    if (apart := _NAME_AT.fullmatch(text.strip(" 。"))) and not known.endswith(hotline.knowledge.intake_words.shops) and (both := _name_at(apart, hotline)):
        return both
    said = [piece for piece in re.split(r"[，,。；？?\s]+", text.strip()) if piece]
    if len(said) == 2 and is_unnamed(said[0], hotline.knowledge.intake_words) and not notes.knows("respondent_name"):
        name = re.sub("^(?:就|是|叫|那个|那家|在)+(?=.{2})", "", said[1])
        shop = read_field("respondent_name", name, hotline.knowledge.intake_words, hotline.now().date())
        return {"respondent_name": shop} if shop else {}
    if not notes.knows("respondent_name") and (both := beside_shop(text, hotline.knowledge.intake_words)):
        return {"respondent_name": both.shop, "respondent_address": both.place}  # “在县二中门口的李记小卖部 娃已经送医院了”
    is_shop = len(text) <= _A_NAME and text.endswith(hotline.knowledge.intake_words.shops) and not notes.knows("respondent_name")
    title = read_field("respondent_name", text, hotline.knowledge.intake_words, hotline.now().date()) if is_shop else None
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    if not title and not notes.knows("respondent_name") and (called := re.fullmatch(rf"[㐀-鿿]{{0,4}}(?:{any_of(words.shops)})(?:名字)?叫做?([^，,。\s]{{2,12}})(?:[\s，,]*就?在([^，,。]{{2,30}}))?", text.strip(" 。"))):
        title = read_field("respondent_name", called[1], words, today)  # “托管班叫小太阳 在育才路小学旁边”
        place = read_field("respondent_address", called[2] or "", words, today, is_asked=False)
        return {**({"respondent_name": title} if title else {}), **({"respondent_address": place} if place else {})}
    if not title and not notes.knows("respondent_name") and (both := _called_beside(text, hotline)):
        return both
    if not title and not notes.knows("respondent_name"):
        told = read_statement(text, hotline.entities.entities(text, today), words, today)
        title = told.get("respondent_name")
        if title and "respondent_address" in told:
            return {"respondent_name": title, "respondent_address": told["respondent_address"]}
    if title is None and notes.emergency in _ON_THE_SPOT and not notes.knows("respondent_address"):
        place = read_field("respondent_address", text, words, today, is_asked=False) if len(text) <= _A_PLACE else None
        return {"respondent_address": place} if place else {}
    return {"respondent_name": title} if title else {}


def _name_at(apart: re.Match, hotline) -> Dict[str, Any]:
    """“童乐园 在万达三楼”：前一截是店名，后一截是在哪。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    title = None if looks_like_place(apart[1].removesuffix("园"), words) else read_field("respondent_name", apart[1], words, today)
    return {"respondent_name": title, "respondent_address": apart[2]} if title and looks_like_place(apart[2], words) else {}


def _called_beside(text: str, hotline) -> Dict[str, Any]:
    """“三小门口的 叫小博士文具店”：一段是在哪，一段是叫什么。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    pieces = [piece for piece in re.split(r"[，,。；\s]+", text.strip()) if piece]
    titles = [piece for piece in pieces if re.match("(?:店|它|他家|那家|名字)?就?叫", piece) and piece.endswith(words.shops)]
    title = read_field("respondent_name", titles[0], words, today) if len(titles) == 1 else None
    if title is None:
        return {}
    places = (read_field("respondent_address", re.sub("的$", "", piece), words, today, is_asked=False) for piece in pieces if piece not in titles)
    place = next(filter(None, places), None)
    return {"respondent_name": title, **({"respondent_address": place} if place else {})}


def note_after_calm(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """人平安了，接着只报了店名、地方，没听懂：添在险情里记下的那份上，说清怎么接着投诉。"""
    notes = emergency_notes(before, hotline)
    lost = (*_LOST, *(_GUESSED if heard.intent == "state_facts" and before.item_id is None else ()))
    is_lost = any(reply.name in lost for reply in turn.replies)
    if notes is None or before.emergency or not is_lost or heard.choice is not None:
        return turn
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    found = read_statement(heard.text, hotline.entities.entities(heard.text, today), words, today)
    if not set(found) & {"respondent_name", "respondent_address", "amount", "event_on"}:
        return turn
    hotline.drafts.save(replace(hear(fill(notes, found), heard.text, True), updated_at=hotline.now()))
    return Turn(replace(before, misunderstood=0), [Reply("utter_emergency_noted")])


def is_ours(notes: Optional[Draft]) -> bool:
    return notes is not None and notes.emergency in _OURS


def follows_our_emergency(conversation: Conversation, hotline) -> bool:
    """刚说过食物中毒一类归本局管的险情，接着的投诉说的就是它。"""
    return is_ours(emergency_notes(conversation, hotline))


def with_emergency(draft: Draft, conversation: Conversation, hotline) -> Draft:
    """接上刚才紧急时说过的。"""
    earlier = emergency_notes(conversation, hotline)
    if earlier is None or earlier.stage is not Stage.OFFERED:
        return draft
    hotline.drafts.delete(earlier.draft_id)
    department = hotline.knowledge.emergencies[earlier.emergency].department
    return replace(
        draft,
        said=(*earlier.said, *draft.said),
        has_facts=True,
        values={**earlier.values, **draft.values},
        problem=earlier.problem if is_ours(earlier) else draft.problem or earlier.problem,  # “赔医药费”听着像药品的事
        emergency=earlier.emergency if is_ours(earlier) else None,
        department=department if is_ours(earlier) else draft.department,
    )


def merge_into_draft(conversation: Conversation, draft: Draft, hotline) -> Draft:
    """接着办放下的那份时，紧急时说的就是这件事的（归同一个科室），写进去。"""
    notes = emergency_notes(conversation, hotline)
    if notes is None or hotline.knowledge.emergencies[notes.emergency].department != draft.department:
        return draft
    hotline.drafts.delete(notes.draft_id)
    return replace(draft, said=(*draft.said, *notes.said), has_facts=True, emergency=notes.emergency)


def seen_from_draft(heard_as: Emergency, draft: Optional[Draft], text: str, hotline) -> Emergency:
    """登记餐馆的事时人倒了：同样是先打这个电话的险情，听草稿归哪个科室的。没提电梯的不当成困在电梯里。"""
    if draft is None or heard_as.hand_to_person or any(phrase in text for phrase in heard_as.asked_as):
        return heard_as  # “屋里一股煤气味”：明说了是哪一种
    same = (
        e for e in hotline.knowledge.emergencies.values()
        if not e.hand_to_person and e.department == draft.department and e.call[0].number == heard_as.call[0].number and e.is_named(text)
    )  # fmt: skip
    return heard_as if heard_as.department == draft.department else next(same, heard_as)

"""收下一句答话：答了正问的，答了别的，都记在草稿上；没用上的半句留在经过里。"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, decline, fill, hear
from bot.hotline.draft_filing import as_day
from bot.hotline.draft_questions import pass_over
from bot.hotline.intake import PERSONAL
from bot.hotline.privacy import HIDDEN
from bot.usecases.filing.answer_facts import note_found
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.start_draft import for_another
from bot.usecases.reading.draft_answer import pieces_of
from bot.usecases.reading.read_official import described

_FEWEST_DIGITS = 5
_FEW_WORDS = 5
_A_DESK = 20
_WORTH_KEEPING = 8  # 这么长的话不会是答话，是补充的经过
_A_DAY = 4  # “前天”记成 2026-04-27，话里没有这么长
_FACTS = ("product", "amount", "event_on")
_ABOUT_THEM = ("respondent_name", "respondent_address")


def take_answer(conversation: Conversation, draft: Draft, found: Dict[str, Any], text: str, hotline, is_cut: bool = False) -> Turn:
    """答了正问的这一样：收下；没用上的半句留在经过里。is_cut：话里说自己的已经去掉了。"""
    name, words = draft.asking, hotline.knowledge.intake_words
    if found.get("product") == found[name] or name == "citizen_phone":  # “老街火锅”是店名，不又是商品；“没手机，座机……”也不是买了手机
        found.pop("product", None)
    if draft.kind == "conduct_complaint" and name == "respondent_name" and len(text) <= _A_DESK:
        found = {**found, name: described(text, words, hotline.now().date())}  # “城南所的，戴眼镜”：长什么样也要
    after = fill(draft, for_another(found))
    tells_more = any(n in _FACTS for n in found if n != name)  # “东关粮油店，卖陈化粮”
    is_told_day = name == "event_on" and not draft.is_anonymous  # 匿名的：藏过的姓名不记得了，不多留话；没藏过的照留
    left = len(text) - sum(min(len(str(value)), _A_DAY) if is_cut or (key == "event_on" and (is_told_day or HIDDEN not in "".join(draft.said))) else len(str(value)) for key, value in found.items())
    if name not in PERSONAL and (tells_more or left >= (_FEW_WORDS if is_cut or is_told_day else _WORTH_KEEPING) or any(word in text for word in words.misdeeds)):
        after = hear(after, text, False)  # 没用上的半句可能还是线索
    proof = [piece for piece in pieces_of(text) if any(kind in piece for kind in words.evidence) and not any(piece in str(value) for value in found.values())]
    if name in PERSONAL and draft.kind not in SECRET and proof:
        after = hear(after, "，".join(proof), False)  # “南关巷7号 没有发票 就一张收据”：自己的几样不进经过，凭据的话进
    if name == "respondent_name" and draft.kind not in SECRET and _leaves_a_piece(text, found):
        after = hear(after, text, False)  # “超越健身 金鼎国际”后半截没认出是哪一样
    if name == "demand" and (not any(word in text for word in words.wishes) or len(text) - sum(map(len, found[name])) >= _FEW_WORDS):
        after = hear(after, text, False)  # 不像要求的也留着：“麻辣诱惑”说的是店
    if name == "respondent_name" and draft.kind not in SECRET and not str(found[name]).endswith(words.shops):
        after = hear(after, text, False)  # 不像店名的也留着：“吃出个苍蝇”说的是事；要保密的，可能是他自己的姓名，不留
    if name == "citizen_phone" and draft.knows("represents") and any(word in text for word in words.own_phone):
        after = hear(after, text, False)  # 替人投诉时留的是自己的电话：写明是谁的
    if name == "event_on" and as_day(found[name]) is None:
        after = hear(after, text, False)  # “上个月”不是哪一天，工单上没有格子，留在经过里
    if name in PERSONAL and draft.kind not in SECRET:
        for piece in pieces_of(text):
            after = hear(after, piece, False) if re.search(any_of(words.evidence), piece) and piece not in str(found[name]) else after  # “我没发票 只有收据”
    more = tuple(n for n in found if n != name)
    return note_found(conversation, after, more, hotline) if more else ask_next(conversation, after, hotline)


def _leaves_a_piece(text: str, found: Mapping[str, Any]) -> bool:
    told = "".join(str(value) for value in found.values())
    return any(len(piece) > 2 and piece not in told and not any(str(value) in piece for value in found.values()) for piece in pieces_of(text))


def take_something_else(conversation: Conversation, draft: Draft, found: Mapping[str, Any], text: str, hotline) -> Optional[Turn]:
    """没答正问的这一样，答了别的；什么也没听出来的返回 None。"""
    name = draft.asking
    if name == "citizen_phone" and sum(c.isdigit() for c in text) >= _FEWEST_DIGITS:
        return ask_next(conversation, fill(draft, found), hotline, [Reply("utter_draft_phone_wrong")], again=True)
    if not found:
        return None
    if name in draft.explained and name in _ABOUT_THEM:
        draft = decline(draft, name)  # 说清过为什么要，他接着说别的：不再问，照样登记
    after = fill(pass_over(draft, hotline.knowledge.acceptance.elements), found)
    told = sum(min(len(str(value)), _A_DAY) if key == "event_on" else len(str(value)) for key, value in found.items())  # “前天”记成 2026-04-27
    is_rough = "event_on" in found and as_day(found["event_on"]) is None  # “上个月”工单上没有格子
    is_more = is_rough or (len(text) - told >= _FEW_WORDS and not set(found) & set(PERSONAL))
    return note_found(conversation, hear(after, text, False) if is_more else after, tuple(found), hotline)

"""说了对方的电话、另一个号码、订单号：不当成答话，不换掉市民自己的电话，写在经过里；剩下的话照常答。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft, hear
from bot.hotline.privacy import mask_phone
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_command import corrects
from bot.usecases.reading.read_numbers import Span, order_numbers, phones_in, their_phones, whole_clause


def keep_numbers(draft: Draft, heard: Understanding, hotline) -> Tuple[Draft, Understanding, List[Reply]]:
    """返回添了经过的草稿、去掉那些号码的话、要说的。匿名的不记：订单号也认得出是谁。"""
    words, text = hotline.knowledge.intake_words, heard.text
    if draft.asking == "facts" or draft.is_anonymous or heard.choice:
        return draft, heard, []
    told: List[Reply] = []
    for span in reversed(order_numbers(text, words)):
        draft, text = _moved(draft, text, span)
        told = [Reply("utter_draft_order_kept")]
    for span in reversed(their_phones(text, words, draft.knows("represents"))):
        phone = text[slice(*phones_in(text[: span[1]])[-1])]
        draft, text = _moved(draft, text, whole_clause(text, span))
        told.append(Reply("utter_draft_their_phone", {"phone": phone}))
    for span in reversed(_others(text, draft, words)):
        draft, text = _moved(draft, text, span)
        told.append(Reply("utter_draft_other_phone", {"phone": mask_phone(draft.values["citizen_phone"])}))
    return (draft, replace(heard, text=text, entities=()), told) if told else (draft, heard, [])


def says_nothing_more(text: str, words) -> bool:
    """号码拿掉以后不剩什么了：“打不通”已经跟着号码记下。"""
    return len(re.sub(rf"{any_of((*words.links, *words.fillers, *words.phone_names))}|[^㐀-鿿A-Za-z0-9]", "", text)) < 2


def _moved(draft: Draft, text: str, span: Span) -> Tuple[Draft, str]:
    """这一段挪到经过里；返回剩下的话。"""
    start, end = span
    return hear(draft, text[start:end].strip(), False), f"{text[:start]} {text[end:]}".strip(" ，,。；;")


def _others(text: str, draft: Draft, words) -> List[Span]:
    """自己的电话登记了，又没说要改、没说是谁的，冒出来另一个号码。"""
    mine = draft.values.get("citizen_phone")
    if not mine or draft.asking == "citizen_phone" or corrects(text, words) or "不是" in text or any(cue in text for cue in words.cues["citizen_phone"]):
        return []
    return [span for span in phones_in(text) if re.sub(r"\D", "", text[slice(*span)]) != re.sub(r"\D", "", str(mine))]

"""匿名的又肯留电话、留了电话又要保密、怎么联系他方便：号码是谁的先分清。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_numbers import is_own_phone, is_their_phone

_SHORT = 18


def about_his_phone(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """说的不是这个返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    if draft.is_anonymous and draft.kind in SECRET and (text.startswith(words.yields) or any(w in text for w in words.cues["citizen_phone"])):
        phone = read_field("citizen_phone", text, words, hotline.now().date())
        at = next((e["start"] for e in entities_of(heard, hotline) if e["type"] == "phone"), len(text))
        if phone and any(phrase in text for phrase in words.not_to_write):
            return ask_next(conversation, draft, hotline, [Reply("utter_draft_own_card", {"noted": "", "left_out": "没有写进去"})])
        if phone and (is_own_phone(text, at, words) or text.startswith(words.yields)):
            named = fill(replace(draft, is_anonymous=False), {"citizen_phone": phone})
            return ask_next(conversation, named, hotline, [Reply("utter_draft_phone_kept")])
        if phone and not is_their_phone(text, at, words):
            return ask_next(conversation, draft, hotline, [Reply("utter_draft_whose_phone")])
    is_short = len(text) <= _SHORT and not re.search(r"\d{5}", text)
    if is_short and any(phrase in text for phrase in words.contact_wishes) and not draft.is_anonymous and draft.asking in (None, *PERSONAL):
        return ask_next(conversation, hear(draft, text, False), hotline, [Reply("utter_draft_contact_noted")])  # “别打电话，发短信行不”
    if draft.knows("citizen_phone") and "保密" in text and "匿名" not in text and len(text) <= _SHORT:
        name = "utter_draft_secrecy" if draft.kind in SECRET else "utter_draft_secrecy_complaint"
        return ask_next(conversation, draft, hotline, [Reply(name)])  # 留了电话又要保密，不是要把电话去掉
    return None

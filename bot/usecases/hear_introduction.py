"""还没说什么事，先报了姓名：“我叫郑爽”。不是要起公司名字，请他说事。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.read_details import read_labelled

_SHORT = 10


def hear_introduction(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """手上有事在办、说的不止姓名的返回 None。"""
    is_busy = conversation.draft_open or conversation.item_id or conversation.emergency or conversation.awaiting not in (Awaiting.NOTHING, Awaiting.CALLBACK_PHONE)
    if is_busy or heard.choice is not None or len(heard.text) > _SHORT:
        return None
    words = hotline.knowledge.intake_words
    only_orders = heard.text.startswith(words.orders) and len(heard.text) <= _SHORT // 2 + 1  # “先说我的吧”
    told = read_labelled(heard.text, words, hotline.now().date())
    return Turn(conversation, [Reply("utter_tell_your_matter")]) if only_orders or set(told) == {"citizen_name"} else None

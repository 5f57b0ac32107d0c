"""被投诉、被举报的店家自己来问：“有人举报我家商标侵权”。不是举报别人，先说他这一头的规矩。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Turn
from bot.hotline.intake import IntakeWords
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.quote_answer import best_answer, faq_reply
from bot.usecases.refuse import find_refusal, find_refusal_beside

_RULE = "merchant_being_complained"
_ACCUSES = "(?:举报|投诉|告(?![诉知]))"
_US = "(?:我|俺|咱)"
_OTHERS = (RequestKind.CONDUCT_COMPLAINT, RequestKind.HELP_REQUEST)


def hear_accused(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正登记着、说的是别的返回 None。"""
    is_busy = conversation.draft_open or heard.choice is not None or heard.emergency is not None
    if is_busy or heard.kind in _OTHERS or heard.intent == "check_ticket" or not is_accused(heard.text, hotline.knowledge.intake_words):
        return None
    if find_refusal(heard, hotline) or find_refusal_beside(heard, hotline):
        return None  # “我店被举报了，谁干的”：不能说
    found = best_answer(heard.text, hotline) if heard.kind is RequestKind.INQUIRY else None
    return Turn(conversation.settled(), [faq_reply(found[0] if found else _RULE, hotline)])


def is_accused(text: str, words: IntakeWords) -> bool:
    """别人投诉、举报的是说话的人，他又是做生意的。明说自己要投诉的不是。"""
    if any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off)):
        return False
    by = any_of(words.accusers)
    told = re.search(rf"(?:{by})[^，。,]{{0,10}}?{_ACCUSES}了?{_US}", text)
    suffered = re.search(rf"{_US}[^，。,]{{0,10}}?被(?:{by})?[^，。,骗坑宰打骂偷抢]{{0,4}}?{_ACCUSES}", text)
    threatened = re.search(rf"不[^，。,\s]{{1,4}}(?:就|要)?(?:去|上)?{_ACCUSES}{_US}(?:们|店)?(?:$|[，。,\s])", text)  # “不赔就举报我”
    return bool(told or suffered or threatened) and any(word in text for word in words.own_business)

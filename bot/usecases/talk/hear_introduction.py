"""还没说什么事，先报了姓名：“我叫郑爽”。不是要起公司名字，请他说事。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.reading.read_labelled import read_labelled
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.read_phrase import bare, clauses, says_any

_SHORT = 10
_LONGEST = 16


def hear_introduction(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """手上有事在办、说的不止姓名的返回 None。"""
    is_busy = conversation.draft_open or conversation.item_id or conversation.emergency or conversation.awaiting not in (Awaiting.NOTHING, Awaiting.CALLBACK_PHONE)
    if is_busy or heard.choice is not None or heard.emergency is not None or len(heard.text) > _LONGEST:
        return None
    words = hotline.knowledge.intake_words
    only_orders = heard.text.startswith(words.orders) and len(heard.text) <= _SHORT // 2 + 1  # “先说我的吧”
    if _only_says_who(heard, hotline):
        return Turn(conversation, [Reply("utter_tell_your_matter")])
    named = re.fullmatch("(?:名字)?叫([㐀-鿿]{2,3})", heard.text.strip(" 。，,"))
    if conversation.awaiting is Awaiting.CALLBACK_PHONE and named and has_surname(named[1], words):
        return Turn(conversation, [Reply("utter_ask_phone_again", choices=(Choice("不用了", "cancel"),))])  # 请他留电话，先报了姓名
    told = read_labelled(heard.text, words, hotline.now().date()) if len(heard.text) <= _SHORT else {}
    return Turn(conversation, [Reply("utter_tell_your_matter")]) if only_orders or set(told) == {"citizen_name"} or _only_a_surname(heard.text, words) else None


def _only_a_surname(text: str, words) -> bool:
    """“姓陆”“我姓陆”。"""
    said = re.fullmatch("(?:我|免贵)?姓([㐀-鿿])", text.strip(" 。，,"))
    return said is not None and has_surname(f"{said[1]}某", words)


def _only_says_who(heard: Understanding, hotline) -> bool:
    """“俺是合作社的会计”：说了自己是谁，没说要办什么、出了什么事。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    is_one = len(clauses(text)) == 1 and heard.kind is RequestKind.INQUIRY and not says_any((*words.asking, *words.plans), text)
    return is_one and text.startswith(words.says_who) and text.endswith((*words.groups["员工"], *words.posts))

"""骂着说的事：“我操他祖宗 卖我死螃蟹”。骂人的字边上有一件事，就是来投诉的，不当成骂人丢下。"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.hotline.any_of import any_of, any_said
from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.second_in_draft import said_problem
from bot.usecases.reading.read_field import read_field

_FEWEST_LETTERS = 3
_SHORT = 16


def hear_cursing(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """光是骂人的原样返回；登记到一半的，骂里头说的是补充，不另起一件。"""
    if heard.choice is None and _only_scolds(heard, hotline):
        return replace(heard, intent="abuse", kind=RequestKind.OTHER, department=None, problem=None, items=())
    if heard.intent != "abuse" or not _tells_a_matter(heard.text, hotline):
        return heard
    if conversation.draft_open:
        return replace(heard, intent="state_facts")
    problem = said_problem(heard.text, hotline)
    return replace(heard, intent="file_complaint", kind=RequestKind.COMPLAINT, problem=problem, department=None)


def _only_scolds(heard: Understanding, hotline) -> bool:
    """“你们热线真难打”“你们是干啥吃的”：一句开场的抱怨，还没说是什么事；明说要投诉、要反映的照办。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_scolding = len(text) <= _SHORT and (any_said(words.hard_to_reach).search(text) or any(phrase in text for phrase in words.scolds))
    is_request = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off, *words.asks_to_lodge))
    return bool(is_scolding) and not is_request and not _tells_a_matter(text, hotline)


def _tells_a_matter(text: str, hotline) -> bool:
    """骂人的字去掉以后，还说了买卖、店家、坏事，或者要怎样。骂我们自己的不算。"""
    words = hotline.knowledge.intake_words
    rest = re.sub(rf"{any_of(words.curses)}|[^㐀-鿿\d]", "", text)
    if len(rest) < _FEWEST_LETTERS - 1 or any(word in text for word in words.our_own):
        return False
    if read_field("demand", rest, words, hotline.now().date(), is_asked=False):
        return True
    shops = (shop for shop in words.shops if len(shop) > 1)
    told = (*words.misdeeds, *words.bought, *words.sold, *words.complains, *words.troubles, *shops)
    return len(rest) >= _FEWEST_LETTERS and any(word in rest for word in told)

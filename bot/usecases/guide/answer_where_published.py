"""“债权人公告在哪登”“公示几天”：问的是公告、公示登在哪、登多久，不是在哪办、几天办好；念指南里写着的那几句。"""

from __future__ import annotations

import re
from typing import Iterator, List, Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.guide_wording import lines
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import condition_holds
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import common_question

_LONGEST = 16
_MOST_LINES = 3
_SENTENCE = re.compile("[^。；]+")
_SO_LONG = re.compile(r"\d+(?:日|天|个工作日)")


def answer_where_published(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """手头没有事项、不是在问这一样、指南里没写的，返回 None。正问着情形的，答完接着问。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or heard.emergency or conversation.draft_open or len(text) > _LONGEST:
        return None
    asks_where, said_of = says_any(words.asks_where, text), re.sub(any_of(words.not_publishes), " ", text)  # “在哪登记”
    if not words.said(words.publishes, said_of) or not (asks_where or says_any(words.asks_a_time, text)):
        return None
    said = common_question(item, text, hotline) or _quoted(item, conversation, text, asks_where, words)
    if said is None:
        return None
    if conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said, *resumed.replies])


def _quoted(item: ServiceItem, conversation: Conversation, text: str, asks_where: bool, words: AnswerWords) -> Optional[Reply]:
    """点了名的（“债权人公告”）先念写着它的；问多久的，要写着几天。"""
    found = [line for line in _written(item, conversation) if words.said(words.writes_published, line)]
    found = [line for line in found if (says_any(words.writes_where, line) if asks_where else _SO_LONG.search(line))]
    named = re.sub(any_of((*words.asks_where, *words.asks_a_time, *words.particles)), "", text)
    pairs = {named[at : at + 2] for at in range(len(named) - 1)} - set(words.writes_published)
    likest = max((sum(pair in line for pair in pairs) for line in found), default=0)
    kept: List[str] = [line for line in dict.fromkeys(found) if sum(pair in line for pair in pairs) == likest]
    return Reply("utter_guide_says", {"lines": lines(tuple(kept[:_MOST_LINES]))}) if kept else None


def _written(item: ServiceItem, conversation: Conversation) -> Iterator[str]:
    """这几种情形里用得着的：步骤、条件、说明、材料的说明、不用带的为什么。"""
    yield from (*item.process, *item.eligibility, *_SENTENCE.findall(item.summary))
    yield from (f"{one.name}：{one.note}" for one in item.materials if one.note and condition_holds(one.when, conversation.answers))
    yield from (f"{one.name}不用带：{one.reason}" for one in item.not_needed if condition_holds(one.when, conversation.answers))

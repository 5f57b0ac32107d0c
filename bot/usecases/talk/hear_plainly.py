"""办着事的短话，照知识里的写法听：繁体换成简体；答情形的话里同音的错字换过来。登记用的原话不动。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.situation import Situation
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_answer import match_option, said_spans
from bot.usecases.reading.read_phrase import bare, says_nothing_asked

_LONGEST_ANSWER = 10


def hear_plainly(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """没在办事的、登记着的、按了按钮的，照原样。"""
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or conversation.draft_open:
        return heard
    plain = replace(heard, text=hotline.speller.plain(heard.text))
    question = item.situation(conversation.asked or "") if conversation.awaiting is Awaiting.SITUATION else None
    return _respelt(question, plain, hotline) if question else plain


def _respelt(question: Situation, heard: Understanding, hotline) -> Understanding:
    """字面上听不出、没在问、也没说到别的，才看同音。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if len(text) > _LONGEST_ANSWER or not says_nothing_asked(text, words) or said_spans(question, text, words) or match_option(question, heard, words):
        return heard
    groups = [[way for way in words.plain_ways(question, option) if way not in words.too_general] for option in question.options]
    for some in [[group] for group in groups] if question.several else [groups]:  # 可以几样一起的，一样一样看
        text = hotline.speller.respell(text, some)
    return replace(heard, text=text)

"""说着公司的，说“我是个体户”“那公司呢”：换到差一个字的那一件。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.give_notice import change_item, continue_notice
from bot.usecases.read_answer import match_option
from bot.usecases.read_phrase import bare
from bot.usecases.read_told import added_answers, mentioned_answers

_HALF_AN_ANSWER = 0.5


def change_to_twin(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正问着的问题本来就有这个选项的，是在答话，返回 None。"""
    if heard.choice is not None or conversation.draft_open or not conversation.item_id:
        return None
    half_said, text = hotline.knowledge.half_said, bare(heard.text)
    other = half_said.twin(conversation.item_id, text)
    is_known = other is None and conversation.awaiting is Awaiting.SITUATION and half_said.confirms(conversation.item_id, text)
    if other is None and not is_known:
        return None
    question = hotline.knowledge.item(conversation.item_id).situation(conversation.asked or "")
    answer = match_option(question, heard, hotline.knowledge.answer_words) if conversation.awaiting is Awaiting.SITUATION and question else None
    if answer and answer.strength >= _HALF_AN_ANSWER:
        return None  # “几个人合伙”里的“个人”不算
    if other is None:  # 说的就是手头这件
        asked = continue_notice(conversation, hotline.knowledge.item(conversation.item_id), hotline)
        return Turn(asked.conversation, [Reply("utter_noted"), *asked.replies])
    item, words = hotline.knowledge.item(other), hotline.knowledge.answer_words
    told = {**mentioned_answers(item, text, words), **added_answers(item, {}, text, words)}
    first = item.next_question(told)
    said = match_option(first, heard, words) if first else None
    if first and said and said.strength >= _HALF_AN_ANSWER:  # “变更法人”：变的是哪一样已经说了
        told[first.id] = said.option
    return change_item(conversation, item, told, hotline)

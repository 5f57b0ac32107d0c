"""说着公司的，说“我是个体户”“那公司呢”：换到差一个字的那一件。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import change_item, continue_notice
from bot.usecases.guide.read_told import added_answers, mentioned_answers
from bot.usecases.reading.read_answer import match_option
from bot.usecases.reading.read_phrase import bare, says_nothing_asked
from bot.usecases.rules.quote_answer import common_question

_HALF_AN_ANSWER = 0.5


def change_to_twin(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正问着的问题本来就有这个选项的，是在答话，返回 None。"""
    if heard.choice is not None or conversation.draft_open or not conversation.item_id:
        return None
    half_said, text = hotline.knowledge.half_said, bare(heard.text)
    in_hand = hotline.knowledge.item(conversation.item_id)
    if not says_nothing_asked(heard.text, hotline.knowledge.answer_words) and common_question(in_hand, heard.text, hotline):
        return None  # 办着新证问“过期了咋办”，不是来续证的
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
    leads_back = [one.id for one in item.situations for option in one.options_of(told.get(one.id)) if option.leads_to and option.leads_to.item_id == conversation.item_id]
    told = {situation: option for situation, option in told.items() if situation not in leads_back}  # “到期了”换到延续，不当成过期了又换回新办
    return change_item(conversation, item, told, hotline)

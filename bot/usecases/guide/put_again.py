"""同一问不能没完没了地问：再要清单就给，白问了三遍也给，各种情形都列上；答的话说过的不原样再说。"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.change_answers import list_every_case
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.talk.repeat_question import asks_to_repeat

_MOST = 3
_LONGEST = 16
_ASKS = "utter_ask_situation"
# 请他答的开场白：清单都给了就不用再说。
_URGES = ("utter_answer_with_number", "utter_fact_still_asked", "utter_list_after_this", "utter_noted")
_NOT_AN_ANSWER = (_ASKS, *_URGES, "utter_not_understood")


def put_at_most_thrice(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """数这一问连着白问了几遍，问够了、要过两回清单的，给他清单。岔开问的答上了、要再听一遍的不算：他在打听，不是不想答。"""
    after = turn.conversation
    if after.awaiting is not Awaiting.SITUATION or not any(reply.name == _ASKS for reply in turn.replies):
        return turn
    put = f"{after.item_id}.{after.asked}"
    is_same = put == before.last_put
    is_told = is_same and after.answers != before.answers  # 先答了后面的，不是不想答
    is_aside = is_told or asks_to_repeat(heard, hotline) or any(reply.name not in _NOT_AN_ANSWER for reply in turn.replies)
    times = before.times_put + (0 if is_aside else 1) if is_same else 1
    wants_list = any(reply.name == "utter_list_after_this" for reply in turn.replies)
    if times > _MOST or (wants_list and after.wants_list):
        listed = list_every_case(after, hotline)
        said = [reply.without_choices() for reply in turn.replies if reply.name not in (_ASKS, *_URGES)]
        return Turn(replace(listed.conversation, last_put=None, times_put=0, wants_list=False), [*said, Reply("utter_every_case"), *listed.replies])
    replies = [_otherwise(reply) for reply in turn.replies] if times == _MOST else turn.replies
    if is_same and times > before.times_put and len(replies) == 1 and after.answers == before.answers:
        replies = [Reply("utter_answer_with_number" if times < _MOST else "utter_fact_still_asked"), *replies]  # 什么也没说就再问一遍，像没听见
    return Turn(replace(after, last_put=put, times_put=times, wants_list=after.wants_list or wants_list), replies)


def asks_for_list(heard: Understanding, hotline) -> bool:
    """“行 给我清单”“到底要带啥”：要的是整份，没点哪一样（“搬家带啥”不算）。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if heard.choice is not None or len(text) > _LONGEST or not says_any(words.asks_for_list, text):
        return False
    rest = re.sub(any_of((*words.asks_for_list, *words.urges)), " ", text)
    return not hotline.knowledge.aspect_words.points_at(rest)


def demands_list(heard: Understanding, hotline) -> bool:
    """“直接给清单嘛”“赶紧说带啥”：硬要，不先问。"""
    return says_any(hotline.knowledge.answer_words.urges, heard.text) and asks_for_list(heard, hotline)


def _otherwise(reply: Reply) -> Reply:
    """第三遍问，“点一个选项”已经说过了。"""
    return Reply("utter_fact_still_asked") if reply.name == "utter_answer_with_number" else reply

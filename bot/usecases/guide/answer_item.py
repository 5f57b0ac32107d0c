"""就一个事项的一个方面作答：怎么办、要什么材料走一次性告知，别的先答那一句，再给清单的按钮。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.another_case import another_case
from bot.usecases.guide.answer_aspect import ASK_A_PERSON, answer_aspect, next_steps
from bot.usecases.guide.give_notice import note_told, say_what_is_missing, start_notice
from bot.usecases.guide.stay_with_item import answer_one_point, other_errand
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.rules.quote_answer import common_question
from bot.usecases.talk.hear_bare import asks_how

_NOTICE_ASPECTS = ("overview", "materials")


def answer_item(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Turn:
    """就一个事项的一个方面作答。"""
    pending = conversation
    conversation = replace(conversation.about(item.item_id), aspect=aspect, misunderstood=0)
    if aspect == "overview" and asks_how(pending, item.item_id, heard, hotline):
        aspect = "process"
    if aspect in _NOTICE_ASPECTS:
        return _answer_with_notice(pending, conversation, item, aspect, heard, hotline)
    return answer_aspect(pending, conversation, item, aspect, heard, hotline)


def _answer_with_notice(pending: Conversation, conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Turn:
    """问怎么办、要什么材料：点了一样的答那一样，头一句是常见问题的答那一条，别的走一次性告知。pending 是听这句以前的对话。"""
    point = answer_one_point(pending, item, heard, hotline)
    if point is not None:
        return point
    common = common_question(item, heard.text, hotline) if pending.item_id != item.item_id and heard.choice is None else None
    if common is not None:  # “医院打广告找谁批”“登记证丢了咋补”：头一句问的就是一条常见问题，不从头问情形
        return Turn(note_told(conversation, item, heard, hotline).settled(), [replace(common, choices=next_steps(item, (aspect,)))])
    is_under_way = pending.awaiting is Awaiting.SITUATION and pending.item_id == item.item_id
    started = start_notice(conversation, item, heard, hotline, introduce=not is_under_way)
    is_same = pending.notice_no is not None and started.conversation.notice_no == pending.notice_no and started.conversation.awaiting is Awaiting.NOTHING
    return _same_notice(pending, item, heard, hotline) or started if is_same else started


def _same_notice(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Turn]:
    """清单出过了，没有变：要再看一遍的才从头念；问还差什么的说还差的；问别的承认没写，只说一样情形的说一声清单不变。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if says_any(words.asks_missing, text):
        return say_what_is_missing(conversation, heard, hotline)
    aspects, names = hotline.knowledge.aspect_words, (item.name, *item.asked_as)
    # “要年检不”问的是要不要，不是再要一份
    is_wanted = "materials" in aspects.asked(text) or (aspects.is_all_plain(text) and not says_any(words.about_notice.gives_back, text) and not text.endswith(words.asks_at_end)) or says_any((*words.repeats, *words.about_notice.whole, *names), text)
    if heard.choice is not None or is_wanted:
        return None
    if says_nothing_asked(heard.text, words):
        return Turn(conversation.settled(), [Reply("utter_fact_changes_nothing", choices=other_errand(conversation, heard, hotline))])
    case = another_case(conversation, item, heard, hotline)
    return Turn(conversation.settled(), [case or Reply("utter_not_in_guide", choices=(ASK_A_PERSON,))])

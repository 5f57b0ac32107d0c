"""清单出完了又补一句情形（“都是境内的”“没有债务 也没雇人”）：听着像举报、像在问，其实还在说手头这件事。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.take_request import said_outright
from bot.usecases.guide.answer_strength import SMALL_TALK
from bot.usecases.guide.change_answers import correct_situation, take_early_answer
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.hear_told import tells_no_trouble
from bot.usecases.guide.put_again import asks_for_list
from bot.usecases.guide.read_told import WHOLLY, added_answers, answers_elsewhere, half_answered, mentioned_answers
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked

_MISHEARD = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.SUGGESTION, RequestKind.CONDUCT_COMPLAINT, RequestKind.COMMENDATION)
_SHORT = 14
_MOSTLY = 0.6


def take_late_fact(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """改了情形的重出一份，没改的说一声清单不变。明说要投诉举报、点了谁的名、在问的，返回 None。"""
    words, intake = hotline.knowledge.answer_words, hotline.knowledge.intake_words
    is_out = conversation.awaiting is Awaiting.NOTHING and conversation.notice_no and not conversation.draft_open
    if _is_open(conversation) and heard.choice is None and not heard.emergency and _answers_wholly(conversation, heard, hotline, _MOSTLY):
        return take_early_answer(conversation, heard.text, hotline)  # 只答了一个方面，他接着说“一个人”：听着像投诉谁
    if is_out and heard.choice is None and (heard.emergency or heard.intent in SMALL_TALK) and _answers_wholly(conversation, heard, hotline):
        return take_early_answer(conversation, heard.text, hotline) or Turn(conversation.settled(), [Reply("utter_fact_changes_nothing")])
    if is_out and heard.choice is None and not heard.emergency:
        item = hotline.knowledge.item(conversation.item_id)
        if asks_for_list(heard, hotline) and says_any(words.about_notice.whole, heard.text) and says_nothing_asked(heard.text, words):
            return continue_notice(conversation, item, hotline)  # “出清单吧”：再念一遍
        if added_answers(item, conversation.answers, heard.text, words):  # “再加上经营范围”：另有一件叫这个名字的事，也还是这一件
            return correct_situation(conversation, heard, hotline)
        half = half_answered(item, conversation.answers, bare(heard.text)) if says_nothing_asked(heard.text, words) else ""
        if half:  # 企业的年报清单出了，说“个体户”：网上报还是交纸质，要再问
            kept = {situation: option for situation, option in conversation.answers.items() if situation != half}
            return continue_notice(replace(conversation, answers=kept), item, hotline)
    is_misheard = heard.kind in _MISHEARD or (heard.intent.startswith("ask_") and heard.item_id in (None, conversation.item_id))
    if not is_misheard or heard.emergency or heard.choice is not None or len(bare(heard.text)) > _SHORT:
        return None
    if not is_out:
        return None
    if heard.entity("merchant") or says_any((*intake.tip_off_words, *intake.complaint_words), heard.text) or not says_nothing_asked(heard.text, words):
        return None
    if said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is not None:
        return None
    item = hotline.knowledge.item(conversation.item_id)
    aspects = hotline.knowledge.aspect_words
    if heard.intent.startswith("ask_") and aspects.asked(heard.text):
        return None  # “办理流程”：没有问的字，也是在问
    corrected = correct_situation(conversation, heard, hotline) or take_early_answer(conversation, heard.text, hotline)
    is_written = any(part in item.written for part in aspects.left_over(bare(heard.text)))
    if not corrected and not is_written and not mentioned_answers(item, heard.text, words):
        return Turn(conversation.settled(), [Reply("utter_fact_changes_nothing")]) if tells_no_trouble(heard, hotline) else None
    again = Choice("再看一遍清单", "choose_item", {"item_id": item.item_id, "aspect": "materials"})
    return corrected or Turn(conversation.settled(), [Reply("utter_same_list", {"item": item.name}, (again,))])


def _is_open(conversation: Conversation) -> bool:
    """说着一件事，还没开始问情形。"""
    is_free = conversation.awaiting is Awaiting.NOTHING and not conversation.draft_open
    return is_free and bool(conversation.item_id) and not conversation.notice_no


def _answers_wholly(conversation: Conversation, heard: Understanding, hotline, least: float = WHOLLY) -> bool:
    """清单出了说“我弟去”，听着像走失：整句就是在答谁来办。轻生一类的再不像也不放过。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    is_answer = len(bare(heard.text)) <= _SHORT and bool(answers_elsewhere(item, "", {}, bare(heard.text), words, least))
    return is_answer and not (heard.emergency and hotline.knowledge.emergencies[heard.emergency].hand_to_person)

"""记下、添上、改掉一个情形的回答，然后接着问或者重出告知书。"""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice, still_asked
from bot.usecases.guide.read_told import added_answers, answers_besides, answers_elsewhere, mentioned_answers
from bot.usecases.reading.read_phrase import bare, says_any


def take_situation(
    conversation: Conversation, heard: Understanding, situation_id: str, option_id: str, hotline
) -> Turn:
    """记下一个情形的回答，连同这句话里顺带说明的别的情形，然后问下一个。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    mentioned = mentioned_answers(item, heard.text, words)
    option_id = _who_goes(conversation, situation_id, option_id, heard.text, words)
    answers = still_asked(item, {**mentioned, **conversation.answers, situation_id: option_id})
    answers = still_asked(item, {**answers_besides(item, situation_id, answers, heard.text, words), **answers})
    turn = continue_notice(replace(conversation, answers=answers, misunderstood=0), item, hotline, heard.text)
    notes = [option.note for option in item.situation(situation_id).options_of(option_id) if option.note and not option.leads_to]
    if notes and turn.conversation.awaiting is Awaiting.SITUATION:  # 问完了的，告知书上有
        return Turn(turn.conversation, [*(Reply("utter_mind", {"note": note}) for note in notes), *turn.replies])
    return turn


def _who_goes(conversation: Conversation, situation_id: str, option_id: str, text: str, words: AnswerWords) -> str:
    """替婆婆问的，说“我去”：是代办；说“她去”，是本人。"""
    if not conversation.for_another or situation_id != "agent":
        return option_id
    if option_id == "self" and says_any(words.i_go, text) and not says_any(words.says_the_person, text):
        return "agent"
    return "self" if option_id == "agent" and bare(text).startswith(words.he_goes) else option_id


def list_every_case(conversation: Conversation, hotline) -> Turn:
    """还没问清的都按“说不清”算：各种情形都列出来，不让市民空手走。"""
    item = hotline.knowledge.item(conversation.item_id)
    answers = dict(conversation.answers)
    while (question := item.next_question(answers)) is not None:
        answers[question.id] = UNSURE
    return continue_notice(replace(conversation, answers=answers, misunderstood=0), item, hotline)


def leave_open(conversation: Conversation, hotline) -> Turn:
    """正问着的这一问听不出来，当作说不清，接着问下一问；往下的要看它怎么答的，就不再问，都列出来。"""
    item = hotline.knowledge.item(conversation.item_id)
    if any(conversation.asked in situation.when for situation in item.situations):
        turn = list_every_case(conversation, hotline)
    else:
        turn = continue_notice(replace(conversation, answers={**conversation.answers, conversation.asked: UNSURE}), item, hotline)
    is_done = turn.conversation.awaiting is not Awaiting.SITUATION
    return Turn(turn.conversation, [Reply("utter_every_case" if is_done else "utter_left_open"), *turn.replies])


def take_early_answer(conversation: Conversation, told: str, hotline, least: float = 0.5) -> Optional[Turn]:
    """没答正问着的，先答了后面才问的，也记下；又说了一遍说过的，也算听见了；和说过的不一样的，照后说的改。没有返回 None。"""
    item, answers = hotline.knowledge.item(conversation.item_id), early_answers(conversation, told, hotline, least)
    if answers is None:
        return None
    if answers == conversation.answers:
        return continue_notice(conversation, item, hotline)
    return continue_notice(replace(conversation, answers=answers, notice_no=None, misunderstood=0), item, hotline)


def early_answers(conversation: Conversation, told: str, hotline, least: float = 0.5) -> Optional[Dict[str, str]]:
    """听了这句以后的全部回答；没听出正问着的以外的回答、出了清单又说一遍的，返回 None。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    known = {q: answer for q, answer in conversation.answers.items() if answer != UNSURE}
    heard = answers_elsewhere(item, conversation.asked or "", known, told, words, least)
    early = {question: _who_goes(conversation, question, answer, told, words) for question, answer in heard.items()}
    fresh = {q: answer for q, answer in early.items() if known.get(q) != answer}
    if not fresh:
        return dict(conversation.answers) if early and conversation.notice_no is None else None
    plain = {q: answer for q, answer in fresh.items() if mentioned_answers(item, told, words).get(q) == answer}  # “她自己做”单听分不清，推不出是食堂
    return still_asked(item, {**conversation.answers, **implied(item, conversation.asked, plain, words), **fresh})


def implied(item: ServiceItem, asked: Optional[str], told: Dict[str, str], words: AnswerWords) -> Dict[str, str]:
    """正问着要改什么，说“原来的老板过世了”：继承只有换老板才问，要改的就是老板。说没有的不算：“不备二类”不是说第一次办。"""
    told = {question: answer for question, answer in told.items() if (option := item.situation(question).option(answer)) is None or not option.label.startswith(words.negative_labels)}
    needed = {options for s in item.situations if s.id in told and tuple(s.when) == (asked,) for options in (tuple(s.when[asked]),) if len(options) == 1}
    return {asked: needed.pop()[0]} if asked and len(needed) == 1 else {}


def correct_situation(conversation: Conversation, heard: Understanding, hotline, but: Optional[str] = None) -> Optional[Turn]:
    """说过了又改口（“不对，我是代办的”）：按新情形接着问或者重出一份。没有新情形返回 None。

    but 是不从这句话里认的那一问。
    """
    item = hotline.knowledge.item(conversation.item_id)
    mentioned = mentioned_answers(item, heard.text, hotline.knowledge.answer_words)
    changed = {situation_id: option for situation_id, option in mentioned.items() if situation_id != but}
    changed.update(added_answers(item, conversation.answers, heard.text, hotline.knowledge.answer_words))
    answers = still_asked(item, {**conversation.answers, **implied(item, conversation.asked, changed, hotline.knowledge.answer_words), **changed})
    if not changed or answers == conversation.answers:
        return None
    return continue_notice(replace(conversation, answers=answers, notice_no=None, misunderstood=0), item, hotline, heard.text)

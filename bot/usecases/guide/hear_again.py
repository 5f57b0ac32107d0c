"""又说了一遍已经记下的（“扩项”“律师”“地址”）：说一声记着了，正问着的接着问，出过清单的不说“清单上没有分”。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.read_materials import lacking_materials, mentioned_materials
from bot.usecases.guide.read_told import MOSTLY_ABOUT_IT, answers_elsewhere, says_again
from bot.usecases.reading.read_answer import is_torn, match_option, said_option
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked

_LONGEST = 10


def hear_again(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """说了新情形的、在问的、在答正问着的、改口的返回 None。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    item = hotline.knowledge.items.get(conversation.item_id or "")
    is_busy = heard.choice is not None or heard.emergency or conversation.draft_open or conversation.awaiting not in (Awaiting.SITUATION, Awaiting.NOTHING)
    if item is None or is_busy or len(text) > _LONGEST or not says_nothing_asked(heard.text, words) or says_any(words.corrects, text):
        return None
    if mentioned_materials(item, text, words) or lacking_materials(item, text, words):
        return None  # “要健康证几张”
    unanswered = [situation for situation in item.possible_questions(conversation.answers) if situation.id not in conversation.answers]
    if any(said_option(situation, text, words) for situation in unanswered):
        return None
    is_known = says_again(item, conversation.answers, text, words, MOSTLY_ABOUT_IT)
    is_beside = conversation.awaiting is Awaiting.SITUATION and _is_beside_the_list(item, conversation, text, words)
    if not is_known and not is_beside:
        return None
    question = item.situation(conversation.asked or "") if conversation.awaiting is Awaiting.SITUATION else None
    is_answer = question is not None and (match_option(question, heard, words) is not None or is_torn(question, text, words))
    told = answers_elsewhere(item, conversation.asked or "", conversation.answers, text, words)
    if is_answer or any(conversation.answers.get(situation) != option for situation, option in told.items()):
        return None
    if question is not None:
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_noted" if is_known else "utter_beside_the_list"), *again.replies])
    if not conversation.notice_no:
        return None
    listed = Choice("再看一遍清单", "choose_item", {"item_id": item.item_id, "aspect": "materials"})
    return Turn(conversation.settled(), [Reply("utter_same_list", {"item": item.name}, (listed,))])


def _is_beside_the_list(item: ServiceItem, conversation: Conversation, text: str, words: AnswerWords) -> bool:
    """说的是照前面的回答用不着问的一样（简易注销时“不用批”）：大半句是，说一声它不影响清单。"""
    possible = {situation.id for situation in item.possible_questions(conversation.answers)}
    said = (said_option(situation, text, words) for situation in item.situations if situation.id not in possible)
    return len(text) > 1 and any(answer is not None and answer.strength >= MOSTLY_ABOUT_IT for answer in said)

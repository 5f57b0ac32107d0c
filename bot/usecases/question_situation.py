"""正问着会改变清单的问题时，听市民怎么答：答了、改口了、反问了，还是没听懂。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.give_notice import (
    continue_notice,
    correct_situation,
    list_every_case,
    say_what_is_missing,
    take_situation,
)
from bot.usecases.misunderstand import none_of_these
from bot.usecases.read_answer import bare, guess_option, match_option, says_any

# 听着不是在答话的意图，对上的字要占到这句话的这么多才当作回答。
_MOSTLY_AN_ANSWER = 0.6
_WHOLLY_AN_ANSWER = 0.8
# 短短一句不像在问，事项又只像到这个程度，是没听懂的回答，不是换了一件事。
_SURE_OF_ITEM = 0.5
# 这些意图的话，本来就可能是在答话。
_ANSWERING = ("state_facts", "affirm", "deny", "noise", "have_materials", "greet", "abuse", "commend")
_MATERIALS = "have_materials"
_EASILY_MISHEARD = ("ask_", "file_", "complain_", "check_", "suggest")


def answer_pending_situation(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """当作情形的回答；不是回答返回 None。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    question = item.situation(conversation.asked)
    if question is None:  # 指南换了版本，这个问题没有了
        return continue_notice(conversation, item, hotline)
    text = bare(heard.text)
    if says_any(words.asks_why, text) and len(text) <= 14:
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_why_i_ask", {"why": question.why}), *again.replies])
    if says_any(words.wrong_matter, text):
        return none_of_these(replace(conversation.about("").settled(), item_id=None), heard, hotline)
    if says_any(words.unwilling, text):
        listed = list_every_case(conversation, hotline)
        return Turn(listed.conversation, [Reply("utter_every_case"), *listed.replies])
    answer = match_option(question, heard, words)
    is_answering = heard.intent in _ANSWERING
    is_asking = heard.intent.startswith("ask_") and says_any(words.asking, text)
    is_stating = heard.intent.startswith("ask_") and not is_asking
    enough = _WHOLLY_AN_ANSWER if is_asking else _MOSTLY_AN_ANSWER
    if answer and (is_answering or is_stating or answer.strength >= enough):
        return take_situation(conversation, heard, question.id, answer.option, hotline)
    if heard.intent == "report_emergency":
        return None
    if heard.intent == _MATERIALS:
        return say_what_is_missing(conversation, heard, hotline)
    if is_answering or (_may_be_misheard(heard) and not is_asking):
        corrected = correct_situation(conversation, heard, hotline)
        if corrected:
            noted = [Reply("utter_noted")] if corrected.conversation.asked == question.id else []
            return Turn(corrected.conversation, [*noted, *corrected.replies])
        guessed = guess_option(question, heard, hotline.matcher)
        if guessed:
            return take_situation(conversation, heard, question.id, guessed, hotline)
    is_unsure = _may_be_misheard(heard) and not is_asking and (not heard.items or heard.items[0][1] < _SURE_OF_ITEM)
    if is_unsure or (is_answering and heard.intent not in ("greet", "abuse", "commend")):
        return ask_situation_again(conversation, hotline)
    return None


def ask_situation_again(conversation: Conversation, hotline) -> Turn:
    """没听出选的是哪个：第一次请市民点选；再听不出，就各种情形都列出来。"""
    if conversation.misunderstood:
        listed = list_every_case(conversation, hotline)
        return Turn(listed.conversation, [Reply("utter_every_case"), *listed.replies])
    item = hotline.knowledge.item(conversation.item_id)
    again = continue_notice(replace(conversation, misunderstood=1), item, hotline)
    return Turn(again.conversation, [Reply("utter_answer_with_number"), *again.replies])


def _may_be_misheard(heard: Understanding) -> bool:
    """短短一句、听着像要投诉要问事，却没有说到哪件事：多半是被听错了意图的回答。"""
    return len(heard.text) <= 10 and heard.item_id is None and heard.intent.startswith(_EASILY_MISHEARD)

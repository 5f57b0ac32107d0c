"""清单出完了，半句问另一种情形（“那贷款还完了呢”“想恢复了咋办”）：这一种清单里本来就分着，说一声，点一下就按它重出。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Choice, Conversation, Reply
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.read_answer import guess_option, match_option
from bot.usecases.read_phrase import bare

_LONGEST = 16
_MOSTLY = 0.5


def another_case(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """没出过清单、不是半句话、说的就是出过的那一种、对上不止一问的，返回 None。"""
    words = hotline.knowledge.answer_words
    said = _case_said(bare(heard.text), words)
    if not conversation.notice_no or not said or len(said) > _LONGEST:
        return None
    case = replace(heard, text=said)
    found = []
    for situation in item.situations:
        answer = match_option(situation, case, words)
        option = answer.option if answer and answer.strength >= _MOSTLY else guess_option(situation, case, words, hotline.matcher)
        if option and situation.option(option) and conversation.answers.get(situation.id) != option:
            found.append((situation.id, situation.option(option)))
    if len(found) != 1:
        return None
    ((situation_id, chosen),) = found
    again = Choice("按这一种重出清单", "answer_situation", {"situation": situation_id, "option": chosen.id})
    return Reply("utter_another_case", {"option": chosen.label}, (again,))


def _case_said(text: str, words: AnswerWords) -> str:
    """去掉“那、要是”和“呢、咋办”，剩下的那种情形；没有这样的尾巴返回空。"""
    tail = max((tail for tail in words.after_an_option if text.endswith(tail)), key=len, default="")
    if not tail:
        return ""
    said = text[: -len(tail)]
    for head in sorted(words.follows_on, key=len, reverse=True):
        said = said[len(head) :] if said.startswith(head) else said
    return bare(said)

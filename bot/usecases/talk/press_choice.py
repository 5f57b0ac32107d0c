"""市民按了按钮；或者在不能按的渠道里回了序号、照着念了一遍。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Turn
from bot.hotline.situation import UNSURE
from bot.hotline.understanding import Understanding
from bot.usecases.filing.press_draft import press_draft
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.change_answers import take_situation
from bot.usecases.guide.give_notice import tick_materials
from bot.usecases.reading.read_phrase import bare, choice_number, says_any
from bot.usecases.returning.check_ticket import check_ticket
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.misunderstand import misunderstand, none_of_these
from bot.usecases.talk.small_talk import make_small_talk
from bot.usecases.talk.stop import stop

_SHORT = 10


def press_choice(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """情形选项的按钮在这里接；别的按钮照它的意图办，返回 None。

    按的可能是上面早先的按钮，载荷也可能是编出来的：对不上就当没听懂。
    """
    if heard.intent == "answer_draft":
        return press_draft(conversation, heard, hotline)
    if heard.intent == "have_materials":
        return tick_materials(conversation, heard.choice.get("notice", ""), heard.choice.get("have", ""), hotline)
    if heard.intent != "answer_situation":
        return None if is_known(heard, hotline) else misunderstand(conversation, heard, hotline)
    item = hotline.knowledge.items.get(conversation.item_id or "")
    question = item.situation(heard.choice.get("situation") or conversation.asked or "") if item else None
    option = heard.choice.get("option")
    if question is None or (option != UNSURE and question.option(option or "") is None):
        return misunderstand(conversation, heard, hotline)
    return take_situation(replace(conversation, notice_no=None), replace(heard, text=""), question.id, option, hotline)


def chosen_by_words(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """回了上一轮选项的序号，或者把选项的字打了一遍；不是返回 None。"""
    number = choice_number(heard.text, hotline.knowledge.answer_words)
    if number is None:
        said = bare(heard.text)
        number = next((i for i, offer in enumerate(conversation.offered, 1) if offer.get("title") == said), None)
    if number is None and _takes_the_only_offer(conversation, heard, hotline):
        number = 1
    if not number or number > len(conversation.offered):
        return None
    offer = conversation.offered[number - 1]
    picked = replace(heard, intent=offer["intent"], choice=offer["choice"], items=(), aspect=None, in_context=False)
    pressed = press_choice(conversation, picked, hotline)
    if pressed is not None:
        return pressed
    return _USE_CASES[offer["intent"]](replace(conversation, offered=()), picked, hotline)


def _takes_the_only_offer(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """只给了一个“按这一种重出清单”，说“要”“那按这个来”。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    is_only = len(conversation.offered) == 1 and conversation.offered[0]["intent"] == "answer_situation"
    return is_only and len(text) <= _SHORT and (text in words.yes or (heard.intent != "deny" and says_any(words.takes_the_offer, text)))


def is_known(heard: Understanding, hotline) -> bool:
    """按钮说的事项、问答是不是真有。"""
    choice, knowledge = heard.choice or {}, hotline.knowledge
    return choice.get("item_id", next(iter(knowledge.items))) in knowledge.items and (
        heard.intent != "choose_answer" or choice.get("faq_id") in knowledge.faq
    )


_USE_CASES = {
    "choose_item": answer_guide_question,
    "choose_answer": answer_regulation,
    "check_ticket": check_ticket,
    "talk_to_operator": ask_for_operator,
    "request_callback": ask_for_operator,
    "none_of_these": none_of_these,
    "cancel": stop,
    "start_over": stop,
    "ask_what_you_can_do": make_small_talk,
}

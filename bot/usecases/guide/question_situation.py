"""正问着会改变清单的问题时，听市民怎么答：答了、改口了、反问了，还是没听懂。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import Situation
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_strength import (
    ANSWERING,
    LONG_NAME,
    WHOLLY_AN_ANSWER,
    how_much_to_match,
    how_much_to_match_early,
    may_be_answering,
    names_another_item,
)
from bot.usecases.guide.answer_unclear import answer_unclear, ask_situation_again
from bot.usecases.guide.change_answers import (
    correct_situation,
    early_answers,
    list_every_case,
    take_early_answer,
    take_situation,
)
from bot.usecases.guide.give_notice import continue_notice, say_what_is_missing, start_notice
from bot.usecases.guide.put_again import demands_list
from bot.usecases.guide.quote_guide import quote_meaning
from bot.usecases.guide.read_told import added_answers
from bot.usecases.guide.stay_with_item import answer_one_point
from bot.usecases.reading.read_answer import guess_option, is_torn, match_option
from bot.usecases.reading.read_phrase import asks_whether, bare, says_any, says_nothing_asked, telling_part
from bot.usecases.talk.misunderstand import none_of_these

_SURELY_ANOTHER = 0.9  # 改口的半句（“不对 是从东街搬到西街”）只是有点像另一件，不换
_MATERIALS = "have_materials"
_SHORTEST_ASIDE = 6
_CLOSING = 8
_MOSTLY_A_NAME = 1 / 3  # “不对，公司已经注册商标了”不是改问注册商标


def answer_pending_situation(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """当作情形的回答；不是回答返回 None。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    question = item.situation(conversation.asked)
    if question is None:  # 指南换了版本，这个问题没有了
        return continue_notice(conversation, item, hotline)
    text = bare(heard.text)
    if (turn := _put_off(conversation, item, question, heard, hotline)) is not None:
        return turn
    if added_answers(item, conversation.answers, text, words):
        corrected = correct_situation(conversation, heard, hotline)
        return Turn(corrected.conversation, [Reply("utter_noted"), *corrected.replies]) if corrected else None
    telling = telling_part(heard.text, words) or _option_named(question, heard, text, words)  # 边答边问的，只看答的那几小句
    if telling == text and len(text) <= _SHORTEST_ASIDE and is_torn(question, text, words):
        return ask_situation_again(conversation, hotline)  # 两个选项都说到“个体户”
    answer = None if not telling and asks_whether(text) else match_option(question, replace(heard, text=telling or text), words)
    is_answering = heard.intent in ANSWERING
    is_asking = not telling
    enough = how_much_to_match(conversation, heard, is_asking, hotline)
    if answer and answer.strength >= enough:
        return take_situation(conversation, heard, question.id, answer.option, hotline)
    least = how_much_to_match_early(heard)
    early = None if names_another_item(conversation, heard, hotline) else early_answers(conversation, telling, hotline, least)
    if heard.intent == "report_emergency" and early is None:
        return None
    if heard.intent == _MATERIALS and is_asking:
        point = answer_one_point(conversation, item, heard, hotline)  # “健康证呢”：在问，不是说有了；答完接着问
        again = continue_notice(point.conversation, item, hotline) if point else None
        return Turn(again.conversation, [*(reply.without_choices() for reply in point.replies), *again.replies]) if point else None
    if heard.intent == _MATERIALS:
        return say_what_is_missing(conversation, heard, hotline)
    if not is_asking and (early is not None or is_answering or may_be_answering(conversation, heard)):
        corrected = correct_situation(conversation, heard, hotline, but=question.id)
        corrected = corrected or take_early_answer(conversation, telling, hotline, least) if early is not None else corrected
        if corrected:
            noted = [Reply("utter_noted")] if corrected.conversation.asked == question.id else []
            return Turn(corrected.conversation, [*noted, *corrected.replies])
        guessed = None if is_torn(question, telling, words) or not says_nothing_asked(heard.text, words) else guess_option(question, heard, words, hotline.matcher)
        if guessed:
            return take_situation(conversation, heard, question.id, guessed, hotline)
    return answer_unclear(conversation, item, heard, telling, hotline)


def _put_off(conversation: Conversation, item: ServiceItem, question: Situation, heard: Understanding, hotline) -> Optional[Turn]:
    """不答这一问：问为什么要问、不是这件事、不肯说。都不是返回 None。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if len(text) <= _CLOSING and says_any(words.closes, text) and match_option(question, heard, words) is None:
        return Turn(conversation.settled(), [Reply("utter_anything_else")])  # “行 就这样吧”：不问了，说“接着办”再问
    if says_any(words.asks_why, text) and len(text) <= 14:
        again = continue_notice(conversation, item, hotline)
        said = quote_meaning(item, question, text, words) or Reply("utter_why_i_ask", {"why": question.why})
        return Turn(again.conversation, [said, *again.replies])
    if says_any(words.wrong_matter, text):
        return none_of_these(replace(conversation.about("").settled(), item_id=None), heard, hotline)
    meant = says_any(words.corrects, text) and _item_meant(conversation, heard, hotline)
    if meant:
        return start_notice(conversation.settled().about(meant), hotline.knowledge.item(meant), heard, hotline)  # “我说的是动产抵押”
    if says_any(words.unwilling, text) or demands_list(heard, hotline):
        listed = list_every_case(conversation, hotline)
        return Turn(listed.conversation, [Reply("utter_every_case"), *listed.replies])
    return None


def _option_named(question: Situation, heard: Understanding, text: str, words: AnswerWords) -> str:
    """正问是新办还是解除，“解除呢”“恢复营业咋办”：说的就是这一种。不是返回空。"""
    tail = next((tail for tail in words.after_an_option if text.endswith(tail)), "")
    said = text[: -len(tail)] if tail and len(text) <= _SHORTEST_ASIDE + len(tail) else ""
    said = said[max((len(head) for head in words.follows_on if said.startswith(head)), default=0) :]  # “要是租个铺子呢”
    if said.endswith(words.what_if):
        return ""  # “过期了咋办”：问的是万一，没说过期了
    answer = match_option(question, replace(heard, text=said), words) if said else None
    return said if answer and answer.strength >= WHOLLY_AN_ANSWER else ""


def _item_meant(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    """改口说的是哪一件：听出来的，或者话里点了名的（“不是”打头的只听成否认，没去找事项）。"""
    if heard.item_id not in (None, conversation.item_id) and heard.items[0][1] >= _SURELY_ANOTHER:
        return heard.item_id
    named = [
        (len(name), item.item_id)
        for item in hotline.knowledge.items.values()
        for name in (item.name, *item.asked_as)
        if len(name) >= max(LONG_NAME, len(heard.text) * _MOSTLY_A_NAME) and name in heard.text and item.item_id != conversation.item_id
    ]
    return max(named)[1] if named else None

"""“有没有”“是不是”一类两个选项、一正一反的问题，只答了有没有、是不是；两样都占的。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.any_of import any_of
from bot.hotline.situation import Situation
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import clauses


def plain_yes_or_no(question: Situation, text: str, heard: Understanding, words: AnswerWords) -> Optional[str]:
    """“有没有”“是不是”这类两个选项、一正一反的问题，只答了有没有、是不是；问是不是第一次的，“没有”也算。"""
    first, *more = [clause for clause, _ in clauses(text)]
    if more and first in words.turns_away:
        return None  # “对了 地址也要改”不是在答“对”
    said = without_particles(first, words)
    if said in words.agrees and heard.intent == "thank":
        return None  # “好 谢谢了”谢的是刚才那句答话
    if said in words.never and (firsts := [o.id for o in question.options if o.label.startswith(words.first_labels)]):
        return firsts[0]  # 问是第一次还是到期，“没有”就是没办过
    if said not in (*words.yes, *words.no) and heard.intent not in ("affirm", "deny"):
        return None
    if said not in (*words.yes, *words.no) and names_something_else(question, said, words):
        return None  # 问愿不愿承诺，说“不是连锁”：答的是另一问
    if said in words.agrees and any(word in question.ask for word in words.asks_whether):
        return None  # 问有没有要先批的，“行 我自己去”只是应一声
    is_yes = said in words.yes or (said not in words.no and heard.intent == "affirm")
    positive = positive_option(question, words)
    if positive is None:
        return None
    return next(o.id for o in question.options if (o.id == positive) == is_yes)


def positive_option(question: Situation, words: AnswerWords) -> Optional[str]:
    """一正一反的两个选项里，“有、是”的那一个；不是一正一反返回 None。"""
    positive = [o.id for o in question.options if not o.label.startswith(words.negative_labels)]
    return positive[0] if len(question.options) == 2 and len(positive) == 1 else None


def names_something_else(question: Situation, said: str, words: AnswerWords) -> bool:
    """去掉“是、不、没有”，还剩一样这一问里没有的东西。"""
    rest = re.sub(any_of((*words.yes, *words.no, *words.negations, *words.particles)), " ", said)
    asked = "".join((question.ask, *(option.label for option in question.options)))
    counted = "".join(words.numbers)
    return any(len(part) >= 2 and part not in asked and part[0] not in counted for part in rest.split())


def without_particles(text: str, words: AnswerWords) -> str:
    while text and text not in (*words.yes, *words.no) and text.endswith(words.particles):
        text = text[:-1]
    return text

"""清单出完了，半句问另一种情形（“那贷款还完了呢”“想恢复了咋办”）：这一种清单里本来就分着，说一声，点一下就按它重出。"""

from __future__ import annotations

from dataclasses import replace
from typing import Iterator, List, Optional, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Choice, Conversation, Reply
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import Option
from bot.hotline.understanding import Understanding
from bot.usecases.guide.read_told import mentioned_answers
from bot.usecases.reading.read_answer import guess_option, match_option
from bot.usecases.reading.read_phrase import bare, telling_part

_LONGEST = 16
_MOSTLY = 0.5


def another_case(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """没出过清单、不是半句话、说的就是出过的那一种、对上不止一问的，返回 None。"""
    if not conversation.notice_no:
        return None
    for said, is_plain in _cases_said(bare(heard.text), hotline.knowledge.answer_words):
        found = _options_said(conversation, item, replace(heard, text=said), is_plain, hotline)
        if len(found) == 1:
            ((situation_id, chosen),) = found
            again = Choice("按这一种重出清单", "answer_situation", {"situation": situation_id, "option": chosen.id})
            return Reply("utter_another_case", {"option": chosen.label, "note": f"要留意：{chosen.note}" if chosen.note else ""}, (again,))
    return None


def _options_said(conversation: Conversation, item: ServiceItem, case: Understanding, is_plain: bool, hotline) -> List[Tuple[str, Option]]:
    """是哪一问的哪一种，和出过的不一样的才算；is_plain 的字面对不上，再按意思认。"""
    words, found = hotline.knowledge.answer_words, []
    mentioned = mentioned_answers(item, case.text, words)  # “蜂蜜散装的可以卖不”
    for situation in item.possible_questions(conversation.answers):
        answer = match_option(situation, case, words)
        option = answer.option if answer and answer.strength >= _MOSTLY else None
        option = option or (mentioned.get(situation.id) if not is_plain else None) or (guess_option(situation, case, words, hotline.matcher) if is_plain else None)
        if option and situation.option(option) and conversation.answers.get(situation.id) != option:
            found.append((situation.id, situation.option(option)))
    return found


def _cases_said(text: str, words: AnswerWords) -> Iterator[Tuple[str, bool]]:
    """“贷款还完了呢”里尾巴前面的那种情形；“过期了要重新办吗”到“了”为止，“会计能用不”到“能”为止。"""
    said = _case_said(text, words)
    if said and len(said) <= _LONGEST:
        yield said, True
    if telling_part(text, words) or len(text) > _LONGEST:
        return
    for ends, kept in ((words.what_if, 1), (words.before_ability, 0)):
        at = min((text.find(end) for end in ends if end in text), default=-1)
        if at + kept > 1:
            yield text[: at + kept], False


def _case_said(text: str, words: AnswerWords) -> str:
    """去掉“那、要是”和“呢、咋办”，剩下的那种情形；没有这样的尾巴返回空。"""
    tail = max((tail for tail in words.after_an_option if text.endswith(tail)), key=len, default="")
    if not tail:
        return ""
    said = text[: -len(tail)]
    for head in sorted(words.follows_on, key=len, reverse=True):
        said = said[len(head) :] if said.startswith(head) else said
    return bare(said)

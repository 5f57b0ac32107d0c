"""“到期前多久来续”“几号之前要报”“公示完几天之内来”：问的是最晚什么时候来，不是几天办好；念指南里写着期限的那几句。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator, List, Optional, Sequence

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.guide_wording import lines, wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_aspect import next_steps
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import common_question

_LONGEST = 32
_MOST_LINES = 3
_ASKED_BESIDE = ("fee", "consequence")
_SENTENCE = re.compile("[^。；]+")


def answer_apply_by(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问这一样、不知道是哪件事、指南里没写期限的，返回 None。正问着情形的，答完接着问。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    if heard.choice is not None or heard.emergency or conversation.draft_open or len(text) > _LONGEST or not says_any(words.asks_by, text):
        return None
    item = _about(conversation, heard, text, hotline)
    said = item and (common_question(item, text, hotline) or _quoted(item, text, words))
    if not said:
        return None
    if conversation.awaiting is Awaiting.SITUATION and conversation.item_id:
        resumed = continue_notice(conversation, hotline.knowledge.item(conversation.item_id), hotline)
        return Turn(resumed.conversation, [said, *resumed.replies])
    beside = _asked_beside(heard, text, hotline)
    replies = [Reply(said.name, said.fields), *(Reply(f"utter_{aspect}", wording_of(item, aspect)) for aspect in beside)]
    replies[-1] = replace(replies[-1], choices=next_steps(item, ("time_limit", *beside)))
    return Turn(conversation.about(item.item_id).settled(), replies)


def _asked_beside(heard: Understanding, text: str, hotline) -> List[str]:
    """“啥时候截止 不报会咋样”：期限以外还问的。"""
    asked = dict.fromkeys((*hotline.knowledge.aspect_words.asked(text), heard.aspect))
    return [aspect for aspect in _ASKED_BESIDE if aspect in asked]


def _about(conversation: Conversation, heard: Understanding, text: str, hotline) -> Optional[ServiceItem]:
    """话里点了名的那件；没点名的，手头这件；手头没有，听出来的那件。"""
    items = hotline.knowledge.items
    other = items.get(heard.item_id or "")
    if other and (conversation.item_id is None or any(name in text for name in (other.name, *other.asked_as))):
        return other
    return items.get(conversation.item_id or "")


def _quoted(item: ServiceItem, text: str, words) -> Optional[Reply]:
    is_expiring = says_any(words.asks_by_expiry, text) or says_any(words.writes_expiry, item.summary)  # 延续的，说的都是到期以前
    kinds = (words.writes_expiry, words.writes_by) if is_expiring else (words.writes_by,)  # “装了一个月了晚不晚”说的不是到期
    found = next(filter(None, ([line for line in part if words.said(kind, line)] for kind in kinds for part in _written(item))), [])
    return Reply("utter_guide_says", {"lines": lines(tuple(dict.fromkeys(found))[:_MOST_LINES])}) if found else None


def _written(item: ServiceItem) -> Iterator[Sequence[str]]:
    """先看条件，没有再看步骤、说明、常见问题的答案、不受理的情形：几处写的多半是同一个期限，不念两遍。"""
    yield item.eligibility
    yield item.process
    yield (*_SENTENCE.findall(item.summary), *(material.note for material in item.materials if material.note))
    yield [question.answer for question in item.common_questions]
    yield item.not_accepted

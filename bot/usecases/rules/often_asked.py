"""举报投诉的人常问的几样：谁看得到、要不要身份证、照片怎么交、有没有奖金。认的字在 lexicon/intake.yml 的 asides。"""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Optional, Tuple

from bot.hotline.any_of import any_said
from bot.hotline.conversation import Conversation, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.take_request import as_complaint, take_request
from bot.usecases.rules.quote_answer import faq_reply

_LONGEST = 40  # 再长的多半是在说事
_GAP = ".{0,16}?"
_WHOSE_MATTER = "police_or_complaint"
_MATTERS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)


def often_asked(text: str, asides: Mapping[str, Tuple[str, ...]]) -> Optional[str]:
    """问的是常见问答里的哪一条；不是返回 None。“…”可以隔几个字。"""
    if len(text) > _LONGEST:
        return None
    return next((faq_id for faq_id, phrases in asides.items() if any_said(phrases, _GAP).search(text)), None)


def answer_often_asked(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没在登记时问的。话里同时说了事的，答完接着登记那件事。"""
    words = hotline.knowledge.intake_words
    faq_id = often_asked(heard.text, words.asides) if heard.choice is None else None
    if faq_id is None:
        return None
    reply = faq_reply(faq_id, hotline)
    is_trouble = faq_id == _WHOSE_MATTER and any(word in heard.text for word in words.troubles)  # “不给退货 这个派出所管还是你们管”
    if not is_trouble and not any(word in heard.text for word in words.misdeeds):
        return Turn(conversation.settled(), [reply])
    if is_trouble:
        heard = as_complaint(heard)
    matter = heard if heard.kind in _MATTERS else replace(
        heard, intent="file_tip_off", kind=RequestKind.TIP_OFF, problem=None, department=None, items=(), item_decision=ItemDecision.NONE
    )  # fmt: skip
    turn = take_request(conversation, matter, hotline)
    return Turn(turn.conversation, [reply.without_choices(), *turn.replies])

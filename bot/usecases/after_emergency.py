"""说过险情以后接着说的：“119打了”“没事了，我要投诉”。不再念一遍要打的电话，接着往下走。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.ask_draft import current_draft
from bot.usecases.read_answer import says_any
from bot.usecases.take_request import take_request

_CALLED = 16  # “我给119打了电话，说马上到”；再长多半在说别的
_OVER = 40


def answer_after_emergency(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """电话打过了、险情过去了。没打通的、又说了新险情的、说别的返回 None。"""
    words, text = hotline.knowledge.answer_words, heard.text
    if not conversation.emergency or conversation.in_care or heard.choice is not None:
        return None
    if len(text) <= _OVER and says_any(words.is_over, text) and not says_any(words.not_over, text):
        return _over(replace(conversation.settled(), emergency=None), heard, hotline)
    if len(text) <= _CALLED and says_any(words.called_for_help, text) and not says_any((*words.not_through, *words.not_over), text):
        return Turn(conversation.settled(), [Reply("utter_emergency_called")])
    return None


def _over(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """人平安了：要投诉、举报的当诉求接，不再当险情。"""
    words = hotline.knowledge.intake_words
    for kind, phrases in ((RequestKind.TIP_OFF, words.opens_tip_off), (RequestKind.COMPLAINT, words.opens_complaint)):
        if says_any(phrases, heard.text):
            calm = replace(heard, intent="state_facts", emergency=None, department=None, problem=None, items=())
            return take_request(conversation, replace(calm, kind=kind, item_decision=ItemDecision.NONE), hotline)
    draft = current_draft(conversation, hotline)
    is_paused = draft is not None and draft.stage is not Stage.OFFERED
    return Turn(conversation, [Reply("utter_emergency_over", {"paused": "登记" if is_paused else ""})])

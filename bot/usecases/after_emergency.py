"""说过险情以后接着说的：“119打了”“没事了，我要投诉”。不再念一遍要打的电话，接着往下走。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.answer_question import answer_question
from bot.usecases.ask_draft import current_draft
from bot.usecases.read_answer import says_any
from bot.usecases.take_request import take_request

_CALLED = 16  # “我给119打了电话，说马上到”；再长多半在说别的
_OVER = 40
_PLACES = ("respondent_address", "citizen_address")


def answer_after_emergency(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """电话打过了、险情过去了。没打通的、又说了新险情的、说别的返回 None。"""
    words, text = hotline.knowledge.answer_words, heard.text
    if not conversation.emergency or conversation.in_care or heard.choice is not None:
        return None
    wants = (*hotline.knowledge.intake_words.opens_complaint, *hotline.knowledge.intake_words.opens_tip_off)
    if len(text) <= _OVER and says_any((*words.is_over, *wants), text) and not says_any(words.not_over, text):
        return _over(conversation.settled(), heard, hotline)
    resumed = resume_question(conversation, heard, hotline)
    if resumed is not None:
        return resumed
    if len(text) <= _CALLED and says_any(words.not_through, text):
        first_line = hotline.knowledge.emergencies[conversation.emergency].first_line
        return Turn(conversation.settled(), [Reply("utter_emergency_not_through", {"first_line": first_line})])
    if len(text) <= _CALLED and says_any(words.called_for_help, text) and not says_any((*words.not_through, *words.not_over), text):
        return Turn(conversation.settled(), [Reply("utter_emergency_called")])
    return None


def calmed(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """正在登记时说“没着火，就是冒了点烟”：是在说经过，不当险情；一个字的也不算。又说了别的危险的照旧。"""
    words = hotline.knowledge.answer_words
    if heard.intent == "report_emergency" and sum("㐀" <= c <= "鿿" for c in heard.text) == 1:
        return replace(heard, intent="noise", emergency=None)  # “快！”一个字听不出出了什么事
    is_denied = says_any(words.is_over, heard.text) and not says_any(words.not_over, heard.text)
    if heard.intent != "report_emergency" or not conversation.draft_open or not is_denied:
        return heard
    return replace(heard, intent="state_facts", emergency=None)


def resume_question(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """登记到一半让险情打断，说过要打的电话，市民照样答起先前问的：接着登记。地址不算，可能在说出事的地方。"""
    draft = current_draft(conversation, hotline) if conversation.emergency and not conversation.draft_open else None
    is_paused = draft is not None and draft.stage in (Stage.COLLECTING, Stage.CONFIRMING)
    if not is_paused or heard.intent == "report_emergency" or draft.asking in (None, "facts", *_PLACES):
        return None
    return answer_question(replace(conversation, emergency=None), draft, heard, hotline)


def _over(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """人平安了：要投诉、举报的当诉求接，不再当险情。"""
    words = hotline.knowledge.intake_words
    for kind, phrases in ((RequestKind.TIP_OFF, words.opens_tip_off), (RequestKind.COMPLAINT, words.opens_complaint)):
        if says_any(phrases, heard.text):
            calm = replace(heard, intent="state_facts", emergency=None, department=None, problem=None, items=())
            turn = take_request(conversation, replace(calm, kind=kind, item_decision=ItemDecision.NONE), hotline)
            return Turn(replace(turn.conversation, emergency=None), turn.replies)
    draft = current_draft(conversation, hotline)
    is_paused = draft is not None and draft.stage is not Stage.OFFERED
    return Turn(replace(conversation, emergency=None), [Reply("utter_emergency_over", {"paused": "登记" if is_paused else ""})])

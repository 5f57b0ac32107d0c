"""正问着情形时的一句话，有多像在答：对上的字要占几成才敢当作回答。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.take_request import said_outright

# 听着不是在答话的意图，对上的字要占到这句话的这么多才当作回答。
_MOSTLY_AN_ANSWER = 0.6
WHOLLY_AN_ANSWER = 0.8
_HALF_AN_ANSWER = 0.5
_MOSTLY_ALL = 0.7
# 这些意图的话，本来就可能是在答话。
ANSWERING = ("state_facts", "affirm", "deny", "noise", "have_materials", "greet", "abuse", "commend")
SMALL_TALK = ("greet", "abuse", "commend", "ask_about_bot", "ask_what_you_can_do")
_REQUESTS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT, RequestKind.SUGGESTION)
_SURE_OF_REQUEST = 0.8
_LEAVING = ("cancel", "start_over", "talk_to_operator", "request_callback", "goodbye", "check_ticket")
_SHORT = 12  # 这么短，又没有说投诉举报，多半是被听错了的回答
LONG_NAME = 4
EASILY_MISHEARD = ("ask_", "file_", "complain_", "check_", "suggest")


def how_much_to_match(conversation: Conversation, heard: Understanding, is_asking: bool, hotline) -> float:
    """对上的字要占那一小句的几成，才敢当作回答。"""
    if is_asking:
        return WHOLLY_AN_ANSWER
    if heard.intent in ANSWERING:
        return 0.0
    if heard.intent == "report_emergency":
        return _MOSTLY_AN_ANSWER
    if heard.intent == "goodbye":
        return _HALF_AN_ANSWER  # “那我自己去得了”不是告辞
    is_request = heard.kind in _REQUESTS and heard.kind_confidence >= _SURE_OF_REQUEST
    is_short = len(heard.text) <= _SHORT and said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is None
    if (is_request and not is_short) or heard.intent in _LEAVING or names_another_item(conversation, heard, hotline):
        return _MOSTLY_AN_ANSWER
    return 0.0


def how_much_to_match_early(heard: Understanding) -> float:
    """先答了后面才问的，对上的字要占那一小句的几成：听着像险情的（“俺老汉去”像走失）要差不多整句都是。"""
    if heard.intent == "report_emergency":
        return _MOSTLY_ALL
    return _MOSTLY_AN_ANSWER if heard.intent in _LEAVING or heard.kind in _REQUESTS else _HALF_AN_ANSWER


def names_another_item(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """话里点出了别的事项的名字。"""
    if heard.item_id in (None, conversation.item_id):
        return False
    item = hotline.knowledge.item(heard.item_id)
    return any(len(name) >= LONG_NAME and name in heard.text for name in (item.name, *item.asked_as))


def may_be_answering(conversation: Conversation, heard: Understanding) -> bool:
    """没有听清，却也不像要办别的事。"""
    return heard.intent.startswith(EASILY_MISHEARD) and heard.item_id in (None, conversation.item_id) and heard.kind not in _REQUESTS


def may_be_misheard(heard: Understanding) -> bool:
    """短短一句、听着像要投诉要问事，却没有说到哪件事：多半是被听错了意图的回答。"""
    is_likely = heard.intent.startswith(EASILY_MISHEARD) and heard.intent not in SMALL_TALK
    return len(heard.text) <= 10 and heard.item_id is None and is_likely

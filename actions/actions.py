"""热线的动作。每个都是：记着什么、听到什么，交给用例，说出结果。"""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from bot.bootstrap import get_hotline
from bot.hotline.conversation import Turn
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.filing.press_draft import press_draft
from bot.usecases.filing.take_request import take_request
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.keep_unanswered import keep_unanswered
from bot.usecases.talk.misunderstand import none_of_these
from bot.usecases.talk.small_talk import make_small_talk
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn


def _turn(use_case: Callable[..., Turn], dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[str, Any]]:
    memory, heard, hotline = conversation.remembered(tracker), conversation.heard(tracker), get_hotline()
    turn = take_turn(use_case, memory, heard, hotline)
    keep_unanswered(memory, heard, turn, conversation.said_before(tracker), hotline)
    return conversation.say(dispatcher, turn)


class ActionAnswerGuideQuestion(Action):
    """答办事问题。"""

    def name(self) -> str:
        return "action_answer_guide_question"

    def run(self, dispatcher, tracker, domain):
        return _turn(answer_guide_question, dispatcher, tracker)


class ActionAnswerRegulation(Action):
    """答权益和规则。"""

    def name(self) -> str:
        return "action_answer_regulation"

    def run(self, dispatcher, tracker, domain):
        return _turn(answer_regulation, dispatcher, tracker)


class ActionContinueConversation(Action):
    """接着上一轮的问话往下走。"""

    def name(self) -> str:
        return "action_continue_conversation"

    def run(self, dispatcher, tracker, domain):
        return _turn(continue_conversation, dispatcher, tracker)


class ActionTakeRequest(Action):
    """听明白一件诉求，说清归谁办。"""

    def name(self) -> str:
        return "action_take_request"

    def run(self, dispatcher, tracker, domain):
        return _turn(take_request, dispatcher, tracker)


class ActionRegisterRequest(Action):
    """诉求草稿卡片上的按钮。"""

    def name(self) -> str:
        return "action_register_request"

    def run(self, dispatcher, tracker, domain):
        return _turn(press_draft, dispatcher, tracker)


class ActionReportEmergency(Action):
    """紧急情况：第一句就是要打的电话。"""

    def name(self) -> str:
        return "action_report_emergency"

    def run(self, dispatcher, tracker, domain):
        return _turn(report_emergency, dispatcher, tracker)


class ActionHandToOperator(Action):
    """转人工。"""

    def name(self) -> str:
        return "action_hand_to_operator"

    def run(self, dispatcher, tracker, domain):
        return _turn(ask_for_operator, dispatcher, tracker)


class ActionMisunderstand(Action):
    """没听懂，或者列出的都不是。"""

    def name(self) -> str:
        return "action_misunderstand"

    def run(self, dispatcher, tracker, domain):
        is_rejecting = conversation.heard(tracker).intent == "none_of_these"
        return _turn(none_of_these if is_rejecting else continue_conversation, dispatcher, tracker)


class ActionDefaultFallback(Action):
    """没有规则接得住的话。不撤销对话历史：撤一次，后面每句都要重放，越聊越慢。"""

    def name(self) -> str:
        return "action_default_fallback"

    def run(self, dispatcher, tracker, domain):
        return _turn(continue_conversation, dispatcher, tracker)


class ActionStop(Action):
    """不办了，或者从头来。"""

    def name(self) -> str:
        return "action_stop"

    def run(self, dispatcher, tracker, domain):
        return _turn(stop, dispatcher, tracker)


class ActionMakeSmallTalk(Action):
    """寒暄一句，再接着问没问完的。"""

    def name(self) -> str:
        return "action_make_small_talk"

    def run(self, dispatcher, tracker, domain):
        return _turn(make_small_talk, dispatcher, tracker)

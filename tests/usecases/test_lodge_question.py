"""问完不归我们管的，接着说“帮我反映一下”：用刚才说的登记一张 12345 工单，不用再说一遍。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import ItemDecision
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()
QUESTION = "我们院子暖气不热该找谁"


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 26), KNOWLEDGE)


@pytest.fixture
def told_it_is_not_ours(hotline):
    heard = fakes.heard(QUESTION, "ask_overview", department="housing", departments=(("housing", 0.9),), item_decision=ItemDecision.NONE)
    turn = take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)
    assert [reply.name for reply in turn.replies] == ["utter_not_ours"]
    return turn.conversation


@pytest.mark.parametrize("text, intent", [("帮我反映一下", "noise"), ("那你帮我登记一下吧", "ask_for_help"), ("你们帮我转过去", "noise")])
def test_what_was_asked_is_lodged_without_saying_it_again(told_it_is_not_ours, hotline, text, intent):
    turn = take_turn(continue_conversation, told_it_is_not_ours, fakes.heard(text, intent), hotline)
    assert [reply.name for reply in turn.replies] == ["utter_lodging", "utter_draft_ask"]
    draft = hotline.drafts.get(turn.conversation.draft_id)
    assert draft.said == (QUESTION,) and draft.department == "housing" and draft.is_other_body


def test_the_question_is_kept_for_one_turn_only(told_it_is_not_ours, hotline):
    turn = take_turn(continue_conversation, told_it_is_not_ours, fakes.heard("啊", "noise"), hotline)
    assert turn.conversation.last_question is None and QUESTION not in str(turn.conversation.as_record())

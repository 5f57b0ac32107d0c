"""婉拒：先看原样说了的，再比意思；一句话只比一遍。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.returning.check_ticket import check_ticket
from bot.usecases.talk.refuse import find_refusal
from tests import fakes


class CountingMatcher(fakes.ExactMatcher):
    """数一数拿婉拒的说法比了几遍。"""

    def __init__(self, knowledge):
        self.count, self._said = 0, {r.said_as for r in knowledge.refusals.values()}

    def rank(self, text, groups, at_least=0.0):
        self.count += set(map(tuple, groups)) <= self._said
        return super().rank(text, groups, at_least)


@pytest.fixture
def hotline():
    hotline = fakes.hotline(date(2026, 11, 26))
    hotline.matcher = CountingMatcher(hotline.knowledge)
    return hotline


def test_a_phrase_said_outright_needs_no_comparing(hotline):
    refusal, score = find_refusal(fakes.heard("请问举报我的人是谁啊", "ask_overview"), hotline)
    assert (refusal.id, score, hotline.matcher.count) == ("who_reported", 1.0, 0)


def test_a_guide_question_with_nothing_in_the_catalogue_is_compared_once(hotline):
    answer_guide_question(Conversation(id="c"), fakes.heard("火星上怎么开店", "ask_overview"), hotline)
    assert hotline.matcher.count == 1


def test_asking_for_progress_compares_nothing(hotline):
    check_ticket(Conversation(id="c"), fakes.heard("我想知道我的事情办得怎么样", "check_ticket"), hotline)
    assert hotline.matcher.count == 0


def test_asking_who_reported_is_refused_though_it_sounds_like_progress(hotline):
    turn = check_ticket(Conversation(id="c"), fakes.heard("告诉我举报我的人是谁", "check_ticket"), hotline)
    assert [reply.name for reply in turn.replies] == ["utter_cannot"]

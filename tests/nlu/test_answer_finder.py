"""问答里找答案：和别的分得开的才高分；接着的半句话连着刚才那一条看。"""

import pytest

from bot.nlu.answer_finder import FaqFinder
from tests.fakes import knowledge
from tests.nlu.test_phrase_index import ByLetters


@pytest.fixture(scope="module")
def finder():
    return FaqFinder(knowledge(), ByLetters(), ByLetters())


def test_what_is_written_is_found_first_and_is_sure(finder):
    for entry in list(knowledge().faq.values())[:20]:
        faq_id, score = finder.find(entry.question)[0]
        assert faq_id == entry.faq_id and score > 0.7


def test_the_rest_are_not_raised_by_the_lead_of_the_first(finder):
    scores = [score for _, score in finder.find("三包是哪三包")]
    assert scores == sorted(scores, reverse=True) and scores[0] <= 1.0


def test_half_a_question_is_heard_with_the_rule_before_it(finder):
    after = [faq_id for faq_id, _ in finder.find_after("acceptance_seven_workdays", "调解不成怎么办")]
    assert after[0] == "mediation_failed_next"


def test_nothing_said_finds_nothing(finder):
    assert finder.find("") == [] and finder.find_after("acceptance_seven_workdays", " ") == []

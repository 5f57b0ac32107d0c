"""刚答完一条规矩，接着的半句话：问另一条的答另一条，没写到的承认没写；说要办一件事的不接。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.usecases.follow_rule import follow_rule
from tests.fakes import heard, hotline

RULE, OTHER = "food_expired_on_shelf", "first_minor_offence"


class After:
    """接着问的都像这一条。"""

    def __init__(self, faq_id, score):
        self._found = [(faq_id, score)]

    def find_after(self, faq_id, text):
        return self._found

    def find(self, text, limit=3):
        return self._found


def said(sentence, found, intent="ask_regulation", **question):
    world = hotline(date(2026, 11, 23))
    world.answers = After(*found)
    conversation = Conversation("c", last_question={"text": "", "department": "", **(question or {"faq_id": RULE})})
    turn = follow_rule(conversation, heard(sentence, intent), world)
    return turn and [reply.card.get("faq_id") if reply.card else reply.name for reply in turn.replies]


def test_half_a_question_about_another_rule_is_answered_with_that_rule():
    assert said("第一次能不罚吗", (OTHER, 0.6)) == [OTHER]


def test_what_the_rule_does_not_say_is_admitted():
    assert said("罚多少", (OTHER, 0.3)) == ["utter_not_in_rule"]


def test_an_amount_the_rule_tells_is_told():
    assert said("多少", (OTHER, 0.3), faq_id="tip_off_reward_amount") == ["utter_in_rule"]


def test_who_goes_on_without_choosing_is_told_what_both_sentences_are_most_like():
    assert said("那罚多少呢", (OTHER, 0.3), text="过期的货摆着没卖 第一次", offered_faq_id=RULE) == [OTHER]


def test_a_bare_question_fits_every_rule_and_is_not_answered_with_another():
    assert said("有效期几年", (OTHER, 0.9)) != [OTHER]


@pytest.mark.parametrize("text", ["那我办个体户吧", "我已经把东西都下架收起来了"])
def test_what_is_not_asked_is_no_follow_up(text):
    assert said(text, (OTHER, 0.9)) is None


def test_nothing_follows_when_no_rule_was_told():
    assert said("罚多少", (OTHER, 0.9), faq_id="") is None

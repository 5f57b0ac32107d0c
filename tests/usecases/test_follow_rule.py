"""刚答完一条规矩，接着的半句话：问另一条的答另一条，没写到的承认没写；说要办一件事的不接。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.usecases.rules.follow_rule import follow_rule
from bot.usecases.rules.told_after_rule import told_after_rule
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


class Lines:
    """答案里的句子，照字面有几个字重着排。"""

    def rank(self, text, groups, at_least=0.0):
        return [sum(text[i : i + 2] in group[0] for i in range(len(text) - 1)) / max(len(text), 1) for group in groups]


def said(sentence, found, intent="ask_regulation", **question):
    world = hotline(date(2026, 11, 23))
    world.answers, world.matcher = After(*found), Lines()
    conversation = Conversation("c", last_question={"text": "", "department": "", **(question or {"faq_id": RULE})})
    turn = follow_rule(conversation, heard(sentence, intent), world)
    return turn and [reply.card.get("faq_id") if reply.card else reply.name for reply in turn.replies]


def test_half_a_question_about_another_rule_is_answered_with_that_rule():
    assert said("第一次能不罚吗", (OTHER, 0.6)) == [OTHER]


def test_what_the_rule_does_not_say_is_admitted():
    assert said("多少钱", (OTHER, 0.3)) == ["utter_not_in_rule"]


def test_a_fine_the_rule_does_not_tell_is_not_taken_from_another_trade():
    assert said("罚多少", ("price_marking_penalty", 0.9), faq_id="cosmetics_label_check") == ["utter_fine_not_in_rule"]


def test_what_stands_in_the_answer_is_read_from_it():
    assert said("要请律师吗", (OTHER, 0.3), faq_id="mediation_attendance") == ["utter_in_rule"]


def test_the_same_rule_is_not_read_out_again():
    assert said("在外地要不要到场呢", ("mediation_attendance", 0.9), faq_id="mediation_attendance") == ["utter_in_rule"]


def test_whose_it_is_is_told():
    assert said("谁管", (OTHER, 0.3), faq_id="pharmacist_absent") == ["utter_rule_is_whose"]


def test_an_amount_the_rule_tells_is_told():
    assert said("多少", (OTHER, 0.3), faq_id="tip_off_reward_amount") == ["utter_in_rule"]


def test_who_goes_on_without_choosing_is_told_what_both_sentences_are_most_like():
    assert said("那罚多少呢", (OTHER, 0.55), text="过期的货摆着没卖 第一次", offered_faq_ids=RULE) == [OTHER]


def test_who_goes_on_without_choosing_is_never_given_the_first_one():
    assert said("那罚多少呢", (OTHER, 0.3), text="过期的货摆着没卖 第一次", offered_faq_ids=RULE) == ["utter_ask_which_question"]


def test_a_bare_question_fits_every_rule_and_is_not_answered_with_another():
    assert said("有效期几年", (OTHER, 0.9)) != [OTHER]


@pytest.mark.parametrize("text", ["那我办个体户吧", "我已经把东西都下架收起来了"])
def test_what_is_not_asked_is_no_follow_up(text):
    assert said(text, (OTHER, 0.9)) is None


def test_nothing_follows_when_no_rule_was_told():
    assert said("罚多少", (OTHER, 0.9), faq_id="") is None


def told(sentence, intent="state_facts", **question):
    world = hotline(date(2026, 11, 23))
    world.answers, world.matcher = After(OTHER, 0.2), Lines()
    conversation = Conversation("c", last_question={"text": "押金能退吗", "department": "", **question})
    return told_after_rule(conversation, heard(sentence, intent), world)


def test_ones_own_case_told_after_a_rule_is_answered_from_it():
    turn = told("写的订金预付款", faq_id="earnest_money_two_kinds")
    assert [reply.name for reply in turn.replies] == ["utter_in_rule"]


def test_what_is_told_after_a_rule_is_kept_for_the_complaint():
    turn = told("他家门口有监控", faq_id="deposit_refund")
    assert turn.replies[0].name == "utter_fact_after_rule" and turn.conversation.last_question["text"] == "押金能退吗，他家门口有监控"


def test_ones_own_case_told_after_a_menu_opens_no_item():
    assert told("新老板不认", offered_faq_ids=RULE).replies[0].name == "utter_ask_which_question"


@pytest.mark.parametrize("text", ["我想办个体户", "知道了", "我要投诉他"])
def test_what_is_no_case_of_ones_own_is_left_alone(text):
    assert told(text, faq_id="deposit_refund") is None

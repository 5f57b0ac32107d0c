"""听着像问规则、其实也许是要办事的：相近的问题和像的事项一起列。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import ItemDecision
from bot.usecases.reading.read_phrase import says_nothing_asked
from bot.usecases.rules.answer_regulation import WORTH_OFFERING, answer_regulation
from tests.fakes import heard, hotline


class Near:
    """每句都有一条相近的，不够准。"""

    def __init__(self, faq_id):
        self._faq_id = faq_id

    def find(self, text, limit=3):
        return [(self._faq_id, WORTH_OFFERING)]


def offered(items, decision=ItemDecision.CLARIFY):
    """听成问规则、像这几个事项的一句，列出来让市民挑的各项。"""
    world = hotline(date(2026, 5, 18))
    world.answers = Near(next(iter(world.knowledge.faq)))
    turn = answer_regulation(Conversation("c"), heard("想开个面馆要办什么证", "ask_regulation", items=items, item_decision=decision), world)
    return [choice.choice.get("item_id") for choice in turn.replies[-1].choices]


def test_two_items_as_likely_as_each_other_are_both_offered():
    items = (("small_catering_registration", 0.51), ("food_operation_license_new", 0.47), ("company_establishment", 0.01))

    assert offered(items) == [None, "small_catering_registration", "food_operation_license_new", None]


def test_one_likely_item_is_offered_alone():
    items = (("small_catering_registration", 0.65), ("food_operation_license_new", 0.32))

    assert offered(items) == [None, "small_catering_registration", None]


def test_items_that_are_hardly_like_it_are_not_offered():
    assert offered((("small_catering_registration", 0.2), ("food_operation_license_new", 0.1))) == [None, None]


def test_the_nearest_item_is_not_offered_to_one_who_asks_a_rule():
    assert offered((("food_stall_card", 0.85),), ItemDecision.NONE) == [None, None]


def test_a_rule_hardly_as_like_as_the_first_is_not_offered_beside_it():
    world = hotline(date(2026, 5, 18))
    first, second, third = list(world.knowledge.faq)[:3]
    world.answers = type("Found", (), {"find": lambda self, text, limit=3: [(first, 0.45), (second, 0.36), (third, 0.24)]})()

    turn = answer_regulation(Conversation("c"), heard("茶叶盒子能不能套三个盒", "ask_regulation", item_decision=ItemDecision.NONE), world)

    assert [choice.choice.get("faq_id") for choice in turn.replies[-1].choices] == [first, second, None]


@pytest.mark.parametrize("text", ["买止咳药干嘛要看身份证", "月饼盒子套几层算过分", "卖事故车要赔几倍", "办张卡为何要我电话"])
def test_why_and_how_many_times_are_asked_though_no_mark_says_so(text):
    assert not says_nothing_asked(text, hotline(date(2026, 5, 18)).knowledge.answer_words)


class Finds:
    """问答里总有这一条，很准。"""

    def __init__(self, faq_id):
        self.faq_id = faq_id

    def find(self, text, limit=3):
        return [(self.faq_id, 0.6)]


@pytest.mark.parametrize(
    ("text", "department", "said"),
    [
        ("物业不让我们小区装充电桩 找哪个部门", "housing", "utter_not_ours"),
        ("充电桩服务费乱收 找哪个部门", "price_competition", "utter_regulation"),
    ],
)
def test_whose_it_is_is_answered_before_a_rule_of_another_department(text, department, said):
    desk = hotline(date(2026, 11, 23))
    desk.answers = Finds("charging_pile_price")
    asks = heard(text, "ask_regulation", department=department, departments=((department, 0.6),))
    turn = answer_regulation(Conversation(id="c"), asks, desk)
    assert [reply.name for reply in turn.replies] == [said]

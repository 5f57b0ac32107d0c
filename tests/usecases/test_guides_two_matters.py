"""一句里两件事、拿定主意换一件、问差一个字的那一件：先办哪件、接着哪件，不混。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes
from tests.guide_talk import KNOWLEDGE, asked, names


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def test_two_items_in_one_sentence_are_said_one_after_the_other(hotline):
    hotline.linker = Halves(法人=("company_change", 1.0), 食品证=("food_operation_license_renewal", 0.93))
    heard = fakes.heard("我公司法人要换 另外我那个小饭馆的食品证也要到期了 都咋办", "ask_overview", "food_operation_license_renewal")
    turn = take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)
    assert names(turn)[0] == "utter_two_items" and turn.conversation.item_id == "company_change"
    assert turn.conversation.set_aside["item_id"] == "food_operation_license_renewal"


def test_one_item_said_twice_is_one_item(hotline):
    hotline.linker = Halves(法人=("company_change", 1.0), 股东=("company_change", 0.95))
    heard = fakes.heard("我公司法人要换 另外股东也要换 咋办", "ask_overview", "company_change")
    assert "utter_two_items" not in names(take_turn(answer_guide_question, Conversation(id="c"), heard, hotline))


class Halves:
    """话里有哪个字，就是哪件事。"""

    def __init__(self, **by_word):
        self.by_word = by_word

    def link(self, texts):
        return [[found for word, found in self.by_word.items() if word in text] or [("annual_report", 0.1)] for text in texts]


def test_whether_is_no_choice_of_an_option(hotline):
    question = asked("company_change", "approval", change="scope")
    heard = fakes.heard("酒要不要先批", "ask_regulation", aspect="eligibility")
    assert "approval" not in take_turn(answer_regulation, question, heard, hotline).conversation.answers


def test_deciding_for_another_item_changes_to_it(hotline):
    heard = fakes.heard("算了还是先歇业吧", "ask_process", "suspension_filing", aspect="process", aspects=("process",))
    turn = take_turn(answer_guide_question, asked("ordinary_deregistration"), heard, hotline)
    assert turn.conversation.item_id == "suspension_filing" and turn.conversation.set_aside["item_id"] == "ordinary_deregistration"
    back = take_turn(answer_guide_question, turn.conversation, fakes.heard("那还是注销吧", "ask_place", aspect="place"), hotline)
    assert back.conversation.item_id == "ordinary_deregistration"


@pytest.mark.parametrize("item, text, other", [
    ("simple_deregistration", "那走普通的要多久", "ordinary_deregistration"), ("company_establishment", "那个体户的要多久", "individual_business_establishment"),
    ("class2_device_filing", "三类的几天", "class3_device_license"),
])  # fmt: skip
def test_half_a_question_about_the_twin_is_answered_for_the_twin(hotline, item, text, other):
    heard = fakes.heard(text, "ask_time_limit", aspect="time_limit", aspects=("time_limit",), in_context=True)
    turn = take_turn(answer_guide_question, Conversation(id="c", item_id=item), heard, hotline)
    assert turn.replies[0].name == "utter_time_limit" and turn.replies[0].fields["item"] == KNOWLEDGE.item(other).name


def test_what_he_has_told_with_what_he_wants_needs_no_which_matter(hotline):
    hotline.linker = Halves(面馆=("food_operation_license_new", 0.5))
    heard = fakes.heard("我要开面馆 执照有了 健康证两个人都办了 还差啥", "have_materials", "food_operation_license_new", aspect="materials")
    turn = take_turn(continue_conversation, Conversation(id="c"), heard, hotline)
    assert turn.conversation.item_id == "food_operation_license_new" and "从业人员健康证明" in turn.conversation.brought


def test_several_changes_of_one_company_are_one_item(hotline):
    hotline.linker = Halves(资本=("company_establishment", 0.9), 范围=("business_scope_change", 0.95))
    heard = fakes.heard("公司要加注册资本 顺便把经营范围也改了", "ask_overview", "business_scope_change", aspect="overview")
    turn = take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)
    assert "utter_two_items" not in names(turn) and turn.conversation.item_id == "company_change"

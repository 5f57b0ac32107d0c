"""办事里的短话：说过的、不影响清单的、谁来办、先后，和单听分不清的。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.usecases.guide.answer_order import answer_order
from bot.usecases.guide.change_answers import early_answers
from bot.usecases.guide.hear_again import hear_again
from bot.usecases.guide.read_told import added_answers, answers_elsewhere
from bot.usecases.reading.read_answer import said_option
from bot.usecases.reading.read_phrase import says_nothing_asked, telling_part
from tests import fakes

KNOWLEDGE = fakes.knowledge()
WORDS = KNOWLEDGE.answer_words


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def asked(item, question, **answers):
    return Conversation(id="c", item_id=item, awaiting=Awaiting.SITUATION, asked=question, answers=answers)


def names(turn):
    return [reply.name for reply in turn.replies] if turn else None


@pytest.mark.parametrize(
    ("item", "answers", "text", "reply"),
    [
        ("drug_retail_license_change", {"change": "address"}, "地址", "utter_noted"),
        ("cooperative_deregistration", {"procedure": "simple"}, "不用批", "utter_beside_the_list"),
        ("cooperative_deregistration", {"procedure": "simple"}, "要不要批", None),
        ("cooperative_deregistration", {"procedure": "simple"}, "不对 是简易", None),
        ("company_change", {"change": "address+shareholder"}, "继承", None),  # 还没问的，是在答它
    ],
)
def test_what_is_known_and_what_does_not_matter(hotline, item, answers, text, reply):
    question = KNOWLEDGE.item(item).situations[-1].id
    turn = hear_again(asked(item, question, **answers), fakes.heard(text), hotline)
    assert names(turn) == ([reply, "utter_ask_situation"] if reply else None)


@pytest.mark.parametrize(
    ("item", "text", "option"),
    [
        ("food_production_license", "股东去办", "agent"), ("drug_retail_license_change", "我跑腿的 替老板去", "agent"), ("food_workshop_registration", "俺", "self"),
        ("mandatory_verification", "护士长去", "self"), ("special_equipment_change", "安全科的人", "self"), ("special_equipment_change", "电梯公司", "agent"),
        ("drug_retail_license_change", "我是店员 我跑", "agent"), ("company_change", "法人", "self"), ("cooperative_change", "社长去", "self"), ("individual_business_change", "我去 我爸也去", "self"), ("company_change", "老板去不了", "agent"), ("cooperative_deregistration", "自己散了", None),
    ],
)  # fmt: skip
def test_who_goes(item, text, option):
    said = said_option(KNOWLEDGE.item(item).situation("agent"), text, WORDS)
    assert (said and said.option) == option


@pytest.mark.parametrize("text", ["我婆婆说要先办执照 是不", "承诺书哪有", "餐饮公司要有证吧", "那吃的证咧", "要健康证几张"])
def test_these_are_asked(text):
    assert not telling_part(text, WORDS)


@pytest.mark.parametrize("text", ["好咧", "哪有什么厨房", "我签个字 行咧"])
def test_these_are_told(text):
    assert says_nothing_asked(text, WORDS)


def test_a_word_clear_only_when_asked_implies_nothing(hotline):
    told = early_answers(asked("food_operation_license_new", "business"), "她自己做", hotline)
    assert "business" not in (told or {})


def test_what_is_not_wanted_implies_nothing(hotline):
    told = early_answers(asked("class3_device_license", "matter"), "不备二类", hotline)
    assert "matter" not in (told or {})


def test_a_part_of_a_known_label_answers_what_is_still_open():
    item = KNOWLEDGE.item("company_change")
    told = answers_elsewhere(item, "address_area", {"change": "address+shareholder"}, "继承", WORDS)
    assert told == {"share_reason": "inherit"}


def test_one_more_is_added():
    assert added_answers(KNOWLEDGE.item("company_change"), {"change": "name"}, "经营范围也加", WORDS) == {"change": "name+scope"}


@pytest.mark.parametrize(("aside", "said"), [("food_operation_license_new", "utter_guide_says"), ("trademark_registration", "utter_not_in_guide"), (None, "utter_process")])
def test_which_comes_first(hotline, aside, said):
    conversation = Conversation(id="c", item_id="individual_business_establishment", set_aside={"item_id": aside, "answers": {}, "brought": []} if aside else None)
    assert names(answer_order(conversation, fakes.heard("那先办哪个"), hotline)) == [said]
    assert answer_order(conversation, fakes.heard("先办执照"), hotline) is None

"""同一问：不白问第四遍，再要清单就给清单；别的部门的证一句话说清归谁；去不了的告诉他能代办。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.usecases.emergency.hear_calm import calmed
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.put_again import asks_for_list
from bot.usecases.guide.read_told import mentioned_answers
from bot.usecases.reading.read_answer import guess_option
from bot.usecases.reading.read_phrase import telling_part
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

ITEM = "individual_business_establishment"
KNOWLEDGE = fakes.knowledge()
FIRST = KNOWLEDGE.item(ITEM).situations[0].id


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def talk(hotline, *utterances, conversation=None, intent="state_facts", use_case=continue_conversation):
    """几句话接着说，每一轮说了哪几条。"""
    conversation = conversation or Conversation(id="c", item_id=ITEM, awaiting=Awaiting.SITUATION, asked=FIRST, last_put=f"{ITEM}.{FIRST}", times_put=1)
    turns = []
    for text in utterances:
        turn = take_turn(use_case, conversation, fakes.heard(text, intent), hotline)
        conversation = Conversation.from_record(turn.conversation.as_record())
        turns.append(turn)
    return turns


def names(turn):
    return [reply.name for reply in turn.replies]


@pytest.mark.parametrize("said", ["你就说要带啥", "直接说吧", "别再问了 直接列", "痛快点", "直接给清单嘛", "你就说吧", "赶紧的 要带啥"])
def test_who_demands_the_list_gets_it_at_once(said, hotline):
    (turn,) = talk(hotline, said)
    assert names(turn) == ["utter_every_case", "utter_notice"]


@pytest.mark.parametrize("said", ["行 给我清单", "先给我单子", "列个单子呗", "到底要带啥", "清单呢", "给我列一下"])
def test_who_asks_for_the_list_twice_gets_it(said, hotline):
    first, second = talk(hotline, said, said)
    assert names(first) == ["utter_list_after_this", "utter_ask_situation"]
    assert names(second) == ["utter_every_case", "utter_notice"]


@pytest.mark.parametrize("said", ["我就想问执照原件带啥", "货单子丢了咋办", "搬家的话带啥"])
def test_asking_for_one_paper_is_not_asking_for_the_list(said, hotline):
    assert not asks_for_list(fakes.heard(said), hotline)


def test_no_question_is_put_a_fourth_time(hotline):
    turns = talk(hotline, "本人去", "是本人去", "我本人去", "就是本人去")  # 头一句答了后面的，不算白问
    assert [names(turn)[-1] for turn in turns] == ["utter_ask_situation"] * 3 + ["utter_notice"]


def test_what_is_asked_and_answered_in_between_does_not_count(hotline):
    turns = talk(hotline, "那烟证呢", "他来不了", "消防呢", "环评呢", "那烟证呢")
    assert {names(turn)[-1] for turn in turns} == {"utter_ask_situation"}


def test_to_say_it_again_does_not_count(hotline):
    turns = talk(hotline, *["再说一遍"] * 5)
    assert {tuple(names(turn)) for turn in turns} == {("utter_ask_situation",)}


def test_an_answer_that_answers_nothing_does_not_get_the_same_text_twice(hotline):
    first, second = talk(hotline, "一百二十平", "一百二十平")
    assert names(first)[0] != names(second)[0]


@pytest.mark.parametrize("said, body, phones", [
    ("那烟证呢", "烟草专卖部门", "12313（未核实）、12345"), ("特种行业证呢", "公安机关", "12345"), ("消防呢", "消防救援机构", "12345"), ("那环评", "生态环境部门", "12345"),
])  # fmt: skip
def test_a_permit_of_another_body_is_told_in_a_line(said, body, phones, hotline):
    turn = take_turn(answer_guide_question, Conversation(id="c", item_id=ITEM, awaiting=Awaiting.SITUATION, asked=FIRST), fakes.heard(said, "ask_overview", "special_equipment_operator"), hotline)
    assert names(turn) == ["utter_permit_of_another", "utter_ask_situation"]
    assert turn.replies[0].fields == {"body": body, "phones": phones}
    assert turn.conversation.item_id == ITEM


@pytest.mark.parametrize("said", ["烟证早办好了", "驾驶证能当身份证用不"])
def test_to_have_the_other_permit_is_no_question(said, hotline):
    turn = take_turn(continue_conversation, Conversation(id="c", item_id=ITEM, awaiting=Awaiting.SITUATION, asked=FIRST), fakes.heard(said), hotline)
    assert "utter_permit_of_another" not in names(turn)


@pytest.mark.parametrize("said", ["她身体不好去不了", "我妈走不动", "他来不成"])
def test_who_cannot_come_is_told_that_another_may(said, hotline):
    (turn,) = talk(hotline, said)
    assert names(turn) == ["utter_who_may_come", "utter_ask_situation"]
    assert turn.conversation.answers["agent"] == "agent"


def test_who_cannot_come_answers_the_question_who_comes(hotline):
    asked = Conversation(id="c", item_id=ITEM, awaiting=Awaiting.SITUATION, asked="agent", answers={FIRST: "unsure", "premises": "unsure", "approval": "unsure"})
    (turn,) = talk(hotline, "我去不了", conversation=asked)
    assert "utter_who_may_come" not in names(turn)


def test_one_paper_asked_in_the_middle_does_not_drop_the_question(hotline):
    conversation = Conversation(id="c", item_id="food_operation_license_new", awaiting=Awaiting.SITUATION, asked="business")
    turn = take_turn(continue_conversation, conversation, fakes.heard("那健康证呢", "have_materials"), hotline)
    assert names(turn)[-1] == "utter_ask_situation" and turn.conversation.awaiting is Awaiting.SITUATION


def test_his_own_yard_is_not_that_he_comes_himself(hotline):
    conversation = Conversation(id="c", item_id="food_workshop_registration", awaiting=Awaiting.SITUATION, asked="agent", answers={"scale": "workshop"})
    (turn,) = talk(hotline, "在自家院子里", conversation=conversation)
    assert "agent" not in turn.conversation.answers


@pytest.mark.parametrize("said", ["我妈想把家里的小卖部过给我", "我爸的五金店让给我了", "老公的饭店要改成我的名", "铺子盘给我侄子了"])
def test_a_shop_handed_on_is_a_change_of_the_operator(said):
    change = KNOWLEDGE.item("individual_business_change")
    assert mentioned_answers(change, said, KNOWLEDGE.answer_words)["change"] == "operator"


def test_a_permit_asked_alone_is_not_made_an_item_of_that_name(hotline):
    turn = take_turn(answer_guide_question, Conversation(id="c"), fakes.heard("文化证呢", "ask_overview", "special_equipment_operator"), hotline)
    assert names(turn) == ["utter_permit_of_another"]


def test_a_bank_is_asked_about_and_not_told():
    assert not telling_part("那银行呢", KNOWLEDGE.answer_words)


def test_an_area_is_no_answer_to_a_question_of_another_kind(hotline):
    item = KNOWLEDGE.item("food_production_license")
    alike = type("Matcher", (), {"rank": staticmethod(lambda text, ways: [0.9] + [0.1] * (len(ways) - 1))})
    question = item.situations[0]
    assert guess_option(question, fakes.heard("厂子两百平"), KNOWLEDGE.answer_words, alike) is None
    assert guess_option(question, fakes.heard("厂子刚建起来"), KNOWLEDGE.answer_words, alike) is not None


def test_to_have_thought_of_a_name_is_no_wish_for_another_matter(hotline):
    conversation = Conversation(id="c", item_id="company_change", awaiting=Awaiting.SITUATION, asked="approval", answers={"change": "name"})
    turn = take_turn(answer_guide_question, conversation, fakes.heard("新名字想好了", "ask_overview", "name_self_declaration"), hotline)
    assert turn.conversation.item_id == "company_change"


@pytest.mark.parametrize("said, intent", [("他眼睛不好出不了门", "state_facts"), ("她身体不好去不了", "state_facts"), ("她吃了药身体不好", "report_emergency")])
def test_who_cannot_come_is_in_no_danger(said, intent, hotline):
    heard = fakes.heard(said, "report_emergency", emergency="drug_reaction", danger=0.7)
    assert calmed(Conversation(id="c"), heard, hotline).intent == intent

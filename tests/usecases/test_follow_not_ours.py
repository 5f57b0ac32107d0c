"""刚答了不归我们管，接着说的半句话：归我们的那部分登记，问电话、说没人管的有着落，不重说一遍。"""

from dataclasses import replace
from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import ItemDecision, RequestKind
from bot.usecases.filing.take_request import take_request
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.reading.read_details import from_entities
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 26), KNOWLEDGE)


def asked(hotline, text, body):
    heard = fakes.heard(text, "ask_overview", department=body, departments=((body, 0.9),), item_decision=ItemDecision.NONE)
    turn = take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)
    assert [reply.name for reply in turn.replies] == ["utter_not_ours"]
    return turn.conversation


def say(hotline, conversation, text, intent="noise"):
    return take_turn(continue_conversation, conversation, fakes.heard(text, intent), hotline)


@pytest.mark.parametrize(
    "question, body, text, problem",
    [
        ("屋里暖气不热找哪个部门", "housing", "那收费高呢", "price"),
        ("屋里暖气不热找哪个部门", "housing", "一平方涨到六块了", "price"),
        ("家里停水找谁", "water", "水表走得快呢", "metrology"),
        ("有人乱停车找谁", "traffic_police", "那停车费乱收呢", "price"),
        ("电梯停了物业不修找谁", "housing", "电梯都没年检", "special_equipment"),
    ],
)
def test_the_part_that_is_ours_is_taken_with_what_it_is_about(hotline, question, body, text, problem):
    turn = say(hotline, asked(hotline, question, body), text)
    draft = hotline.drafts.get(turn.conversation.draft_id)
    assert turn.replies[0].name == "utter_draft_started" and draft.problem == problem
    assert not draft.is_other_body and question in "".join(draft.said) and text in "".join(draft.said)


def test_a_rent_that_went_up_is_not_ours(hotline):
    turn = say(hotline, asked(hotline, "房租的事找谁", "housing"), "又涨价了")
    assert turn.conversation.draft_id is None


@pytest.mark.parametrize(
    "text, intent, reply",
    [
        ("都打了没人管", "ask_regulation", "utter_lodge_unheard"),
        ("他们不接电话", "complain_about_conduct", "utter_lodge_unheard"),
        ("他们推给你们", "commend", "utter_lodge_insisted"),
        ("那我找谁的领导", "ask_regulation", "utter_lodge_superiors"),
        ("那你们到底管啥", "ask_regulation", "utter_lodge_what_we_do"),
        ("电话多少", "ask_contact", "utter_lodge_whose"),
        ("那我跟谁说去", "noise", "utter_lodge_whose"),
    ],
)
def test_what_is_said_next_stays_with_that_body_and_offers_to_pass_it_on(hotline, text, intent, reply):
    turn = say(hotline, asked(hotline, "屋里暖气不热找哪个部门", "housing"), text, intent)
    assert [r.name for r in turn.replies] == [reply] and turn.conversation.awaiting is Awaiting.LODGE
    draft = hotline.drafts.get(turn.conversation.draft_id)
    assert draft.said[0] == "屋里暖气不热找哪个部门" and draft.department == "housing" and draft.is_other_body


def test_said_twice_it_is_not_answered_with_the_same_words(hotline):
    turn = say(hotline, asked(hotline, "屋里暖气不热找哪个部门", "housing"), "都打了没人管")
    turn = say(hotline, turn.conversation, "打了好几遍没人接")
    assert [r.name for r in turn.replies] == ["utter_lodge_insisted_again"]


@pytest.mark.parametrize("text, intent", [("能不能帮我转过去", "talk_to_operator"), ("你们能不能帮我问问", "ask_for_help")])
def test_asking_us_to_pass_it_on_or_to_ask_lodges_it(hotline, text, intent):
    turn = say(hotline, asked(hotline, "烟草证在哪个部门办", "tobacco"), text, intent)
    assert turn.replies[0].name == "utter_lodging"


def test_another_matter_told_next_is_not_mixed_with_the_question(hotline):
    conversation = asked(hotline, "屋里暖气不热找哪个部门", "housing")
    heard = replace(fakes.heard("昨天买的鞋开胶了老板不退", "file_complaint", department="consumer_protection"), kind=RequestKind.COMPLAINT)
    turn = take_turn(take_request, conversation, heard, hotline)
    assert "暖气" not in "".join(hotline.drafts.get(turn.conversation.draft_id).said)


def test_what_we_do_is_answered_out_of_the_blue_too(hotline):
    turn = take_turn(answer_regulation, Conversation(id="c"), fakes.heard("你们到底管啥", "ask_regulation"), hotline)
    assert [r.name for r in turn.replies] == ["utter_what_we_do"]


def test_goods_bought_elsewhere_told_while_the_transfer_is_offered_are_another_matter(hotline):
    conversation = say(hotline, asked(hotline, "屋里暖气不热找哪个部门", "housing"), "都打了没人管").conversation
    text = "我买的羽绒服掉毛老板不退"
    heard = fakes.heard(
        text, "file_complaint", kind=RequestKind.COMPLAINT, department="consumer_protection", departments=(("consumer_protection", 0.5), ("quality", 0.4)), problem="quality",
        entities=({"type": "product", "text": "羽绒服", "value": "羽绒服", "start": 3, "end": 6},),
    )  # fmt: skip
    turn = take_turn(take_request, conversation, heard, hotline)
    assert turn.replies[0].name == "utter_draft_ours_besides"


def test_what_about_another_body_is_told_whose_that_is(hotline):
    turn = say(hotline, asked(hotline, "社保断了找谁", "human_resources"), "那医保呢", "ask_overview")
    assert turn.replies[0].name == "utter_not_ours" and turn.replies[0].fields["body_id"] == "medical_insurance"


def test_a_suspicion_of_bribes_goes_to_the_discipline_inspectors_and_the_matter_is_kept(hotline):
    turn = say(hotline, asked(hotline, "厂子排臭气找谁", "ecology"), "是不是收了好处")
    assert turn.replies[0].name == "utter_lodge_bribes" and turn.conversation.awaiting is Awaiting.LODGE


def test_after_a_rule_of_ours_who_was_sent_round_is_not_sent_on(hotline):
    faq_id = next(f for f, entry in KNOWLEDGE.faq.items() if entry.department == "price_competition")
    before = Conversation(id="c", last_question={"text": "停车费贵归谁", "department": "price_competition", "faq_id": faq_id})
    turn = say(hotline, before, "他们推给你们", "commend")
    assert [r.name for r in turn.replies] == ["utter_rule_we_take_it"] and turn.conversation.last_question == before.last_question
    assert say(hotline, turn.conversation, "登记", "affirm").replies[0].name == "utter_draft_started"


def test_the_sum_he_was_charged_told_after_a_rule_on_prices_is_a_complaint(hotline):
    faq_id = next(f for f, entry in KNOWLEDGE.faq.items() if entry.department == "price_competition")
    before = Conversation(id="c", last_question={"text": "停车费太贵归谁管", "department": "price_competition", "faq_id": faq_id})
    text = "一小时收我十五块"
    heard = fakes.heard(text, "ask_regulation", entities=({"type": "amount", "text": "十五块", "value": 15.0, "start": 5, "end": 8},))
    turn = take_turn(answer_regulation, before, heard, hotline)
    draft = hotline.drafts.get(turn.conversation.draft_id)
    assert draft.problem == "price" and "停车费太贵" in draft.said[0]


@pytest.mark.parametrize(
    "text, sum_said, is_his",
    [("去年才五块", "五块", False), ("以前一块八", "一块八", False), ("去年花三百买的", "三百", True), ("去年三百块买的", "三百", True), ("原来三百的卖我五百", "三百", False), ("涨到一平米六块", "六块", False)],
)
def test_what_it_used_to_cost_is_no_sum_of_his(text, sum_said, is_his):
    start = text.index(sum_said)
    entity = {"type": "amount", "text": sum_said, "value": 5.0, "start": start, "end": start + len(sum_said)}
    assert ("amount" in from_entities(text, [entity], None, KNOWLEDGE.intake_words, date(2026, 11, 26))) is is_his

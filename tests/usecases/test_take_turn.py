"""一轮一轮的规矩：意图听错了也不要紧，问到一半的不会丢。"""

from dataclasses import replace
from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import RequestKind
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.filing.take_request import take_request
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.small_talk import make_small_talk
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

FOOD = "food_operation_license_new"
KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def said(turn):
    return [reply.name for reply in turn.replies]


def asking(question="business", **fields):
    return Conversation(id="c", item_id=FOOD, awaiting=Awaiting.SITUATION, asked=question, **fields)


@pytest.mark.parametrize("intent, use_case", [
    ("noise", continue_conversation), ("state_facts", continue_conversation), ("affirm", continue_conversation),
    ("ask_fee", answer_guide_question), ("file_complaint", take_request), ("abuse", make_small_talk),
    ("cancel", stop), ("talk_to_operator", ask_for_operator),
])  # fmt: skip
def test_an_answer_is_an_answer_whatever_the_intent(intent, use_case, hotline):
    turn = take_turn(use_case, asking(), fakes.heard("饭店", intent), hotline)
    assert turn.conversation.answers["business"] == "catering"
    assert said(turn) == ["utter_ask_situation"]


def test_a_complaint_that_mentions_a_restaurant_is_not_an_answer(hotline):
    complaint = replace(fakes.heard("我要投诉一家饭店给我上了馊的菜", "file_complaint"), kind=RequestKind.COMPLAINT)
    turn = take_turn(take_request, asking(), complaint, hotline)
    assert said(turn) == ["utter_draft_started", "utter_draft_ask"]
    assert turn.conversation.set_aside["item_id"] == asking().item_id
    assert "business" not in turn.conversation.answers


def test_a_real_emergency_is_never_taken_for_an_answer(hotline):
    turn = take_turn(
        report_emergency, asking(), fakes.heard("饭店着火了", "report_emergency", emergency="fire_gas", danger=0.9), hotline
    )
    assert said(turn)[0] == "utter_emergency"
    assert "utter_ask_situation" not in said(turn)
    assert turn.conversation.awaiting is Awaiting.SITUATION


def test_a_phone_sent_after_an_emergency_is_kept_even_in_the_middle_of_a_question(hotline):
    emergency = fakes.heard("不对了，饭店着火了", "report_emergency", emergency="fire_gas", danger=0.9)
    turn = take_turn(report_emergency, asking(), emergency, hotline)
    assert said(turn)[0] == "utter_emergency"
    phone = fakes.heard("13800000000", "noise", entities=({"type": "phone", "value": "13800000000"},))
    assert said(take_turn(continue_conversation, turn.conversation, phone, hotline)) == ["utter_callback_recorded"]
    assert hotline.hand_overs.kept[-1].phone == "13800000000"


def test_self_harm_goes_to_a_person_without_questions(hotline):
    heard = fakes.heard("不想活了", "report_emergency", emergency="self_harm")
    turn = take_turn(report_emergency, Conversation(id="c"), heard, hotline)
    assert said(turn) == ["utter_emergency", "utter_emergency_to_person"]
    assert hotline.hand_overs.kept[0].emergency == "self_harm"
    turn = take_turn(continue_conversation, turn.conversation, fakes.heard("没人管我", "noise"), hotline)
    assert said(turn) == ["utter_stay_with_citizen"]


def test_not_understood_twice_lists_every_case(hotline):
    turn = take_turn(continue_conversation, asking(), fakes.heard("嘟嘟", "noise"), hotline)
    assert said(turn) == ["utter_answer_with_number", "utter_ask_situation"]
    turn = take_turn(continue_conversation, turn.conversation, fakes.heard("嘟嘟", "noise"), hotline)
    assert said(turn) == ["utter_every_case", "utter_notice"]
    (notice,) = hotline.notices.kept.values()
    assert set(notice.answers.values()) == {"unsure"}


def test_small_talk_then_the_question_again(hotline):
    turn = take_turn(make_small_talk, asking(), fakes.heard("谢谢啊", "thank"), hotline)
    assert said(turn) == ["utter_thank", "utter_ask_situation"]
    assert said(take_turn(make_small_talk, asking(), fakes.heard("再见", "goodbye"), hotline)) == ["utter_goodbye"]


def test_a_fee_of_another_item_does_not_lose_this_one(hotline):
    heard = fakes.heard("注册公司收费吗", "ask_fee", "company_establishment", aspect="fee")
    turn = take_turn(answer_guide_question, asking(), heard, hotline)
    assert said(turn) == ["utter_fee", "utter_ask_situation"]
    assert turn.conversation.item_id == FOOD


@pytest.mark.parametrize("choice", [
    {"situation": "business", "option": "no_such"}, {"situation": "no_such", "option": "self"}, {}, {"option": "self"},
])  # fmt: skip
def test_forged_buttons_change_nothing(choice, hotline):
    heard = fakes.heard("/answer_situation", "answer_situation", choice=choice)
    turn = take_turn(continue_conversation, asking(), heard, hotline)
    assert not turn.conversation.answers
    assert turn.conversation.awaiting is Awaiting.SITUATION


@pytest.mark.parametrize("text, intent, reply", [
    ("不用了", "deny", "utter_callback_declined"), ("我不想留电话", "state_facts", "utter_callback_declined"),
    ("算了", "cancel", "utter_callback_declined"), ("138000", "noise", "utter_phone_incomplete"), ("嗯", "affirm", "utter_ask_phone_again"),
])  # fmt: skip
def test_being_asked_for_a_phone(text, intent, reply, hotline):
    waiting = take_turn(
        ask_for_operator, Conversation(id="c"), fakes.heard("转人工", "talk_to_operator"), hotline
    ).conversation
    assert said(take_turn(continue_conversation, waiting, fakes.heard(text, intent), hotline)) == [reply]


def test_a_phone_is_asked_for_twice_at_most(hotline):
    conversation = take_turn(
        ask_for_operator, Conversation(id="c"), fakes.heard("转人工", "talk_to_operator"), hotline
    ).conversation
    turn = take_turn(continue_conversation, conversation, fakes.heard("嗯", "affirm"), hotline)
    assert said(turn) == ["utter_ask_phone_again"]
    turn = take_turn(continue_conversation, turn.conversation, fakes.heard("嗯", "affirm"), hotline)
    assert said(turn) == ["utter_callback_declined"]
    assert turn.conversation.awaiting is Awaiting.NOTHING


def test_what_is_missing_is_told_at_once_and_may_be_taken_back(hotline):
    conversation = Conversation(id="c", item_id=FOOD, answers={"business": "catering", "catering_size": "over", "agent": "self"})
    first = take_turn(
        continue_conversation, conversation, fakes.heard("我有健康证和申请书，还差啥", "have_materials"), hotline
    )
    assert said(first) == ["utter_notice", "utter_missing_materials"]
    assert first.replies[1].fields["count"] == 2
    second = take_turn(continue_conversation, first.conversation, fakes.heard("申请书没有", "have_materials"), hotline)
    assert second.replies[0].fields["count"] == 3


def test_no_citizen_word_reaches_the_log(hotline):
    conversation = Conversation(id="c")
    for text, intent, use_case in [
        ("我叫张三住在建设路十八号", "noise", continue_conversation),
        ("再说一遍我叫张三", "noise", continue_conversation),
        ("我的电话13800000000", "state_facts", continue_conversation),
    ]:
        entities = ({"type": "phone", "value": "13800000000"},) if "138" in text else ()
        conversation = take_turn(
            use_case, conversation, fakes.heard(text, intent, entities=entities), hotline
        ).conversation
    assert hotline.hand_overs.kept[-1].phone == "13800000000"
    assert hotline.log.entries
    assert not any(word in str(hotline.log.entries) for word in ("张三", "建设路", "13800000000"))
    assert not any(word in str(conversation.as_record()) for word in ("张三", "建设路", "13800000000"))

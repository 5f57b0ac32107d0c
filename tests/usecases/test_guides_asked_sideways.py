"""办事说到一半，市民斜着问、半句说、替人办、改口：照他的意思接，不记错、不换事、不当成不办了。"""

from dataclasses import replace
from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.situation import UNSURE
from bot.hotline.understanding import ItemDecision, RequestKind
from bot.usecases.filing.take_request import said_outright
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.issue_notice import issue_notice
from bot.usecases.guide.read_told import answers_elsewhere
from bot.usecases.reading.read_answer import guess_option, match_option
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn
from tests import fakes
from tests.guide_talk import KNOWLEDGE, Finds, asked, names

WORDS = KNOWLEDGE.answer_words


class Likes:
    """最像头一个选项。"""

    def rank(self, text, groups, at_least=0.0):
        return [0.9, *(0.0 for _ in groups[1:])]


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def listed(item, answers, hotline):
    return Conversation(id="c", item_id=item, answers=answers, notice_no=issue_notice(item, answers, hotline).number)


def test_a_question_about_the_reward_is_no_tip_off(hotline):
    asks = fakes.heard("我举报的那家店罚了 我能拿奖金不", "ask_eligibility", aspect="eligibility")
    sure = replace(asks, items=(("tip_off_reward", 1.0),), item_decision=ItemDecision.ANSWER)
    assert said_outright(sure, hotline) is None
    assert said_outright(replace(asks, text="我举报那家店", items=()), hotline).kind is RequestKind.TIP_OFF


@pytest.mark.parametrize("text, option", [("使用单位没变", None), ("设备还是原来的地方", None), ("换了个东家", "modify")])
def test_what_is_unchanged_is_not_guessed_to_change(text, option):
    question = KNOWLEDGE.item("special_equipment_change").situation("matter")
    assert guess_option(question, fakes.heard(text), WORDS, Likes()) == option


@pytest.mark.parametrize("text", ["法人是我表哥 我去办", "店是我爸的，我去", "老板是我老公 我来办"])
def test_who_goes_for_a_relative_is_an_agent(text):
    question = KNOWLEDGE.item("food_operation_license_new").situation("agent")
    assert match_option(question, fakes.heard(text), WORDS).option == "agent"


def test_who_goes_himself_is_no_agent():
    question = KNOWLEDGE.item("food_operation_license_new").situation("agent")
    assert match_option(question, fakes.heard("法人是我 我去办"), WORDS).option == "self"


def test_doing_it_for_him_is_told_in_advance():
    item = KNOWLEDGE.item("individual_business_deregistration")
    assert answers_elsewhere(item, "procedure", {}, "那我替他弄", WORDS) == {"agent": "agent"}


def test_the_chairman_who_died_does_not_come_himself():
    item = KNOWLEDGE.item("cooperative_deregistration")
    assert answers_elsewhere(item, "procedure", {}, "理事长去世了", WORDS) == {}


def test_debts_told_after_the_list_change_the_procedure(hotline):
    told = listed("cooperative_deregistration", {"procedure": "simple", "agent": "self"}, hotline)
    turn = take_turn(answer_guide_question, told, fakes.heard("欠信用社钱", "ask_fee", "cooperative_deregistration"), hotline)
    assert turn.conversation.answers["procedure"] == "ordinary"


def test_the_number_of_the_notice_is_told_again(hotline):
    told = listed("food_operation_license_cancel", {"certificate": UNSURE, "agent": "self"}, hotline)
    turn = take_turn(answer_regulation, told, fakes.heard("编号多少来着我没记", "ask_regulation"), hotline)
    assert names(turn) == ["utter_notice_number"] and turn.replies[0].fields["number"] == told.notice_no


def test_doing_it_anew_is_no_starting_over(hotline):
    turn = take_turn(stop, asked("food_operation_license_renewal"), fakes.heard("那就重新办", "start_over"), hotline)
    assert turn.conversation.item_id == "food_operation_license_new"


def test_a_limited_partnership_is_no_limited_company(hotline):
    turn = take_turn(continue_conversation, asked("company_establishment"), fakes.heard("那就有限合伙", item_id="one_stop_startup"), hotline)
    assert turn.conversation.item_id == "one_stop_startup"


def test_with_nothing_in_hand_there_is_nothing_to_cancel(hotline):
    hotline.answers = Finds("resign_legal_representative", 0.55)
    heard = fakes.heard("我不想当法人了", "cancel", kind=RequestKind.OTHER)
    assert names(take_turn(stop, Conversation(id="c"), heard, hotline))[0] == "utter_regulation"
    hotline.answers = Finds("resign_legal_representative", 0.43)
    assert names(take_turn(stop, Conversation(id="c"), fakes.heard("那我不弄了", "cancel", kind=RequestKind.OTHER), hotline)) == ["utter_cancelled"]


def test_half_a_question_about_the_item_in_hand_was_understood(hotline):
    told = listed("ordinary_deregistration", {s.id: UNSURE for s in KNOWLEDGE.item("ordinary_deregistration").situations}, hotline)
    assert names(take_turn(continue_conversation, told, fakes.heard("那还清了呢"), hotline)) == ["utter_not_in_guide"]


def test_another_case_is_offered_after_the_list(hotline):
    told = listed("equity_pledge", {"action": "create", "agent": "self"}, hotline)
    heard = fakes.heard("那贷款还了以后咋办", "ask_process", aspect="overview", in_context=True)
    reply = take_turn(answer_guide_question, told, heard, hotline).replies[0]
    assert reply.name == "utter_another_case" and reply.choices[0].choice == {"situation": "action", "option": "release"}


def test_can_it_be_done_online_is_one_question(hotline):
    heard = fakes.heard("网上能办不", "ask_online", aspect="online", aspects=("online", "eligibility"), in_context=True)
    assert names(take_turn(answer_guide_question, asked("company_change"), heard, hotline)) == ["utter_online", "utter_ask_situation"]


def test_a_question_that_begins_with_yes_is_a_question(hotline):
    turn = take_turn(continue_conversation, asked("company_change", "approval", changes="legal_rep"), fakes.heard("嗯要收税吗这个", "affirm"), hotline)
    assert names(turn) == ["utter_not_in_guide", "utter_ask_situation"]


def test_a_mark_alone_makes_a_question(hotline):
    heard = fakes.heard("那是卫健委?", "state_facts", aspect="overview")
    assert "utter_list_after_this" not in names(take_turn(continue_conversation, asked("medical_ad_review"), heard, hotline))


def test_a_correction_a_little_like_another_item_stays_here(hotline):
    heard = replace(fakes.heard("不对 是本县 从东街搬到西街", item_id="individual_business_change"), items=(("individual_business_change", 0.68),))
    assert take_turn(continue_conversation, asked("drug_retail_license_change"), heard, hotline).conversation.item_id == "drug_retail_license_change"


@pytest.mark.parametrize("text", ["烟是另外的证?", "那烟的证哪办", "卖烟呢"])
def test_the_tobacco_permit_is_another_bodys(hotline, text):
    turn = take_turn(answer_regulation, asked("prepackaged_food_filing"), fakes.heard(text, "ask_regulation", department="tobacco"), hotline)
    assert names(turn) == ["utter_permit_of_another", "utter_ask_situation"]


@pytest.mark.parametrize("aspect, text, meant", [("process", "要跑几趟", "online"), ("time_limit", "多少岁能考", "eligibility"), ("consequence", "章程不会写咋办", "forms")])
def test_what_sounds_like_one_aspect_is_another(aspect, text, meant):
    assert KNOWLEDGE.aspect_words.meant(aspect, text) == meant


def test_some_days_late_does_not_ask_how_long():
    assert "time_limit" not in KNOWLEDGE.aspect_words.asked("要是晚了几天登记会罚款不")


def test_that_plate_is_what_one_gets(hotline):
    assert KNOWLEDGE.aspect_words.names_nothing("多久能拿到那个牌子")

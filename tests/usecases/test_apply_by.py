"""问最晚什么时候来办（到期前多久、几号之前、几天之内）：念指南里写着期限的那几句，不说几天办好。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.usecases.guide.answer_apply_by import answer_apply_by
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def told(hotline, text, item=None, pending=None):
    asked = KNOWLEDGE.item(pending).situations[0].id if pending else None
    waiting = {"awaiting": Awaiting.SITUATION, "asked": asked} if pending else {}
    turn = take_turn(answer_guide_question, Conversation(id="c", item_id=pending, **waiting), fakes.heard(text, "ask_time_limit", item), hotline)
    return turn, " ".join(str(reply.fields) for reply in turn.replies if reply.name != "utter_ask_situation")


@pytest.mark.parametrize(
    ("pending", "text", "written"),
    [
        ("annual_report", "几月份之前", "6月30日"),
        ("food_production_license", "证明年五月到期，几号之前要申请", "三十个工作日以前"),
        ("special_equipment_operator", "多久到期之前要办", "一个月"),
        ("testing_body_qualification", "到期多久前续", "三个月"),
        ("simple_deregistration", "公示完多久之内要来", "20天内"),
    ],
)
def test_the_latest_day_is_read_out_and_the_question_put_again(hotline, pending, text, written):
    turn, said = told(hotline, text, item="food_operation_license_renewal", pending=pending)
    assert written in said
    assert turn.replies[-1].name == "utter_ask_situation"
    assert "utter_time_limit" not in [reply.name for reply in turn.replies]


def test_the_term_of_renewing_is_not_read_out_for_a_change(hotline):
    _, said = told(hotline, "改了名多久之内改", pending="food_production_license")
    assert "三十个工作日" not in said


def test_asked_first_of_all_it_is_answered_from_the_item_heard(hotline):
    turn, said = told(hotline, "换董事多久之内要备案", item="company_filing")
    assert "30日内" in said and turn.conversation.item_id == "company_filing"


@pytest.mark.parametrize("text", ["营业执照多久能办好", "要几天", "什么时候能拿证"])
def test_how_long_it_takes_is_another_question(hotline, text):
    assert answer_apply_by(Conversation(id="c", item_id="annual_report"), fakes.heard(text, "ask_time_limit"), hotline) is None


def test_what_is_asked_beside_the_latest_day_is_answered_too(hotline):
    turn = take_turn(answer_guide_question, Conversation(id="c"), fakes.heard("个体户年报啥时候截止 不报会咋样", "ask_consequence", "annual_report", aspect="consequence"), hotline)
    assert [reply.name for reply in turn.replies][-1] == "utter_consequence"
    assert "6月30日" in str(turn.replies[0].fields)

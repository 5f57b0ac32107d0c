"""合成理解：说的是什么问题，投诉举报之外的求助、建议也听；归别的部门的不听。"""

import pytest

from bot.hotline.understanding import RequestKind
from bot.nlu.judge import judge
from bot.nlu.normalise import normalise
from bot.nlu.thresholds import Thresholds
from bot.nlu.wish import kind_and_wish


def heard(knowledge, wish, kind, department):
    rankings = {
        "wish": [(wish, 0.97), ("report_emergency", 0.01)],
        "kind": [(kind, 0.97)],
        "aspect": [("overview", 1.0)],
        "scope": [("catalogue", 0.9), ("other_body", 0.1)],
        "department": [(department, 0.95)],
        "problem": [("special_equipment", 0.9), ("contract", 0.1)],
        "urgency": [("normal", 1.0)],
        "emergency": [("none", 0.99), ("lift_trapped", 0.01)],
    }
    return judge(normalise("楼里的电梯老是卡住，没人管吗"), rankings, [], [], knowledge, Thresholds())


@pytest.mark.parametrize(
    "wish, kind",
    [("file_complaint", "complaint"), ("file_tip_off", "tip_off"), ("ask_for_help", "help_request"), ("suggest", "suggestion")],
)
def test_what_a_matter_of_ours_is_about_is_heard_whatever_is_wished(knowledge, wish, kind):
    understanding = heard(knowledge, wish, kind, "special_equipment")
    assert (understanding.kind.value, understanding.problem) == (kind, "special_equipment")


def test_a_matter_of_another_body_has_no_problem_of_ours(knowledge):
    assert heard(knowledge, "ask_for_help", "help_request", "housing").problem is None


def test_a_question_has_no_problem(knowledge):
    assert heard(knowledge, "ask_regulation", "inquiry", "special_equipment").problem is None


@pytest.mark.parametrize(
    "heard_as, kind",
    [
        ({"inquiry": 0.4, "complaint": 0.25, "tip_off": 0.35}, RequestKind.TIP_OFF),
        ({"inquiry": 0.4, "complaint": 0.35, "tip_off": 0.25}, RequestKind.COMPLAINT),
        ({"help_request": 0.7, "complaint": 0.2, "tip_off": 0.1}, RequestKind.HELP_REQUEST),
        ({"inquiry": 1.0}, RequestKind.INQUIRY),
    ],
)
def test_a_doubt_between_complaint_and_tip_off_does_not_make_it_a_question(heard_as, kind):
    ranking = sorted(heard_as.items(), key=lambda pair: -pair[1])
    wishes = [("file_complaint", 0.5), ("ask_regulation", 0.3), ("file_tip_off", 0.1), ("ask_for_help", 0.09), ("report_emergency", 0.01)]
    assert kind_and_wish({"wish": wishes, "kind": ranking}, None)[0] is kind


@pytest.mark.parametrize(
    "text, rule, guide, decision",
    [
        ("举报是不是要写真名", 0.95, 0.03, "none"),
        ("举报了有没有奖金", 0.55, 0.43, "answer"),
        ("他家菜坏了要退钱，另外想问一下举报有没有奖金", 0.95, 0.03, "answer"),
    ],
)
def test_a_rule_question_is_not_answered_as_the_item_it_resembles(knowledge, text, rule, guide, decision):
    rankings = {
        "wish": [("ask_regulation", rule), ("ask_guide", guide), ("report_emergency", 0.01)],
        "kind": [("inquiry", 0.97)],
        "aspect": [("eligibility", 1.0)],
        "scope": [("catalogue", 0.9), ("other_body", 0.1)],
        "department": [("enforcement", 0.95)],
        "problem": [("other", 1.0)],
        "urgency": [("normal", 1.0)],
        "emergency": [("none", 0.99), ("fire_gas", 0.01)],
    }
    understanding = judge(normalise(text), rankings, [("tip_off_reward", 0.98)], [], knowledge, Thresholds())
    assert understanding.item_decision.value == decision


@pytest.mark.parametrize(
    "text, process, aspect",
    [
        ("小餐饮登记的流程", 0.3, "process"),
        ("小餐饮登记的流程", 0.02, "overview"),
        ("小餐饮登记怎么办", 0.3, "overview"),
    ],
)
def test_an_aspect_named_outright_is_the_one_asked_unless_all_speaks_against_it(knowledge, text, process, aspect):
    rankings = {
        "wish": [("ask_guide", 0.97), ("report_emergency", 0.01)],
        "kind": [("inquiry", 0.97)],
        "aspect": [("overview", 1 - process), ("process", process)],
        "scope": [("catalogue", 0.9), ("other_body", 0.1)],
        "department": [("licensing", 0.95)],
        "problem": [("other", 1.0)],
        "urgency": [("normal", 1.0)],
        "emergency": [("none", 0.99), ("fire_gas", 0.01)],
    }
    understanding = judge(normalise(text), rankings, [("small_catering_registration", 0.98)], [], knowledge, Thresholds())
    assert (understanding.aspect, understanding.aspects[0]) == (aspect, aspect)


def asked(knowledge, text, **rankings):
    """问办事的一句；rankings 只写要紧的头。"""
    plain = {
        "wish": [("ask_guide", 0.97), ("report_emergency", 0.01)],
        "kind": [("inquiry", 0.97)],
        "aspect": [("place", 1.0)],
        "scope": [("catalogue", 0.9), ("other_body", 0.1)],
        "department": [("licensing", 0.95)],
        "problem": [("other", 1.0)],
        "urgency": [("normal", 1.0)],
        "emergency": [("none", 0.99), ("fire_gas", 0.01)],
    }
    return judge(normalise(text), {**plain, **rankings}, [("food_stall_card", 0.76)], [], knowledge, Thresholds())


@pytest.mark.parametrize("context, decision", [(0.99, "none"), (0.7, "answer")])
def test_a_question_that_names_no_matter_is_not_answered_as_the_item_it_happens_to_resemble(knowledge, context, decision):
    understanding = asked(knowledge, "星期六给弄不给弄", scope=[("context", context), ("catalogue", 1 - context)])
    assert understanding.item_decision.value == decision


@pytest.mark.parametrize(
    "departments, body",
    [
        ([("party_committee", 0.92), ("public_security", 0.04)], "party_committee"),
        ([("party_committee", 0.5), ("public_security", 0.4)], "public_security"),
        ([("tax", 0.9), ("party_committee", 0.02)], "tax"),
        ([("party_committee", 0.3), ("food", 0.6)], "party_committee"),
    ],
)
def test_conduct_goes_to_another_body_only_when_that_body_was_spoken_of(knowledge, departments, body):
    understanding = asked(
        knowledge, "那个人态度差得很", wish=[("complain_about_conduct", 0.97), ("report_emergency", 0.01)], kind=[("conduct_complaint", 0.97)], department=departments
    )
    assert understanding.department == body

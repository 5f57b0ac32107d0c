"""草稿的规矩：缺什么问什么，说过的不问，说没有的不再问，匿名就不留。"""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.errors import DraftStepNotAllowed
from bot.hotline.draft import MAY_BECOME, Draft, Second, Stage, decline, fill, go_anonymous, hear, to
from bot.hotline.draft_filing import filing_request
from bot.hotline.draft_questions import missing, next_question
from bot.settings import TIME_ZONE
from tests import fakes

KNOWLEDGE = fakes.knowledge()
RULES, ELEMENTS = KNOWLEDGE.intake, KNOWLEDGE.acceptance.elements
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(kind="complaint", **fields):
    return replace(Draft("D1", "chat:1", kind, "chat", NOW, NOW), **fields)


def asked_in_turn(draft):
    """一样一样答上来，依次问了什么。"""
    asked = []
    while (question := next_question(draft, RULES)) is not None:
        asked.append(question.field)
        draft = hear(draft, "吃出虫子了", True) if question.field == "facts" else fill(draft, {question.field: "有"})
    return asked


def test_a_complaint_asks_what_article_10_requires():
    assert asked_in_turn(a_draft()) == [
        "facts", "respondent_name", "respondent_address", "demand", "citizen_name", "citizen_phone", "citizen_address",
    ]  # fmt: skip


def test_an_online_shop_is_asked_for_its_platform_instead_of_an_address():
    asked = asked_in_turn(a_draft(is_online=True))
    assert "platform" in asked and "respondent_address" not in asked


def test_who_complains_for_another_is_asked_for_the_papers_of_article_11():
    asked = asked_in_turn(a_draft(values={"represents": "我妈"}))
    assert asked.index("authorization") < asked.index("representative_identity") < asked.index("citizen_name")


def test_a_tip_off_never_asks_for_a_name_or_an_address_of_the_reporter():
    assert not {"citizen_name", "citizen_address"} & set(asked_in_turn(a_draft("tip_off")))


def test_an_anonymous_tip_off_asks_nothing_about_the_reporter():
    assert "citizen_phone" not in asked_in_turn(a_draft("tip_off", is_anonymous=True))


@pytest.mark.parametrize("kind", ["suggestion", "commendation", "help_request", "conduct_complaint"])
def test_other_requests_ask_few_questions(kind):
    assert len(asked_in_turn(a_draft(kind))) <= 4


def test_what_was_said_is_not_asked():
    draft = hear(fill(a_draft(), {"respondent_name": "好再来", "demand": ("退钱",)}), "吃出虫子", True)
    assert next_question(draft, RULES).field == "respondent_address"


def test_what_was_declined_is_not_asked_again_but_stays_missing():
    draft = decline(hear(a_draft(), "吃出虫子", True), "respondent_name")
    assert next_question(draft, RULES).field == "respondent_address"
    assert "respondent_name" in missing(draft, RULES, ELEMENTS)


def test_an_answer_after_all_takes_back_the_decline():
    draft = fill(decline(a_draft(), "citizen_phone"), {"citizen_phone": "13800000012"})
    assert draft.declined == () and draft.values["citizen_phone"] == "13800000012"


def test_the_last_word_counts():
    assert fill(fill(a_draft(), {"amount": 58.0}), {"amount": 68.0}).values["amount"] == 68.0


def test_anonymous_keeps_no_trace_of_the_reporter():
    draft = fill(a_draft("tip_off"), {"citizen_name": "王小明", "citizen_phone": "13800000012"})
    draft = fill(go_anonymous(draft, ["卖假酒"]), {"citizen_name": "王小明"})
    assert "王小明" not in str(draft) and "13800000012" not in str(draft)


def test_nothing_is_missing_for_a_matter_of_another_body_but_what_happened():
    assert missing(a_draft(is_other_body=True), RULES, ELEMENTS) == ["facts"]


def test_a_draft_moves_only_along_its_table():
    for stage, allowed in MAY_BECOME.items():
        for other in Stage:
            if other in allowed:
                assert to(a_draft(stage=stage), other).stage is other
            else:
                with pytest.raises(DraftStepNotAllowed):
                    to(a_draft(stage=stage), other)


def test_a_gap_is_filed_for_a_person_to_judge():
    request = filing_request(a_draft(said=("吃出虫子",), grounds=("art16_2",)), ["citizen_name"])
    assert request.review_grounds == ("art16_2", "art16_5") and request.accepts_gaps


def test_the_second_matter_is_filed_with_it():
    request = filing_request(a_draft(second=Second("tip_off", "unlicensed", None, True)), [])
    assert request.secondary.kind == "tip_off" and request.secondary.is_anonymous


def test_a_group_counts_the_others():
    assert filing_request(a_draft(values={"companions": 12}, is_group=True), []).companions == 11
    assert filing_request(a_draft(is_group=True), []).companions == 1
    assert filing_request(a_draft(), []).companions == 0


def test_every_question_has_a_name_for_the_summary():
    for questions in RULES.questions.values():
        for question in questions:
            assert question.field in RULES.short_labels


@pytest.mark.parametrize("department, asked, not_asked", [
    ("telecom", "respondent_name", "respondent_address"),
    ("urban_management", "respondent_address", "respondent_name"),
])  # fmt: skip
def test_another_body_is_asked_only_what_it_needs(department, asked, not_asked):
    fields = asked_in_turn(a_draft(is_other_body=True, department=department))
    assert asked in fields and not_asked not in fields

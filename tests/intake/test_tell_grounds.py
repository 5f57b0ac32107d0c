"""可能不予受理的，头一回听到就说清是哪一条，照样登记，不替人决定。"""

import pytest
from intake_builders import Citizen


@pytest.fixture
def of_the_company(hotline):
    citizen = Citizen(hotline)
    citizen.files("我们公司采购了一百箱苹果，烂了一半，要求退款")
    return citizen


def test_what_was_bought_for_business_is_filed_and_the_rule_is_told_once(of_the_company):
    assert "utter_draft_may_be_declined" in of_the_company.said
    assert of_the_company.draft.grounds == ("art16_3",)
    of_the_company.say("金果批发部")
    assert "utter_draft_may_be_declined" not in of_the_company.said


def test_the_other_routes_are_told_along_with_the_rule(of_the_company):
    reply = next(r for r in of_the_company.replies if r.name == "utter_draft_may_be_declined")
    assert "第十六条第三项" in reply.fields["grounds"]
    assert "人民法院" in reply.fields["routes"] and "仲裁" in reply.fields["routes"]


def test_a_ground_heard_later_is_told_when_it_is_heard(citizen):
    citizen.files("买的冰箱坏了没人修，要求维修")
    assert "utter_draft_may_be_declined" not in citizen.said
    citizen.say("长城家电")
    citizen.say("跟您说是五年前买的，当时花了三千多块")
    assert "utter_draft_may_be_declined" in citizen.said and citizen.draft.grounds == ("art16_4",)


def test_a_tip_off_has_no_time_bar_and_is_told_nothing(citizen):
    citizen.files("举报长城超市五年前就开始卖过期食品", kind="tip_off")
    assert "utter_draft_may_be_declined" not in citizen.said and citizen.draft.grounds == ()

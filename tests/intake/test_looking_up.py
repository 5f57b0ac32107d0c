"""查进度：编号加后四位。对不上什么也不说；错多了就停。"""

from datetime import timedelta

import pytest
from intake_builders import Citizen


@pytest.fixture
def filed(ready):
    ready.say("确认")
    ready.number = ready.card["tickets"][0]["ticket_no"]
    return ready


def ask(hotline, *words):
    someone = Citizen(hotline)
    for text in words:
        someone.say(text, "check_ticket")
    return someone


def test_number_and_last_four_digits_tell_where_it_is(filed, hotline):
    someone = ask(hotline, f"查一下{filed.number}，后四位0012")
    assert someone.said == ["utter_ticket_progress"]
    assert someone.card["status"] == "dispatched" and someone.card["department"] == "food"
    assert "13800000012" not in str(someone.card) and "张三" not in str(someone.card)


def test_they_may_come_one_after_the_other(filed, hotline):
    assert ask(hotline, "我的投诉到哪了", filed.number.lower(), "0012").said == ["utter_ticket_progress"]


def test_a_wrong_number_and_wrong_digits_sound_the_same(filed, hotline):
    wrong_digits = ask(hotline, f"{filed.number} 9999")
    no_such_ticket = ask(hotline, "T20260428-ZZZZZZ 0012")
    assert wrong_digits.replies == no_such_ticket.replies
    assert wrong_digits.said == ["utter_lookup_failed"]


def test_guessing_is_stopped_even_with_the_right_digits_and_from_another_conversation(filed, hotline):
    for digits in ("1111", "2222", "3333", "4444", "5555"):
        ask(hotline, f"{filed.number} {digits}")
    assert ask(hotline, f"{filed.number} 0012").said == ["utter_lookup_locked"]
    hotline.now.moment += timedelta(hours=1, minutes=1)
    assert ask(hotline, f"{filed.number} 0012").said == ["utter_ticket_progress"]


def test_an_anonymous_tip_off_is_looked_up_with_its_code(hotline):
    reporter = Citizen(hotline).files("北大街小作坊半夜往外拉没标签的散装白酒", "tip_off", problem="food_safety", department="food")
    for answer in ("不知道", "北大街口", "天天晚上", "匿名", "确认"):
        reporter.say(answer)
    (ticket,) = reporter.card["tickets"]
    assert ticket["is_anonymous"] and ticket["query_code"] == "123456"
    assert ask(hotline, f"{ticket['ticket_no']} 123456").said == ["utter_ticket_progress"]
    assert ask(hotline, f"{ticket['ticket_no']} 3456").said == ["utter_lookup_failed"]

"""好差评：五档，自愿；不满意的要说差在哪里，有人跟进。"""

import random
import string

import pytest
import requests
from chat_page import DESKTOP, PHONE, say
from playwright.sync_api import expect


def a_word():
    """认得出是这一次写的；不用数字，长的数字会被当作号码遮住。"""
    return "".join(random.choices(string.ascii_lowercase, k=10))


def rate(page, grade):
    page.get_by_role("button", name="评价").click()
    page.get_by_role("radio", name=grade, exact=True).check()


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_a_poor_rating_asks_why_and_someone_has_to_follow_it_up(open_page, picture, serious_barriers, server_url, tokens, window, name):
    page = open_page(window)
    say(page, "您好")
    rate(page, "非常不满意")
    submit = page.get_by_role("button", name="提交评价")
    expect(submit).to_be_disabled()  # 先说差在哪里
    page.get_by_role("radio", name="热线没答好").check()
    comment = f"问了三遍也没说清要带什么（{a_word()}）"
    page.get_by_label("想说的话").fill(comment)
    picture(page, f"rating-poor-{name}")
    assert serious_barriers(page) == []
    submit.click()
    expect(page.get_by_role("dialog")).to_contain_text("交给人跟进")
    page.get_by_role("button", name="好", exact=True).click()
    answer = requests.get(f"{server_url}/api/v1/ratings?open=true", headers={"Authorization": f"Bearer {tokens['shift_lead']}"}, timeout=30)
    mine = [rating for rating in answer.json()["ratings"] if comment in str(rating)]
    assert len(mine) == 1
    assert (mine[0]["grade"], mine[0]["cause"]) == ("very_dissatisfied", "answer")


@pytest.mark.parametrize("grade", ["非常满意", "满意", "基本满意"])
def test_a_good_rating_is_one_press_and_needs_no_reason(chat, grade):
    rate(chat, grade)
    expect(chat.get_by_text("差在哪里")).to_have_count(0)
    chat.get_by_role("button", name="提交评价").click()
    expect(chat.get_by_role("dialog")).to_contain_text("谢谢您的评价")


def test_a_rating_whose_answer_got_lost_is_counted_once(chat, server_url, tokens):
    sent = []

    def lose_the_first_answer(route):
        sent.append(route.request.headers["idempotency-key"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    chat.route("**/webhooks/portal/ratings", lose_the_first_answer)
    rate(chat, "不满意")
    comment = f"答复丢了一次的评价{a_word()}"
    chat.get_by_label("想说的话").fill(comment)
    chat.get_by_role("button", name="提交评价").click()
    expect(chat.get_by_role("alert")).to_contain_text("没有送到")
    chat.get_by_role("button", name="提交评价").click()
    expect(chat.get_by_role("dialog")).to_contain_text("谢谢")
    answer = requests.get(f"{server_url}/api/v1/ratings?open=true", headers={"Authorization": f"Bearer {tokens['shift_lead']}"}, timeout=30)
    assert len(set(sent)) == 1
    assert sum(comment in str(rating) for rating in answer.json()["ratings"]) == 1

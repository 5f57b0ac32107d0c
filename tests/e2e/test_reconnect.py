"""网断了、系统出错、重新打开、开两页：一句不丢，一句不重。"""

import re

import pytest
from chat_page import (
    ASKS_FOR_MATERIALS,
    DESKTOP,
    MESSAGES,
    PHONE,
    choose_until_notice,
    press,
    said_by_citizen,
    said_by_hotline,
    say,
    wait_for_reply,
)
from playwright.sync_api import expect

EVENTS = "**/webhooks/portal/events*"


def type_and_send(page, utterance):
    page.get_by_label("您要问的事").fill(utterance)
    page.get_by_role("button", name="发送").click()


# ───────── 断线 ─────────


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_what_is_said_offline_is_sent_once_and_in_order_when_the_network_is_back(open_page, picture, window, name):
    page = open_page(window)
    say(page, "您好")
    page.context.set_offline(True)
    expect(page.get_by_text("网络断了，正在重新连接")).to_be_visible()
    type_and_send(page, "买到过期食品怎么办")
    type_and_send(page, "要多久")
    expect(page.get_by_text("网络连上后自动发出")).to_be_visible()
    picture(page, f"offline-{name}")
    page.context.set_offline(False)
    expect(page.locator(".citizen.pending")).to_have_count(0)
    wait_for_reply(page)
    expect(said_by_citizen(page)).to_have_text(["您好", "买到过期食品怎么办", "要多久"])
    expect(page.get_by_text("网络断了")).to_have_count(0)
    page.reload()
    expect(said_by_citizen(page)).to_have_text(["您好", "买到过期食品怎么办", "要多久"])


def test_a_broken_request_is_tried_again_with_the_same_key(chat):
    keys = []
    chat.route(MESSAGES, lambda route: (keys.append(route.request.headers["idempotency-key"]), route.abort()), times=2)
    type_and_send(chat, "买到过期食品怎么办")
    expect(chat.get_by_text("没有发出去")).to_be_visible()
    chat.on("request", lambda r: keys.append(r.headers["idempotency-key"]) if "/messages" in r.url else None)
    chat.get_by_role("button", name="重试").dblclick()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text(["买到过期食品怎么办"])
    assert len(keys) >= 3 and len(set(keys)) == 1


def test_a_lost_answer_still_arrives_and_the_turn_is_taken_once(chat):
    """请求到了，答复丢了：推送里看得到，编号没有变。"""
    lost = []

    def lose_the_answer(route):
        lost.append(route.fetch().json())
        route.abort()

    chat.route(MESSAGES, lose_the_answer, times=1)
    type_and_send(chat, "转人工")
    number = chat.locator(".waiting .queue")
    expect(number).to_be_visible()
    wait_for_reply(chat)
    issued = re.search(r"H\d{8}-\w{6}", str(lost[0])).group()
    expect(number).to_contain_text(issued)
    expect(said_by_citizen(chat)).to_have_count(1)
    expect(said_by_hotline(chat)).to_have_count(1)


def test_without_the_event_stream_the_answers_still_come(open_page):
    """有的单位的代理不放行推送。"""
    page = open_page(path="about:blank")
    page.route(EVENTS, lambda route: route.abort())
    page.goto("/")
    say(page, "买到过期食品怎么办")
    expect(said_by_citizen(page)).to_have_text(["买到过期食品怎么办"])
    assert said_by_hotline(page).count() >= 1


def test_a_server_error_is_told_kindly_and_the_words_are_sent_again(chat, picture):
    chat.route(MESSAGES, lambda route: route.fulfill(status=500, body="oops"), times=1)
    type_and_send(chat, "公司怎么注销")
    expect(chat.get_by_text("系统刚才没答上来")).to_be_visible()
    picture(chat, "chat-error")
    expect(chat.locator(".citizen.pending")).to_have_count(0)
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text(["公司怎么注销"])
    assert said_by_hotline(chat).count() >= 1


def test_a_second_message_waits_for_the_first_one(chat):
    held = []
    chat.route(MESSAGES, lambda route: held.append(route), times=1)
    type_and_send(chat, "公司怎么注销")
    type_and_send(chat, "要多久")
    expect(said_by_citizen(chat)).to_have_text(["公司怎么注销", "要多久"])
    assert len(held) == 1
    held[0].continue_()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text(["公司怎么注销", "要多久"])
    assert chat.locator(".citizen, .hotline").last.evaluate("e => e.classList.contains('hotline')")


def test_words_the_hotline_cannot_take_come_back_to_be_changed(chat):
    much = "很长" * 12_000
    type_and_send(chat, much)
    note = chat.locator(".failure")
    expect(note).to_contain_text("字")
    expect(note.get_by_role("button", name="重试")).to_have_count(0)
    note.get_by_role("button", name="改一改再发").click()
    expect(chat.get_by_label("您要问的事")).to_have_value(much)
    expect(said_by_citizen(chat)).to_have_count(0)


def test_answering_too_fast_is_told_with_how_long_to_wait(chat):
    refusal = {"code": "too_fast", "detail": "发得太快了，请等2秒再试。"}
    chat.route(MESSAGES, lambda route: route.fulfill(status=429, headers={"retry-after": "2"}, json=refusal), times=1)
    type_and_send(chat, "公司怎么注销")
    expect(chat.get_by_text("请等2秒再试")).to_be_visible()
    expect(chat.locator(".citizen.pending")).to_have_count(0)
    wait_for_reply(chat)
    assert said_by_hotline(chat).count() >= 1


# ───────── 重新打开、两页 ─────────


def test_after_a_reload_everything_said_is_there_and_the_open_question_can_be_answered(chat):
    say(chat, ASKS_FOR_MATERIALS)
    shown = chat.locator(".conversation").inner_text()
    chat.reload()
    expect(said_by_citizen(chat)).to_have_text([ASKS_FOR_MATERIALS])
    assert chat.locator(".conversation").inner_text() == shown
    title = chat.locator(".choices button").first.inner_text()
    press(chat, title)
    expect(said_by_citizen(chat).last).to_have_text(title)
    choose_until_notice(chat)


def test_a_message_not_yet_sent_survives_a_reload(chat):
    chat.route(MESSAGES, lambda route: route.abort())
    type_and_send(chat, "买到过期食品怎么办")
    expect(chat.get_by_text("没有发出去")).to_be_visible()
    chat.unroute(MESSAGES)
    chat.reload()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text(["买到过期食品怎么办"])


def test_two_tabs_show_the_same_conversation_at_once(open_page):
    first = open_page()
    say(first, ASKS_FOR_MATERIALS)
    second = open_page(context=first.context)
    expect(said_by_citizen(second)).to_have_text([ASKS_FOR_MATERIALS])
    title = second.locator(".choices button").first.inner_text()
    press(second, title)
    expect(said_by_citizen(first)).to_have_text([ASKS_FOR_MATERIALS, title])
    wait_for_reply(first)
    assert first.locator(".conversation").inner_text() == second.locator(".conversation").inner_text()


def test_both_tabs_sending_at_once_lose_nothing(open_page):
    first = open_page()
    say(first, "您好")
    second = open_page(context=first.context)
    expect(said_by_citizen(second)).to_have_count(1)
    type_and_send(first, "公司怎么注销")
    type_and_send(second, "买到过期食品怎么办")
    for page in (first, second):
        wait_for_reply(page)
        expect(said_by_citizen(page)).to_have_count(3)
    assert first.locator(".conversation").inner_text() == second.locator(".conversation").inner_text()


def test_two_people_do_not_hear_each_other(open_page):
    one, other = open_page(), open_page()
    say(one, ASKS_FOR_MATERIALS)
    say(other, "说不清")
    expect(said_by_citizen(other)).to_have_text(["说不清"])
    assert "食品经营" not in said_by_hotline(other).last.inner_text()


def test_the_session_is_out_of_reach_of_scripts(chat):
    say(chat, "您好")
    (cookie,) = [c for c in chat.context.cookies() if c["name"] == "hotline_session"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert chat.evaluate("document.cookie") == ""


def test_ending_the_conversation_leaves_nothing_for_the_next_person(open_page, picture):
    page = open_page()
    say(page, ASKS_FOR_MATERIALS)
    page.get_by_role("button", name="结束并清除").click()
    picture(page, "chat-end")
    page.get_by_role("dialog").get_by_role("button", name="结束并清除").click()
    expect(said_by_citizen(page)).to_have_count(0)
    expect(page.locator(".starter").first).to_be_visible()
    page.reload()
    expect(page.locator(".starter").first).to_be_visible()
    expect(said_by_citizen(page)).to_have_count(0)
    say(page, "说不清")
    assert "食品经营" not in said_by_hotline(page).last.inner_text()

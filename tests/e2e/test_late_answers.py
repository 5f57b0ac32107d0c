"""答复来得晚，真的 Chromium：等的时候市民、承办人走开了、取消了，不受打扰，也不多办。"""

import re
import uuid

import pytest
from chat_page import ASKS_FOR_MATERIALS, MESSAGES, say, wait_for_reply
from playwright.sync_api import expect
from staff_day import a_complaint


@pytest.fixture
def number(operator):
    return operator.post("/tickets", a_complaint(uuid.uuid4().hex[:4]))["ticket_no"]


def hold(page, address):
    """先扣着不送到服务器；返回扣着的，一条一条放。"""
    held = []
    page.route(address, lambda route: held.append(route))
    return held


def choose(page, name):
    page.get_by_role("navigation", name="能做的").get_by_role("button", name=name, exact=True).click()
    return page.get_by_role("dialog", name=re.compile(name))


def test_who_writes_on_while_waiting_keeps_the_focus(chat):
    say(chat, ASKS_FOR_MATERIALS)
    held = hold(chat, MESSAGES)
    chat.locator(".choices button").first.focus()
    chat.keyboard.press("Enter")
    expect(chat.locator(".typing")).not_to_be_empty()
    chat.get_by_label("您要问的事").focus()
    chat.keyboard.type("还有")
    held[0].continue_()
    wait_for_reply(chat)
    chat.keyboard.type("一件事")
    expect(chat.get_by_label("您要问的事")).to_have_value("还有一件事")


def test_a_step_whose_dialog_was_closed_while_under_way_shows_when_done(desk, number):
    page = desk(f"/tickets/{number}")
    held = hold(page, "**/tickets/*/accept")
    dialog = choose(page, "签收")
    with page.expect_request("**/tickets/*/accept"):
        dialog.get_by_role("button", name="签收", exact=True).click()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).not_to_be_visible()
    held[0].continue_()
    expect(page.locator(".ticket-head")).to_contain_text("办理中")

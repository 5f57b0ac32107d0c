"""大小屏、键盘、读屏、大字版。"""

import pytest
from chat_page import (
    ASKS_FOR_MATERIALS,
    DESKTOP,
    MESSAGES,
    PHONE,
    SMALLEST,
    choose_until_notice,
    is_wider_than_the_window,
    say,
    wait_for_reply,
)
from playwright.sync_api import expect


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone"), (SMALLEST, "smallest")])
def test_nothing_scrolls_sideways(open_page, picture, window, name):
    page = open_page(window)
    assert not is_wider_than_the_window(page)
    picture(page, f"chat-welcome-{name}")
    say(page, "A" * 300 + "https://example.com/" + "a-b_c" * 60)
    say(page, ASKS_FOR_MATERIALS)
    picture(page, f"chat-situation-{name}")
    choose_until_notice(page)
    for summary in page.locator(".notice summary").all():
        summary.click()
    assert not is_wider_than_the_window(page)
    picture(page, f"chat-notice-{name}", whole_conversation=True)


def test_the_newest_reply_is_in_sight_and_a_tall_one_from_its_beginning(open_page):
    page = open_page(PHONE)
    say(page, "买到过期食品怎么办")
    say(page, ASKS_FOR_MATERIALS)
    expect(page.locator(".choices button").last).to_be_in_viewport()
    choose_until_notice(page)
    expect(page.locator(".notice .item-name")).to_be_in_viewport()


def test_everything_can_be_done_by_keyboard(chat):
    expect(chat.get_by_label("您要问的事")).to_be_focused()
    chat.keyboard.type(ASKS_FOR_MATERIALS)
    chat.keyboard.press("Enter")
    wait_for_reply(chat)
    for _ in range(5):  # 选项在输入框、常用几件事的前面
        chat.keyboard.press("Shift+Tab")
    for _ in range(8):
        expect(chat.locator(".choices button:focus")).to_have_count(1)
        chat.keyboard.press("Enter")
        wait_for_reply(chat)
        if chat.locator(".notice").count():
            break
        expect(chat.locator(".message:focus")).to_have_count(1)  # 焦点到新的话上，再按 Tab 就是它的选项
        chat.keyboard.press("Tab")
    chat.keyboard.press("Tab")
    expect(chat.locator(".materials input").first).to_be_focused()
    chat.keyboard.press("Space")
    expect(chat.locator(".materials input").first).to_be_checked()


@pytest.mark.parametrize("where", [".choices button", ".tools button"])
def test_a_late_word_that_the_hotline_was_busy_does_not_take_the_focus_away(open_page, where):
    """慢的网上，“正在查”的推送可能比答复晚到：市民已经用键盘走开了。"""
    page = open_page(path="about:blank")
    page.add_init_script(
        """const fetch = window.fetch;
        window.fetch = async (url, options) => {
          const answer = await fetch(url, options);
          if (!String(url).includes("/events")) return answer;
          const start = (out) => (window.pushTyping = (on) => out.enqueue(new TextEncoder().encode(`event: typing\\ndata: {"on": ${on}}\\n\\n`)));
          return new Response(answer.body.pipeThrough(new TransformStream({ start })), answer);
        };"""
    )
    page.goto("/")
    say(page, ASKS_FOR_MATERIALS)
    page.locator(where).first.focus()
    page.evaluate("pushTyping(true)")
    expect(page.locator(".typing")).not_to_be_empty()
    page.evaluate("pushTyping(false)")
    expect(page.locator(".typing")).to_be_empty()
    expect(page.locator(where).first).to_be_focused()


def test_the_focus_can_be_seen(chat):
    chat.keyboard.press("Tab")
    chat.keyboard.press("Shift+Tab")
    for control in (chat.get_by_label("您要问的事"), chat.get_by_role("button", name="转人工")):
        control.focus()
        chat.keyboard.press("Shift")
        assert control.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


def test_replies_are_announced_to_a_screen_reader(chat):
    log = chat.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    say(chat, "您好")
    expect(log.locator(".hotline").first).to_contain_text("热线：")


def test_the_page_keeps_still_for_those_who_ask(open_page):
    page = open_page({**DESKTOP, "reduced_motion": "reduce"})
    page.route(MESSAGES, lambda route: None)
    page.get_by_label("您要问的事").fill("公司怎么注销")
    page.get_by_role("button", name="发送").click()
    assert page.locator(".dots i").first.evaluate("dot => getComputedStyle(dot).animationName") == "none"


@pytest.mark.parametrize("window", [DESKTOP, SMALLEST], ids=["desktop", "smallest"])
def test_axe_finds_no_serious_barrier(open_page, serious_barriers, window):
    page = open_page(window)
    assert serious_barriers(page) == []
    say(page, ASKS_FOR_MATERIALS)
    choose_until_notice(page)
    for summary in page.locator(".notice summary").all():
        summary.click()
    say(page, "家里煤气泄漏有人晕倒了")
    say(page, "转人工")
    page.route(MESSAGES, lambda route: route.abort())
    page.get_by_label("您要问的事").fill("您好")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("没有发出去")).to_be_visible()
    assert serious_barriers(page) == []


@pytest.mark.parametrize("window", [DESKTOP, SMALLEST], ids=["desktop", "smallest"])
@pytest.mark.parametrize("panel", ["查进度", "评价", "个人信息怎么用", "接到微信", "结束并清除"])
def test_axe_finds_no_serious_barrier_in_the_small_windows(open_page, serious_barriers, window, panel):
    page = open_page(window)
    page.get_by_role("button", name=panel).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious_barriers(page) == []
    assert not is_wider_than_the_window(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=panel)).to_be_focused()  # 焦点回到原处


def test_nothing_is_fetched_from_elsewhere(open_page, server_url, browser):
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert asked and all(url.startswith(server_url) for url in asked)
    policy = page.request.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    context.close()


# ───────── 大字版 ─────────


def size_of(page, text):
    return page.get_by_text(text).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone"), (SMALLEST, "smallest")])
def test_elder_mode_is_larger_has_fewer_choices_and_is_remembered(open_page, picture, serious_barriers, window, name):
    page = open_page(window)
    small = size_of(page, "您好，要办什么事")
    page.get_by_role("button", name="大字版").click()
    assert size_of(page, "您好，要办什么事") >= small * 1.3
    expect(page.locator(".starter")).to_have_count(3)
    picture(page, f"elder-welcome-{name}")
    say(page, ASKS_FOR_MATERIALS)
    more = page.get_by_role("button", name="个选项")
    expect(page.locator(".choices button")).to_have_count(4)  # 三个，加“还有几个”
    more.click()
    assert page.locator(".choices button").count() > 4
    picture(page, f"elder-situation-{name}")
    assert not is_wider_than_the_window(page)
    assert serious_barriers(page) == []
    page.reload()
    expect(page.get_by_role("button", name="普通版")).to_have_attribute("aria-pressed", "true")
    choose_until_notice(page)
    picture(page, f"elder-notice-{name}", whole_conversation=True)
    assert not is_wider_than_the_window(page)


def test_in_elder_mode_half_of_a_phone_is_left_for_the_conversation(open_page):
    page = open_page(PHONE)
    page.get_by_role("button", name="大字版").click()
    assert page.locator(".scroller").bounding_box()["height"] >= 740 * 0.5

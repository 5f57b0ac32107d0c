"""市民的对话页，在真的浏览器里走一遍。"""

import re

import pytest
from conftest import DESKTOP, PHONE, SMALLEST
from playwright.sync_api import expect

MESSAGES = "**/webhooks/portal/messages"
ASKS_FOR_MATERIALS = "办食品经营许可证要带什么材料"


def say(page, utterance):
    page.get_by_label("您要问的事").fill(utterance)
    page.get_by_role("button", name="发送").click()
    wait_for_reply(page)


def wait_for_reply(page):
    expect(page.locator("#typing")).to_be_empty()


def said_by_citizen(page):
    return page.locator(".citizen .bubble")


def said_by_hotline(page):
    return page.locator(".hotline")


def choose_until_notice(page):
    """按着选项一路选到出告知书。"""
    for _ in range(8):
        if page.locator(".notice").count():
            return
        page.locator(".choices button").first.click()
        wait_for_reply(page)
    raise AssertionError("选了八次还没有出告知书")


def is_wider_than_the_window(page):
    return page.evaluate(
        """() => [document.documentElement, document.body, document.querySelector("#scroller")]
            .some((box) => box && box.scrollWidth > box.clientWidth)"""
    )


# ───────── 办事：问清情形，一次给全 ─────────


def test_a_citizen_asks_answers_by_buttons_ticks_the_list_and_opens_the_printable_notice(chat, picture):
    say(chat, ASKS_FOR_MATERIALS)
    options = chat.locator(".choices button")
    expect(options.last).to_be_visible()
    picture(chat, "chat-situation")
    title = options.first.inner_text()
    options.first.click()
    expect(said_by_citizen(chat).last).to_have_text(title)  # 市民看到的是选项，不是载荷
    wait_for_reply(chat)
    choose_until_notice(chat)

    card = chat.get_by_role("article", name="一次性告知书")
    for heading in ("请一次带齐", "不用带", "时限、费用和地点"):
        expect(card.get_by_role("heading", name=heading)).to_be_visible()
    expect(card.get_by_text("还没核实")).to_be_visible()
    boxes = card.get_by_role("checkbox")
    total = boxes.count()
    assert total > 0
    boxes.first.check()
    expect(card.get_by_text(f"已备好 1／{total}")).to_be_visible()
    for box in boxes.all():
        box.check()
    expect(card.get_by_text(f"{total}样都备好了")).to_be_visible()
    picture(chat, "chat-notice")

    with chat.context.expect_page() as opened:
        card.get_by_role("link", name="打印告知书").click()
    number = card.locator(".number").inner_text()
    expect(opened.value.get_by_text(number).first).to_be_visible()
    expect(opened.value.get_by_role("heading", name="一次性告知书")).to_be_visible()


def test_the_ticks_stay_while_the_conversation_goes_on(chat):
    say(chat, ASKS_FOR_MATERIALS)
    choose_until_notice(chat)
    chat.get_by_role("checkbox").first.check()
    say(chat, "要多久")
    expect(chat.get_by_role("checkbox").first).to_be_checked()


def test_a_citizen_answers_the_questions_in_words(chat):
    say(chat, ASKS_FOR_MATERIALS)
    for _ in range(8):
        if chat.locator(".notice").count():
            break
        say(chat, "说不清")
    expect(chat.locator(".notice")).to_have_count(1)


def test_earlier_options_are_gone_once_the_citizen_moved_on(chat):
    say(chat, ASKS_FOR_MATERIALS)
    expect(chat.locator(".choices")).to_have_count(1)
    say(chat, "转人工")
    expect(chat.locator(".hotline .choices").filter(has_text="说不清")).to_have_count(0)


@pytest.mark.parametrize("starter", ["我想开个小饭馆", "公司怎么注销", "买到过期食品怎么办", "转人工"])
def test_every_starter_gets_a_real_answer(chat, starter):
    chat.get_by_role("button", name=starter).click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text([starter])
    answer = said_by_hotline(chat).first.inner_text()
    assert len(answer) > 15
    assert "没有听明白" not in answer and "不归市场监管局管" not in answer


def test_starting_over_drops_the_open_question_and_keeps_what_was_said(chat):
    say(chat, ASKS_FOR_MATERIALS)
    chat.get_by_role("button", name="重新开始").click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text([ASKS_FOR_MATERIALS, "重新开始"])
    expect(chat.locator(".choices")).to_have_count(0)
    say(chat, "要多久")
    assert "食品经营许可" not in said_by_hotline(chat).last.inner_text()


def test_the_hotline_numbers_in_an_answer_can_be_dialled(chat):
    say(chat, "转人工")
    expect(said_by_hotline(chat).last.locator("a[href='tel:12345']")).to_be_visible()


# ───────── 紧急 ─────────


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_in_an_emergency_the_number_to_dial_comes_before_any_other_word(open_page, picture, window, name):
    page = open_page(window)
    say(page, "家里煤气泄漏有人晕倒了")
    card = page.get_by_role("alert")
    expect(card).to_be_visible()
    calls = card.locator("a[href^='tel:']")
    expect(calls.first).to_be_in_viewport()
    assert card.inner_text().lstrip().startswith("拨打 119")
    assert card.evaluate("card => card.firstElementChild.querySelectorAll('a[href^=\"tel:\"]').length") == calls.count()
    picture(page, f"chat-emergency-{name}")


# ───────── 网断了、系统出错 ─────────


def test_a_broken_network_is_told_kindly_and_a_retry_sends_the_same_words_once(chat, picture):
    sent = []
    chat.route(MESSAGES, lambda route: (sent.append(route.request), route.abort()))
    say(chat, "买到过期食品怎么办")
    expect(chat.get_by_text("没有发出去")).to_be_visible()
    picture(chat, "chat-failure")

    chat.unroute(MESSAGES)
    chat.route(MESSAGES, lambda route: (sent.append(route.request), route.continue_()))
    chat.get_by_role("button", name="重试").dblclick()
    wait_for_reply(chat)
    expect(chat.get_by_text("没有发出去")).to_have_count(0)
    expect(said_by_citizen(chat)).to_have_text(["买到过期食品怎么办"])
    expect(said_by_hotline(chat)).to_have_count(1)
    assert len(sent) == 2
    assert sent[0].headers["idempotency-key"] == sent[1].headers["idempotency-key"]


def test_a_lost_answer_is_fetched_again_without_taking_the_turn_twice(chat):
    """请求到了，答复丢了：重试拿到的是同一份答复，编号没有变。"""
    lost = []

    def lose_the_answer(route):
        lost.append(route.fetch().json())
        route.abort()

    chat.route(MESSAGES, lose_the_answer, times=1)
    say(chat, "转人工")
    chat.get_by_role("button", name="重试").click()
    wait_for_reply(chat)
    number = re.search(r"H\d{8}-\w{6}", lost[0]["replies"][0]["text"]).group()
    expect(said_by_hotline(chat).last).to_contain_text(number)


def test_a_server_error_is_told_kindly_and_can_be_retried(chat):
    chat.route(MESSAGES, lambda route: route.fulfill(status=500, body="oops"), times=1)
    say(chat, "公司怎么注销")
    expect(chat.get_by_text("系统刚才没答上来")).to_be_visible()
    chat.get_by_role("button", name="重试").click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_count(1)
    assert said_by_hotline(chat).count() >= 1


def test_while_one_message_is_on_its_way_another_is_not_sent_and_the_draft_is_kept(chat):
    sent, held = [], []
    chat.route(MESSAGES, lambda route: (sent.append(1), held.append(route)))
    box = chat.get_by_label("您要问的事")
    box.fill("公司怎么注销")
    box.press("Enter")
    expect(chat.get_by_text("正在为您查")).to_be_visible()
    box.fill("要多久")
    box.press("Enter")
    expect(chat.get_by_role("button", name="发送")).to_be_disabled()
    expect(box).to_have_value("要多久")
    held[0].continue_()
    wait_for_reply(chat)
    assert len(sent) == 1
    expect(said_by_citizen(chat)).to_have_count(1)


def test_words_the_hotline_cannot_take_come_back_to_be_changed(chat):
    much = "很长" * 12_000
    say(chat, much)
    note = chat.locator(".failure")
    expect(note).to_contain_text("字")
    expect(note.get_by_role("button", name="重试")).to_have_count(0)
    note.get_by_role("button", name="改一改再发").click()
    expect(chat.get_by_label("您要问的事")).to_have_value(much)
    expect(said_by_citizen(chat)).to_have_count(0)


# ───────── 各种来话 ─────────


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\u3000\u200b"])
def test_nothing_cannot_be_sent(chat, nothing):
    box = chat.get_by_label("您要问的事")
    box.fill(nothing)
    expect(chat.get_by_role("button", name="发送")).to_be_disabled()
    box.press("Enter")
    expect(said_by_citizen(chat)).to_have_count(0)


def test_ten_thousand_characters_are_sent_whole_and_shown_folded(chat, picture):
    narrative = "我在建设路的超市买了一箱牛奶，回家发现过期了。" * 435
    bodies = []
    chat.on("request", lambda request: bodies.append(request.post_data_json) if "/messages" in request.url else None)
    say(chat, narrative[:10_000])
    assert bodies[0]["message"] == narrative[:10_000]
    bubble = said_by_citizen(chat).first
    expect(bubble).to_have_text(narrative[:10_000])
    assert bubble.bounding_box()["height"] < 400
    assert said_by_hotline(chat).count() >= 1
    picture(chat, "chat-long")
    chat.get_by_role("button", name="展开全文（10000字）").click()
    assert bubble.bounding_box()["height"] > 1000
    assert not is_wider_than_the_window(chat)


def test_emoji_are_shown_and_answered(chat):
    say(chat, "😀👨‍👩‍👧‍👦🇨🇳")
    expect(said_by_citizen(chat)).to_have_text(["😀👨‍👩‍👧‍👦🇨🇳"])
    assert said_by_hotline(chat).count() >= 1


def test_line_breaks_are_kept(chat):
    box = chat.get_by_label("您要问的事")
    box.fill("第一行")
    box.press("Shift+Enter")
    box.press_sequentially("第二行")
    box.press("Enter")
    assert said_by_citizen(chat).first.inner_text() == "第一行\n第二行"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>window.hacked = true</script>",
        "<img src=x onerror='window.hacked = true'>",
        "<svg/onload=window.hacked=true>",
        "[点我](javascript:window.hacked=true)",
    ],
)
def test_html_in_a_message_is_only_text(chat, attack):
    say(chat, attack)
    expect(said_by_citizen(chat)).to_have_text([attack])
    assert chat.evaluate("window.hacked") is None


def test_html_in_a_reply_is_only_text(chat):
    """知识和市民的话都可能带尖括号；卡片里也一样。"""
    evil = "<img src=x onerror='window.hacked = true'>"
    card = {
        "type": "emergency",
        "call": [{"number": "119", "note": evil, "verified": True}],
    }
    replies = [{"text": evil, "buttons": [{"title": evil, "payload": "/cancel"}]}, {"text": f"{evil}\n{evil}", "custom": card}]
    chat.route(MESSAGES, lambda route: route.fulfill(json={"replies": replies}))
    say(chat, "您好")
    assert chat.locator("#conversation img").count() == 0
    assert chat.evaluate("window.hacked") is None


def test_enter_while_choosing_a_word_in_the_input_method_does_not_send(chat):
    box = chat.get_by_label("您要问的事")
    box.fill("gongsi")
    box.evaluate("box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))")
    expect(said_by_citizen(chat)).to_have_count(0)
    expect(box).to_have_value("gongsi")


# ───────── 会话 ─────────


def test_two_tabs_of_one_browser_are_the_same_conversation(open_page):
    first = open_page()
    say(first, ASKS_FOR_MATERIALS)
    second = open_page(context=first.context)
    for _ in range(8):
        say(second, "说不清")
        if second.locator(".notice").count():
            break
    expect(second.locator(".notice")).to_have_count(1)


def test_two_people_do_not_hear_each_other(open_page):
    one, other = open_page(), open_page()
    say(one, ASKS_FOR_MATERIALS)
    say(other, "说不清")
    assert "食品经营" not in said_by_hotline(other).last.inner_text()


def test_after_a_reload_the_page_is_empty_and_the_conversation_goes_on(chat):
    say(chat, ASKS_FOR_MATERIALS)
    chat.reload()
    expect(said_by_citizen(chat)).to_have_count(0)
    for _ in range(8):
        say(chat, "说不清")
        if chat.locator(".notice").count():
            break
    expect(chat.locator(".notice")).to_have_count(1)


def test_the_session_is_out_of_reach_of_scripts(chat):
    say(chat, "您好")
    (cookie,) = [c for c in chat.context.cookies() if c["name"] == "hotline_session"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert chat.evaluate("document.cookie") == ""


# ───────── 大小屏、键盘、读屏 ─────────


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
    expect(page.locator(".notice h2")).to_be_in_viewport()


def test_everything_can_be_done_by_keyboard(chat):
    expect(chat.get_by_label("您要问的事")).to_be_focused()
    chat.keyboard.type(ASKS_FOR_MATERIALS)
    chat.keyboard.press("Enter")
    wait_for_reply(chat)
    chat.keyboard.press("Shift+Tab")  # 选项就在输入框前面
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
    page.route(MESSAGES, lambda route: route.abort())
    say(page, "您好")
    assert serious_barriers(page) == []


def test_nothing_is_fetched_from_elsewhere(open_page, server_url, browser):
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert asked and all(url.startswith(server_url) for url in asked)
    policy = page.request.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    context.close()

"""市民的对话页，在真的浏览器里走一遍。"""

import pytest
from chat_page import (
    ASKS_FOR_MATERIALS,
    DESKTOP,
    MESSAGES,
    PHONE,
    choose_until_notice,
    is_wider_than_the_window,
    said_by_citizen,
    said_by_hotline,
    say,
    wait_for_reply,
)
from playwright.sync_api import expect

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


@pytest.mark.parametrize("starter", ["我想开个小饭馆", "公司怎么注销", "买到过期食品怎么办", "我要投诉商家"])
def test_every_starter_gets_a_real_answer(chat, starter):
    chat.get_by_role("button", name=starter).click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat)).to_have_text([starter])
    answer = said_by_hotline(chat).first.inner_text()
    assert len(answer) > 15
    assert "没有听明白" not in answer and "不归市场监管局管" not in answer


def test_starting_over_drops_the_open_question_and_keeps_what_was_said(chat):
    say(chat, ASKS_FOR_MATERIALS)
    say(chat, "重新开始")
    expect(said_by_citizen(chat)).to_have_text([ASKS_FOR_MATERIALS, "重新开始"])
    expect(chat.locator(".choices")).to_have_count(0)
    say(chat, "要多久")
    assert "食品经营许可" not in said_by_hotline(chat).last.inner_text()


def test_the_hotline_numbers_in_an_answer_can_be_dialled(chat):
    say(chat, "转人工")
    expect(said_by_hotline(chat).last.locator("a[href='tel:12345']").first).to_be_visible()


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
    card = {"type": "emergency", "call": [{"number": "119", "note": evil, "verified": True}]}

    def add_evil(route):
        answer = route.fetch()
        body = answer.json()
        said = body["entries"][0]
        body["entries"] += [
            {"id": 90, "at": said["at"], "by": "hotline", "text": evil, "buttons": [{"title": evil, "payload": "/cancel"}]},
            {"id": 91, "at": said["at"], "by": "hotline", "text": f"{evil}\n{evil}", "custom": card},
        ]
        route.fulfill(response=answer, json=body)

    chat.route(MESSAGES, add_evil)
    say(chat, "您好")
    expect(chat.get_by_role("alert")).to_contain_text(evil)
    assert chat.locator(".conversation img").count() == 0
    assert chat.evaluate("window.hacked") is None


def test_enter_while_choosing_a_word_in_the_input_method_does_not_send(chat):
    box = chat.get_by_label("您要问的事")
    box.fill("gongsi")
    box.evaluate("box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))")
    expect(said_by_citizen(chat)).to_have_count(0)
    expect(box).to_have_value("gongsi")


# ───────── 勾了的材料告诉热线 ─────────


def test_the_hotline_says_what_is_missing_from_what_is_ticked(chat, picture):
    say(chat, ASKS_FOR_MATERIALS)
    choose_until_notice(chat)
    boxes, names = chat.get_by_role("checkbox"), chat.locator(".materials .name").all_inner_texts()
    ask = chat.get_by_role("button", name="这些我有了")
    expect(ask).to_be_disabled()
    boxes.nth(0).check()
    ask.click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat).last).to_have_text(f"这些我有了：{names[0]}")
    answer = said_by_hotline(chat).last.inner_text()
    assert f"您已有：{names[0]}" in answer and f"还缺{len(names) - 1}样" in answer
    assert all(name in answer for name in names[1:])
    picture(chat, "chat-missing")


def test_traditional_characters_are_understood_and_answered_in_simplified_ones(chat):
    say(chat, "辦食品經營許可證要帶什麼材料")
    answer = " ".join(said_by_hotline(chat).all_inner_texts())
    assert "食品经营许可" in answer and "許可證" not in answer


# 说得含糊、热线会列出几件让挑的话；哪句含糊随知识和模型变，试到有一句列出来。
VAGUE = ["办执照要什么材料", "我要办营业执照", "营业执照", "许可证到期了"]


def test_several_items_are_offered_as_a_list_one_can_choose_from(chat, picture):
    items = chat.locator(".choices.items button")
    for utterance in VAGUE:
        say(chat, utterance)
        if items.count() > 1:
            break
    assert items.count() > 1
    picture(chat, "chat-items")
    title = items.first.inner_text()
    items.first.click()
    wait_for_reply(chat)
    expect(said_by_citizen(chat).last).to_have_text(title)


# ───────── 正在答 ─────────


def test_while_the_answer_is_being_found_the_citizen_sees_it_and_is_asked_for_patience_when_it_takes_long(open_page):
    page, held = open_page(PHONE), []
    page.route(MESSAGES, lambda route: held.append(route), times=1)
    page.get_by_label("您要问的事").fill("公司怎么注销")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("正在为您查……")).to_be_visible()
    expect(page.get_by_text("还在查，请再等一等……")).to_be_visible()
    held[0].continue_()
    wait_for_reply(page)
    assert said_by_hotline(page).count() >= 1


# ───────── 转人工 ─────────


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_asking_for_a_person_shows_the_queue_the_hours_and_the_privacy_notice_first(open_page, picture, window, name):
    page = open_page(window)
    page.get_by_role("button", name="转人工").click()
    wait_for_reply(page)
    waiting = page.locator(".waiting")
    expect(waiting).to_contain_text("位")
    expect(waiting).to_contain_text("12345全天有人接听")
    expect(waiting.get_by_role("link", name="拨打12345")).to_have_attribute("href", "tel:12345")
    notice = page.get_by_role("complementary", name="个人信息告知")
    assert notice.bounding_box()["y"] < waiting.bounding_box()["y"]
    picture(page, f"chat-queue-{name}")
    notice.get_by_role("button", name="看全文").click()
    for point in ("谁在处理", "为了什么", "存多久", "您的权利"):
        expect(page.get_by_role("dialog").get_by_text(point)).to_be_visible()
    picture(page, f"chat-privacy-{name}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_no_privacy_notice_while_nothing_personal_is_asked(chat):
    say(chat, ASKS_FOR_MATERIALS)
    expect(chat.get_by_role("complementary", name="个人信息告知")).to_have_count(0)

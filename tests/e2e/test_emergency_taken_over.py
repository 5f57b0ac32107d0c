"""坐席接下有险情的对话，真的 Chromium：最上面一眼看到哪一种、在哪里、叫市民打了哪个电话、说过什么。"""

import re

import pytest
from chat_page import PHONE
from operator_day import say, wrap_up
from playwright.sync_api import expect
from staff_day import DESK, sign_in

TRAPPED = ("电梯停在半空，我和孩子被困在里面了", "地址是凉州区和平路20号3单元", "孩子一直哭")


@pytest.fixture
def chat(open_page):
    """市民的对话页：电梯困人，机器人陪着说了几句。"""
    page = open_page(DESK, "/")
    box, answers = page.get_by_role("textbox"), page.locator(".message.hotline")
    for words in TRAPPED:
        before = answers.count()
        box.fill(words)
        box.press("Enter")
        expect(answers).not_to_have_count(before)
    expect(page.get_by_text("119").first).to_be_visible()
    return page


def take_the_emergency(page):
    waiting = page.get_by_role("region", name="等着的市民").get_by_role("listitem").filter(has_text="紧急：电梯困人")
    waiting.last.get_by_role("button", name="接", exact=True).click()


def test_the_operator_sees_the_emergency_at_the_top(console, chat, picture, serious_barriers):
    page = console()
    expect(page.get_by_role("listitem").filter(has_text="紧急：电梯困人").last).to_be_visible()
    picture(page, "emergency-waiting")
    take_the_emergency(page)
    notes = page.get_by_role("alert", name=re.compile("险情：电梯困人"))
    for shown in (*TRAPPED, "119", "110", "96333", "未核实", "请马上按轿厢里的报警按钮", "和平路20号", "没有留电话"):
        expect(notes).to_contain_text(shown)
    box, left = notes.bounding_box(), page.locator(".console-left").bounding_box()
    assert box["y"] + box["height"] <= left["y"] and box["y"] < 150  # 在最上面，不用滚
    picture(page, "emergency-taken", full_page=True)
    assert serious_barriers(page) == []
    chat.get_by_role("textbox").fill("我们在六楼和七楼中间")
    chat.get_by_role("textbox").press("Enter")
    expect(notes).to_contain_text("我们在六楼和七楼中间")  # 机器人还陪着，说的也到
    say(page, "您好，我是坐席，正在联系维保")
    expect(chat.get_by_text("我是坐席，正在联系维保")).to_be_visible()
    page.get_by_role("button", name="办完，收尾").click()
    wrap_up(page)
    expect(notes).to_have_count(0)


def test_words_noted_a_little_later_than_they_were_heard_are_shown_too(console, chat):
    """机器人答完才记下：市民的话刚到时去看，记下的还没有这一句。"""
    page = console()
    with page.expect_response("**/emergencies") as seen:
        take_the_emergency(page)
    noted_before, words, looked = seen.value.text(), "我们在六楼和七楼中间", []
    notes = page.get_by_role("alert", name=re.compile("险情：电梯困人"))
    expect(notes).to_contain_text("孩子一直哭")

    def only_the_words(route):
        """答复等下一回才看到。"""
        response = route.fetch()
        found = response.json()
        said = [entry.get("text") for entry in found["entries"]]
        if words in said:
            found["entries"] = found["entries"][: said.index(words) + 1]
        route.fulfill(response=response, json=found)

    def not_yet(route):
        looked.append(route)
        route.fulfill(body=noted_before, content_type="application/json") if len(looked) == 1 else route.continue_()

    page.route(re.compile("/conversation"), only_the_words)
    page.route("**/emergencies", not_yet)
    chat.get_by_role("textbox").fill(words)
    chat.get_by_role("textbox").press("Enter")
    expect(notes).to_contain_text(words)


def test_it_can_be_read_on_a_phone(open_page, credentials, chat, picture, serious_barriers):
    page = open_page(PHONE, "/login?next=/operator")
    sign_in(page, next(one for one in credentials["accounts"] if one["role"] == "operator"))
    take_the_emergency(page)
    expect(page.get_by_role("alert", name=re.compile("险情：电梯困人"))).to_contain_text("孩子一直哭")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    picture(page, "emergency-taken-phone", full_page=True)
    assert serious_barriers(page) == []
    page.get_by_role("button", name="办完，收尾").click()
    wrap_up(page)


def test_an_ordinary_call_back_shows_no_emergency(console, open_page):
    from operator_day import Chat, take

    page, citizen = console(), Chat(open_page(DESK, "/"))
    take(page, citizen)
    expect(page.locator(".emergency-notes")).to_have_count(0)
    page.get_by_role("button", name="办完，收尾").click()
    wrap_up(page)

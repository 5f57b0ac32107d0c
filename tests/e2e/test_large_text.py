"""字放大一倍（浏览器里设的字号，或者整页放大）：什么都不少，不横着滚，对话还看得见。"""

import pytest
from chat_page import ASKS_FOR_MATERIALS, PHONE, choose_until_notice, is_wider_than_the_window, say
from playwright.sync_api import expect
from staff_day import a_complaint, at, sign_in

# 1280×860 的屏放大一倍，页面看到的是这么大。
ZOOMED = {"viewport": {"width": 640, "height": 430}}
TOOLS = ("转人工", "查进度", "传证据", "评价", "个人信息怎么用", "结束并清除")


def twice_as_large(page):
    page.evaluate("document.documentElement.style.fontSize = '32px'")


def more(page):
    return page.get_by_role("button", name="更多", exact=True)


@pytest.mark.parametrize("window", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_everything_is_still_at_hand_and_half_the_screen_is_left_for_the_conversation(open_page, window, picture):
    page = open_page(window)
    if window is PHONE:
        twice_as_large(page)
    say(page, ASKS_FOR_MATERIALS)
    assert page.locator(".scroller").bounding_box()["height"] >= window["viewport"]["height"] * 0.5
    picture(page, f"large-text-{window['viewport']['width']}")
    expect(page.get_by_role("button", name="查进度")).to_be_hidden()
    more(page).press("Enter")
    for name in TOOLS:
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="查进度").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="查进度")).to_be_focused()
    page.get_by_role("button", name="收起", exact=True).click()
    expect(more(page)).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("elder", [False, True], ids=["normal", "elder"])
def test_on_a_phone_nothing_is_cut_off(open_page, serious_barriers, elder):
    page = open_page(PHONE)
    twice_as_large(page)
    if elder:
        page.get_by_role("button", name="大字版").click()
    say(page, ASKS_FOR_MATERIALS)
    choose_until_notice(page)
    assert not is_wider_than_the_window(page)
    assert page.locator(".notice").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert serious_barriers(page) == []


@pytest.mark.parametrize("larger", [False, True], ids=["normal", "larger"])
@pytest.mark.parametrize("path", ["/tickets", "/operator", "/ledger"])
def test_on_a_phone_the_pages_of_staff_do_not_scroll_sideways(open_page, account, operator, path, larger):
    operator.post("/tickets", a_complaint("大字"))
    page = open_page(PHONE, f"/login?next={path}")
    sign_in(page, account["ticket_staff"])
    page.wait_for_url(at(path))
    if larger:
        twice_as_large(page)
    expect(page.locator("h1, h2, .ticket-list .title").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert not is_wider_than_the_window(page)

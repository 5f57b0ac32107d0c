"""几种窗口，和对话页上的几个动作，各处的浏览器测试共用。"""

from pathlib import Path

from playwright.sync_api import expect

OUT = Path(__file__).parents[1] / "out"  # 截图

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
SMALLEST = {"viewport": {"width": 320, "height": 568}, "is_mobile": True, "has_touch": True}

MESSAGES = "**/webhooks/portal/messages"
ASKS_FOR_MATERIALS = "办食品经营许可证要带什么材料"


def say(page, utterance):
    page.get_by_label("您要问的事").fill(utterance)
    page.get_by_role("button", name="发送").click()
    wait_for_reply(page)


def press(page, name):
    page.locator(".choices").get_by_role("button", name=name).click()
    wait_for_reply(page)


def wait_for_reply(page):
    """不在查了，也没有等着发的。"""
    expect(page.locator(".citizen.pending:not(:has(.failure))")).to_have_count(0)
    expect(page.locator(".typing")).to_be_empty()


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
        """() => [document.documentElement, document.body, document.querySelector(".scroller")]
            .some((box) => box && box.scrollWidth > box.clientWidth)"""
    )

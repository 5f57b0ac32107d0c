"""坐席在对话里的几个动作，坐席、班长席的浏览器测试共用。"""

import re
import uuid

from playwright.sync_api import expect


class Chat:
    """市民的对话页：转了人工、留了电话，等着人接。"""

    def __init__(self, page):
        self.page, self.box = page, page.get_by_role("textbox")
        self.phone = f"138{uuid.uuid4().int % 10**8:08d}"
        self.types("转人工")
        expect(page.locator(".message.hotline").last).to_be_visible()
        self.types(self.phone)
        expect(page.get_by_text(self.phone)).to_be_visible()

    def types(self, utterance):
        self.box.fill(utterance)
        self.box.press("Enter")

    @property
    def masked(self):
        return f"{self.phone[:3]}****{self.phone[-4:]}"

    @property
    def answers(self):
        return self.page.locator(".message.hotline")


def take(page, chat):
    page.get_by_role("listitem").filter(has_text=chat.masked).last.get_by_role("button", name="接", exact=True).click()
    expect(page.locator(".log")).to_contain_text("转人工")  # 接手就看得到前面的话


def say(page, words):
    page.get_by_label(re.compile("^我说的")).fill(words)
    page.get_by_role("button", name="发给市民").click()


def wrap_up(page, how="答复了", note=None):
    dialog = page.get_by_role("dialog", name="收尾")
    dialog.get_by_label(re.compile(f"^{how}")).check()
    if note:
        dialog.get_by_label("说明", exact=True).fill(note)
    dialog.get_by_role("button", name="收尾").click()
    expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_enabled()

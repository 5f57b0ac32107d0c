"""在页面上：险情里接着问也答得上，匿名举报核对时看不到自己是谁。"""

import pytest
from chat_page import DESKTOP, PHONE, said_by_hotline, say
from playwright.sync_api import expect


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_every_word_in_an_emergency_is_answered_with_the_number_until_it_is_over(open_page, picture, serious_barriers, window, name):
    page = open_page(window)
    say(page, "电梯困住了，我和孩子在里面")
    say(page, "能扒门吗")
    expect(said_by_hotline(page).last).to_contain_text("不要扒门")
    expect(said_by_hotline(page).last).to_contain_text("119")
    say(page, "要等多久")
    expect(said_by_hotline(page).last).to_contain_text("119")
    picture(page, f"emergency-{name}", whole_conversation=True)
    assert serious_barriers(page) == []
    say(page, "出来了")
    expect(said_by_hotline(page).last).to_contain_text("平安就好")
    expect(said_by_hotline(page).last).not_to_contain_text("119")


def test_an_anonymous_tip_off_is_shown_as_it_will_be_filed(open_page, picture):
    page = open_page(DESKTOP)
    say(page, "我是鑫旺超市的收银员马小红，我要匿名举报他们卖过期面包")
    say(page, "南大街12号")
    say(page, "今天")
    sheet = page.locator("article.draft.confirming")
    expect(sheet).to_contain_text("过期面包")
    expect(sheet).to_contain_text("【已隐去】")
    for word in ("马小红", "收银员"):
        expect(page.locator(".hotline", has_text=word)).to_have_count(0)
        expect(sheet).not_to_contain_text(word)
    picture(page, "anonymous-summary", whole_conversation=True)

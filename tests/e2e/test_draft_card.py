"""在页面上登记投诉举报：看得到填了什么、还缺什么，在原处改，附上证据，确认提交，回头查进度。"""

import io
import re

import pytest
from chat_page import DESKTOP, PHONE, SMALLEST, is_wider_than_the_window, press, said_by_citizen, say, wait_for_reply
from PIL import Image
from playwright.sync_api import expect

NARRATIVE = "我在好再来烧烤店吃了58块钱的烧烤，回家拉肚子去医院看了，店家不肯赔，我要投诉，让他赔医药费"
MISSING = {"商家的名称": "好再来烧烤店", "商家的地址": "建设路20号", "您的姓名": "张三", "您的电话号码": "13800000000", "您的通讯地址": "建设路18号"}


def sheet(page):
    """正在填的那张登记表。"""
    return page.locator("article.draft")


def fill_in_place(page):
    """把还缺的一次填完、保存。"""
    for label, value in MISSING.items():
        button = sheet(page).get_by_role("button", name=re.compile(f"^填写{label}"))
        if button.count():
            button.click()
            sheet(page).get_by_label(re.compile(f"^{label}")).fill(value)
    sheet(page).get_by_role("button", name=re.compile("^保存填好的")).click()
    wait_for_reply(page)


def look_up(page):
    page.get_by_role("group", name="常用").get_by_role("button", name="查进度").click()


def answer_what_is_still_asked(page):
    """还问着的可以不填的，都说没有，直到可以确认。"""
    for _ in range(8):
        if page.locator("article.draft.confirming").count():
            return
        say(page, "没有")
    raise AssertionError("填了八次还不能确认")


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_a_complaint_is_filled_in_place_with_evidence_and_filed_and_can_be_looked_up(open_page, picture, serious_barriers, window, name):
    page = open_page(window)
    say(page, NARRATIVE)
    expect(sheet(page)).to_contain_text("还缺")
    expect(sheet(page).get_by_text("58元")).to_be_visible()
    expect(page.get_by_role("complementary", name="个人信息告知")).to_be_visible()  # 问姓名电话以前
    picture(page, f"draft-{name}", whole_conversation=True)
    assert serious_barriers(page) == []
    fill_in_place(page)
    assert "13800000000" not in page.locator(".conversation").inner_text()  # 填的号码不在对话里露出来
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="传证据").click()
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(photo, "JPEG")
    chooser.value.set_files([{"name": "小票.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}])
    expect(said_by_citizen(page).last).to_have_text("附上证据1份")
    wait_for_reply(page)
    expect(sheet(page)).to_contain_text("小票.jpg")
    answer_what_is_still_asked(page)
    picture(page, f"draft-confirming-{name}", whole_conversation=True)
    assert not is_wider_than_the_window(page)
    press(page, re.compile("确认"))

    filed = page.get_by_role("article", name="登记成功")
    expect(filed).to_be_visible()
    expect(sheet(page)).to_have_count(0)  # 交了就不再摊着
    expect(page.locator(".tray")).to_have_count(0)  # 证据也随工单交了，不能再删
    number = filed.locator(".ticket-no b").first.inner_text()
    expect(filed.locator(".clocks").first).to_contain_text("以前")
    expect(filed.get_by_text("以后要查，说“查进度”")).to_be_visible()
    assert page.locator(".conversation").inner_text().count(number) == 1  # 卡片里有的，不再用文字说一遍
    expect(filed.get_by_text("以后要查，说“查进度”")).to_be_visible()
    assert page.locator(".conversation").inner_text().count(number) == 1  # 卡片里有的，不再用文字说一遍
    picture(page, f"draft-filed-{name}", whole_conversation=True)
    assert serious_barriers(page) == []

    look_up(page)
    expect(page.get_by_label("工单编号")).to_have_value(number)
    page.get_by_label("登记时电话的后四位").fill("0000")
    page.get_by_role("dialog").get_by_role("button", name="查进度").click()
    wait_for_reply(page)
    progress = page.get_by_role("article", name=f"工单{number}的进度")
    expect(progress.get_by_text("登记", exact=True)).to_be_visible()
    picture(page, f"progress-{name}")
    assert serious_barriers(page) == []


def test_who_just_filed_asks_urges_adds_and_takes_back_in_the_same_window(open_page, picture, serious_barriers):
    page = open_page(PHONE)
    say(page, NARRATIVE)
    fill_in_place(page)
    answer_what_is_still_asked(page)
    press(page, re.compile("确认"))
    number = page.locator(".ticket-no b").first.inner_text()
    say(page, "我的投诉多久能有结果")
    expect(page.get_by_role("article", name=f"工单{number}的进度")).to_contain_text("消费争议调解：60日")
    say(page, "催一下")
    expect(page.locator(".conversation")).to_contain_text("替您催了，这是第1次")
    say(page, "我补充一下，我还有付款记录")
    expect(page.locator(".conversation")).to_contain_text(f"补充到{number}上了")
    say(page, "不投诉了，已经解决了")
    picture(page, "ticket-withdrawal-asked-phone")
    press(page, "确认撤回")
    expect(page.locator(".conversation")).to_contain_text("核实以后才算撤回")
    picture(page, "ticket-afterwards-phone", whole_conversation=True)
    assert serious_barriers(page) == []


def test_somebody_elses_ticket_cannot_be_looked_up_by_guessing(open_page):
    page = open_page()
    say(page, NARRATIVE)
    fill_in_place(page)
    answer_what_is_still_asked(page)
    press(page, re.compile("确认"))
    number = page.locator(".ticket-no b").first.inner_text()
    stranger = open_page()
    for digits in ("1234", "9999"):
        look_up(stranger)
        stranger.get_by_label("工单编号").fill(number)
        stranger.get_by_label("登记时电话的后四位").fill(digits)
        stranger.get_by_role("dialog").get_by_role("button", name="查进度").click()
        wait_for_reply(stranger)
    assert stranger.locator("article.progress").count() == 0
    assert "好再来" not in stranger.locator(".conversation").inner_text()


def test_a_filled_field_can_be_corrected_in_place(open_page):
    page = open_page(PHONE)
    say(page, NARRATIVE)
    sheet(page).get_by_role("button", name="修改金额").click()
    box = sheet(page).get_by_label(re.compile("^金额"))
    expect(box).to_have_value("58")
    box.fill("158")
    box.press("Enter")
    wait_for_reply(page)
    expect(sheet(page).get_by_text("158元")).to_be_visible()


def test_words_half_written_in_the_sheet_are_not_lost_when_it_changes(open_page):
    page = open_page()
    say(page, NARRATIVE)
    sheet(page).get_by_role("button", name=re.compile("^填写您的通讯地址")).click()
    sheet(page).get_by_label(re.compile("^您的通讯地址")).fill("建设路18号")
    say(page, "我叫张三")
    expect(sheet(page).get_by_label(re.compile("^您的通讯地址"))).to_have_value("建设路18号")


def test_a_draft_given_up_leaves_nothing_on_the_page(open_page):
    page = open_page()
    say(page, NARRATIVE)
    say(page, "不投诉了，删掉吧")
    if page.locator(".choices").get_by_role("button", name=re.compile("删")).count():
        press(page, re.compile("删"))
    expect(page.get_by_text(re.compile("草稿已经删除")).first).to_be_visible()
    expect(page.locator("article.draft")).to_have_count(0)


def test_the_sheet_survives_a_reload(open_page):
    page = open_page(SMALLEST)
    say(page, NARRATIVE)
    page.reload()
    expect(sheet(page)).to_contain_text("还缺")
    assert not is_wider_than_the_window(page)
    fill_in_place(page)


def test_an_anonymous_tip_off_shows_the_code_once_and_never_asks_who_reports(open_page, picture):
    page = open_page(PHONE)
    say(page, "我要匿名举报，建设路20号的好再来烧烤店用过期的肉")
    for _ in range(8):
        if page.locator("article.draft.confirming").count():
            break
        assert "您的姓名" not in sheet(page).inner_text()
        say(page, "没有")
    press(page, re.compile("确认"))
    code = page.locator(".query-code b")
    expect(code).to_be_visible()
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    picture(page, "tip-off-filed-phone", whole_conversation=True)
    look_up(page)
    expect(page.get_by_label("登记时电话的后四位")).to_have_value(code.inner_text())
    page.get_by_role("dialog").get_by_role("button", name="查进度").click()
    wait_for_reply(page)
    expect(page.locator("article.progress")).to_be_visible()

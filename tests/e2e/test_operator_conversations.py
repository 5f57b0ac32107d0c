"""坐席在市民的对话里，真的 Chromium：接手、交还、收尾；转给同事、科室；答复先给坐席看；手机上。"""

import re

import pytest
from chat_page import PHONE
from operator_day import Chat, say, take, wrap_up
from playwright.sync_api import expect
from staff_day import DESK, sign_in


@pytest.fixture
def chat(open_page):
    return Chat(open_page(DESK, "/"))


def test_a_chat_is_taken_over_given_back_to_the_bot_and_wrapped_up(console, chat, picture, serious_barriers):
    page = console()
    take(page, chat)
    say(page, "您好，我是坐席，请讲")
    expect(chat.page.get_by_text("您好，我是坐席，请讲")).to_be_visible()
    answers = chat.answers.count()
    chat.types("营业执照丢了怎么补")
    expect(page.locator(".log .citizen").last).to_contain_text("营业执照丢了怎么补")
    expect(page.locator(".suggestion").first).to_be_visible()
    picture(page, "operator-chat")
    picture(chat.page, "operator-chat-citizen")
    assert serious_barriers(page) == []
    assert chat.answers.count() == answers  # 机器人没有插嘴
    page.get_by_role("button", name="交还机器人").click()
    expect(page.get_by_text("交还了，机器人接着答")).to_be_visible()
    chat.types("你好")
    expect(chat.answers).not_to_have_count(answers)  # 又是机器人答
    page.reload()  # 页面关了再开，接了的还在
    page.get_by_role("list", name="我接了没收尾的").get_by_role("listitem").filter(has_text=chat.phone).get_by_role("button", name="接着办").click()
    page.get_by_role("button", name="办完，收尾").click()
    dialog = page.get_by_role("dialog", name="收尾")
    dialog.get_by_label(re.compile("^其他")).check()
    dialog.get_by_role("button", name="收尾").click()
    expect(dialog.get_by_role("alert")).to_contain_text("怎么回事")
    picture(page, "operator-wrap-up")
    assert serious_barriers(page) == []
    wrap_up(page, "其他", "市民自己找到了")
    expect(page.get_by_role("list", name="我接了没收尾的").filter(has_text=chat.phone)).to_have_count(0)


def pass_on(page, to, note):
    page.get_by_role("button", name="转给同事").click()
    dialog = page.get_by_role("dialog", name="转给同事、科室")
    option = dialog.locator("option").filter(has_text=to).first
    expect(option).to_be_attached()
    dialog.get_by_label("转给谁").select_option(value=option.get_attribute("value"))
    dialog.get_by_label("交代一句").fill(note)
    return dialog


def test_a_chat_is_passed_to_a_colleague_who_may_refuse(console, chat, picture, serious_barriers):
    one, other = console("operator"), console("shift_lead")
    colleagues = one.get_by_role("region", name="在线的同事")
    # 一个进程里的几个文件合用一个服务，班长席手上可能还有别的
    expect(colleagues.get_by_role("listitem").filter(has_text="demo-shift-lead")).to_contain_text(re.compile(r"空着|手上 \d+ 件"))
    take(one, chat)
    say(one, "您好，请讲")
    dialog = pass_on(one, "demo-shift-lead", "问得细，请您来")
    picture(one, "operator-pass")
    assert serious_barriers(one) == []
    dialog.get_by_role("button", name="转过去").click()
    expect(one.get_by_text("正在转给demo-shift-lead")).to_be_visible()
    offered = other.get_by_role("list", name="转给我的").get_by_role("listitem").filter(has_text="问得细，请您来")
    expect(offered).to_contain_text("首问 demo-operator")
    picture(other, "operator-offered")
    assert serious_barriers(other) == []
    offered.get_by_role("button", name="不接").click()
    offered.get_by_label("为什么不接").fill("手上有急的")
    offered.get_by_role("button", name=re.compile("退回给")).click()
    expect(one.get_by_role("alert").filter(has_text="没有接")).to_contain_text("手上有急的")
    picture(one, "operator-refused")
    pass_on(one, "demo-shift-lead", "还是请您来").get_by_role("button", name="转过去").click()
    offered = other.get_by_role("list", name="转给我的").get_by_role("listitem").filter(has_text="还是请您来")
    offered.get_by_role("button", name="接", exact=True).click()
    expect(other.locator(".log")).to_contain_text("您好，请讲")
    expect(other.locator(".talk")).to_contain_text("首问：demo-operator")
    expect(one.get_by_text("不在您名下")).to_be_visible()
    expect(one.get_by_role("button", name="来了电话，边听边记")).to_be_enabled()
    expect(chat.page.get_by_text("不用重说")).to_be_visible()
    say(other, "您好，我接着帮您看")
    expect(chat.page.get_by_text("您好，我接着帮您看")).to_be_visible()
    other.get_by_role("button", name="办完，收尾").click()
    wrap_up(other)


def test_a_chat_is_passed_to_a_department_that_sees_nothing_else(console, chat, open_page, credentials, picture, serious_barriers):
    page = console()
    department = open_page(DESK, "/login?next=/operator")
    sign_in(department, next(one for one in credentials["accounts"] if one["role"] == "ticket_staff"))
    expect(department.get_by_text("没有转给您和本科室的对话")).to_be_visible()
    expect(department.get_by_text(chat.masked)).to_have_count(0)  # 等着的公共队列科室看不到
    take(page, chat)
    page.get_by_role("button", name="转给同事").click()
    dialog = page.get_by_role("dialog", name="转给同事、科室")
    expect(dialog.locator("optgroup option[value^='department:']").first).to_be_attached()
    dialog.get_by_label("转给谁").select_option(value="department:consumer_protection")
    dialog.get_by_label("交代一句").fill("退货的事，要问法条")
    dialog.get_by_role("button", name="转过去").click()
    offered = department.get_by_role("list", name="转给我的").get_by_role("listitem").filter(has_text="退货的事")
    picture(department, "operator-department")
    assert serious_barriers(department) == []
    offered.get_by_role("button", name="接", exact=True).click()
    expect(department.locator(".log")).to_contain_text("转人工")
    say(department, "您好，我是消保科的")
    expect(chat.page.get_by_text("您好，我是消保科的")).to_be_visible()
    department.get_by_role("button", name="办完，收尾").click()
    department.get_by_role("dialog", name="收尾").get_by_role("button", name="收尾").click()
    expect(department.get_by_text("没有转给您和本科室的对话")).to_be_visible()


def test_the_bots_answer_waits_for_the_operator_who_releases_or_rewrites_it(console, chat, picture, serious_barriers):
    page = console()
    take(page, chat)
    page.get_by_role("button", name="答复先给我看").click()
    expect(page.get_by_role("button", name="答复先给我看：开着")).to_be_visible()
    answers = chat.answers.count()
    chat.types("营业执照丢了怎么补")
    held = page.get_by_role("region", name="等您看的答复")
    expect(held).to_contain_text("秒后照发")
    picture(page, "operator-held")
    picture(chat.page, "operator-held-citizen")
    assert serious_barriers(page) == []
    expect(chat.page.get_by_text("工作人员正在核对答复")).to_be_visible()
    assert chat.answers.count() == answers + 1  # 答复市民还看不到
    held.get_by_role("button", name="照发").click()
    expect(chat.answers).not_to_have_count(answers + 1)
    expect(held).to_have_count(0)
    chat.types("那要多久")
    held.get_by_role("button", name="改了发").click()
    held.get_by_label("改成").fill("当天就能补，带身份证来窗口。")
    held.get_by_role("button", name="发我改的").click()
    expect(chat.page.get_by_text("当天就能补，带身份证来窗口。")).to_be_visible()
    page.get_by_role("button", name="答复先给我看：开着").click()
    expect(page.get_by_text("不扣了，机器人直接答")).to_be_visible()
    page.get_by_role("button", name="办完，收尾").click()
    wrap_up(page)


def test_the_console_can_be_used_on_a_phone(open_page, credentials, chat, picture, serious_barriers):
    page = open_page(PHONE, "/login?next=/operator")
    sign_in(page, next(one for one in credentials["accounts"] if one["role"] == "operator"))
    take(page, chat)
    page.get_by_role("button", name="答复先给我看").click()
    chat.types("营业执照丢了怎么补")
    expect(page.get_by_role("region", name="等您看的答复")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    picture(page, "operator-phone", full_page=True)
    assert serious_barriers(page) == []
    page.get_by_role("button", name="办完，收尾").click()
    wrap_up(page)

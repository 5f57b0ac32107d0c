"""坐席的一天，真的 Chromium：接来电、照着建议说、登记；紧急；没把握；两位同时接；回电。"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from staff_day import DESK, Staff, at, sign_in


@pytest.fixture
def transcriber(server_url, tokens):
    """语音转写程序：一句一句送来。"""
    return Staff(server_url, tokens["operator"])


@pytest.fixture
def console(open_page, credentials):
    def open_as(role="operator"):
        page = open_page(DESK, "/login?next=/operator")
        sign_in(page, next(one for one in credentials["accounts"] if one["role"] == role))
        page.wait_for_url(at("/operator"))
        expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_visible()
        return page

    return open_as


@pytest.fixture
def call_id():
    return f"tel-{uuid.uuid4().hex[:8]}"


def citizen_says(page, utterance):
    box = page.get_by_label(re.compile("市民说的"))
    box.fill(utterance)
    box.press("Enter")


def wrap_up(page, how="答复了", note=None):
    dialog = page.get_by_role("dialog", name="收尾")
    dialog.get_by_label(re.compile(f"^{how}")).check()
    if note:
        dialog.get_by_label("说明", exact=True).fill(note)
    dialog.get_by_role("button", name="收尾").click()
    expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_enabled()


def test_a_call_answered_from_a_suggestion(console, transcriber, call_id, picture, serious_barriers):
    transcriber.post(f"/calls/{call_id}/utterances", {"by": "citizen", "text": "我想开个小饭馆，食品经营许可证要带什么材料"})
    page = console()
    page.get_by_role("listitem").filter(has_text=call_id).get_by_role("button", name="接").click()
    first = page.locator(".suggestion").first
    expect(first).to_contain_text("食品经营许可")
    expect(first).to_contain_text("接着问")
    picture(page, "operator-suggestions")
    assert serious_barriers(page) == []
    page.keyboard.press("Alt+1")
    expect(first).to_contain_text("已照用")
    expect(page.locator(".log .operator").first).to_be_visible()
    transcriber.post(f"/calls/{call_id}/utterances", {"by": "citizen", "text": "好的谢谢，那多久能办下来"})
    expect(page.locator(".log")).to_contain_text("多久能办下来")
    page.get_by_role("button", name="收线").click()
    wrap_up(page)
    expect(page.get_by_text(call_id)).to_have_count(0)


def test_a_complaint_heard_becomes_a_prefilled_ticket(console, picture, serious_barriers):
    page = console()
    page.get_by_role("button", name="来了电话，边听边记").click()
    citizen_says(page, "我在北大街好再来烧烤店吃出了虫子，花了58块钱，老板不给退，我要投诉")
    form = page.get_by_role("region", name="提议的工单")
    expect(form).to_contain_text("食品监督管理科")
    expect(form).to_contain_text("还缺")
    expect(form.get_by_label("金额（元）")).to_have_value("58")
    picture(page, "operator-ticket", full_page=True)
    assert serious_barriers(page) == []
    form.get_by_role("button", name="登记工单").click()
    expect(form.get_by_role("alert")).to_be_visible()  # 法定内容没问全，不登记
    for label, value in (("市民姓名", "张三丰"), ("电话", "13800001234"), ("市民地址", "建设路18号"), ("商家地址", "北大街5号"), ("请求", "退钱")):
        form.get_by_label(re.compile(f"^{label}")).fill(value)
    form.get_by_label(re.compile("^商家名称")).fill("好再来烧烤店")
    form.get_by_role("button", name="登记工单").click()
    expect(page.get_by_text("已登记")).to_be_visible()
    picture(page, "operator-filed")


def test_what_is_typed_is_answered_while_typing(console):
    page = console()
    page.get_by_role("button", name="来了电话，边听边记").click()
    page.get_by_label(re.compile("市民说的")).press_sequentially("营业执照丢了怎么补", delay=20)
    expect(page.locator(".suggestion").first).to_be_visible()
    expect(page.locator(".log p.citizen")).to_have_count(0)  # 还没有回车，没有记


def test_an_emergency_is_red_and_first_with_the_number(console, picture, serious_barriers):
    page = console()
    page.get_by_role("button", name="来了电话，边听边记").click()
    citizen_says(page, "电梯里困了人，快来救命，有个孩子在哭")
    emergency = page.locator(".emergency")
    expect(emergency).to_contain_text("119")
    assert emergency.bounding_box()["y"] < 200
    picture(page, "operator-emergency")
    assert serious_barriers(page) == []


def test_when_unsure_the_console_says_so(console, picture):
    page = console()
    page.get_by_role("button", name="来了电话，边听边记").click()
    citizen_says(page, "那个那个嗯嗯啊啊")
    expect(page.get_by_text("没有把握的建议")).to_be_visible()
    expect(page.locator(".suggestion")).to_have_count(0)
    picture(page, "operator-unsure")


def test_two_take_the_same_call_and_one_wins(console, transcriber, call_id):
    transcriber.post(f"/calls/{call_id}/utterances", {"text": "喂，你好"})
    one, other = console("operator"), console("shift_lead")
    buttons = [page.get_by_role("listitem").filter(has_text=call_id).get_by_role("button", name="接") for page in (one, other)]
    for button in buttons:
        expect(button).to_be_visible()
    buttons[0].click()
    expect(one.get_by_role("button", name="收线")).to_be_visible()
    if buttons[1].count():  # 还没刷新掉的，点了也接不到
        buttons[1].click()
        expect(other.get_by_text("已经由")).to_be_visible()
    expect(other.get_by_role("button", name="收线")).to_have_count(0)


def test_a_citizen_waiting_for_a_call_back_is_taken_with_the_number(console, server_url, picture):
    import requests

    citizen = requests.Session()
    citizen.post(f"{server_url}/webhooks/portal/session", json={}, timeout=60)
    for utterance in ("转人工", "13800005678"):
        citizen.post(f"{server_url}/webhooks/portal/messages", json={"message": utterance}, timeout=60)
    page = console()
    waiting = page.get_by_role("listitem").filter(has_text="138****5678").last
    expect(waiting).to_be_visible()
    picture(page, "operator-waiting")
    waiting.get_by_role("button", name="接").click()
    expect(page.get_by_text("13800005678", exact=True)).to_be_visible()


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


@pytest.fixture
def chat(open_page):
    return Chat(open_page(DESK, "/"))


def take(page, chat):
    page.get_by_role("listitem").filter(has_text=chat.masked).last.get_by_role("button", name="接", exact=True).click()
    expect(page.locator(".log")).to_contain_text("转人工")  # 接手就看得到前面的话


def say(page, words):
    page.get_by_label(re.compile("^我说的")).fill(words)
    page.get_by_role("button", name="发给市民").click()


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
    expect(colleagues.get_by_role("listitem").filter(has_text="demo-shift-lead")).to_contain_text("空着")
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
    expect(chat.answers).to_have_count(answers + 2)
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
    from chat_page import PHONE

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

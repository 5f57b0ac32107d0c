"""坐席接电话的一天，真的 Chromium：接来电、照着建议说、登记；紧急；没把握；两位同时接；回电。"""

import re
import uuid

import pytest
from operator_day import wrap_up
from playwright.sync_api import expect
from staff_day import Staff


@pytest.fixture
def transcriber(server_url, tokens):
    """语音转写程序：一句一句送来。"""
    return Staff(server_url, tokens["operator"])


@pytest.fixture
def call_id():
    return f"tel-{uuid.uuid4().hex[:8]}"


def citizen_says(page, utterance):
    box = page.get_by_label(re.compile("市民说的"))
    box.fill(utterance)
    box.press("Enter")


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

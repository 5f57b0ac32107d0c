"""市民在登记好的工单上又说了话，真的 Chromium：列表上有标记，一点就只看这些，工单上看得到说了什么，处理完留在经过里。"""

import re
import uuid

import pytest
import requests
from playwright.sync_api import expect
from staff_day import Staff, a_complaint


@pytest.fixture
def number(operator):
    return operator.post("/tickets", a_complaint(uuid.uuid4().hex[:4]))["ticket_no"]


@pytest.fixture
def citizen(server_url):
    """市民的网页对话；说一句，返回热线答的。"""
    session = requests.Session()
    session.post(f"{server_url}/webhooks/portal/session", json={}, timeout=60).raise_for_status()

    def say(words):
        answer = session.post(f"{server_url}/webhooks/portal/messages", json={"message": words}, timeout=60)
        assert answer.ok, answer.text
        return " ".join(entry.get("text") or "" for entry in answer.json()["entries"])

    return say


def row_of(page, number):
    return page.get_by_role("row", name=re.compile(number))


def test_what_a_citizen_says_again_is_flagged_filtered_read_and_settled(desk, number, citizen, operator, picture, serious_barriers):
    assert number in citizen(f"我要查工单{number}，电话后四位1234")
    assert "替您催了" in citizen("催一下，怎么还没有人管")
    assert "补充" in citizen("我再补充一点，我还有付款截图和聊天记录")
    citizen("我不投诉了，撤回吧")
    assert "撤回" in citizen("确认撤回")
    operator.post("/tickets", a_complaint(uuid.uuid4().hex[:4]))  # 后来的、没人催的一张

    page = desk("/tickets")
    expect(page.get_by_role("status").filter(has_text="市民又说了话还没有人看过")).to_be_visible()
    expect(row_of(page, number)).to_contain_text("市民有新话：要撤回、催办、补充")
    expect(row_of(page, number)).to_contain_text("还没有人看过")
    picture(page, "words-list")
    assert serious_barriers(page) == []

    page.get_by_role("button", name="市民有新话").click()
    expect(page.get_by_text("没人看过的在前，再按等得久的").first).to_be_visible()
    rows = page.locator("table.tickets tbody tr")
    expect(row_of(page, number)).to_be_visible()
    expect(rows.filter(has_not_text="市民有新话")).to_have_count(0)  # 新的一页到了，旧的才换下去
    assert "citizen_words=true" in page.url
    picture(page, "words-queue")
    assert serious_barriers(page) == []

    page.get_by_role("link", name=number).click()
    panel = page.get_by_role("region", name="市民有新话")
    expect(panel).to_contain_text("市民又说了 3 次")
    for said in ("催办", "补充材料", "付款截图", "市民要求撤回", "还没有人看过"):
        expect(panel).to_contain_text(said)
    picture(page, "words-ticket", full_page=True)
    assert serious_barriers(page) == []
    panel.get_by_role("button", name="我看过了，还要办").click()
    expect(panel).to_contain_text("demo-ticket-staff")
    expect(panel.get_by_role("button", name="我看过了，还要办")).to_have_count(0)

    panel.get_by_role("button", name="处理完了").click()
    dialog = page.get_by_role("dialog", name="市民的新话处理完了")
    expect(dialog.get_by_role("button", name="处理完了")).to_be_disabled()
    dialog.get_by_label(re.compile("怎么处理的")).fill("已回电核实，市民确实要撤回，按终止调解办")
    picture(page, "words-settle")
    expect(page.locator(".el-message")).to_have_count(0)  # 正淡出的提示不算
    assert serious_barriers(page) == []
    dialog.get_by_role("button", name="处理完了").click()
    expect(panel).to_have_count(0)
    history = page.locator(".history")
    expect(history).to_contain_text("处理完市民的新话")
    expect(history).to_contain_text("按终止调解办")
    page.goto("/tickets?citizen_words=true")
    expect(page.locator(".more")).to_be_visible()
    expect(page.get_by_role("link", name=number)).to_have_count(0)


def test_words_said_while_the_page_is_open_are_not_settled_unread(desk, number, operator):
    operator.post(f"/tickets/{number}/urge", {"reason": "市民来电催"})
    page = desk(f"/tickets/{number}")
    panel = page.get_by_role("region", name="市民有新话")
    expect(panel).to_contain_text("市民又说了 1 次")
    operator.post(f"/tickets/{number}/supplement", {"reason": "老板刚才又打电话威胁我"})  # 页面上还没有这一句
    panel.get_by_role("button", name="处理完了").click()
    dialog = page.get_by_role("dialog", name="市民的新话处理完了")
    dialog.get_by_label(re.compile("怎么处理的")).fill("回过电话")
    dialog.get_by_role("button", name="处理完了").click()
    expect(panel).to_contain_text("市民又说了 1 次")
    expect(panel).to_contain_text("又打电话威胁我")


def test_another_department_sees_no_flag(desk, operator, server_url, credentials):
    theirs = operator.post("/tickets", a_complaint("隔壁", department="food", problem="food_safety", narrative="吃出了虫子，老板不肯退钱"))["ticket_no"]
    operator.post(f"/tickets/{theirs}/urge", {"reason": "市民来电催"})
    food = Staff(server_url, credentials["department_tokens"]["food"])
    assert theirs in food.get("/tickets?citizen_words=true").text
    page = desk("/tickets")
    page.get_by_role("button", name="市民有新话").click()
    expect(page.get_by_text("没人看过的在前，再按等得久的").first).to_be_visible()
    expect(page.get_by_text("正在取……")).to_have_count(0)
    expect(page.get_by_role("link", name=theirs)).to_have_count(0)

"""班长席的一天，真的 Chromium：看超期的、催、改派没人签收的；看谁在线、谁手上几件。"""

import os
import re
import sqlite3
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests
from operator_day import Chat, say, take, wrap_up
from playwright.sync_api import expect
from staff_day import DESK, Staff, a_complaint, at, sign_in
from test_ticket_workbench import step


@pytest.fixture
def lead(open_page, credentials):
    page = open_page(DESK, "/login?next=/tickets")
    sign_in(page, next(one for one in credentials["accounts"] if one["role"] == "shift_lead"))
    page.wait_for_url(at("/tickets"))
    return page


@pytest.fixture
def overdue(server_url, tokens, var_folder):
    """一张派给食品科、没有人签收、过了期的工单。真服务的钟拨不动，只好把期限往前挪。"""
    food = {"department": "food", "problem": "food_safety", "narrative": "吃出了虫子，老板不肯退钱"}
    number = Staff(server_url, tokens["operator"]).post("/tickets", a_complaint(uuid.uuid4().hex[:4], **food))["ticket_no"]
    past = (datetime.now(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=9)).isoformat()
    folder = Path(os.environ.get("HOTLINE_TEST_VAR") or var_folder)
    with sqlite3.connect(folder / "hotline.db", timeout=30) as database:
        database.execute("UPDATE tickets SET due_on = ? WHERE ticket_no = ?", (past, number))
        database.execute("UPDATE ticket_clocks SET due_on = ?, literal_due_on = ? WHERE ticket_no = ?", (past, past, number))
    return number


def test_what_is_overdue_and_nobody_accepted_is_urged_and_sent_elsewhere(lead, overdue, tokens, server_url, picture, serious_barriers):
    lead.get_by_role("button", name=re.compile("^超期的")).click()
    line = lead.get_by_role("row").filter(has_text=overdue)
    expect(line).to_contain_text("超期 9 天")
    picture(lead, "lead-overdue")
    assert serious_barriers(lead) == []
    line.get_by_role("link", name=overdue).click()
    expect(lead.get_by_text("超期 9 天").first).to_be_visible()
    step(lead, "催办", 说明="市民又打来问，九天没有人签收")
    expect(lead.locator(".history")).to_contain_text("九天没有人签收")
    dialog = step(lead, "派单", 派给="消费者权益保护科")
    expect(dialog.get_by_role("alert")).to_contain_text("改派要写明为什么")
    dialog.get_by_label(re.compile("为什么派给它")).fill("食品科九天没有签收，先由消保科联系市民")
    picture(lead, "lead-reassign")
    dialog.get_by_role("button", name="派单", exact=True).click()
    expect(lead.locator(".ticket-head").get_by_text("消费者权益保护科")).to_be_visible()
    expect(lead.locator(".history")).to_contain_text("先由消保科联系市民")
    expect(lead.get_by_text("超期 9 天").first).to_be_visible()  # 改派不重算期限
    picture(lead, "lead-reassigned", full_page=True)
    noted = Staff(server_url, tokens["auditor"]).get(f"/audit?about={overdue}").json()["entries"]
    assert {"ticket_urge", "ticket_dispatch", "ticket_opened"} <= {one["what"] for one in noted}


def test_the_new_department_accepts_and_the_old_one_no_longer_can(lead, overdue, credentials, server_url):
    lead.goto(f"/tickets/{overdue}")
    step(lead, "派单", 派给="消费者权益保护科", 为什么派给它="食品科没有签收")
    expect(lead.locator(".ticket-head").get_by_text("消费者权益保护科")).to_be_visible()
    departments = credentials["department_tokens"]
    refused = Staff(server_url, departments["food"])
    answer = requests.post(f"{refused.url}/tickets/{overdue}/accept", json={}, headers=refused.headers, timeout=60)
    assert answer.status_code == 404, "不是派给它的，看也看不到"
    assert Staff(server_url, departments["consumer_protection"]).post(f"/tickets/{overdue}/accept")["status"] == "in_hand"


def test_the_shift_lead_sees_who_is_there_and_what_they_have_in_hand(lead, open_page, credentials, picture):
    operator = open_page(DESK, "/login?next=/operator")
    sign_in(operator, next(one for one in credentials["accounts"] if one["role"] == "operator"))
    operator.get_by_role("button", name="我离开一下").click()
    lead.goto("/operator")
    line = lead.get_by_role("region", name="在线的同事").get_by_role("listitem").filter(has_text="demo-operator")
    expect(line).to_contain_text("离开一下")
    operator.get_by_role("button", name="我回来了").click()
    expect(line).not_to_contain_text("离开一下")
    picture(lead, "lead-colleagues")


@pytest.fixture
def newcomer(server_url, tokens):
    """一位新坐席，只登录这一处：别的测试里没有退出的会话不算他的。"""
    username = f"zhao.min-{uuid.uuid4().hex[:6]}"
    first = Staff(server_url, tokens["admin"]).post("/staff", {"username": username, "role": "operator"})["password"]
    session, url = requests.Session(), f"{server_url}/api/v1/session"
    csrf = session.post(url, json={"username": username, "password": first}, timeout=60).json()["csrf_token"]
    changed = session.post(f"{url}/password", json={"old": first, "new": "my-own-password"}, headers={"x-csrf-token": csrf}, timeout=60)
    session.delete(url, headers={"x-csrf-token": changed.json()["csrf_token"]}, timeout=60).raise_for_status()
    return {"username": username, "password": "my-own-password"}


def test_a_conversation_its_operator_left_is_taken_on_by_the_shift_lead(lead, open_page, newcomer, picture, serious_barriers):
    chat = Chat(open_page(DESK, "/"))
    operator = open_page(DESK, "/login?next=/operator")
    sign_in(operator, newcomer)
    take(operator, chat)
    say(operator, "您好，请讲")
    expect(chat.page.get_by_text("您好，请讲")).to_be_visible()
    operator.get_by_role("button", name="退出").click()
    operator.wait_for_url(at("/login"))
    lead.goto("/operator")
    left = lead.get_by_role("list", name="接的人不在了的").get_by_role("listitem").filter(has_text=chat.masked)
    expect(left).to_contain_text(f"{newcomer['username']} 接的")
    picture(lead, "lead-left-behind")
    assert serious_barriers(lead) == []
    left.get_by_role("button", name="接过来").click()
    expect(lead.locator(".talk")).to_contain_text(f"首问：{newcomer['username']}")
    say(lead, "我接着帮您看")
    expect(chat.page.get_by_text("我接着帮您看")).to_be_visible()
    lead.get_by_role("button", name="办完，收尾").click()
    wrap_up(lead)

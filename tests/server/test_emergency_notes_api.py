"""坐席接下有险情的对话，经接口看得到险情里记下的；别人看不到，看了记审计。"""

from __future__ import annotations

import pytest
import requests
from staff_browser import sign_in
from test_ticket_api import code_of


@pytest.fixture
def trapped(server_url):
    """市民在网页上说电梯困人，接着报了地方。"""
    citizen = requests.Session()
    citizen.post(f"{server_url}/webhooks/portal/session", json={}, timeout=60).raise_for_status()
    for words in ("电梯停在半空，我和孩子被困在里面了", "地址是凉州区和平路20号3单元", "孩子一直哭"):
        citizen.post(f"{server_url}/webhooks/portal/messages", json={"message": words}, timeout=60).raise_for_status()
    return citizen


@pytest.fixture
def people(server_url, credentials):
    return {role: sign_in(server_url, credentials, role) for role in ("operator", "shift_lead", "ticket_staff", "auditor")}


def newest(who):
    waiting = [one for one in who.get("/hand-overs").json()["hand_overs"] if one["emergency"] == "lift_trapped"]
    return max(waiting, key=lambda one: one["created_at"])["number"]


def test_the_one_who_took_it_sees_which_where_whom_to_call_and_what_was_said(people, trapped):
    operator = people["operator"]
    taken = newest(operator)
    assert code_of(operator.get(f"/hand-overs/{taken}/emergencies"), 404) == "hand_over_unknown"  # 还没接
    assert operator.post(f"/hand-overs/{taken}/take").status_code == 200
    (read,) = operator.get(f"/hand-overs/{taken}/emergencies").json()["emergencies"]
    assert read["id"] == "lift_trapped" and read["is_kept"]
    assert read["said"] == ["电梯停在半空，我和孩子被困在里面了", "地址是凉州区和平路20号3单元", "孩子一直哭"]
    assert any("和平路20号" in place for place in read["places"])
    assert {"119", "110"} <= {one["number"] for one in read["call"]}
    for other in ("shift_lead", "ticket_staff", "auditor"):
        answer = people[other].get(f"/hand-overs/{taken}/emergencies")
        assert answer.status_code == (404 if other == "shift_lead" else 403), other


def test_who_looked_is_in_the_audit(people, trapped):
    operator = people["operator"]
    taken = newest(operator)
    operator.post(f"/hand-overs/{taken}/take")
    for _ in range(3):
        operator.get(f"/hand-overs/{taken}/emergencies")
    entries = people["auditor"].get("/audit", about=taken).json()["entries"]
    assert [one["what"] for one in entries].count("emergency_read") == 1


def test_a_department_it_was_passed_to_does_not_see_it(people, trapped):
    operator, department = people["operator"], people["ticket_staff"]
    taken = newest(operator)
    operator.post(f"/hand-overs/{taken}/take")
    operator.post(f"/hand-overs/{taken}/pass", {"department": "consumer_protection", "note": "问退费"})
    assert department.post(f"/hand-overs/{taken}/take").status_code == 200
    assert code_of(department.get(f"/hand-overs/{taken}/emergencies"), 403) == "forbidden"
    assert department.post(f"/hand-overs/{taken}/wrap-up", {"reason": "answered"}).status_code == 204  # 不留给别的测试

"""工单列表的几样：成批办，存下来的查法，同时开着一张的两个人看得见对方。"""

from __future__ import annotations

import uuid

import pytest
from staff_browser import sign_in
from test_ticket_api import Staff, a_complaint, code_of, filed


@pytest.fixture(scope="module")
def staff(server_url, credentials):
    everyone = {**credentials["department_tokens"], **credentials["tokens"]}
    return {name: Staff(server_url, token) for name, token in everyone.items()}


@pytest.fixture(scope="module")
def people(server_url, credentials):
    """登录的人：消保科的承办人、坐席、班长席。"""
    return {role: sign_in(server_url, credentials, role) for role in ("ticket_staff", "operator", "shift_lead")}


def outcomes_of(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["outcomes"]


# ── 成批办 ──


def test_many_tickets_take_one_step_and_each_says_how_it_went(staff):
    waiting, taken = filed(staff["operator"], a_complaint())["ticket_no"], filed(staff["operator"], a_complaint())["ticket_no"]
    assert staff["food"].post(f"/tickets/{taken}/accept").status_code == 200
    theirs = filed(staff["operator"], a_complaint(problem="price", department="price_competition"))["ticket_no"]
    asked = [waiting, taken, theirs, "T20200101-NOBODY", waiting]
    outcomes = outcomes_of(staff["food"].post("/ticket-batches", {"verb": "accept", "ticket_nos": asked}))
    assert [one["ticket_no"] for one in outcomes] == asked[:4]  # 重复的只办一次
    assert [one["done"] for one in outcomes] == [True, False, False, False]
    assert outcomes[0]["status"] == "in_hand"
    assert outcomes[1]["code"] == "step_not_allowed" and "办理中" in outcomes[1]["why"] and "签收" in outcomes[1]["why"]
    assert outcomes[2]["code"] == outcomes[3]["code"] == "ticket_unknown"  # 看不到的和没有的一样
    assert staff["food"].get(f"/tickets/{waiting}").json()["status"] == "in_hand"
    assert staff["price_competition"].get(f"/tickets/{theirs}").json()["status"] == "dispatched"


def test_the_shift_lead_sends_many_back_ones_on_at_once(staff):
    numbers = [filed(staff["operator"], a_complaint())["ticket_no"] for _ in range(3)]
    returned = outcomes_of(staff["food"].post("/ticket-batches", {"verb": "return", "ticket_nos": numbers, "reason": "是价格上的事"}))
    assert all(one["done"] for one in returned)
    body = {"verb": "dispatch", "ticket_nos": numbers, "to": "price_competition", "reason": "退回来说是价格"}
    assert all(one["done"] for one in outcomes_of(staff["shift_lead"].post("/ticket-batches", body)))
    assert {staff["price_competition"].get(f"/tickets/{n}").json()["department"] for n in numbers} == {"price_competition"}


def test_each_ticket_of_a_batch_is_in_the_audit_by_its_number(staff):
    number = filed(staff["operator"], a_complaint())["ticket_no"]
    outcomes_of(staff["food"].post("/ticket-batches", {"verb": "accept", "ticket_nos": [number]}))
    entries = staff["auditor"].get("/audit", about=number).json()["entries"]
    assert "ticket_accept" in [one["what"] for one in entries]


@pytest.mark.parametrize(
    "body, status",
    [
        ({"verb": "accept", "ticket_nos": []}, 422),
        ({"verb": "decline", "ticket_nos": ["T1"], "reason": "x"}, 422),  # 要一张一张定理由
        ({"verb": "return", "ticket_nos": ["T1"]}, 422),  # 没写为什么
        ({"verb": "accept", "ticket_nos": ["T1"] * 201}, 422),
        ({"verb": "accept", "ticket_nos": "T1"}, 422),
        ({"ticket_nos": ["T1"]}, 422),
    ],
)
def test_a_batch_that_cannot_be_is_refused_whole(staff, body, status):
    assert code_of(staff["food"].post("/ticket-batches", body), status) == "form_invalid"


def test_a_step_of_another_role_is_refused_whole(staff):
    assert code_of(staff["operator"].post("/ticket-batches", {"verb": "accept", "ticket_nos": ["T1"]}), 403) == "forbidden"


# ── 查法 ──


def a_view(**changes):
    return {"name": f"价格超期{uuid.uuid4().hex[:6]}", "filters": {"problem": "price", "overdue": "true"}, **changes}


def test_a_view_is_kept_for_its_owner_and_only_for_him(people):
    body = a_view()
    saved = people["ticket_staff"].post("/ticket-views", body)
    assert saved.status_code == 201 and saved.json()["filters"] == body["filters"]
    assert body["name"] in people["ticket_staff"].get("/ticket-views").text
    for other in ("operator", "shift_lead"):
        assert body["name"] not in people[other].get("/ticket-views").text


def test_a_shared_view_is_seen_by_the_department_and_nobody_else(people, staff):
    body = a_view(is_shared=True)
    number = people["ticket_staff"].post("/ticket-views", body).json()["number"]
    seen = staff["consumer_protection"].get("/ticket-views").json()["views"]
    shared = next(one for one in seen if one["number"] == number)
    assert shared["is_mine"] is False and shared["filters"] == body["filters"]
    assert body["name"] not in staff["food"].get("/ticket-views").text
    assert code_of(staff["consumer_protection"].call("DELETE", f"/ticket-views/{number}"), 404) == "view_unknown"  # 别人的删不了
    assert people["ticket_staff"].call("DELETE", f"/ticket-views/{number}").status_code == 204
    assert body["name"] not in staff["consumer_protection"].get("/ticket-views").text


def test_two_views_of_one_name_are_refused(people):
    body = a_view()
    assert people["operator"].post("/ticket-views", body).status_code == 201
    assert code_of(people["operator"].post("/ticket-views", body), 409) == "view_name_taken"


@pytest.mark.parametrize(
    "filters", [{"status": "asleep"}, {"problem": "x"}, {"q": "13800001234"}, {"q": "一"}, {"colour": "red"}, {"status": 5}]
)
def test_a_view_that_could_not_be_asked_is_refused(people, filters):
    assert code_of(people["operator"].post("/ticket-views", a_view(filters=filters)), 422) == "form_invalid"


def test_the_shelf_of_views_has_an_end(server_url, tokens):
    auditor = Staff(server_url, tokens["auditor"])
    kept = len(auditor.get("/ticket-views").json()["views"])
    for _ in range(30 - kept):
        assert auditor.post("/ticket-views", a_view()).status_code == 201
    assert code_of(auditor.post("/ticket-views", a_view()), 422) == "too_many_views"


# ── 同时开着 ──


def test_two_people_on_one_ticket_see_each_other(people, staff):
    number = filed(staff["operator"], a_complaint(department="consumer_protection", problem="after_sales"))["ticket_no"]
    assert people["ticket_staff"].post(f"/tickets/{number}/presence").json()["others"] == []
    seen = people["shift_lead"].post(f"/tickets/{number}/presence").json()
    assert [(one["by"], one["role"], one["department"]) for one in seen["others"]] == [("demo-ticket-staff", "ticket_staff", "consumer_protection")]
    again = people["ticket_staff"].post(f"/tickets/{number}/presence").json()
    assert [one["by"] for one in again["others"]] == ["demo-shift-lead"]
    assert people["shift_lead"].post(f"/tickets/{number}/presence", {"leaving": True}).status_code == 204
    assert people["ticket_staff"].post(f"/tickets/{number}/presence").json()["others"] == []


def test_a_change_by_another_shows_as_a_new_version(people, staff):
    number = filed(staff["operator"], a_complaint(department="consumer_protection", problem="after_sales"))["ticket_no"]
    before = people["shift_lead"].post(f"/tickets/{number}/presence").json()
    assert people["ticket_staff"].post(f"/tickets/{number}/accept").status_code == 200
    after = people["shift_lead"].post(f"/tickets/{number}/presence").json()
    assert after["version"] > before["version"] and after["status"] == "in_hand"


def test_who_cannot_see_the_ticket_cannot_see_who_looks_at_it(staff):
    number = filed(staff["operator"], a_complaint())["ticket_no"]
    assert code_of(staff["price_competition"].post(f"/tickets/{number}/presence"), 404) == "ticket_unknown"

"""好差评、台账、统计的接口，走真的 HTTP。"""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
import requests
from test_ticket_api import Staff, code_of, filed

from bot.settings import TIME_ZONE


@pytest.fixture(scope="module")
def staff(server_url, credentials):
    everyone = {**credentials["department_tokens"], **credentials["tokens"]}
    return {name: Staff(server_url, token) for name, token in everyone.items()}


def test_a_citizen_rates_without_logging_in_and_a_poor_one_is_followed_up(server_url, staff):
    number = filed(staff["operator"])["ticket_no"]
    body = {"subject": "ticket", "about": number, "grade": "very_dissatisfied", "cause": "service", "comment": "没人接电话"}
    send = lambda: requests.post(f"{server_url}/api/v1/ratings", json=body, headers={"idempotency-key": number}, timeout=30)  # noqa: E731
    first, again = send(), send()
    assert (first.status_code, again.status_code) == (201, 200) and first.json()["number"] == again.json()["number"]
    assert first.json()["will_be_followed_up"] and number not in first.text
    waiting = staff["food"].get("/ratings", open="true").json()["ratings"]
    assert first.json()["number"] in [one["number"] for one in waiting]
    path = f"/ratings/{first.json()['number']}/close"
    assert code_of(staff["price_competition"].post(path, {"finding": "explained", "note": "x"}), 403) == "not_your_ticket"
    closed = staff["food"].post(path, {"finding": "rectified", "note": "已回电道歉"})
    assert closed.status_code == 200 and not closed.json()["follow_up"]["is_open"]
    assert code_of(staff["food"].post(path, {"finding": "explained", "note": "再来"}), 409) == "follow_up_closed"


def test_what_does_not_exist_cannot_be_rated(server_url):
    body = {"subject": "ticket", "about": "T20260101-XXXXXX", "grade": "satisfied"}
    assert code_of(requests.post(f"{server_url}/api/v1/ratings", json=body, timeout=30), 404) == "rated_thing_unknown"
    wrong = {**body, "grade": "五星"}
    assert code_of(requests.post(f"{server_url}/api/v1/ratings", json=wrong, timeout=30), 422) == "form_invalid"


def test_nothing_changes_or_deletes_a_rating(server_url, staff):
    for method in ("PUT", "PATCH", "DELETE"):
        assert requests.request(method, f"{server_url}/api/v1/ratings/R1", json={}, timeout=30).status_code in (404, 405)


def test_the_week_is_there_as_json_and_as_a_workbook(staff):
    number = filed(staff["operator"])["ticket_no"]
    week = "{}-W{:02d}".format(*datetime.now(TIME_ZONE).isocalendar())
    made = staff["shift_lead"].get("/ledger", week=week).json()
    assert number in [row["ticket_no"] for row in made["rows"]] and made["totals"]["filed"] >= 1
    assert number in [row["ticket_no"] for row in staff["food"].get("/ledger", week=week).json()["rows"]]
    assert staff["quality"].get("/ledger", week=week, department="food").json()["rows"] == []
    file = staff["shift_lead"].get("/ledger", week=week, format="xlsx")
    assert f"ledger-{week}.xlsx" in file.headers["content-disposition"]
    assert "问题台账" in openpyxl.load_workbook(io.BytesIO(file.content)).active["A1"].value


@pytest.mark.parametrize("query", [{}, {"week": "2026-20"}, {"week": "2026-W20", "format": "pdf"}, {"week": "2026-W20", "x": "1"}])
def test_a_ledger_asked_for_wrongly_is_told_how(staff, query):
    assert staff["shift_lead"].get("/ledger", **query).status_code == 422


def test_the_months_points_say_which_amounts_are_still_open(staff):
    filed(staff["operator"])
    found = staff["auditor"].get("/statistics", month=f"{datetime.now(TIME_ZONE):%Y-%m}").json()
    counted = {(one["department"], one["rule"]): one for one in found["tallies"]}
    assert counted["food", "complaint_received"]["times"] >= 1
    assert counted["food", "complaint_received"]["points"] is None and "complaint_received" in found["unset"]

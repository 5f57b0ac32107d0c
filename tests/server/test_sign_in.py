"""登录、会话、CSRF、锁账号，走真的 HTTP。"""

from __future__ import annotations

import uuid

import pytest
import requests
from staff_browser import SignedIn, sign_in
from test_ticket_api import a_complaint, code_of


@pytest.fixture
def operator(server_url, credentials):
    return sign_in(server_url, credentials, "operator")


def account_of(credentials, role):
    return next(one for one in credentials["accounts"] if one["role"] == role)


def post_session(url, username, password, **more):
    return requests.post(f"{url}/api/v1/session", json={"username": username, "password": password}, timeout=30, **more)


def test_who_signs_in_gets_a_cookie_no_script_can_read(server_url, credentials):
    account = account_of(credentials, "operator")
    answer = post_session(server_url, account["username"], account["password"])
    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept and "SameSite=Strict" in kept and "Path=/" in kept
    assert answer.json()["role"] == "operator" and "file_ticket" in answer.json()["permissions"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_cookie_opens_what_the_role_may_open(operator):
    assert operator.get("/tickets").status_code == 200
    assert code_of(operator.get("/statistics", month="2026-05"), 403) == "forbidden"
    assert code_of(operator.get("/audit"), 403) == "forbidden"


def test_without_the_csrf_token_a_cookie_changes_nothing(operator):
    assert code_of(operator.post("/tickets", a_complaint(), csrf=False), 403) == "csrf"
    operator.csrf = "0" * 64
    assert code_of(operator.post("/tickets", a_complaint()), 403) == "csrf"


def test_another_sessions_csrf_token_does_not_fit(server_url, credentials, operator):
    operator.csrf = sign_in(server_url, credentials, "shift_lead").csrf
    assert code_of(operator.post("/tickets", a_complaint()), 403) == "csrf"


def test_with_cookie_and_token_a_ticket_is_filed(operator):
    assert operator.post("/tickets", a_complaint()).status_code == 201


def test_a_session_brought_along_is_not_taken_over(server_url, credentials):
    """会话固定：登录前塞给浏览器的编号，登录后没有用。"""
    account, planted = account_of(credentials, "operator"), "planted-" + uuid.uuid4().hex
    answer = post_session(server_url, account["username"], account["password"], cookies={"hotline_staff": planted})
    assert answer.cookies["hotline_staff"] != planted
    seen = requests.get(f"{server_url}/api/v1/session", cookies={"hotline_staff": planted}, timeout=30)
    assert code_of(seen, 401) == "unauthenticated"


def test_signing_in_again_ends_the_session_that_was_there(server_url, credentials, operator):
    before, account = operator.cookie, account_of(credentials, "operator")
    post_session(server_url, account["username"], account["password"], cookies={"hotline_staff": before})
    seen = requests.get(f"{server_url}/api/v1/session", cookies={"hotline_staff": before}, timeout=30)
    assert seen.status_code == 401


def test_after_signing_out_the_cookie_is_dead(operator, server_url):
    kept, csrf = operator.cookie, operator.csrf
    assert operator.call("DELETE", "/session").status_code == 204
    again = requests.get(f"{server_url}/api/v1/tickets", cookies={"hotline_staff": kept}, timeout=30)
    assert code_of(again, 401) == "unauthenticated"
    write = requests.post(
        f"{server_url}/api/v1/tickets", json=a_complaint(), cookies={"hotline_staff": kept}, headers={"x-csrf-token": csrf}, timeout=30
    )
    assert write.status_code == 401


def test_a_wrong_password_and_a_wrong_name_sound_the_same(server_url, credentials):
    wrong_password = post_session(server_url, account_of(credentials, "auditor")["username"], "wrong-password")
    wrong_name = post_session(server_url, "nobody-" + uuid.uuid4().hex[:8], "wrong-password")
    assert code_of(wrong_password, 401) == code_of(wrong_name, 401) == "sign_in_refused"
    assert wrong_password.json()["detail"] == wrong_name.json()["detail"]


def test_a_form_of_another_site_cannot_sign_anyone_in(server_url):
    answer = requests.post(
        f"{server_url}/api/v1/session", data='{"username": "a", "password": "b"}', headers={"content-type": "text/plain"}, timeout=30
    )
    assert code_of(answer, 415) == "not_json"


@pytest.mark.parametrize("body", [{}, {"username": "a"}, {"username": 5, "password": "b"}, {"username": "a", "password": "b", "c": 1}])
def test_a_form_filled_in_wrongly_is_told_so(server_url, body):
    assert code_of(requests.post(f"{server_url}/api/v1/session", json=body, timeout=30), 422) == "form_invalid"


def test_the_auditor_sees_who_revealed_a_person_and_why(server_url, credentials, operator):
    number = operator.post("/tickets", a_complaint()).json()["ticket_no"]
    assert operator.post(f"/tickets/{number}/reveal", {"reason": "市民来电核对"}).json()["citizen"]["phone"] == "13800001234"
    auditor = sign_in(server_url, credentials, "auditor")
    entries = auditor.get("/audit", about=number).json()["entries"]
    revealed = next(one for one in entries if one["what"] == "person_revealed")
    assert (revealed["by"], revealed["reason"]) == ("demo-operator", "市民来电核对")


def test_the_audit_carries_no_word_of_the_citizen(server_url, credentials, operator):
    number = operator.post("/tickets", a_complaint()).json()["ticket_no"]
    operator.post(f"/tickets/{number}/reveal", {"reason": "回电13800001234，找张三丰"})
    entries = sign_in(server_url, credentials, "auditor").get("/audit", about=number).json()["entries"]
    assert entries and "13800001234" not in str(entries) and "张三丰" not in str(entries)


def test_a_department_signed_in_sees_only_its_own(server_url, credentials, operator):
    theirs = operator.post("/tickets", a_complaint(department="food")).json()["ticket_no"]
    desk = sign_in(server_url, credentials, "ticket_staff")  # 消保科
    assert isinstance(desk, SignedIn)
    assert code_of(desk.get(f"/tickets/{theirs}"), 404) == "ticket_unknown"

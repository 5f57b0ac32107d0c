"""管理员的接口：口令、令牌只出现一次；头一个口令什么也办不了；谁也动不了自己。"""

import re
import uuid

import pytest
import requests
from staff_browser import SignedIn, sign_in


@pytest.fixture
def admin(server_url, credentials):
    return sign_in(server_url, credentials, "admin")


@pytest.fixture
def username():
    return f"li.na-{uuid.uuid4().hex[:8]}"


def test_the_list_holds_no_password_and_no_token(admin, username):
    opened = admin.post("/staff", {"username": username, "role": "ticket_staff", "department": "food"})
    assert opened.status_code == 201 and re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", opened.json()["password"])
    issued = admin.post("/tokens", {"username": username, "purpose": "食品科的程序"}).json()
    listed = admin.get("/staff").text + admin.get("/tokens").text
    assert username in listed and "食品科的程序" in listed
    assert opened.json()["password"] not in listed and issued["token"] not in listed and "argon2" not in listed


def test_a_disabled_colleague_is_out_at_the_next_click(admin, server_url, username):
    first = admin.post("/staff", {"username": username, "role": "operator"}).json()["password"]
    colleague = SignedIn(server_url, username, first)
    token = admin.post("/tokens", {"username": username, "purpose": "语音转写"}).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    assert requests.get(f"{server_url}/api/v1/calls", headers=headers, timeout=30).status_code == 200
    assert admin.post(f"/staff/{username}/close", {"reason": "离职"}).status_code == 204
    assert colleague.get("/session").status_code == 401
    assert requests.get(f"{server_url}/api/v1/calls", headers=headers, timeout=30).status_code == 401


def test_a_call_being_listened_to_ends_when_the_listener_is_put_out(admin, server_url, tokens, username):
    first = admin.post("/staff", {"username": username, "role": "operator"}).json()["password"]
    colleague = SignedIn(server_url, username, first)
    colleague.csrf = colleague.post("/session/password", {"old": first, "new": "my-own-password"}).json()["csrf_token"]
    call_id = f"tel-{uuid.uuid4().hex[:8]}"
    transcriber = {"authorization": f"Bearer {tokens['operator']}"}
    requests.post(f"{server_url}/api/v1/calls/{call_id}/utterances", json={"text": "喂"}, headers=transcriber, timeout=30)
    assert colleague.post(f"/calls/{call_id}/take").status_code == 200
    feed = colleague.session.get(f"{server_url}/api/v1/calls/{call_id}/feed", stream=True, timeout=30)
    lines = feed.iter_lines()
    assert any(b"utterance" in line for line in lines)
    admin.post(f"/staff/{username}/close", {"reason": "离职"})
    list(lines)  # 推送自己收了场，不收就等到超时


def test_nobody_disables_or_demotes_oneself(admin):
    for answer in (
        admin.post("/staff/demo-admin/close", {"reason": "休假"}),
        admin.call("PATCH", "/staff/demo-admin", {"role": "operator", "reason": "休假"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_on_oneself")
    assert admin.get("/session").json()["role"] == "admin"


@pytest.mark.parametrize(
    "body",
    [
        {"username": "x y", "role": "operator"},
        {"username": "../etc", "role": "operator"},
        {"username": "ok.name", "role": "king"},
        {"username": "ok.name", "role": "ticket_staff"},
        {"username": "ok.name", "role": "operator", "department": "food"},
        {"username": "ok.name", "role": "ticket_staff", "department": "no_such"},
        {"username": "ok.name", "role": "operator", "password": "chosen-by-admin"},
        {},
    ],
)
def test_an_account_that_makes_no_sense_is_refused(admin, body):
    answer = admin.post("/staff", body)
    assert answer.status_code == 422
    assert "ok.name" not in admin.get("/staff").text


def test_what_the_administrator_does_not_find_is_said(admin):
    for answer in (
        admin.post("/staff/nobody.here/close", {"reason": "离职"}),
        admin.post("/staff/nobody.here/unlock"),
        admin.call("DELETE", "/tokens/ffffffffffff"),
        admin.call("DELETE", "/tokens/%25"),
    ):
        assert answer.status_code == 404
    assert admin.post("/staff/demo-operator/close", {}).status_code == 422, "停用要写明为什么"

"""看列表、登记也在审计里：谁、用了哪几个条件；条件里的字不在；程序拿令牌登记的不另记。"""

import pytest
from staff_browser import sign_in
from test_ticket_api import Staff, filed


@pytest.fixture
def auditor(server_url, credentials):
    return sign_in(server_url, credentials, "auditor")


@pytest.fixture
def lead(server_url, credentials):
    return sign_in(server_url, credentials, "shift_lead")


def entries(auditor, what, **of):
    found = auditor.get("/audit", **of).json()["entries"]
    return [one for one in found if one["what"] == what]


def test_reading_a_list_is_noted_once_with_the_filters_and_without_the_words(auditor, lead):
    for _ in range(3):
        lead.get("/tickets", q="王小明", status="dispatched")
    noted = [one for one in entries(auditor, "tickets_listed", by="demo-shift-lead") if one["reason"] == "q、status"]
    assert len(noted) == 1, "页面几秒取一次，不是每次都记"
    assert "王小明" not in str(auditor.get("/audit").json())
    lead.get("/tickets", department="food")
    assert any(one["reason"] == "department" for one in entries(auditor, "tickets_listed", by="demo-shift-lead"))


@pytest.mark.parametrize(
    "path, what", [("/hand-overs", "hand_overs_listed"), ("/calls", "calls_listed"), ("/ratings", "ratings_listed"), ("/deliveries", "deliveries_listed")]
)
def test_every_list_of_citizens_is_noted(auditor, lead, path, what):
    assert lead.get(path).status_code == 200
    assert entries(auditor, what, by="demo-shift-lead")


def test_filing_on_the_page_is_noted_and_by_a_program_is_in_the_history(auditor, server_url, credentials, tokens):
    operator = sign_in(server_url, credentials, "operator")
    body = {"kind": "inquiry", "narrative": "办食品经营许可要几天", "department": "food", "citizen": {"phone": "13800000012"}}
    number = operator.post("/tickets", body).json()["ticket_no"]
    assert [one["by"] for one in entries(auditor, "ticket_filed", about=number)] == ["demo-operator"]
    by_program = filed(Staff(server_url, tokens["operator"]))["ticket_no"]
    assert entries(auditor, "ticket_filed", about=by_program) == []


def test_what_was_refused_is_not_noted_as_done(auditor, lead):
    assert lead.post("/staff", {"username": "x", "role": "admin"}).status_code == 403
    assert lead.get("/tickets", status="no-such").status_code == 422
    assert not entries(auditor, "account_opened", by="demo-shift-lead")

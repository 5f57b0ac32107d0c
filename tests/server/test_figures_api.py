"""统计、没答上来的问题，走真的 HTTP：科室只看本科室的，每张表都能导出，问了没答上的真的列出来。"""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import openpyxl
import pytest
import requests
from test_ticket_api import Staff, a_complaint, code_of, filed

from bot.bootstrap import now
from bot.usecases.office.make_figures import TABLES


@pytest.fixture(scope="module")
def staff(server_url, credentials):
    everyone = {**credentials["department_tokens"], **credentials["tokens"]}
    return {name: Staff(server_url, token) for name, token in everyone.items()}


@pytest.fixture
def lately():
    """今天，和跑到一半过了零点的明天。"""
    today = now().date()
    return {"since": today.isoformat(), "until": (today + timedelta(days=1)).isoformat()}


def cells(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    return [cell for sheet in openpyxl.load_workbook(io.BytesIO(answer.content)) for row in sheet.iter_rows() for cell in row]


def test_a_department_sees_only_its_own_figures_however_it_asks(staff, lately):
    shop = f"奇货居{uuid.uuid4().hex[:6]}饭店"
    filed(staff["operator"], a_complaint(respondent={"name": shop, "address": "凉州区北大街5号"}))
    assert shop in staff["shift_lead"].get("/figures", **lately).text
    assert shop in staff["food"].get("/figures", **lately).text
    for query in (lately, {**lately, "department": "food"}, {**lately, "department": "food", "format": "xlsx", "table": "merchants"}):
        answer = staff["price_competition"].get("/figures", **query)
        found = str([cell.value for cell in cells(answer)]) if "table" in query else answer.text
        assert shop not in found


@pytest.mark.parametrize("table", TABLES)
def test_every_table_opens_as_a_workbook_and_holds_no_formula(staff, lately, table):
    filed(staff["operator"], a_complaint(respondent={"name": "=HYPERLINK(1)饭店", "address": "凉州区北大街5号"}))
    found = cells(staff["shift_lead"].get("/figures", **lately, format="xlsx", table=table))
    assert found[0].value == TABLES[table][0]
    assert not [cell for cell in found if cell.data_type == "f"]
    if table == "merchants":
        assert any(str(cell.value).startswith("=HYPERLINK") and cell.quotePrefix for cell in found)


@pytest.mark.parametrize("path, query", [("/statistics", {"month": "2026-05"}), ("/unanswered", {}), ("/knowledge", {})])
def test_the_other_tables_open_as_workbooks_too(staff, path, query):
    assert not [cell for cell in cells(staff["shift_lead"].get(path, format="xlsx", **query)) if cell.data_type == "f"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"since": "2026-05-01"},
        {"since": "2026-05-32", "until": "2026-06-01"},
        {"since": "2026-05-01", "until": "2026-05-31", "format": "xlsx"},
        {"since": "2026-05-01", "until": "2026-05-31", "table": "people", "format": "xlsx"},
    ],
)
def test_figures_asked_for_wrongly_are_refused(staff, query):
    assert code_of(staff["shift_lead"].get("/figures", **query), 422) == "form_invalid"
    assert code_of(staff["shift_lead"].get("/figures", since="2026-06-01", until="2026-05-01"), 422) == "period_unreadable"


def test_a_question_nobody_could_answer_is_listed_without_who_asked(server_url, staff):
    who = f"张三丰{uuid.uuid4().hex[:4]}"
    question = "咕噜呜啦飞碟叽里呱啦13800001234"
    url = f"{server_url}/webhooks/rest/webhook"
    answers = requests.post(url, json={"sender": who, "message": question}, timeout=60).json()
    assert answers
    listed = staff["knowledge_editor"].get("/unanswered").json()["questions"]
    mine = next(one for one in listed if "飞碟" in one["said"])
    assert mine["times"] >= 1
    assert "13800001234" not in str(listed) and who not in str(listed)
    number = mine["number"]
    assert code_of(staff["operator"].get("/unanswered"), 403) == "forbidden"
    assert code_of(staff["auditor"].post(f"/unanswered/{number}/dismiss", {"why": "x"}), 403) == "forbidden"
    assert code_of(staff["knowledge_editor"].post(f"/unanswered/{number}/dismiss", {}), 422) == "form_invalid"
    assert staff["knowledge_editor"].post(f"/unanswered/{number}/dismiss", {"why": "闲谈"}).status_code == 204
    assert "飞碟" not in staff["knowledge_editor"].get("/unanswered").text
    assert code_of(staff["knowledge_editor"].post(f"/unanswered/{number}/dismiss", {"why": "x"}), 404) == "question_unknown"


@pytest.mark.parametrize("number", ["0", "999999", "x", "1" * 30])
def test_a_question_that_is_not_there_is_said(staff, number):
    assert code_of(staff["knowledge_editor"].post(f"/unanswered/{number}/dismiss", {"why": "x"}), 404) == "question_unknown"

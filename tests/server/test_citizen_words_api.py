"""市民在工单上又说的话，经接口：列表、队列数、看过、处理完；谁能办，记不记审计。"""

from __future__ import annotations

import pytest
from staff_browser import sign_in
from test_ticket_api import Staff, a_complaint, code_of, filed


@pytest.fixture(scope="module")
def staff(server_url, credentials):
    everyone = {**credentials["department_tokens"], **credentials["tokens"]}
    return {name: Staff(server_url, token) for name, token in everyone.items()}


@pytest.fixture
def number(staff):
    ticket = filed(staff["operator"], a_complaint())["ticket_no"]
    assert staff["operator"].post(f"/tickets/{ticket}/urge", {"reason": "市民来电催，说老板又骂人"}).status_code == 200
    return ticket


def words_of(who, number):
    return who.get(f"/tickets/{number}").json()["citizen_words"]


def test_the_department_sees_it_settles_it_and_the_history_says_how(staff, number):
    food = staff["food"]
    (words,) = words_of(food, number)
    assert "settle-words" in food.get(f"/tickets/{number}/help").json()["verbs"]
    assert food.post(f"/tickets/{number}/see-words", {"through": words["number"]}).json()["citizen_words"][0]["seen_by"]
    assert code_of(food.post(f"/tickets/{number}/settle-words", {"through": words["number"]}), 422) == "form_invalid"
    after = food.post(f"/tickets/{number}/settle-words", {"through": words["number"], "reason": "回过电话，明天去现场"}).json()
    assert after["citizen_words"] == [] and after["history"][-1]["reason"] == "回过电话，明天去现场"
    assert [one["fact"] for one in after["history"]][-3:] == ["TicketUrged", "CitizenWordsSeen", "CitizenWordsSettled"]
    answer = food.post(f"/tickets/{number}/settle-words", {"through": words["number"], "reason": "又点了一次"})
    assert code_of(answer, 409) == "step_not_allowed" and "没有等着处理" in answer.text
    assert "settle-words" not in food.get(f"/tickets/{number}/help").json()["verbs"]


def test_it_is_in_the_audit_who_saw_and_who_settled(staff, number):
    (words,) = words_of(staff["food"], number)
    staff["food"].post(f"/tickets/{number}/see-words", {"through": words["number"]})
    staff["food"].post(f"/tickets/{number}/settle-words", {"through": words["number"], "reason": "办了"})
    entries = staff["auditor"].get("/audit", about=number).json()["entries"]
    assert {"ticket_see-words", "ticket_settle-words"} <= {one["what"] for one in entries}
    names = staff["auditor"].get("/vocabulary").json()["audited"]
    assert names["ticket_settle-words"] == "工单：处理完市民的新话"


def test_the_queue_counts_it_and_the_list_puts_unseen_ones_first(staff, number):
    lead = staff["shift_lead"]
    counted = lead.get("/queues").json()["citizen_words"]
    assert counted["waiting"] >= counted["unseen"] >= 1
    seen_first = [any(one["seen_by"] is None for one in ticket["citizen_words"]) for ticket in lead.get("/tickets", citizen_words="true", limit="200").json()["tickets"]]
    assert seen_first == sorted(seen_first, reverse=True) and len(seen_first) == min(counted["waiting"], 200)
    page = lead.get("/tickets", citizen_words="true", limit="1").json()
    if counted["waiting"] > 1:
        following = lead.get("/tickets", citizen_words="true", limit="1", cursor=page["next_cursor"]).json()["tickets"]
        assert following[0]["ticket_no"] != page["tickets"][0]["ticket_no"]


def test_who_only_reads_cannot_settle(server_url, credentials, staff, number):
    auditor = sign_in(server_url, credentials, "auditor")
    assert words_of(auditor, number)
    assert code_of(auditor.post(f"/tickets/{number}/settle-words", {"through": 9, "reason": "x"}), 403) == "forbidden"


def test_a_supporting_department_reads_but_does_not_settle(staff):
    ticket = filed(staff["operator"], a_complaint())["ticket_no"]
    staff["food"].post(f"/tickets/{ticket}/return", {"reason": "主要是价格"})
    staff["shift_lead"].post(f"/tickets/{ticket}/dispatch", {"to": "price_competition", "supporting": ["food"]})
    staff["operator"].post(f"/tickets/{ticket}/urge", {"reason": "催"})
    (words,) = words_of(staff["food"], ticket)
    assert "settle-words" not in staff["food"].get(f"/tickets/{ticket}/help").json()["verbs"]
    answer = staff["food"].post(f"/tickets/{ticket}/settle-words", {"through": words["number"], "reason": "好了"})
    assert code_of(answer, 403) == "not_your_ticket"


@pytest.mark.parametrize("query", [{"citizen_words": "yes"}, {"citizen_words": "true", "cursor": "x"}, {"citizen_words": "true", "cursor": str(2**63)}])
def test_a_wrong_question_is_refused(staff, query):
    assert code_of(staff["shift_lead"].get("/tickets", **query), 422) == "form_invalid"


@pytest.mark.parametrize("cursor", ["1", str(2**63 - 1), str(5 * 10**18)])
def test_any_mark_of_a_page_is_answered(staff, cursor):
    assert staff["shift_lead"].get("/tickets", citizen_words="true", cursor=cursor).status_code == 200


@pytest.mark.parametrize("through", [None, "2", -1, True, 1.5])
def test_which_words_must_be_said(staff, number, through):
    assert code_of(staff["food"].post(f"/tickets/{number}/see-words", {"through": through}), 422) == "form_invalid"

"""科室甲看不到科室乙的工单：编号、检索、列表、队列、导出、帮助、每一个动词，哪条路都不行。"""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest
import requests
from staff_browser import sign_in
from test_ticket_api import Staff, a_complaint, a_tip_off, code_of, filed

from bot.server.ticket_verbs import VERBS


@pytest.fixture(scope="module")
def food(server_url, credentials):
    return Staff(server_url, credentials["department_tokens"]["food"])


@pytest.fixture(scope="module")
def outsiders(server_url, credentials):
    """价格科拿令牌；消保科登录了浏览器。"""
    return [Staff(server_url, credentials["department_tokens"]["price_competition"]), sign_in(server_url, credentials, "ticket_staff")]


@pytest.fixture
def theirs(server_url, tokens):
    """食品科的一张，商家的名字别处没有。"""
    name = f"奇货居{uuid.uuid4().hex[:6]}饭店"
    ticket = filed(Staff(server_url, tokens["operator"]), a_complaint(respondent={"name": name, "address": "北大街5号"}))
    assert ticket["department"] == "food"
    return ticket


def test_not_by_its_number(outsiders, theirs):
    for outsider in outsiders:
        for path in ("", "/help"):
            assert code_of(outsider.get(f"/tickets/{theirs['ticket_no']}{path}"), 404) == "ticket_unknown"


def test_not_by_any_verb(outsiders, theirs):
    bodies = {
        "dispatch": {"to": "food"}, "return": {"reason": "x"}, "contact": {"reason": "x"}, "clue": {"reason": "x"},
        "extend": {"time_limit": "sign_for", "approved_by": "x", "reason": "x"}, "pause": {"reason": "x"},
        "supplement": {"reason": "x"}, "resolve": {"reason": "x"}, "reply": {"reason": "x"}, "follow-up": {"satisfied": True},
        "reopen": {"reason": "x"}, "decline": {"grounds": ["art16_1"], "reason": "x"}, "merge": {"into": "T1", "reason": "x"},
        "see-words": {"through": 9}, "settle-words": {"through": 9, "reason": "x"}, "separate": {"reason": "x"}, "link": {"other_no": "T1", "kind": "same_event"},
        "reveal": {"reason": "x"}, "classification": {"problem": "price", "reason": "x"}, "reply-check": {"reply": "x"},
    }  # fmt: skip
    for outsider in outsiders:
        for name in {*VERBS, *bodies}:
            answer = outsider.post(f"/tickets/{theirs['ticket_no']}/{name}", bodies.get(name, {}))
            assert code_of(answer, 404) == "ticket_unknown", name


def test_not_by_a_batch_and_not_by_asking_who_looks_at_it(outsiders, theirs):
    for outsider in outsiders:
        batch = {"verb": "contact", "ticket_nos": [theirs["ticket_no"]], "reason": "x"}
        (outcome,) = outsider.post("/ticket-batches", batch).json()["outcomes"]
        assert (outcome["done"], outcome["code"]) == (False, "ticket_unknown")
        assert code_of(outsider.post(f"/tickets/{theirs['ticket_no']}/presence"), 404) == "ticket_unknown"


def test_not_by_searching_listing_or_asking_for_the_department(outsiders, theirs):
    number, name = theirs["ticket_no"], theirs["respondent"]["name"]
    for outsider in outsiders:
        for query in ({"q": name}, {"q": number}, {"department": "food"}, {"q": name, "department": "food"}, {"limit": "200"}):
            found = outsider.get("/tickets", **query)
            assert found.status_code == 200 and number not in found.text


def test_not_by_counting(server_url, tokens, food, outsiders):
    """食品科多了一张，食品科数得出，别的科室数的一张不变（一起办过的那些本来就数得到）。"""
    def counted(who):
        return who.get("/queues").json()["departments"].get("food", 0)

    inside, outside = counted(food), [counted(outsider) for outsider in outsiders]
    filed(Staff(server_url, tokens["operator"]), a_complaint(respondent={"name": f"数不着{uuid.uuid4().hex[:6]}饭店", "address": "北大街6号"}))
    assert counted(food) == inside + 1
    assert [counted(outsider) for outsider in outsiders] == outside


def test_not_by_what_its_citizen_said_again(server_url, tokens, food, outsiders, theirs):
    """催办、补充的标记和队列：别的科室列表、编号、检索、张数里都没有，也动不了。"""
    number, operator = theirs["ticket_no"], Staff(server_url, tokens["operator"])
    before = [outsider.get("/queues").json()["citizen_words"] for outsider in outsiders]
    assert operator.post(f"/tickets/{number}/urge", {"reason": "市民来电催"}).status_code == 200
    for who in (food, operator):
        found = who.get("/tickets", citizen_words="true", q=number).json()["tickets"]
        assert [one["citizen_words"][0]["fact"] for one in found] == ["TicketUrged"]
    for outsider, counted in zip(outsiders, before):
        for query in ({}, {"q": number}, {"q": theirs["respondent"]["name"]}, {"department": "food"}):
            assert number not in outsider.get("/tickets", citizen_words="true", limit="200", **query).text
        assert outsider.get("/queues").json()["citizen_words"] == counted
        assert code_of(outsider.post(f"/tickets/{number}/settle-words", {"through": 9, "reason": "好了"}), 404) == "ticket_unknown"
    assert food.get(f"/tickets/{number}").json()["citizen_words"]


def test_not_by_exporting_the_ledger(food, outsiders, theirs):
    week = food.get("/ledger", week=_this_week()).json()
    assert theirs["ticket_no"] in str(week)
    for outsider in outsiders:
        asked = {"week": _this_week(), "department": "food"}
        assert theirs["ticket_no"] not in outsider.get("/ledger", **asked).text
        book = openpyxl.load_workbook(io.BytesIO(outsider.get("/ledger", format="xlsx", **asked).content))
        assert theirs["ticket_no"] not in str([cell for sheet in book for row in sheet.values for cell in row])


def test_not_as_another_ticket_of_the_same_merchant(server_url, tokens, outsiders, theirs):
    operator = Staff(server_url, tokens["operator"])
    ours = filed(operator, a_complaint(respondent=theirs["respondent"] | {"platform": None}, problem="price", department="price_competition"))
    shown = outsiders[0].get(f"/tickets/{ours['ticket_no']}/help")
    assert shown.status_code == 200 and theirs["ticket_no"] not in shown.text
    assert theirs["ticket_no"] in operator.get(f"/tickets/{ours['ticket_no']}/help").text  # 坐席看得到两张


def test_not_by_listening_to_calls_or_call_backs(outsiders):
    for outsider in outsiders:
        for path in ("/calls", "/calls/tel-1/feed"):
            assert code_of(outsider.get(path), 403) == "forbidden"


def test_not_by_the_queue_of_waiting_citizens(outsiders, server_url, tokens):
    """科室的人只看得到转给自己、转给本科室的对话：公共队列看不到，凭编号也接不下、看不了。"""
    citizen = requests.Session()
    citizen.post(f"{server_url}/webhooks/portal/session", json={}, timeout=60)
    citizen.post(f"{server_url}/webhooks/portal/messages", json={"message": "转人工"}, timeout=60)
    waiting = Staff(server_url, tokens["operator"]).get("/hand-overs").json()["hand_overs"]
    number = waiting[-1]["number"]
    for outsider in outsiders:
        assert not any(outsider.get("/hand-overs").json().values())
        assert code_of(outsider.post(f"/hand-overs/{number}/take"), 404) == "hand_over_unknown"
        assert code_of(outsider.get(f"/hand-overs/{number}/conversation"), 404) == "hand_over_unknown"
        assert code_of(outsider.post(f"/hand-overs/{number}/say", {"text": "您好"}), 404) == "hand_over_unknown"


def test_the_desk_never_shows_who_tips_off(server_url, tokens, food):
    operator = Staff(server_url, tokens["operator"])
    ticket = filed(operator, a_tip_off())
    for who in (operator, food):
        for path in ("", "/help"):
            shown = who.get(f"/tickets/{ticket['ticket_no']}{path}").text
            assert "李小明" not in shown and "13911112222" not in shown and "西小北街" not in shown
    assert operator.get(f"/tickets/{ticket['ticket_no']}/help").json()["may_reveal"] is False


def _this_week():
    from bot.bootstrap import now

    year, week, _ = now().isocalendar()
    return f"{year}-W{week:02d}"

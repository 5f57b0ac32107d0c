"""平台来信走真的 HTTP：签了名的收下，寄几遍都是一张，进展记到那张上。"""

from __future__ import annotations

import json
import os
import random
import uuid
from pathlib import Path

import pytest
import requests
from platform_simulator import now

from connectors.platforms.signature import sign
from connectors.platforms.simulator.keys import kept_keys


@pytest.fixture(scope="module")
def keys(server_url, var_folder):
    """服务在演示环境里留着的钥匙。"""
    return kept_keys(Path(os.environ.get("HOTLINE_TEST_VAR") or var_folder) / "platforms")


@pytest.fixture
def send(server_url, keys):
    def send(what, letter, letter_id=None):
        body = json.dumps(letter, ensure_ascii=False).encode()
        headers = sign(letter_id or str(uuid.uuid4()), now(), body, keys["12345"])
        return requests.post(f"{server_url}/api/v1/platforms/12345/{what}", data=body, headers=headers, timeout=60)

    return send


def an_external_no():
    return f"{now():%y%m%d%H%M%S}{random.randrange(10**6):06d}"


def a_transfer(**changes):
    return {
        "工单编号": an_external_no(),
        "来电类别": "投诉",
        "紧急程度": "一般",
        "主要内容": "市民反映在好再来烧烤店吃出虫子，要求退钱。",
        "受理时间": now().isoformat(),
        **changes,
    }


@pytest.fixture
def show(server_url, tokens):
    def show(ticket_no):
        headers = {"authorization": f"Bearer {tokens['admin']}"}
        return requests.get(f"{server_url}/api/v1/tickets/{ticket_no}", headers=headers, timeout=30).json()

    return show


def test_a_transfer_sent_three_times_is_one_ticket(send, show):
    letter, letter_id = a_transfer(), str(uuid.uuid4())
    answers = [send("tickets", letter, letter_id) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3, answers[0].text
    assert len({answer.json()["ticket_no"] for answer in answers}) == 1
    ticket = show(answers[0].json()["ticket_no"])
    assert ticket["source"] == "transfer_12345" and ticket["history"][0]["details"]["platform"] == "12345"
    assert ticket["history"][0]["fact"] == "TransferReceived"


def test_urging_a_transfer_is_noted_on_the_first_ticket(send, show):
    letter = a_transfer()
    number = send("tickets", letter).json()["ticket_no"]
    urged = send("tickets", a_transfer(被催办单ID=letter["工单编号"]))
    assert urged.status_code == 201 and urged.json()["ticket_no"] == number
    assert [entry["fact"] for entry in show(number)["history"]].count("TicketUrged") == 1


def test_an_unreadable_letter_names_the_field(send):
    answer = send("tickets", a_transfer(主要内容=""))
    assert answer.status_code == 400 and answer.json()["code"] == "callback_unreadable"
    assert "主要内容" in answer.json()["detail"]


def test_a_callback_about_nothing_of_ours_is_not_found(send):
    letter = {"工单编号": an_external_no(), "工单状态": "已结案", "发生时间": now().isoformat()}
    answer = send("callbacks", letter)
    assert answer.status_code == 404 and answer.json()["code"] == "ticket_unknown"

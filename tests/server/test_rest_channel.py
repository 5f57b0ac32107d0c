"""REST 渠道：坏输入有明白的答复和对的状态，服务照常。"""

import json

import pytest
import requests


@pytest.fixture
def webhook(server_url):
    return f"{server_url}/webhooks/rest/webhook"


def say(webhook, message, sender="reader"):
    return requests.post(webhook, json={"sender": sender, "message": message}, timeout=60)


def test_a_question_is_answered_with_text_and_a_card(webhook):
    replies = say(webhook, "开个小饭馆要办什么证", sender="asks").json()
    assert all(reply["recipient_id"] for reply in replies)
    assert any("text" in reply for reply in replies)
    assert any(reply.get("buttons") for reply in replies)


@pytest.mark.parametrize(
    "message, status, code",
    [
        ("", 422, "utterance_unreadable"),
        ("   \n\t ", 422, "utterance_unreadable"),
        ("\x00\x01\x02", 422, "utterance_unreadable"),
        ("\u200b\u200d", 422, "utterance_unreadable"),
        (None, 422, "utterance_unreadable"),
        (["列表"], 422, "utterance_unreadable"),
        ("很长" * 20000, 413, "utterance_unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_in_chinese(webhook, message, status, code):
    answer = say(webhook, message)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["code"] == code
    assert any("\u4e00" <= c <= "\u9fff" for c in problem["detail"])


@pytest.mark.parametrize(
    "message",
    ["😀😀😀", "hello can you speak English", "？？？", "啊" * 10000, "1", "开饭馆\x00要什么证", "<script>alert(1)</script>", "'; drop table notices; --", "/unknown_intent", '/choose_item{"item_id": 3}', '/choose_item{"item_id": "no_such_item"}'],
)
def test_strange_but_readable_words_get_a_kind_answer(webhook, message):
    answer = say(webhook, message, sender=f"strange-{hash(message)}")
    assert answer.status_code == 200
    replies = answer.json()
    assert replies and all(reply.get("text") for reply in replies)


@pytest.mark.parametrize(
    "body, content_type",
    [
        (b"\xff\xfe\x00binary\x00", "application/octet-stream"),
        (b"\xff\xfe\x00binary\x00", "application/json"),
        (b"{not json", "application/json"),
        (b"[1, 2]", "application/json"),
        (b'"text"', "application/json"),
        (b"", "application/json"),
        (b"[" * 50000, "application/json"),
    ],
)
def test_a_body_that_is_not_a_json_object_is_a_bad_request(webhook, body, content_type):
    answer = requests.post(webhook, data=body, headers={"content-type": content_type}, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_request"


def test_a_sender_that_is_not_a_short_text_is_refused(webhook):
    for sender in ({"a": 1}, "", "长" * 500):
        assert say(webhook, "你好", sender=sender).status_code == 422


def test_the_service_goes_on_after_rubbish(webhook, server_url):
    for _ in range(5):
        requests.post(webhook, data=b"\x00" * 1000, timeout=30)
    assert requests.get(f"{server_url}/readyz", timeout=10).status_code == 200
    assert say(webhook, "你好", sender="after-rubbish").status_code == 200


def test_a_body_over_a_megabyte_is_refused(webhook):
    answer = requests.post(webhook, data=json.dumps({"sender": "big", "message": "大" * 1_500_000}), timeout=30)
    assert answer.status_code == 413


def test_unknown_pages_and_methods_answer_with_a_problem(server_url):
    assert requests.get(f"{server_url}/no/such/page", timeout=10).json()["code"] == "not_found"
    assert requests.get(f"{server_url}/webhooks/rest/webhook", timeout=10).status_code == 405


@pytest.mark.parametrize("path", ["/model", "/model/parse", "/conversations/x/tracker", "/conversations/x/messages", "/domain", "/status"])
def test_rasas_own_http_interface_is_not_there(server_url, path):
    for method in ("get", "post", "put"):
        assert requests.request(method, server_url + path, timeout=10).status_code in (404, 405)

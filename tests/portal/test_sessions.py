"""门户的会话：没有会话进不来，猜的、改的、别人的都读不到东西；重发不重办。"""

import json
import threading

import pytest
import requests
from portal_citizen import TIMEOUT

ASKS = "办食品经营许可证要带什么材料"


@pytest.mark.parametrize("method, path", [
    ("POST", "/messages"), ("GET", "/events"), ("POST", "/session/end"), ("GET", "/evidence"), ("POST", "/evidence"),
    ("GET", "/evidence/E20260101-AAAAAA"), ("DELETE", "/evidence/E20260101-AAAAAA"), ("GET", "/hand-over"), ("POST", "/ratings"),
    ("GET", "/wechat-binding"), ("POST", "/wechat-binding"), ("DELETE", "/wechat-binding"),
])
def test_without_a_session_every_door_is_shut(server_url, method, path):
    answer = requests.request(method, f"{server_url}/webhooks/portal{path}", json={"message": "您好"}, timeout=TIMEOUT)
    assert answer.status_code == 401 and answer.json()["code"] == "session_unknown"


@pytest.mark.parametrize("forge", [
    lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),  # 改签名
    lambda token: ("A" if token[0] != "A" else "B") + token[1:],  # 改编号
    lambda token: token.replace(".", ".9", 1),  # 改时刻
    lambda token: token.partition(".")[0],  # 只有编号
    lambda token: "x" * 300,
    lambda token: "..",
    lambda token: "é.1.2",
])
def test_a_session_that_was_guessed_or_changed_reads_nothing(server_url, a_citizen, forge):
    owner = a_citizen(embedded=True)
    owner.say(ASKS)
    token = forge(owner.facts["token"]).encode()
    for headers in ({"Authorization": b"Bearer " + token}, {"Cookie": b"hotline_session=" + token}):
        answer = requests.get(f"{server_url}/webhooks/portal/events", headers=headers, timeout=TIMEOUT)
        assert answer.status_code == 401
        assert "食品" not in answer.text


def test_a_session_expires_after_a_day_unused():
    from datetime import datetime, timedelta
    from types import SimpleNamespace

    from bot.settings import TIME_ZONE
    from connectors.channels.session import Sessions

    clock = [datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)]
    sessions = Sessions(b"key", lambda: clock[0])
    request = SimpleNamespace(headers={"authorization": f"Bearer {sessions.issue().token}"}, cookies={})
    clock[0] += timedelta(hours=23)
    assert sessions.presented(request)
    clock[0] += timedelta(hours=2)
    assert sessions.presented(request) is None


def test_one_citizen_never_sees_another_ones_words(a_citizen):
    one, other = a_citizen(), a_citizen()
    one.say(ASKS)
    other.say("您好")
    texts = [entry.get("text", "") for entry in other.transcript(until=2)]
    assert not any("食品经营" in text for text in texts)
    assert one.facts["conversation"] != other.facts["conversation"]


def test_the_same_session_is_kept_when_the_page_is_opened_again(citizen):
    again = citizen.http.post(f"{citizen.portal}/session", json={}, timeout=TIMEOUT).json()
    assert again["is_new"] is False and again["conversation"] == citizen.facts["conversation"]


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_other_sites(server_url):
    answer = requests.post(f"{server_url}/webhooks/portal/session", json={}, timeout=TIMEOUT)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert "token" not in answer.json()


def test_other_sites_may_talk_with_a_token_but_never_with_a_cookie(server_url, a_citizen):
    headers = {"Origin": "https://www.example.gov.cn"}
    answer = requests.options(f"{server_url}/webhooks/portal/messages", headers=headers, timeout=TIMEOUT)
    assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert a_citizen(embedded=True).say("您好").status_code == 200


# ───────── 重发 ─────────


def test_the_same_message_sent_again_is_answered_once(citizen):
    first, again = citizen.say("转人工", key="k1").json(), citizen.say("转人工", key="k1").json()
    assert first["entries"] == again["entries"]
    assert len(citizen.transcript(until=len(first["entries"]))) == len(first["entries"])


def test_the_same_message_sent_five_times_at_once_takes_one_turn(citizen):
    answers = []
    senders = [threading.Thread(target=lambda: answers.append(citizen.say("转人工", key="k5").json()["entries"])) for _ in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(answers) == 5 and all(answer == answers[0] for answer in answers)


def test_a_key_used_for_other_words_is_refused(citizen):
    citizen.say("您好", key="k2")
    answer = citizen.say("再见", key="k2")
    assert answer.status_code == 409 and answer.json()["code"] == "idempotency_key_reused"


def test_another_citizens_key_gives_nothing(a_citizen):
    one, other = a_citizen(), a_citizen()
    number = one.say("转人工", key="shared").json()["entries"][-1]["text"]
    assert other.say("转人工", key="shared").json()["entries"][-1]["text"] != number


def test_the_stream_goes_on_after_the_last_entry_seen(citizen):
    said = citizen.say(ASKS).json()["entries"]
    rest = citizen.transcript(after=said[0]["id"], until=len(said) - 1)
    assert [entry["id"] for entry in rest] == [entry["id"] for entry in said[1:]]


def test_the_title_of_a_button_is_what_the_citizen_sees_afterwards(citizen):
    said = citizen.say("/talk_to_operator", title="转人工").json()["entries"][0]
    assert (said["text"], said["title"]) == ("/talk_to_operator", "转人工")


def test_after_the_end_the_transcript_is_gone(citizen):
    citizen.say(ASKS)
    cookie = dict(citizen.http.cookies)
    assert citizen.http.post(f"{citizen.portal}/session/end", timeout=TIMEOUT).status_code == 204
    assert not citizen.http.cookies.get("hotline_session")
    citizen.http.cookies.update(cookie)  # 有人抄下了旧的 cookie
    assert citizen.transcript() == []


@pytest.mark.parametrize("key", ["", "有汉字", "x" * 65, "a b"])
def test_a_key_that_is_not_plain_is_refused(citizen, key):
    assert citizen.say("您好", key=key.encode() if key else None).status_code == (422 if key else 200)


def test_too_many_open_pages_of_one_conversation_are_refused(citizen):
    streams = [citizen.http.get(f"{citizen.portal}/events", stream=True, timeout=TIMEOUT) for _ in range(7)]
    statuses = [stream.status_code for stream in streams]
    for stream in streams:
        stream.close()
    assert statuses == [200] * 6 + [429]


def test_the_stream_says_that_the_hotline_is_busy_before_the_words_and_that_it_is_not_after_the_answer(citizen):
    """次序反了，页面会闪一下“没在查”。"""
    seen = []
    with citizen.http.get(f"{citizen.portal}/events", stream=True, timeout=TIMEOUT) as stream:
        lines = stream.iter_lines(decode_unicode=True)
        next(line for line in lines if line.startswith("retry"))
        threading.Thread(target=citizen.say, args=("您好",)).start()
        for line in lines:
            if line.startswith("data:"):
                data = json.loads(line[5:])
                seen.append(data.get("by") or data["on"])
            if seen and seen[-1] is False:
                break
    assert seen[:2] == [True, "citizen"] and seen[-2:] == ["hotline", False]

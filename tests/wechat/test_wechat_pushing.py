"""推送：连不上再试，凭证换一次，不让发的留到下次，绝不丢。"""

import time

import pytest
import sqlalchemy as sa
from platform_simulator import now, wait_until
from wechat_world import someone

from bot.stores.database import connect
from bot.stores.wechat_tables import wechat_pushes


@pytest.fixture
def rows(safe):
    """库里还没送出去的。"""
    engine = connect(f"sqlite:///{safe.folder / 'hotline.db'}")

    def look():
        with engine.connect() as connection:
            return connection.execute(sa.select(wechat_pushes)).all()

    def hurry():
        with engine.begin() as connection:
            connection.execute(wechat_pushes.update().values(next_attempt_at=now()))

    look.hurry = hurry
    yield look
    with engine.begin() as connection:
        connection.execute(wechat_pushes.delete())
    engine.dispose()


@pytest.mark.parametrize("fault", ["drop", "http_500", -1, 45011, 45009])
def test_after_a_fault_the_push_is_sent_again(safe, rows, fault):
    openid = someone()
    text = f"慢 1.3{len(str(fault))}"
    safe.say(openid, "先说一句")
    safe.faults(*[fault] * 1)

    safe.say(openid, text)
    wait_until(lambda: [(row.status, row.attempts) for row in rows()] == [("waiting", 1)], 20, "没有留着再送")
    rows.hurry()

    assert safe.wait_seen(openid, 1, "custom") == [f"收到：{text}"]
    wait_until(lambda: rows() == [], 5, "送完了没有删")


def test_a_spoilt_token_is_renewed_once_and_the_push_goes_out(safe, rows):
    openid = someone()
    safe.say(openid, "慢 1.2")
    safe.wait_seen(openid, 1, "custom")
    before = safe.call("GET", f"{safe.weixin}/admin/calls")
    safe.call("PUT", f"{safe.weixin}/admin/tokens", {})

    safe.say(openid, "慢 1.21")

    assert safe.wait_seen(openid, 2, "custom")[-1] == "收到：慢 1.21"
    calls = safe.call("GET", f"{safe.weixin}/admin/calls")
    assert calls["/cgi-bin/stable_token"] == before["/cgi-bin/stable_token"] + 1


def test_when_the_quota_is_spent_the_answer_waits_for_the_next_message(safe, rows):
    openid = someone()
    safe.say(openid, "先说一句")
    safe.faults(45047)
    safe.say(openid, "慢 1.22")
    wait_until(lambda: [row.status for row in rows()] == ["held"], 20, "没有留着")

    answer = safe.say(openid, "再来一句")

    assert answer["text"].startswith("收到：再来一句")
    assert answer["text"].endswith("收到：慢 1.22")
    assert rows() == []
    assert safe.say(openid, "第三句")["text"] == "收到：第三句"


def test_someone_who_left_is_not_written_to_and_not_remembered(safe, rows):
    openid = someone()
    safe.say(openid, "先说一句")
    safe.faults(45047)
    safe.say(openid, "慢 1.23")
    wait_until(lambda: [row.status for row in rows()] == ["held"], 20, "没有留着")

    safe.event(openid, "unsubscribe")

    assert rows() == []


def test_someone_who_refuses_messages_is_not_tried_again(safe, rows):
    openid = someone()
    safe.say(openid, "先说一句")
    safe.faults(43004)

    safe.say(openid, "慢 1.24")

    wait_until(lambda: len(safe.turns("慢 1.24")) == 1 and rows() == [], 20, "还留着")
    time.sleep(1.5)
    assert safe.seen(openid, "custom") == []


def test_a_refused_push_stops_and_waits_for_a_person(safe, rows):
    openid = someone()
    safe.say(openid, "先说一句")
    safe.faults(48001)

    safe.say(openid, "慢 1.25")

    wait_until(lambda: [row.status for row in rows()] == ["stuck"], 20, "没有停下")
    assert rows()[0].last_error == "48001"
    wait_until(lambda: "wechat_push_stuck" in safe.hotline.said(), 5, "没有记进日志")
    assert openid.encode() not in rows()[0].content_sealed

"""库里的几样，SQLite 和 PostgreSQL 各一遍：推送、长答复的网页、等消息的人。"""

import uuid
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.settings import TIME_ZONE
from bot.stores.answer_pages import AnswerPages
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.key_rotation import rotate_data_keys
from bot.stores.push_store import PushStore
from bot.stores.wechat_tables import ticket_followers, wechat_pushes

NOON = datetime(2026, 5, 11, 12, tzinfo=TIME_ZONE)
LEASE = timedelta(seconds=60)


@pytest.fixture
def pushes(engine, cipher):
    with engine.begin() as connection:
        connection.execute(wechat_pushes.delete())
    return PushStore(engine, cipher)


def put(pushes, citizen="甲", pieces=("话",), at=NOON, due=None, key=None, **more):
    key = key or uuid.uuid4().hex
    pushes.put(key, citizen, f"openid-{citizen}", pieces, due or at, at + timedelta(hours=48), at, **more)
    return key


def claim(pushes, at=NOON, worker="w1"):
    return pushes.claim(worker, at, 10, LEASE)


def test_a_push_is_claimed_once_and_gone_when_sent(pushes):
    put(pushes, pieces=("一", "二"))
    [push] = claim(pushes)
    assert (push.openid, push.left) == ("openid-甲", ("一", "二"))
    assert claim(pushes, worker="w2") == []

    assert pushes.sent_one(push, 1) and pushes.sent_one(push, 2)
    pushes.done(push)

    assert pushes.counts() == {}


def test_whoever_dies_leaves_the_rest_to_another_after_the_lease(pushes):
    put(pushes, pieces=("一", "二"))
    [push] = claim(pushes)
    pushes.sent_one(push, 1)

    [again] = claim(pushes, NOON + LEASE + timedelta(seconds=1), "w2")

    assert again.left == ("二",)
    assert not pushes.sent_one(push, 2)  # 先前的人又活过来，已经不归他


def test_the_same_citizen_is_answered_in_order_and_others_do_not_wait(pushes):
    first = put(pushes, at=NOON)
    put(pushes, at=NOON + timedelta(seconds=1))
    other = put(pushes, citizen="乙", at=NOON + timedelta(seconds=2))

    assert {push.key for push in claim(pushes, NOON + timedelta(seconds=5))} == {first, other}
    assert claim(pushes, NOON + timedelta(seconds=6)) == []


def test_the_apology_is_replaced_by_the_answer(pushes):
    key = put(pushes, pieces=("没能答上来",), due=NOON + timedelta(seconds=90), replace=False)
    assert claim(pushes) == []

    put(pushes, pieces=("答复",), key=key)
    put(pushes, pieces=("没能答上来",), key=key, replace=False)

    assert [push.left for push in claim(pushes)] == [("答复",)]


def test_held_pushes_are_handed_over_once(pushes):
    put(pushes, pieces=("一", "二"))
    [push] = claim(pushes)
    pushes.sent_one(push, 1)
    pushes.hold(push, "45047")
    assert claim(pushes, NOON + timedelta(days=1)) == []

    assert pushes.take_held(["别人"]) == []
    assert pushes.take_held(["旧钥匙的", "甲"]) == ["二"]
    assert pushes.take_held(["甲"]) == []


def test_what_failed_waits_or_stops_and_old_ones_are_forgotten(pushes):
    put(pushes)
    [push] = claim(pushes)
    pushes.failed(push, "timeout", NOON + timedelta(minutes=5))
    assert claim(pushes, NOON + timedelta(minutes=4)) == []
    [push] = claim(pushes, NOON + timedelta(minutes=5))
    assert push.attempts == 2
    pushes.failed(push, "48001", None)
    assert pushes.counts() == {"stuck": 1}

    assert pushes.forget_before(NOON - timedelta(days=1)) == 0
    assert pushes.forget_before(NOON + timedelta(days=1)) == 1


def test_a_page_is_read_by_its_code_until_it_expires(engine, cipher):
    pages = AnswerPages(engine, cipher)
    code = pages.new_code()
    pages.add(code, "长答复", NOON + timedelta(days=7))

    assert pages.get(code, NOON) == "长答复"
    assert pages.get(code[:-1], NOON) is None and pages.get("", NOON) is None
    assert pages.get(code, NOON + timedelta(days=8)) is None


def test_followers_are_found_forgotten_and_survive_a_new_key(engine, cipher):
    followers, ticket_no = DatabaseFollowers(engine, cipher), f"T{uuid.uuid4().hex[:12]}"
    for _ in range(2):
        followers.follow(ticket_no, "甲", "openid-甲", NOON)
    followers.follow(ticket_no, "乙", "openid-乙", NOON + timedelta(seconds=1))
    assert followers.of_ticket(ticket_no) == [("甲", "openid-甲"), ("乙", "openid-乙")]
    with engine.connect() as connection:
        sealed = connection.execute(sa.select(ticket_followers.c.address_sealed)).scalars().all()
    assert not any(b"openid" in bytes(one) for one in sealed)

    followers.forget(["甲"])

    assert followers.of_ticket(ticket_no) == [("乙", "openid-乙")]
    assert rotate_data_keys(engine, cipher)["ticket_followers"] == 0

"""两个热线进程，共用一个 Redis 和一个库：同一条消息送到两边，也只办一次、答一次。"""

import asyncio
import time

import pytest
from platform_simulator import free_port, wait_until
from wechat_world import HERE, Process, World, a_text, all_at_once, someone

_MOST_A_MINUTE = 6


@pytest.fixture(scope="module")
def two(tmp_path_factory, redis_port):
    folder = tmp_path_factory.mktemp("two")
    more = {
        "HOTLINE_REDIS_URL": f"redis://127.0.0.1:{redis_port}/1",
        "HOTLINE_WECHAT_PASSIVE_SECONDS": "1.0",
        "HOTLINE_MESSAGES_PER_MINUTE_PER_SENDER": str(_MOST_A_MINUTE),
    }
    world = World(folder, "safe", **more)
    port = free_port()
    environment = {**world.environment, "HOTLINE_PORT": str(port)}
    other = Process([str(HERE / "wechat" / "scripted_server.py"), str(port)], environment, folder / "other.log")
    world.other = f"http://127.0.0.1:{port}"
    wait_until(lambda: world._is_up(f"{world.other}/webhooks/wechat/answers/x"), 180, "第二个热线没起来")
    yield world
    other.stop()
    world.stop()


def to_both(world, envelopes):
    """一半送这边，一半送那边，同时。"""
    here, there = world.url, world.other

    async def send():
        async def at(url, some):
            mine = type("Door", (), {"url": url})()
            return await all_at_once(mine, some)

        first, second = await asyncio.gather(at(here, envelopes[::2]), at(there, envelopes[1::2]))
        return first + second

    return asyncio.run(send())


def turns(world, text):
    return [t for url in (world.url, world.other) for t in world.call("GET", f"{url}/turns") if t["text"] == text]


def test_one_message_at_two_doors_is_one_turn_and_one_answer(two):
    message = a_text("慢 0.4")

    answers = to_both(two, [two.envelope(message) for _ in range(4)])

    assert {(status, two.read(answer)) for status, answer in answers} == {(200, "收到：慢 0.4")}
    assert len(turns(two, "慢 0.4")) == 1


def test_a_slow_message_at_two_doors_is_pushed_once(two):
    openid = someone()
    two.say(openid, "先说一句")
    message = a_text("慢 1.9", openid)

    answers = to_both(two, [two.envelope(message) for _ in range(4)])

    assert {answer for _, answer in answers} == {b"success"}
    assert two.wait_seen(openid, 1, "custom") == ["收到：慢 1.9"]
    time.sleep(1.5)
    assert two.seen(openid, "custom") == ["收到：慢 1.9"]


def test_a_message_answered_here_is_a_replay_there(two):
    query, body = two.envelope(a_text("这边答过"))
    assert two.post(query, body)[0] == 200

    here, two.url = two.url, two.other
    try:
        assert two.post(query, body)[0] == 403
    finally:
        two.url = here


def test_a_sender_is_counted_at_both_doors_together(two):
    openid = someone()
    messages = [a_text(f"第{number}句", openid) for number in range(_MOST_A_MINUTE + 2)]

    answers = to_both(two, [two.envelope(message) for message in messages])

    said = [two.read(answer) for _, answer in answers]
    assert sum(text.startswith("收到：") for text in said) == _MOST_A_MINUTE
    assert sum("说得太快" in text for text in said) == 2

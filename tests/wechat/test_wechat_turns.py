"""一条消息只办一次、只答一次：再送的等同一个结果，答得慢的改为推送，进程死了也有一声。"""

import asyncio
import threading
import time

from platform_simulator import now, wait_until
from wechat_world import World, a_text, all_at_once, seconds_of, someone

from bot.stores.database import connect
from bot.stores.wechat_tables import wechat_pushes

_TRIES = 4  # 量快慢的：机器正好顿了一下就换一个人再量；真慢的，次次都慢


def test_the_same_message_three_times_is_one_turn_and_one_answer(world):
    message = a_text("送三遍")

    answers = [world.post(*world.envelope(message)) for _ in range(3)]

    assert {(status, world.read(answer)) for status, answer in answers} == {(200, "收到：送三遍")}
    assert len(world.turns("送三遍")) == 1


def test_three_deliveries_at_once_are_one_turn_and_one_answer(world):
    message = a_text("慢 0.5")
    before = len(world.turns("慢 0.5"))

    answers = asyncio.run(all_at_once(world, [world.envelope(message) for _ in range(3)]))

    assert {(status, world.read(answer)) for status, answer in answers} == {(200, "收到：慢 0.5")}
    assert len(world.turns("慢 0.5")) == before + 1


def test_a_slow_turn_is_pushed_once_and_not_answered_twice(safe):
    for _ in range(_TRIES):
        openid = someone()
        seconds, answer = seconds_of(lambda openid=openid: safe.say(openid, "慢 1.8"))
        assert (answer["attempts"], answer["text"]) == (1, "")
        if seconds < 1.5:
            break

    assert seconds < 1.5
    assert safe.wait_seen(openid, 1, "custom") == ["收到：慢 1.8"]
    time.sleep(1)
    assert safe.seen(openid, "custom", "passive", "broken") == ["收到：慢 1.8"]


def test_redeliveries_of_a_slow_message_join_it_and_one_push_comes(safe):
    openid = someone()
    safe.say(openid, "先说一句")
    message = a_text("慢 2.2", openid)

    answers = asyncio.run(all_at_once(safe, [safe.envelope(message) for _ in range(3)]))
    again = safe.post(*safe.envelope(message))

    assert [answer for _, answer in [*answers, again]] == [b"success"] * 4
    assert safe.wait_seen(openid, 1, "custom") == ["收到：慢 2.2"]
    time.sleep(1)
    assert safe.seen(openid, "custom") == ["收到：慢 2.2"]
    assert len(safe.turns("慢 2.2")) == 1


def test_when_more_wait_than_can_be_answered_in_time_weixin_is_not_kept_waiting_and_nothing_is_lost(safe):
    crowd, late = [someone() for _ in range(60)], [someone() for _ in range(_TRIES)]
    for openid in crowd + late:
        safe.say(openid, "先说一句")  # 说过话的才收得到推送
    slow = [safe.envelope(a_text("慢 0.9", openid)) for openid in crowd]
    before = len(safe.turns("慢 0.9"))
    asyncio.run(all_at_once(safe, slow[:12]))  # 近来办一条要多久，先让它知道
    busy = threading.Thread(target=lambda: asyncio.run(all_at_once(safe, slow[12:])))
    busy.start()
    wait_until(lambda: len(safe.turns("慢 0.9")) > before + 16, 20, "没有忙起来")  # 办完四条，余下的也都到了
    answers = [seconds_of(lambda openid=openid: safe.post(*safe.envelope(a_text("你好", openid)))) for openid in late]
    busy.join()

    assert {answer for _, answer in answers} == {(200, b"success")}
    assert min(seconds for seconds, _ in answers) < 0.7  # 平常要等足一秒才改推送
    for openid in crowd[12:]:
        assert len(safe.wait_seen(openid, 1, "custom")) == 1
    for openid in late:
        assert safe.wait_seen(openid, 1, "custom") == ["收到：你好"]


def test_when_weixin_hangs_up_the_answer_is_pushed(safe):
    openid = someone()
    safe.say(openid, "先说一句")
    query, body = safe.envelope(a_text("慢 0.9", openid))

    async def hang_up():
        import aiohttp

        async with aiohttp.ClientSession() as session:
            url, patience = f"{safe.url}/webhooks/wechat/webhook", aiohttp.ClientTimeout(total=0.2)
            try:
                await session.post(url, params=query, data=body, timeout=patience)
            except asyncio.TimeoutError:
                pass

    asyncio.run(hang_up())

    assert safe.wait_seen(openid, 1, "custom") == ["收到：慢 0.9"]


def test_two_citizens_with_the_same_message_number_are_two_turns(safe):
    one, other = a_text("撞号", number=77), a_text("撞号", number=77)

    for message in (one, other):
        safe.post(*safe.envelope(message))

    assert len({turn["conversation_id"] for turn in safe.turns("撞号")}) == 2


def test_events_are_told_apart_by_who_when_and_what(safe):
    """点菜单和自动报位置会落在同一秒，不能把菜单当成重复的丢掉。"""
    openid, at = someone(), int(now().timestamp())
    event = {"FromUserName": openid, "CreateTime": at, "MsgType": "event"}
    click = {**event, "Event": "CLICK", "EventKey": "我要投诉"}
    before = len(safe.turns("我要投诉"))

    answers = [
        safe.post(*safe.envelope(fields))
        for fields in ({**event, "Event": "LOCATION", "Latitude": "37.9"}, click, click)
    ]

    assert answers[0] == (200, b"success")
    assert [safe.read(answer) for _, answer in answers[1:]] == ["收到：我要投诉"] * 2
    assert len(safe.turns("我要投诉")) == before + 1


def test_a_crash_in_the_conversation_is_an_apology_not_silence(safe):
    openid = someone()

    answer = safe.say(openid, "崩溃")

    assert "12345" in answer["text"]
    assert "Traceback" not in answer["text"]


def test_messages_of_one_citizen_are_answered_in_order(safe):
    openid = someone()

    async def both():
        first = safe.envelope(a_text("慢 0.3", openid))
        second = safe.envelope(a_text("第二句", openid))
        return await all_at_once(safe, [first, second])

    answers = asyncio.run(both())

    assert [safe.read(answer) for _, answer in answers] == ["收到：慢 0.3", "收到：第二句"]


def test_a_process_that_dies_in_the_middle_still_says_something(tmp_path, monkeypatch):
    """答得慢，改为推送以后进程死了：重启以后，那句“没能答上来”送到手机上。"""
    world = World(tmp_path, "safe", HOTLINE_WECHAT_PASSIVE_SECONDS="0.5")
    try:
        openid = someone()
        assert world.say(openid, "慢 600")["text"] == ""
        world.hotline.process.kill()
        world.hotline.process.wait(10)
        engine = connect(f"sqlite:///{tmp_path / 'hotline.db'}")
        with engine.begin() as connection:  # 不真的等九十秒
            assert connection.execute(wechat_pushes.update().values(next_attempt_at=now())).rowcount == 1
        engine.dispose()

        world.restart_hotline()

        [said] = world.wait_seen(openid, 1, "custom")
        assert said.startswith("抱歉") and "12345" in said
    finally:
        world.stop()


def test_no_openid_and_no_word_reaches_the_log(safe):
    openid, secret = someone(), "我家住建设路18号"
    safe.say(openid, secret)
    safe.say(openid, "崩溃")
    safe.say(openid, f"慢 1.3 {secret}")
    wait_until(lambda: "wechat_answer_failed" in safe.hotline.said() or "turn_failed" in safe.hotline.said(), 10, "没有记下崩溃")

    logged = safe.hotline.said()

    assert openid not in logged and secret not in logged
    assert all(openid not in turn["conversation_id"] for turn in safe.turns(secret))

"""access_token：一次一个人去换；几个进程用 Redis 也是。"""

import asyncio
import multiprocessing
from datetime import datetime, timedelta

import pytest

from bot.settings import TIME_ZONE
from bot.stores.cipher import Cipher, new_key
from connectors.channels.wechat.errors import WeChatUnavailable
from connectors.channels.wechat.tokens import LocalShelf, RedisShelf, TokenKeeper

NOON = datetime(2026, 5, 11, 12, tzinfo=TIME_ZONE)


class Weixin:
    """取凭证的那一头：数着取了几次，慢一点，好让大家撞上。"""

    def __init__(self, seconds=7200):
        self.fetched, self.number, self.seconds = [], 1, seconds

    async def fetch(self, force):
        self.fetched.append(force)
        await asyncio.sleep(0.05)
        self.number += force
        return {"access_token": f"token-{self.number}", "expires_in": self.seconds}


def keeper(weixin, clock=lambda: NOON, shelf=None):
    return TokenKeeper(shelf or LocalShelf(), weixin.fetch, clock)


def test_a_hundred_askers_are_one_fetch():
    weixin = Weixin()
    tokens = keeper(weixin)

    async def ask():
        return await asyncio.gather(*(tokens.get() for _ in range(100)))

    assert set(asyncio.run(ask())) == {"token-1"}
    assert weixin.fetched == [False]


def test_it_is_renewed_before_it_expires():
    weixin, clock = Weixin(), [NOON]
    tokens = keeper(weixin, lambda: clock[0])
    asyncio.run(tokens.get())
    clock[0] = NOON + timedelta(seconds=7200 - 301)
    asyncio.run(tokens.get())
    assert len(weixin.fetched) == 1

    clock[0] = NOON + timedelta(seconds=7200 - 299)
    asyncio.run(tokens.get())

    assert len(weixin.fetched) == 2


def test_a_rejected_token_is_replaced_for_everyone_once():
    weixin = Weixin()
    tokens = keeper(weixin)
    asyncio.run(tokens.get())

    async def rejected():
        return await asyncio.gather(*(tokens.get(rejected="token-1") for _ in range(20)))

    assert set(asyncio.run(rejected())) == {"token-2"}
    assert weixin.fetched == [False, False, True]  # 先问一遍是不是已经换了，还是那一张才强制换


def test_a_failed_fetch_leaves_the_door_open_for_the_next():
    weixin, tokens = Weixin(), None

    async def broken(force):
        raise WeChatUnavailable("timeout")

    shelf = LocalShelf()
    tokens = TokenKeeper(shelf, broken, lambda: NOON)
    with pytest.raises(WeChatUnavailable):
        asyncio.run(tokens.get())

    assert asyncio.run(keeper(weixin, shelf=shelf).get()) == "token-1"


def ask_in_a_process(redis_port, key, counter, start, results):
    """一个进程里二十个人同时要凭证。"""
    from redis.asyncio import Redis

    async def fetch(force):
        with counter.get_lock():
            counter.value += 1
        await asyncio.sleep(0.3)
        return {"access_token": "token", "expires_in": 7200}

    async def ask():
        redis = Redis(port=redis_port)
        tokens = TokenKeeper(RedisShelf(redis, Cipher([key]), "wx1"), fetch, lambda: NOON)
        start.wait()
        found = await asyncio.gather(*(tokens.get() for _ in range(20)))
        raw = await redis.get("hotline:wechat:token:wx1")
        await redis.close()
        return set(found), b"token" not in raw.replace(b"token-lock", b"")

    results.put(asyncio.run(ask()))


def test_two_processes_fetch_one_token_between_them(redis_port):
    context = multiprocessing.get_context("spawn")
    counter, start, results, key = context.Value("i", 0), context.Barrier(2), context.Queue(), new_key()
    processes = [
        context.Process(target=ask_in_a_process, args=(redis_port, key, counter, start, results)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    found = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(10)

    assert found == [({"token"}, True)] * 2
    assert counter.value == 1


def test_the_lock_can_only_be_opened_by_who_closed_it(redis_port):
    from redis.asyncio import Redis

    async def tried():
        redis = Redis(port=redis_port)
        shelf = RedisShelf(redis, Cipher([new_key()]), "wx2")
        key = await shelf.lock()
        await shelf.unlock("别人的钥匙")
        is_still_closed = await shelf.lock() is None
        await shelf.unlock(key)
        reopened = await shelf.lock()
        await redis.close()
        return is_still_closed, reopened is not None

    assert asyncio.run(tried()) == (True, True)


def test_without_redis_each_process_manages_by_itself():
    from redis.asyncio import Redis

    weixin = Weixin()
    shelf = RedisShelf(Redis(port=9, socket_connect_timeout=0.2), Cipher([new_key()]), "wx3")

    async def ask():
        tokens = keeper(weixin, shelf=shelf)
        return await asyncio.gather(*(tokens.get() for _ in range(5)))

    assert set(asyncio.run(ask())) == {"token-1"}
    assert weixin.fetched == [False]

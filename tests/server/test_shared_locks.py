"""两个进程抢同一个会话：同一时刻只有一个在里面。"""

import asyncio
import multiprocessing
import time

import pytest

from bot.errors import LockLost

PROCESSES = multiprocessing.get_context("spawn")
ROUNDS = 40


def take_turns(redis_url, path, rounds, conversation_id):
    """进去、读、歇一下、写：两个进程同时在里面，就有一笔会丢。"""
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from redis.asyncio import Redis

    from bot.server.shared_locks import SharedConversationLocks

    async def run():
        locks = SharedConversationLocks(Redis.from_url(redis_url))

        async def turn():
            async with locks.lock(conversation_id):
                count = int(path.read_text())
                await asyncio.sleep(0.002)
                path.write_text(str(count + 1))

        await asyncio.gather(*(turn() for _ in range(rounds)))

    asyncio.run(run())


def test_two_processes_never_handle_one_conversation_at_once(redis_url, tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    processes = [PROCESSES.Process(target=take_turns, args=(redis_url, path, ROUNDS, "rest:a")) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert int(path.read_text()) == 2 * ROUNDS


@pytest.fixture
def locks(redis_url):
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from redis.asyncio import Redis

    from bot.server.shared_locks import SharedConversationLocks

    return lambda **how: SharedConversationLocks(Redis.from_url(redis_url), **how)


async def test_other_conversations_do_not_wait(locks):
    one = locks()
    async with one.lock("rest:b"):
        started = time.monotonic()
        async with one.lock("rest:c"):
            pass
        assert time.monotonic() - started < 1


async def test_a_dead_process_holds_nobody_up_for_longer_than_the_lifetime(locks, redis_url):
    from redis.asyncio import Redis

    started = time.monotonic()
    await Redis.from_url(redis_url).set("hotline:lock:rest:d", "死了的进程", px=300)
    async with locks().lock("rest:d"):
        assert 0.2 < time.monotonic() - started < 5


async def test_a_long_turn_keeps_its_lock(locks):
    one, other, order, is_held = locks(lifetime_ms=1_000, renew_seconds=0.1), locks(), [], asyncio.Event()

    async def first():
        async with one.lock("rest:e"):
            is_held.set()
            await asyncio.sleep(1.5)
            order.append("first")

    async def second():
        await is_held.wait()
        async with other.lock("rest:e"):
            order.append("second")

    await asyncio.gather(first(), second())
    assert order == ["first", "second"]


async def test_a_lost_lock_ends_the_turn_instead_of_writing_beside_another(locks, redis_url):
    from redis.asyncio import Redis

    one = locks(renew_seconds=0.1)
    with pytest.raises(LockLost):
        async with one.lock("rest:f"):
            await Redis.from_url(redis_url).delete("hotline:lock:rest:f")
            await asyncio.sleep(5)

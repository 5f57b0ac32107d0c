"""告示板：谁先写的算数，到时自己撕掉；本进程的和 Redis 的一个样。"""

import asyncio

import pytest

from connectors.channels.wechat.boards import LocalBoard, RedisBoard


@pytest.fixture(params=["local", "redis", "redis_down"])
def run(request):
    """在一块板上跑一段。"""

    def run(steps):
        async def inside():
            if request.param == "local":
                return await steps(LocalBoard())
            from redis.asyncio import Redis

            port = request.getfixturevalue("redis_port") if request.param == "redis" else 9
            redis = Redis(port=port, db=2, socket_connect_timeout=0.2)
            try:
                return await steps(RedisBoard(redis))
            finally:
                await redis.close()

        return asyncio.run(inside())

    if request.param == "redis":
        request.getfixturevalue("redis_port")
    return run


def test_the_first_to_write_is_the_one_that_counts(run):
    async def steps(board):
        return [await board.settle("甲", value, 60) for value in (b"1", b"2")] + [await board.outcome("甲")]

    assert run(steps) == [b"1", b"1", b"1"]


def test_counting_goes_up_by_one(run):
    async def steps(board):
        return [await board.count("乙", 60) for _ in range(3)]

    assert run(steps) == [1, 2, 3]


def test_what_is_dropped_can_be_written_again(run):
    async def steps(board):
        await board.settle("丙", b"1", 60)
        await board.drop("丙")
        return [await board.outcome("丙"), await board.settle("丙", b"2", 60)]

    assert run(steps) == [None, b"2"]


def test_old_notes_are_torn_off_and_take_no_room():
    clock = [0.0]
    board = LocalBoard(lambda: clock[0])

    async def steps():
        for number in range(1000):
            await board.settle(f"n{number}", b"x", 10)
        await board.drop("n1")
        await board.settle("n1", b"y", 100)
        clock[0] = 11.0
        return await board.outcome("n0"), await board.outcome("n1")

    assert asyncio.run(steps()) == (None, b"y")
    assert len(board._kept) == len(board._until) == 1

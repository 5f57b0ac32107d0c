"""编码的线程：编完才往下走，出了错在等的那边抛，几句一起来各等各的。"""

import asyncio
import threading
import time

import pytest

from bot.server.encoder_line import EncoderLine


@pytest.fixture(scope="module")
def line():
    return EncoderLine()


async def test_who_waits_goes_on_when_it_is_encoded(line):
    encoded = []

    await line.start(lambda: encoded.append("说的话")).wait()

    assert encoded == ["说的话"]


@pytest.mark.parametrize("seconds", [0, 0.05], ids=["at once", "longer than patience"])
async def test_an_error_is_raised_where_it_is_waited_for(line, seconds):
    def fail():
        time.sleep(seconds)
        raise OSError("权重文件没了")

    with pytest.raises(OSError, match="权重文件没了"):
        await line.start(fail).wait()


async def test_a_long_sentence_does_not_hold_up_the_others(line):
    may_end, ticks = threading.Event(), []

    async def tick():
        while not may_end.is_set():
            ticks.append(1)
            if len(ticks) == 20:
                may_end.set()
            await asyncio.sleep(0.001)

    encoding = line.start(lambda: may_end.wait(10))
    await asyncio.wait_for(asyncio.gather(encoding.wait(), tick()), timeout=10)

    assert len(ticks) >= 20


async def test_many_at_once_are_all_encoded_in_turn(line):
    encoded = []
    started = [line.start(lambda n=n: encoded.append(n)) for n in range(50)]

    await asyncio.wait_for(asyncio.gather(*(encoding.wait() for encoding in started)), timeout=10)

    assert encoded == list(range(50))


async def test_the_next_sentence_is_encoded_after_one_that_failed(line):
    with pytest.raises(ZeroDivisionError):
        await line.start(lambda: 1 / 0).wait()
    encoded = []

    await line.start(lambda: encoded.append("下一句")).wait()

    assert encoded == ["下一句"]


async def test_what_follows_is_done_after_the_sentence_is_encoded(line):
    order, ended = [], threading.Event()

    def encode():
        time.sleep(0.01)
        order.append("编好")

    encoding = line.start(encode)
    line.follow(lambda: (order.append("接着做"), ended.set()))
    await encoding.wait()
    ended.wait(10)

    assert order == ["编好", "接着做"]

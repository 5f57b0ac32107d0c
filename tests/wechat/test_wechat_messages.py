"""各种消息、各种事怎么答。"""

import os
import subprocess
import sys

import pytest
from wechat_world import a_text, someone

from bot.settings import PROJECT
from connectors.channels.wechat.cutting import LONGEST_BYTES


def test_a_new_follower_is_welcomed(safe):
    answer = safe.event(someone(), "subscribe")

    assert "12345" in answer["text"] and "智能助手" in answer["text"]
    url = answer["text"].rsplit("：", 1)[1]
    status, page = safe._request(url, None)
    assert status == 200 and "谁在处理" in page.decode()


def test_recognised_speech_is_taken_as_words(safe):
    answer = safe.send(someone(), {"MsgType": "voice", "MediaId": "m", "Format": "amr", "Recognition": "我要投诉超市"})

    assert answer["text"] == "收到：我要投诉超市"


@pytest.mark.parametrize("recognition", [{}, {"Recognition": ""}, {"Recognition": "  "}])
def test_speech_that_was_not_recognised_is_asked_for_again(safe, recognition):
    answer = safe.send(someone(), {"MsgType": "voice", "MediaId": "m", "Format": "amr", **recognition})

    assert "没听清" in answer["text"]


def test_a_location_is_kept_until_there_is_a_draft(safe):
    answer = safe.send(someone(), {"MsgType": "location", "Location_X": "37.9", "Label": "凉州区建设路18号"})

    assert "凉州区建设路18号" in answer["text"]


def test_a_location_without_an_address_is_asked_for_in_words(safe):
    assert "打字" in safe.send(someone(), {"MsgType": "location", "Location_X": "37.9"})["text"]


def test_a_link_is_taken_with_its_title(safe):
    answer = safe.send(someone(), {"MsgType": "link", "Title": "某店促销", "Description": "", "Url": "http://shop.example/1"})

    assert "某店促销 http://shop.example/1" in answer["text"]


@pytest.mark.parametrize("kind", ["video", "shortvideo", "file", "music", "没见过的", "event_like"])
def test_kinds_we_cannot_read_are_answered_kindly(safe, kind):
    answer = safe.send(someone(), {"MsgType": kind, "MediaId": "m"})

    assert answer["attempts"] == 1
    assert "打字" in answer["text"]


def test_the_sentence_weixin_puts_for_unsupported_messages_is_not_taken_as_words(safe):
    said = "【收到不支持的消息类型，暂无法显示】"

    assert "打字" in safe.say(someone(), said)["text"]
    assert safe.turns(said) == []


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "subscribe_msg_sent_event", "没见过的"])
def test_events_that_need_no_answer_get_none(safe, event):
    answer = safe.event(someone(), event, EventKey="x")

    assert (answer["attempts"], answer["status"], answer["text"]) == (1, 200, "")


def test_pressing_a_menu_item_is_saying_its_sentence(safe):
    assert safe.event(someone(), "CLICK", EventKey="转人工")["text"] == "收到：转人工"


def test_a_menu_item_that_is_no_longer_there_does_nothing(safe):
    assert safe.event(someone(), "CLICK", EventKey="旧菜单")["text"] == ""


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_an_empty_message_is_told_so(safe, text):
    assert "没有收到文字" in safe.say(someone(), text)["text"]


def test_choices_are_numbered_and_only_the_last_group_has_numbers(safe):
    lines = safe.say(someone(), "选项")["text"].split("\n")

    assert lines[-3:] == ["回复数字选：", "1. 甲", "2. 乙"]
    assert "还可以问：旧的" in lines


def test_a_long_answer_comes_in_pieces_none_too_long(safe):
    openid = someone()

    passive = safe.say(openid, "长 1500")["text"]
    rest = safe.wait_seen(openid, 2, "custom")

    pieces = [passive, *rest]
    assert all(len(piece.encode()) <= LONGEST_BYTES for piece in pieces)
    assert all(piece.endswith(("。", "；")) for piece in pieces[:-1])
    assert len("".join(pieces)) == 1500


def test_what_does_not_fit_the_quota_goes_to_a_page(safe):
    openid = someone()

    safe.say(openid, "长 9000")
    pieces = safe.wait_seen(openid, 6, "passive", "custom")

    assert len(pieces) == 6
    url = pieces[-1].rsplit("：", 1)[1]
    status, page = safe._request(url, None)
    assert status == 200 and "请带上营业执照" in page.decode()
    assert len(page.decode()) > 9000


def test_a_page_nobody_made_is_not_there_and_says_what_to_do(safe):
    status, page = safe._request(f"{safe.url}/webhooks/wechat/answers/{'A' * 32}", None)

    assert status == 404 and "12345" in page.decode()


def test_an_answer_with_xml_in_it_arrives_as_it_is(world):
    message = a_text("<b>&amp;</b> ]]> <![CDATA[x]]>")

    status, answer = world.post(*world.envelope(message))

    assert (status, world.read(answer)) == (200, "收到：<b>&amp;</b> ]]> <![CDATA[x]]>")


def test_the_menu_file_is_a_menu_weixin_takes(safe):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "wechat", "menu"], cwd=PROJECT, capture_output=True, text=True,
        env={**os.environ, **safe.environment},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    phone = safe.call("GET", f"{safe.weixin}/phones/{someone()}")
    assert [button["name"] for button in phone["menu"]["button"]] == ["办事指南", "投诉举报", "找人工"]


def test_someone_who_floods_is_asked_to_wait_and_others_are_not(safe):
    openid = someone()

    answers = [safe.say(openid, f"第{number}句")["text"] for number in range(130)]

    refused = [number for number, answer in enumerate(answers) if "歇一分钟" in answer]
    assert refused and not any(safe.turns(f"第{number}句") for number in refused)
    assert safe.say(someone(), "别人")["text"] == "收到：别人"

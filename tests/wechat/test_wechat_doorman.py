"""签名、时间、重放：验不过的 403，什么也没办。"""

import asyncio

import pytest
from platform_simulator import now
from wechat_world import a_text, all_at_once, someone

from connectors.channels.wechat.doorman import FRESH_SECONDS


def refused(world, query, body, text):
    status, answer = world.post(query, body)
    assert status == 403
    assert b"not_from_wechat" in answer
    assert world.turns(text) == []


def test_a_signed_message_is_answered(world):
    message = a_text("签得对")

    status, answer = world.post(*world.envelope(message))

    assert (status, world.read(answer)) == (200, "收到：签得对")


def test_a_tampered_signature_is_refused_and_nothing_is_done(world):
    query, body = world.envelope(a_text("改了签名"))
    name = "signature" if world.mode == "plain" else "msg_signature"

    refused(world, {**query, name: query[name][:-1] + ("0" if query[name][-1] != "0" else "1")}, body, "改了签名")


@pytest.mark.parametrize("missing", ["timestamp", "nonce", "signature"])
def test_a_message_without_a_signature_is_refused(world, missing):
    query, body = world.envelope(a_text("缺一样"))
    query = {name: value for name, value in query.items() if not name.endswith(missing)}

    refused(world, query, body, "缺一样")


@pytest.mark.parametrize("odd", ["timestamp=abc", "timestamp=²²²²²²²²²²", "nonce=", "signature=签名"])
def test_odd_parameters_are_refused(world, odd):
    query, body = world.envelope(a_text("怪参数"))
    name, _, value = odd.partition("=")
    name = "msg_signature" if name == "signature" and world.mode != "plain" else name

    refused(world, {**query, name: value}, body, "怪参数")


@pytest.mark.parametrize("seconds", [-FRESH_SECONDS - 30, FRESH_SECONDS + 30])
def test_a_stale_message_is_refused(world, seconds):
    query, body = world.envelope(a_text("过时的"), at=now().timestamp() + seconds)

    refused(world, query, body, "过时的")


def test_a_replayed_message_is_refused_and_done_only_once(world):
    query, body = world.envelope(a_text("放两遍"))
    assert world.post(query, body)[0] == 200

    for _ in range(3):
        assert world.post(query, body)[0] == 403
    assert len(world.turns("放两遍")) == 1


def test_a_captured_signature_does_not_carry_another_body(world):
    query, body = world.envelope(a_text("原来的"))
    assert world.post(query, body)[0] == 200
    _, another = world.envelope(a_text("换了正文"))

    refused(world, query, another, "换了正文")


def test_the_same_delivery_again_before_the_answer_is_not_a_replay(world):
    """微信没等到回答会原样再送：办着的那一轮还没答，不能当重放。"""
    envelope = world.envelope(a_text("慢 0.6"))

    answers = asyncio.run(all_at_once(world, [envelope, envelope, envelope]))

    assert [status for status, _ in answers] == [200] * 3
    assert {world.read(answer) for _, answer in answers} == {"收到：慢 0.6"}


def test_a_fourth_delivery_is_a_replay(world):
    envelope = world.envelope(a_text("慢 0.7"))

    answers = asyncio.run(all_at_once(world, [envelope] * 5))

    assert sorted(status for status, _ in answers) == [200, 200, 200, 403, 403]


def test_safe_mode_refuses_a_plain_message(safe):
    query, body = safe.envelope(a_text("明文进安全模式"), mode="plain")

    refused(safe, query, body, "明文进安全模式")


def test_the_encrypted_part_is_what_counts_in_compatible_mode(compatible):
    query, body = compatible.envelope(a_text("密文里的话", someone()))
    changed = body.replace("密文里的话".encode(), "明文里的话".encode(), 1)
    assert changed != body

    status, answer = compatible.post(query, changed)

    assert (status, compatible.read(answer)) == (200, "收到：密文里的话")
    assert compatible.turns("明文里的话") == []


def test_the_server_address_is_verified_with_the_echo(world):
    query, _ = world.envelope(a_text("x"), mode="plain")

    assert world.verify({**query, "echostr": "5837416492748"}) == (200, b"5837416492748")
    assert world.verify({**query, "signature": "0" * 40, "echostr": "1"})[0] == 403

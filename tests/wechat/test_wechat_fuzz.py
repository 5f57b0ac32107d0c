"""乱改的 XML、XML 炸弹、外部实体：签名都对，也不许出 5xx、不许露内情、不许卡住。"""

import asyncio
import random
import time

import aiohttp
import pytest
from platform_simulator import now
from wechat_world import a_text, someone

from connectors.channels.wechat.simulator.courier import Courier, to_xml

ROUNDS = 400
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12))
FIELDS = "<ToUserName>gh</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>9</MsgId>"
BOMBS = {
    "billion_laughs": f"<!DOCTYPE xml [{LAUGHS}]><xml>{FIELDS}<Content>&l11;</Content></xml>",
    "quadratic": f'<!DOCTYPE xml [<!ENTITY a "{"a" * 20000}">]><xml>{FIELDS}<Content>{"&a;" * 5000}</Content></xml>',
    "external_file": f'<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml>{FIELDS}<Content>&f;</Content></xml>',
    "external_dtd": f'<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml>{FIELDS}<Content>外部</Content></xml>',
    "parameter_entity": f'<!DOCTYPE xml [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><xml>{FIELDS}</xml>',
    "deep": "<a>" * 9000 + "</a>" * 9000,
    "wide": f"<xml>{FIELDS}{'<Content/>' * 5000}</xml>",
    "attributes": "<xml " + " ".join(f"a{i}='1'" for i in range(3000)) + f">{FIELDS}</xml>",
    "not_xml": "你好",
    "nothing": "",
    "no_root": "<xml/>",
    "nested_fields": "<xml><ToUserName><a>1</a></ToUserName><FromUserName>o1</FromUserName></xml>",
    "twice": f"<xml>{FIELDS}{FIELDS}<Content>两遍</Content></xml>",
    "another_encoding": '<?xml version="1.0" encoding="utf-7"?>' + f"<xml>{FIELDS}<Content>+ADw-</Content></xml>",
}


def sealed(world, raw: bytes):
    """这段正文，签名对的。加密模式把它整个加密。"""
    courier = Courier(world.account, "", now, None, world.mode)
    query, _ = courier.envelope({"FromUserName": "o1", "ToUserName": "gh"})
    if world.mode == "plain":
        return query, raw
    import xmltodict

    xml = courier._crypto.encrypt_message(raw.decode("utf-8", "replace"), query["nonce"], query["timestamp"])
    fields = xmltodict.parse(xml)["xml"]
    query["msg_signature"] = fields["MsgSignature"]
    return query, to_xml({"ToUserName": "gh", "Encrypt": fields["Encrypt"]}).encode()


def check(status, answer, seconds):
    assert status in (200, 400, 413), (status, answer[:200])
    assert b"Traceback" not in answer and b'File "' not in answer and b"root:" not in answer
    assert seconds < 5


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_bomb_is_turned_away_at_once(world, bomb):
    started = time.monotonic()

    status, answer = world.post(*sealed(world, BOMBS[bomb].encode()))

    check(status, answer, time.monotonic() - started)
    said = world.read(answer) or ""
    assert "root:" not in said and "haha" not in said and "aaaa" not in said


def test_a_message_too_big_for_weixin_is_not_read(plain):
    body = to_xml(a_text("大" * 30000)).encode()

    assert plain.post(*sealed(plain, body))[0] == 413


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-32"])
def test_other_encodings_are_unreadable_not_a_crash(plain, encoding):
    assert plain.post(*sealed(plain, to_xml(a_text("编码")).encode(encoding)))[0] == 400


def test_mutated_messages_never_break_the_server(world):
    chance = random.Random(20260511)
    kinds = [
        {"MsgType": "text", "Content": "我要投诉", "MsgId": 1}, {"MsgType": "image", "MediaId": "m", "PicUrl": "u", "MsgId": 2},
        {"MsgType": "voice", "MediaId": "m", "Recognition": "转人工", "MsgId": 3},
        {"MsgType": "location", "Label": "建设路", "Location_X": "1", "MsgId": 4},
        {"MsgType": "event", "Event": "CLICK", "EventKey": "转人工"}, {"MsgType": "event", "Event": "subscribe", "EventKey": "qrscene_x"},
        {"MsgType": "event", "Event": "unsubscribe"}, {"MsgType": "event", "Event": "SCAN", "EventKey": "x"},
    ]  # fmt: skip

    async def send_all():
        async with aiohttp.ClientSession() as session:
            gate = asyncio.Semaphore(8)

            async def one(raw):
                query, body = sealed(world, raw)
                async with gate:
                    started = time.monotonic()
                    url, patience = f"{world.url}/webhooks/wechat/webhook", aiohttp.ClientTimeout(total=20)
                    async with session.post(url, params=query, data=body, timeout=patience) as response:
                        return response.status, await response.read(), time.monotonic() - started

            bodies = [mutated(chance.choice(kinds), chance) for _ in range(ROUNDS)]
            return await asyncio.gather(*(one(raw) for raw in bodies))

    answers = asyncio.run(send_all())

    for answer in answers:
        check(*answer)
    assert len({status for status, _, _ in answers}) > 1  # 改坏的和没改坏的都有
    assert world.say(someone(), "还在")["text"] == "收到：还在"
    assert "request_failed" not in world.hotline.said()


def mutated(fields, chance):
    raw = bytearray(to_xml({"ToUserName": "gh", "FromUserName": "o1", "CreateTime": chance.randrange(10**9), **fields}).encode())
    for _ in range(chance.randrange(1, 6)):
        at, length = chance.randrange(len(raw)), chance.randrange(1, 30)
        how = chance.randrange(5)
        if how == 0:
            raw[at] = chance.randrange(256)
        elif how == 1:
            del raw[at : at + length]
        elif how == 2:
            raw[at:at] = raw[at : at + length] * chance.randrange(1, 20)
        elif how == 3:
            raw[at:at] = chance.choice([b"<", b">", b"&#0;", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b"\xff\xfe", "😀".encode(), b"\x00"])
        else:
            raw[at:at] = chance.choice([b"<MsgType>event</MsgType>", b"<FromUserName/>", b"<Content><a/></Content>", b"<MsgId>x</MsgId>"])
        if not raw:
            raw = bytearray(b"<")
    return bytes(raw)

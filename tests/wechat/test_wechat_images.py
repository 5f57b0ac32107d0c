"""发来的图片：凭 MediaId 取，凭内容认，去掉拍摄信息，加密存；取不下来、不是图片的说清楚。"""

import io
from datetime import timedelta

import pytest
from PIL import Image
from wechat_world import a_photo, someone

from bot.hotline.evidence import MOST_FILES
from bot.stores.cipher import Cipher
from bot.stores.database import connect
from bot.stores.evidence_store import EvidenceFiles


@pytest.fixture
def evidence(safe):
    engine = connect(f"sqlite:///{safe.folder / 'hotline.db'}")
    yield EvidenceFiles(engine, Cipher([(safe.folder / "data-key").read_text().strip()]), safe.folder / "evidence")
    engine.dispose()


def kept_for(safe, openid, evidence):
    safe.say(openid, f"我是 {openid}")
    conversation_id = safe.turns(f"我是 {openid}")[0]["conversation_id"]
    return evidence.of_conversation(conversation_id)


def test_a_photo_is_kept_without_where_it_was_taken(safe, evidence):
    openid = someone()

    answer = safe.send_image(openid, a_photo())

    assert "图片收到了" in answer["text"] and "微信图片" in answer["text"]
    [kept] = kept_for(safe, openid, evidence)
    content = evidence.content(kept.evidence_no)
    assert kept.media_type == "image/jpeg" and "建设路".encode() not in content
    assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script></html>", b"MZ\x90\x00", b"\xff\xd8\xff\xe0broken", b"x"])
def test_what_only_calls_itself_a_picture_is_refused_in_words(safe, evidence, content):
    openid = someone()

    answer = safe.send_image(openid, content)

    assert "没能收下" in answer["text"] and "Traceback" not in answer["text"]
    assert kept_for(safe, openid, evidence) == []


def test_a_picture_weixin_no_longer_has_is_asked_for_again(safe):
    answer = safe.send(someone(), {"MsgType": "image", "MediaId": "没有这一张", "PicUrl": "http://127.0.0.1:9/x"})

    assert "再发一次" in answer["text"]


def test_there_is_a_limit_to_how_many(safe, evidence):
    openid = someone()

    answers = [safe.send_image(openid, a_photo())["text"] for _ in range(MOST_FILES + 1)]

    assert f"最多收{MOST_FILES}份" in answers[-1]
    assert len(kept_for(safe, openid, evidence)) == MOST_FILES


def test_pictures_of_a_filed_ticket_are_kept_with_it(safe, evidence):
    openid = someone()
    safe.send_image(openid, a_photo())
    [kept] = kept_for(safe, openid, evidence)
    tomorrow = kept.at + timedelta(days=1)
    assert kept.evidence_no in evidence.unfiled_before(tomorrow)

    safe.say(openid, "登记 T9")

    assert kept.evidence_no not in evidence.unfiled_before(tomorrow)

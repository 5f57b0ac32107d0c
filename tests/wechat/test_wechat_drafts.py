"""发来的位置、图片什么时候填进草稿。对话是手写的替身：记下听到的话。"""

import asyncio
import json

import pytest

from bot.stores.cipher import Cipher, new_key
from connectors.channels.wechat.boards import LocalBoard
from connectors.channels.wechat.drafts import Drafts


class Conversation:
    """说什么都开着一张草稿；填过的栏不再空着。"""

    def __init__(self, stage="collecting", asking="respondent_name"):
        self.stage, self.asking, self.heard, self.values = stage, asking, [], {}

    async def __call__(self, utterance):
        self.heard.append(utterance)
        if utterance.startswith("/answer_draft"):
            self.values.update(json.loads(utterance[len("/answer_draft") :]))
        fields = [{"id": name, "value": self.values.get(name)} for name in ("respondent_address", "evidence")]
        card = {"type": "request_draft", "draft_id": "D1", "stage": self.stage, "asking": self.asking, "fields": fields}
        return [{"text": f"第{len(self.heard)}轮", "buttons": [{"title": "甲"}]}, {"text": "商家叫什么？", "custom": card}]


class Images:
    def __init__(self, said=""):
        self._said = said

    def said(self, conversation_id):
        return self._said


@pytest.fixture
def drafts():
    drafts = Drafts(LocalBoard(), Cipher([new_key()]), lambda conversation_id: drafts.open, Images())
    drafts.open = None
    return drafts


def test_a_place_sent_before_the_draft_is_filled_in_when_it_opens(drafts):
    talk = Conversation()

    assert asyncio.run(drafts.put_place("建设路18号", "c1", talk)) is None
    replies = asyncio.run(drafts.talk("我要投诉", "c1", talk))
    asyncio.run(drafts.talk("好再来烧烤店", "c1", talk))

    assert talk.values["respondent_address"] == "建设路18号"
    assert [reply["text"] for reply in replies] == ["第1轮", "第2轮", "商家叫什么？"]
    assert [bool(reply["buttons"]) for reply in replies[:2]] == [False, True]
    assert len(talk.heard) == 3  # 用过一次就不再填


def test_the_question_a_place_has_answered_is_not_asked(drafts):
    talk = Conversation(asking="respondent_address")

    asyncio.run(drafts.put_place("建设路18号", "c1", talk))
    replies = asyncio.run(drafts.talk("我要投诉", "c1", talk))

    assert [reply["text"] for reply in replies] == ["第1轮", "第2轮", "商家叫什么？"]
    assert replies.count(replies[-1]) == 1


def test_a_place_sent_while_the_draft_is_open_goes_straight_in(drafts):
    talk, drafts.open = Conversation(), "D1"

    replies = asyncio.run(drafts.put_place("建设路18号", "c1", talk))

    assert talk.values["respondent_address"] == "建设路18号"
    assert replies[-1]["text"] == "商家叫什么？"


def test_a_place_never_goes_to_somebody_else(drafts):
    talk = Conversation()
    asyncio.run(drafts.put_place("建设路18号", "c1", talk))

    asyncio.run(drafts.talk("我要投诉", "c2", talk))

    assert talk.values == {}


def test_images_sent_before_are_evidence_once_the_draft_opens(drafts):
    talk, drafts.images = Conversation(), Images("图片（E1）")

    for said in ("我要投诉", "好再来烧烤店"):
        asyncio.run(drafts.talk(said, "c1", talk))

    assert talk.values["evidence"] == "图片（E1）"
    assert len(talk.heard) == 3  # 写过一次就不再写


@pytest.mark.parametrize("stage", ["set_aside", "cancelled"])
def test_a_draft_that_is_put_away_is_left_alone(drafts, stage):
    talk, drafts.images = Conversation(stage), Images("图片（E1）")

    asyncio.run(drafts.talk("先放着", "c1", talk))

    assert talk.heard == ["先放着"]

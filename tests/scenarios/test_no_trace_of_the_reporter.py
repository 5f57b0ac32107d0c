"""三十几种说法，在三个地方说：头一句、问哪家的时候、说完了才匿名。登记的工单和发出去的里头一处也没有他。"""

import asyncio
import dataclasses
import json
from datetime import date

import pytest

from connectors.channels.exchange import exchange
from tests.hotline.test_reporter import TELLS

WAYS = {
    "first": ["{said}，我要举报，匿名"],
    "when asked which shop": ["我要匿名举报有人卖过期面包", "{said}"],
    "before asking for anonymity": ["我举报鑫旺超市卖过期面包", "南大街12号", "今天", "{said}", "匿名"],
}
ANSWERS = ["鑫旺超市", "卖过期面包的事", "南大街12号", "今天", "匿名", "没有", "确认", "确认"]


@pytest.mark.parametrize("way", WAYS)
def test_an_anonymous_ticket_holds_no_trace_of_the_reporter(way, agent, stage_hotline):
    hotline = stage_hotline(date(2026, 4, 28))
    left = []
    for place, (said, gone, _) in enumerate(TELLS):
        sentences = [words.format(said=said) for words in WAYS[way]]
        ticket = hotline.tickets.get(_filed([*sentences, *ANSWERS], f"chat:{way}-{place}", agent))
        assert ticket.citizen.is_anonymous, said
        everything = json.dumps(dataclasses.asdict(ticket), ensure_ascii=False, default=str) + str(hotline.log.entries)
        left += [(word, said) for word in gone if word in everything]
    assert not left


def _filed(sentences, conversation_id, agent):
    """一句一句说到登记为止，返回工单编号。"""
    for words in sentences:
        for reply in asyncio.run(exchange(agent.handle_message, words, conversation_id, "scenario")):
            card = reply.get("custom") or {}
            if card.get("type") == "ticket_filed":
                return card["tickets"][0]["ticket_no"]
    raise AssertionError(f"没有登记成：{sentences}")

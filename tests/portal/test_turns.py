"""页面看到自己的话收到了，就一定知道答复完没完：不然“正在查”一闪没了，读屏和键盘都走错。"""

import asyncio
import json
import threading
from datetime import datetime, timezone
from types import SimpleNamespace

from bot.hotline.transcript import CITIZEN, HOTLINE, TranscriptEntry
from connectors.channels.portal_stream import Streams
from connectors.channels.portal_turns import Turns

NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)


class SlowTranscripts:
    """记下市民的话以后，推送取走了才返回：数据库慢、推送快。"""

    def __init__(self):
        self.entries, self.is_taken = [], threading.Event()

    def hear(self, conversation_id, content, at, key):
        self._add(CITIZEN, content)
        self.was_taken = self.is_taken.wait(8)
        return self.entries[0], False

    def answer(self, conversation_id, said, contents, at):
        return [self._add(HOTLINE, content) for content in contents]

    def after(self, number):
        new = [entry for entry in self.entries if entry.number > number]
        if new:
            self.is_taken.set()
        return new

    def _add(self, by, content):
        self.entries.append(TranscriptEntry(len(self.entries) + 1, NOW, by, content))
        return self.entries[-1]


def _in_order(events):
    said = []
    for text in events:
        if "data: " in text:
            data = json.loads(text.partition("data: ")[2])
            said.append(data["by"] if "by" in data else data["on"])
    return said


def test_a_page_that_sees_its_own_words_arrived_knows_that_the_answer_is_still_coming():
    transcripts, events = SlowTranscripts(), []
    ctx = SimpleNamespace(
        transcripts=transcripts,
        evidence=None,
        bindings=None,
        hotline=SimpleNamespace(hand_overs=SimpleNamespace(latest_of=lambda _: None)),
        conversations=SimpleNamespace(hotline=SimpleNamespace(hand_overs=SimpleNamespace(latest_of=lambda _: None))),
    )

    async def answer(message):
        await message.output_channel.send_text_message(message.sender_id, "要带这些")

    async def send(text):
        events.append(text)

    async def talk():
        streams = Streams()
        turns = Turns(answer, streams, lambda: NOW, "portal")
        page = asyncio.ensure_future(streams.push("c", 0, transcripts.after, send))
        await asyncio.sleep(0)
        await turns.take("c", {"text": "办证要带啥"}, None, ctx)
        while False not in _in_order(events):
            await asyncio.sleep(0.01)
        page.cancel()

    asyncio.run(asyncio.wait_for(talk(), 20))
    assert transcripts.was_taken
    assert _in_order(events) == [True, "citizen", "hotline", False]

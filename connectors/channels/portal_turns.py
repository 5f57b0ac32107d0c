"""把市民的一句话办一次，只办一次：先记下，再跑一轮，答复也记下。"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Text, Tuple

from rasa.core.channels.channel import UserMessage

from bot.hotline.transcript import TranscriptEntry
from bot.usecases.desk.hold_answers import hold_answer, tell_held
from bot.usecases.desk.join_conversation import is_with_person
from bot.usecases.talk.bind_conversation import follow_tickets
from connectors.channels.exchange import contents_of, exchange
from connectors.channels.portal_stream import Streams

OnMessage = Callable[[UserMessage], Awaitable[Any]]
# 一轮最多办这么久；过了还没答，当作那边停了。
_ELSEWHERE = timedelta(seconds=20)
_LOOK_AGAIN_SECONDS = 0.5
_Turn = Tuple[Text, Text, Text]


class Turns:
    """网断了页面会重发：同一个 key 正在办的等它办完，办过的给原来的答复。

    办到一半服务停了的，重发时再办一遍，话不丢。
    """

    def __init__(self, on_new_message: OnMessage, streams: Streams, now: Callable[[], datetime], channel: Text):
        self._on_new_message, self._streams, self._now, self._channel = on_new_message, streams, now, channel
        self._running: Dict[_Turn, asyncio.Future] = {}

    async def take(
        self, conversation_id: Text, content: Mapping[Text, Any], key: Optional[Text], ctx: Any
    ) -> List[TranscriptEntry]:
        """返回这句话和对它的全部答复。key 配过别的话就抛 KeyUsedForAnotherBody。ctx 是应用装好的几样。"""
        turn = (conversation_id, key or "", content["text"])
        task = self._running.get(turn) if key else None
        if task is None:
            task = asyncio.ensure_future(self._take(conversation_id, content, key, ctx))
            if key:
                self._running[turn] = task
                task.add_done_callback(lambda _: self._running.pop(turn, None))
        # 市民那头断了，这一句也要办完：办了一半最糟。
        return await asyncio.shield(task)

    async def _take(self, conversation_id: Text, *turn: Any) -> List[TranscriptEntry]:
        # 先说“正在查”再记下：页面看到自己这句收到了的时候，一定也知道答复还没有完。
        with self._streams.typing(conversation_id):
            return await self._hear_and_answer(conversation_id, *turn)

    async def _hear_and_answer(
        self, conversation_id: Text, content: Mapping[Text, Any], key: Optional[Text], ctx: Any
    ) -> List[TranscriptEntry]:
        transcripts, evidence, hotline, bindings = ctx.transcripts, ctx.evidence, ctx.hotline, ctx.bindings
        heard_at = self._now()
        said, is_answered = await asyncio.to_thread(transcripts.hear, conversation_id, content, heard_at, key)
        while not is_answered and said.at != heard_at and self._now() - said.at < _ELSEWHERE:
            # 先前收到过、还没有答完：多半别的进程正在办，等一等；等不到就是那边停了，这里再办。
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            said, is_answered = await asyncio.to_thread(transcripts.hear, conversation_id, content, heard_at, key)
        if is_answered:
            return [said, *await asyncio.to_thread(transcripts.answers_to, conversation_id, said)]
        if await asyncio.to_thread(is_with_person, conversation_id, hotline):
            # 坐席在说，机器人不插嘴；这一句坐席看得到。
            await asyncio.to_thread(transcripts.answer, conversation_id, said, [], self._now())
            return [said]
        replies = await exchange(self._on_new_message, content["text"], conversation_id, self._channel)
        filed = _filed(replies)
        if filed:  # 记下答复以前：断在这里，重发时再来一遍，证据不会漏记
            await asyncio.to_thread(evidence.file, conversation_id, filed)
            await asyncio.to_thread(follow_tickets, conversation_id, filed, bindings)
        contents = contents_of(replies)
        is_held = await asyncio.to_thread(hold_answer, conversation_id, contents, ctx.conversations)
        shown = [] if is_held else contents  # 坐席先看，看过再发
        answers = await asyncio.to_thread(transcripts.answer, conversation_id, said, shown, self._now())
        if is_held:
            await asyncio.to_thread(tell_held, conversation_id, ctx.conversations)
        return [said, *answers]


def _filed(replies: List[Dict[Text, Any]]) -> List[Text]:
    """这一轮登记成的工单。"""
    cards = [reply.get("custom") or {} for reply in replies]
    return [ticket["ticket_no"] for card in cards if card.get("type") == "ticket_filed" for ticket in card["tickets"]]

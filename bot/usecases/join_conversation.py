"""坐席进到市民的对话里：接下的人看得到说过的话，开口以后机器人就不插嘴，交还了再由它接着。"""

from __future__ import annotations

from datetime import timedelta
from typing import List

from bot.errors import HandOverUnknown
from bot.hotline.ticket import Actor
from bot.hotline.transcript import OPERATOR, TranscriptEntry
from bot.ports import HandOver

# 坐席这么久没有说话，机器人又接着答：不让市民对着没人的地方说。
QUIET = timedelta(minutes=20)


def is_with_person(conversation_id: str, hotline) -> bool:
    """现在是不是坐席在说：开过口、没交还、不久前还说过。"""
    hand_over = hotline.hand_overs.latest_of(conversation_id)
    return bool(hand_over and hand_over.spoke_at and hotline.now() < hand_over.spoke_at + QUIET)


def read_conversation(number: str, by: Actor, transcripts, hotline, after: int = 0) -> List[TranscriptEntry]:
    """第 after 句以后的。只有接下的人看得到；没有的和不是自己接的一样，抛 HandOverUnknown。"""
    return transcripts.after(_mine(number, by, hotline).conversation_id, after)


def say_to_citizen(number: str, text: str, by: Actor, transcripts, hotline) -> TranscriptEntry:
    """坐席说一句，市民的页面马上看到；从这一句起机器人不答。"""
    hand_over = _mine(number, by, hotline)
    entry = transcripts.say(hand_over.conversation_id, OPERATOR, {"text": text}, hotline.now())
    hotline.hand_overs.set_spoken(hand_over.number, hotline.now())
    hotline.log("operator_spoke", hand_over_no=hand_over.number, by=by.id)
    return entry


def return_to_bot(number: str, by: Actor, hotline) -> None:
    """交还：市民再说话，由机器人接着答。"""
    hand_over = _mine(number, by, hotline)
    hotline.hand_overs.set_spoken(hand_over.number, None)
    hotline.log("returned_to_bot", hand_over_no=hand_over.number, by=by.id)


def _mine(number: str, by: Actor, hotline) -> HandOver:
    hand_over = hotline.hand_overs.get(number)
    if hand_over is None or hand_over.taken_by != by.id:
        raise HandOverUnknown(f"没有 {number[:32]} 这件回电，或者不是您接的")
    return hand_over

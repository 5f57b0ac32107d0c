"""坐席进到市民的对话里：接下的人看得到说过的话，开口以后机器人就不插嘴。"""

from __future__ import annotations

from datetime import timedelta
from typing import List

from bot.errors import CitizenOutOfReach, HandOverUnknown
from bot.hotline.ticket import Actor
from bot.hotline.transcript import OPERATOR, TranscriptEntry
from bot.ports import HandOver

# 坐席这么久没有说话，机器人又接着答：不让市民对着没人的地方说。
QUIET = timedelta(minutes=20)


def is_with_person(conversation_id: str, hotline) -> bool:
    """现在是不是坐席在说：开过口、没交还、不久前还说过。答复扣着的不算：机器人照答，先给坐席看。"""
    hand_over = hotline.hand_overs.latest_of(conversation_id)
    if hand_over is None or hand_over.holds_answers:
        return False
    return bool(hand_over.spoke_at and hotline.now() < hand_over.spoke_at + QUIET)


def read_conversation(number: str, by: Actor, desk, after: int = 0) -> List[TranscriptEntry]:
    """第 after 句以后的。只有接下的人看得到；没有的和不是自己接的一样，抛 HandOverUnknown。"""
    return desk.transcripts.after(mine(number, by, desk).conversation_id, after)


def say_to_citizen(number: str, text: str, by: Actor, desk) -> TranscriptEntry:
    """坐席说一句，市民马上看到；从这一句起机器人不答。扣着的答复不再发：坐席已经自己说了。

    市民在微信里、太久没来，发不过去的抛 CitizenOutOfReach，这一句不算说了。
    """
    hand_over, hotline = mine(number, by, desk), desk.hotline
    content = {"text": text}
    if not desk.reach(hand_over.conversation_id, [content]):
        raise CitizenOutOfReach("市民太久没有在微信里说话，微信不让发。请打他留的电话。")
    entry = desk.transcripts.say(hand_over.conversation_id, OPERATOR, content, hotline.now())
    desk.held.drop(hand_over.number)
    hotline.hand_overs.set_spoken(hand_over.number, hotline.now())
    desk.told(hand_over.conversation_id)
    hotline.log("operator_spoke", hand_over_no=hand_over.number, by=by.id)
    return entry


def mine(number: str, by: Actor, desk) -> HandOver:
    """自己接下的、还没收尾的；没有的、别人的、收了尾的都抛 HandOverUnknown。"""
    return taken_by(number, by, desk.hotline)


def taken_by(number: str, by: Actor, hotline) -> HandOver:
    """同 mine：只用得着热线、不用对话记录的。"""
    hand_over = hotline.hand_overs.get(number)
    if hand_over is None or hand_over.taken_by != by.id or hand_over.closed_at is not None:
        raise HandOverUnknown(f"没有 {number[:32]} 这件回电，或者不是您接的")
    return hand_over

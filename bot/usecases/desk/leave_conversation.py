"""坐席离开市民的对话：交还给机器人，或者写明怎么收尾。"""

from __future__ import annotations

from bot.errors import FormInvalid, HandOverUnknown
from bot.hotline.ticket import Actor
from bot.usecases.desk.hold_answers import release_held
from bot.usecases.desk.join_conversation import mine


def return_to_bot(number: str, by: Actor, desk) -> None:
    """交还：市民再说话，由机器人接着答，扣着的照发；事情还是这位坐席的，没有收尾。"""
    hand_over = mine(number, by, desk)
    desk.hotline.hand_overs.set_holding(hand_over.number, False)
    desk.hotline.hand_overs.set_spoken(hand_over.number, None)
    release_held(hand_over.number, desk)
    desk.hotline.log("returned_to_bot", hand_over_no=hand_over.number, by=by.id)


def wrap_up(number: str, reason: str, note: str, by: Actor, desk) -> None:
    """收尾，写明哪一种（knowledge/operator_desk.yml）；机器人接着答。扣着的答复照发，不让市民白等。"""
    hand_over, hotline = mine(number, by, desk), desk.hotline
    kind = hotline.knowledge.operator_desk.wrap_up(reason)
    if kind is None:
        raise FormInvalid({"reason": f"只能是：{'、'.join(one.id for one in hotline.knowledge.operator_desk.wrap_ups)}"})
    if kind.needs_note and not note:
        raise FormInvalid({"note": "请写一句怎么回事"})
    if not hotline.hand_overs.close(hand_over.number, by.id, reason, note, hotline.now()):
        raise HandOverUnknown(f"{number[:32]} 已经收尾了，或者转给了别人")
    release_held(hand_over.number, desk)
    hotline.log("hand_over_closed", hand_over_no=hand_over.number, by=by.id, outcome=reason)

"""机器人的答复扣着，坐席看过再发：照发、改了发、自己另说。到点没人看就照发并且不再扣，市民不干等。"""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence

from bot.errors import HeldAnswerGone
from bot.hotline.ticket import Actor
from bot.hotline.transcript import HOTLINE
from bot.ports import HeldAnswer
from bot.usecases.desk.join_conversation import mine, say_to_citizen


def set_holding(number: str, holds: bool, by: Actor, desk) -> None:
    """从下一句起扣，或者不扣。不扣了，扣着的马上照发。"""
    hand_over = mine(number, by, desk)
    desk.hotline.hand_overs.set_holding(hand_over.number, holds)
    if holds:
        desk.hotline.hand_overs.set_spoken(hand_over.number, None)  # 机器人又开始想答复了，只是先给坐席看
    else:
        release_held(hand_over.number, desk)
    desk.hotline.log("answers_held" if holds else "answers_free", hand_over_no=hand_over.number, by=by.id)


def hold_answer(conversation_id: str, replies: Sequence[Mapping[str, Any]], desk) -> bool:
    """机器人答出来了：这个对话要坐席先看的就扣下，返回扣了没有。没有话的不扣。"""
    hotline = desk.hotline
    hand_over = hotline.hand_overs.latest_of(conversation_id)
    if not replies or hand_over is None or not hand_over.holds_answers:
        return False
    now = hotline.now()
    until = now + hotline.knowledge.operator_desk.longest_hold
    desk.held.add(hand_over.number, conversation_id, replies, now, until)
    return True


def tell_held(conversation_id: str, desk) -> None:
    """扣下了，告诉市民等一会儿；前一条还扣着的说过了，不再说。"""
    hand_over = desk.hotline.hand_overs.latest_of(conversation_id)
    words = desk.hotline.knowledge.operator_desk.held_words
    if words and hand_over is not None and len(desk.held.of(hand_over.number)) == 1:
        desk.reach(conversation_id, [{"text": words}])
        desk.transcripts.say(conversation_id, HOTLINE, {"text": words}, desk.hotline.now())
        desk.told(conversation_id)


def held_answers(number: str, by: Actor, desk) -> List[HeldAnswer]:
    """我接的这件扣着的。"""
    return desk.held.of(mine(number, by, desk).number)


def release_answer(number: str, held_id: int, by: Actor, desk) -> None:
    """看过了，照发。发过了、到点自己发了的抛 HeldAnswerGone。"""
    held = desk.held.claim(held_id, mine(number, by, desk).number, desk.hotline.now())
    if held is None:
        raise HeldAnswerGone("这一条已经发出去了。")
    _deliver(held, desk)
    desk.hotline.log("held_answer_released", hand_over_no=held.number, by=by.id)


def replace_answer(number: str, held_id: int, text: str, by: Actor, desk) -> None:
    """改了发、另说：市民看到的是坐席的话；别的扣着的也不发了，之后机器人照样想、照样先给坐席看。"""
    hand_over = mine(number, by, desk)
    if desk.held.claim(held_id, hand_over.number, desk.hotline.now()) is None:
        raise HeldAnswerGone("这一条已经发出去了，没有换成。要补充请直接说。")
    say_to_citizen(number, text, by, desk)


def release_held(number: str, desk) -> None:
    """不扣了、交还了、收尾了：扣着的照发，不让市民白等。"""
    for held in desk.held.of(number):
        _send(held, desk)


def release_late(desk) -> int:
    """到点没人看的照发，那个对话不再扣；返回发了几条。几个进程同时看，一条只发一遍。"""
    hotline, count = desk.hotline, 0
    for held in desk.held.late(hotline.now()):
        hotline.hand_overs.set_holding(held.number, False)
        late_words = hotline.knowledge.operator_desk.late_words
        if _send(held, desk, [{"text": late_words}] if late_words else []):
            hotline.log("held_answer_late", hand_over_no=held.number)
            count += 1
    return count


def _send(held: HeldAnswer, desk, first: Sequence[Mapping[str, Any]] = ()) -> bool:
    """领到了才发；别人领走的不发。"""
    if desk.held.claim(held.id, held.number, desk.hotline.now()) is None:
        return False
    _deliver(held, desk, first)
    return True


def _deliver(held: HeldAnswer, desk, first: Sequence[Mapping[str, Any]] = ()) -> None:
    said = [*first, *held.replies]
    desk.reach(held.conversation_id, said)  # 微信那头发不过去的，记录里还在，市民下次来看得到
    for content in said:
        desk.transcripts.say(held.conversation_id, HOTLINE, content, desk.hotline.now())
    desk.held.done(held.id)
    desk.told(held.conversation_id)

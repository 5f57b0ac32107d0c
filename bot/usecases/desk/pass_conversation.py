"""把接下的对话转给同事、转给科室：对方接了才算转成，接之前还是原来的人管；对方可以不接，写明为什么。"""

from __future__ import annotations

from typing import List, Optional

from bot.errors import HandOverUnknown, PassNotPossible
from bot.hotline.roles import MAY
from bot.hotline.ticket import Actor
from bot.hotline.transcript import HOTLINE
from bot.ports import HandOver, Offer
from bot.usecases.desk.join_conversation import mine


def pass_on(number: str, to: Optional[str], department: Optional[str], note: str, by: Actor, desk) -> None:
    """转给同事 to，或者转给 department 的人。不在线的、自己、已经在转的抛 PassNotPossible。"""
    hand_over, hotline = mine(number, by, desk), desk.hotline
    if to == by.id:
        raise PassNotPossible("这位就是您自己。")
    present = desk.colleagues.present(hotline.now())
    if to and not any(one.username == to for one in present):
        raise PassNotPossible("这位同事现在不在线，转过去没有人接。")
    if department and not any(one.department == department for one in present):
        raise PassNotPossible("这个科室现在没有人在线。请登记工单派过去。")
    offer = Offer(by.id, hotline.now(), to, None if to else department, note)
    if not hotline.hand_overs.offer(hand_over.number, offer):
        raise PassNotPossible("这件正在转，等对方接；要换人请先撤回。")
    hotline.log("conversation_offered", hand_over_no=hand_over.number, by=by.id, to=to or department)


def accept_pass(number: str, by: Actor, desk) -> Optional[HandOver]:
    """接下转给我的；没有转给我的返回 None。告诉市民换了人，坐席的静默照旧。"""
    hotline = desk.hotline
    if not hotline.hand_overs.accept(number, by.id, by.department, hotline.now()):
        return None
    return _taken_on(number, by, desk)


def left_behind(desk) -> List[HandOver]:
    """接了没收尾、接的人不在线了的：下班了、停用了、换了角色。班长席看，免得市民没人管。"""
    return desk.hotline.hand_overs.left([one.username for one in desk.colleagues.present(desk.hotline.now())])


def take_left_behind(number: str, by: Actor, desk) -> Optional[HandOver]:
    """接的人不在了，班长席接过来；他还在、收了尾的返回 None。"""
    found = next((one for one in left_behind(desk) if one.number == number), None)
    if found is None or by.role not in MAY["reassign_conversations"]:
        return None
    is_taken = desk.hotline.hand_overs.reclaim(number, found.taken_by or "", by.id, desk.hotline.now())
    return _taken_on(number, by, desk) if is_taken else None


def _taken_on(number: str, by: Actor, desk) -> HandOver:
    """换了人：告诉市民。坐席没有开过口的，市民不知道有人，不用说。"""
    hotline, words = desk.hotline, desk.hotline.knowledge.operator_desk.passed_words
    hand_over = hotline.hand_overs.get(number)
    if words and hand_over.spoke_at:
        desk.reach(hand_over.conversation_id, [{"text": words}])
        desk.transcripts.say(hand_over.conversation_id, HOTLINE, {"text": words}, hotline.now())
        desk.told(hand_over.conversation_id)
    hotline.log("conversation_passed", hand_over_no=number, by=by.id)
    return hand_over


def refuse_pass(number: str, why: str, by: Actor, desk) -> None:
    """不接，写明为什么：原来的人看得到。没有转给我的抛 HandOverUnknown。"""
    if not desk.hotline.hand_overs.refuse(number, by.id, by.department, why):
        raise HandOverUnknown(f"{number[:32]} 没有在转给您，或者已经撤回了")
    desk.hotline.log("pass_refused", hand_over_no=number, by=by.id)


def withdraw_pass(number: str, by: Actor, desk) -> None:
    """不转了。对方已经接了的抛 HandOverUnknown。"""
    if not desk.hotline.hand_overs.withdraw(number, by.id):
        raise HandOverUnknown(f"{number[:32]} 没有在转，或者对方已经接了")
    desk.hotline.log("pass_withdrawn", hand_over_no=number, by=by.id)

"""把网页上的对话接到微信：网页出一个二维码，市民在微信里扫，问过、答应了，两边才是同一个对话。"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Dict, List, Mapping, Sequence, Tuple

# 二维码多久作废。短一点，免得拍下来传给别人。
OFFER_SECONDS = 300
_LONGEST_TURN = timedelta(seconds=20)  # 过了这么久还没答，当作那边停了


def offer_binding(portal_id: str, hotline) -> str:
    """网页要一个二维码：返回二维码里带的场景值，猜不中，只能用一次。"""
    scene = f"bind-{secrets.token_urlsafe(24)}"
    until = hotline.now() + timedelta(seconds=OFFER_SECONDS)
    hotline.bindings.offer(_hash(scene), portal_id, until)
    return scene


def look_at_binding(portal_id: str, hotline) -> Dict[str, Any]:
    """网页看接上没有。state：bound 接上了，asked 扫了还没答应，waiting 等着扫，expired 二维码作废了，none 没有在接。"""
    if hotline.bindings.bound_to(portal_id):
        return {"state": "bound", "until": None}
    offered = hotline.bindings.offered_to(portal_id)
    if offered is None:
        return {"state": "none", "until": None}
    until, is_scanned = offered
    if until <= hotline.now():
        return {"state": "expired", "until": None}
    return {"state": "asked" if is_scanned else "waiting", "until": until.isoformat()}


def ask_binding(scene: str, wechat_id: str, hotline) -> bool:
    """扫了：记下是谁，等他答应。作废的、用过的、别人扫过的返回 False。"""
    return hotline.bindings.scan(_hash(scene), wechat_id, hotline.now())


def is_asking_binding(wechat_id: str, hotline) -> bool:
    """是不是正等这个人说接不接。"""
    return hotline.bindings.pending_portal(wechat_id, hotline.now()) is not None


def is_portal_answering(wechat_id: str, hotline) -> bool:
    """等着接的那个网页上，有没有一句正在答：答完再搬，不然那一句的答复搬不过来。"""
    portal_id = hotline.bindings.pending_portal(wechat_id, hotline.now())
    return portal_id is not None and hotline.transcripts.is_answering(portal_id, hotline.now() - _LONGEST_TURN)


def answer_binding(wechat_id: str, citizen: str, address: str, is_yes: bool, hotline) -> bool:
    """答应了就接上，网页说到哪里微信接着说；不答应就作废。返回有没有接上。

    citizen 是微信那一头的摘要，address 是发消息用的 openid。网页上先前登记的工单，进展也告诉他。
    """
    if not is_yes:
        hotline.bindings.refuse(wechat_id)
        return False
    binding = hotline.bindings.bind(wechat_id, citizen, address, hotline.now())
    if binding is None:
        return False
    hotline.log("conversation_bound", conversation_id=wechat_id)
    follow_tickets(wechat_id, _filed_in(hotline.transcripts.after(wechat_id, binding.shown_after)), hotline)
    return True


def follow_tickets(conversation_id: str, ticket_nos: Sequence[str], hotline) -> None:
    """网页上登记成的工单，接着微信的，有进展在微信里告诉他；没接的什么也不做。"""
    follower = hotline.bindings.follower_of(conversation_id) if ticket_nos else None
    if follower is None:
        return
    citizen, address = follower
    for ticket_no in ticket_nos:
        hotline.followers.follow(ticket_no, citizen, address, hotline.now())


def conversation_of(portal_id: str, hotline) -> Tuple[str, int]:
    """网页这个会话现在用哪个对话、从第几句以后看起：接到微信了就是微信的，没接就是它自己。"""
    binding = hotline.bindings.bound_to(portal_id)
    return (binding.wechat_id, binding.shown_after) if binding else (portal_id, 0)


def note_turn(wechat_id: str, utterance: str, replies: Sequence[Mapping[str, Any]], key: str, hotline) -> None:
    """在微信里说的一轮记进对话记录：接着的网页、接手的坐席都看得到。key 是这条消息的，重来不重记。"""
    said, is_answered = hotline.transcripts.hear(wechat_id, {"text": utterance, "via": "wechat"}, hotline.now(), _hash(key))
    if not is_answered:
        hotline.transcripts.answer(wechat_id, said, replies, hotline.now())


def unbind(conversation_id: str, hotline) -> bool:
    """断开：网页或者微信哪一头说都行。微信的对话留着，网页的从头来。返回原来接没接着。"""
    was_bound = bool(hotline.bindings.bound_to(conversation_id)) or hotline.bindings.is_bound(conversation_id)
    hotline.bindings.forget(conversation_id)
    return was_bound


def _filed_in(entries) -> List[str]:
    cards = [entry.content.get("custom") or {} for entry in entries]
    return [ticket["ticket_no"] for card in cards if card.get("type") == "ticket_filed" for ticket in card["tickets"]]


def _hash(scene: str) -> str:
    return hashlib.sha256(scene.encode("utf-8", "surrogatepass")).hexdigest()

"""把网页上的对话接到微信：网页出一个二维码，市民在微信里扫，问过、答应了，两边才是同一个对话。"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

# 二维码多久作废。短一点，免得拍下来传给别人。
OFFER_SECONDS = 300


def offer_binding(portal_id: str, hotline) -> str:
    """网页要一个二维码：返回二维码里带的场景值，猜不中，只能用一次。"""
    scene = f"bind-{secrets.token_urlsafe(24)}"
    until = hotline.now() + timedelta(seconds=OFFER_SECONDS)
    hotline.bindings.offer(_hash(scene), portal_id, until)
    return scene


def ask_binding(scene: str, wechat_id: str, hotline) -> bool:
    """扫了：记下是谁，等他答应。作废的、用过的、别人扫过的返回 False。"""
    return hotline.bindings.scan(_hash(scene), wechat_id, hotline.now())


def is_asking_binding(wechat_id: str, hotline) -> bool:
    """是不是正等这个人说接不接。"""
    return hotline.bindings.is_pending(wechat_id, hotline.now())


def answer_binding(wechat_id: str, is_yes: bool, hotline) -> bool:
    """答应了就接上，网页说到哪里微信接着说；不答应就作废。返回有没有接上。"""
    if not is_yes:
        hotline.bindings.refuse(wechat_id)
        return False
    portal_id = hotline.bindings.bind(wechat_id, hotline.now())
    if portal_id is not None:
        hotline.log("conversation_bound", conversation_id=wechat_id)
    return portal_id is not None


def conversation_of(portal_id: str, hotline) -> str:
    """网页这个会话现在用哪个对话：接到微信了就是微信的，没接就是它自己。"""
    return hotline.bindings.bound_to(portal_id) or portal_id


def unbind(conversation_id: str, hotline) -> None:
    """断开：网页或者微信哪一头说都行。微信的对话留着，网页的从头来。"""
    hotline.bindings.forget(conversation_id)


def _hash(scene: str) -> str:
    return hashlib.sha256(scene.encode("utf-8", "surrogatepass")).hexdigest()

"""微信来的一条消息或一件事，读成记录。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from connectors.channels.wechat.errors import MessageUnreadable

_LONGEST = {"FromUserName": 128, "ToUserName": 128, "MediaId": 512, "EventKey": 512}
# 这几件事之后一分钟内可以发三条客服消息；市民说话之后四十八小时内五条。
_GRANTS_THREE = frozenset({"subscribe", "scan", "click"})
_TWO_DAYS = 48 * 3600


@dataclass(frozen=True)
class Grant:
    """这条消息给了我们几条客服消息、几秒之内。"""

    messages: int
    seconds: int


@dataclass(frozen=True)
class Incoming:
    """kind 是消息类型；事件写作 event.subscribe 一类，全小写。"""

    key: str  # 同一条消息再送来，key 相同
    kind: str
    openid: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """一个字段的文字；没有、或者不是文字，是空的。"""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    @property
    def grant(self) -> Grant:
        if not self.kind.startswith("event."):
            return Grant(5, _TWO_DAYS)
        return Grant(3, 60) if self.kind.split(".", 1)[1] in _GRANTS_THREE else Grant(0, 0)

    @property
    def scene(self) -> Optional[str]:
        """扫带参数二维码带来的场景值；没关注的人扫了，先关注，前面多 qrscene_。"""
        key = self.text("EventKey")
        if self.kind == "event.scan":
            return key or None
        if self.kind == "event.subscribe" and key.startswith("qrscene_"):
            return key[len("qrscene_") :] or None
        return None


def read_message(fields: Mapping[str, Any]) -> Incoming:
    """字段 → 记录；缺了认人、认消息的字段抛 MessageUnreadable。"""
    for name in ("ToUserName", "FromUserName", "CreateTime", "MsgType"):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST.get(name, 64):
            raise MessageUnreadable()
    if any(isinstance(fields.get(name), str) and len(fields[name]) > longest for name, longest in _LONGEST.items()):
        raise MessageUnreadable()
    openid, kind = fields["FromUserName"], fields["MsgType"].strip().lower()
    number = fields.get("MsgId")
    if kind == "event":
        event = fields.get("Event")
        kind = f"event.{event.strip().lower()[:64]}" if isinstance(event, str) else "event."
        # 官方让用 FromUserName + CreateTime 认，可是同一秒里“位置”和“点菜单”会一起来，所以再加事件和键。
        same = (openid, fields["CreateTime"], kind, str(fields.get("EventKey") or ""))
    elif isinstance(number, str) and number.strip():
        same = (openid, number.strip())
    else:
        same = (openid, fields["CreateTime"], kind, str(fields.get("Content") or ""))
    return Incoming(hashlib.sha256("\n".join(same).encode("utf-8", "surrogatepass")).hexdigest()[:40], kind, openid, fields)

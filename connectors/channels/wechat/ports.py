"""微信里答话要用的外界：说话的人是谁、没送到的话、等工单消息的人、接网页对话、坐席。由 bot/server/ 实现。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, List, Mapping, Protocol, Sequence

from connectors.channels.wechat.incoming import Incoming


@dataclass(frozen=True)
class Citizen:
    """说话的人：会话编号、现用的摘要、在每把密钥下的摘要。"""

    conversation_id: str
    digest: str
    digests: Sequence[str]


class Followers(Protocol):
    def follow(self, ticket_no: str, citizen: str, address: str, now: datetime) -> None: ...

    def forget(self, citizens: Sequence[str]) -> None: ...


class Held(Protocol):
    def take_held(self, citizens: Sequence[str]) -> List[str]: ...

    def forget(self, citizens: Sequence[str]) -> None: ...


class Bindings(Protocol):
    """接网页对话的几步，由 usecases/talk/bind_conversation.py 实现。"""

    def ask(self, scene: str, wechat_id: str) -> bool: ...

    def is_asking(self, wechat_id: str) -> bool: ...

    def is_portal_answering(self, wechat_id: str) -> bool: ...

    def answer(self, citizen: Citizen, openid: str, is_yes: bool) -> bool: ...

    def cut(self, wechat_id: str) -> bool:
        """断开；返回原来接没接着。"""
        ...

    def show(self, wechat_id: str, utterance: str, replies: Sequence[Mapping[str, Any]], key: str) -> None:
        """记下这一轮：接着的网页、接手的坐席都看得到。"""
        ...


class Operators(Protocol):
    """转了人工以后：坐席在说，机器人不答；答复要坐席先看的，先扣下。"""

    def hear(self, citizen: Citizen, incoming: Incoming, utterance: str) -> bool:
        """坐席在说：记下这一句给他看，返回真，机器人不答。"""
        ...

    def hold(self, citizen: Citizen, replies: Sequence[Mapping[str, Any]]) -> bool:
        """机器人答出来的要坐席先看：扣下，返回真，不说。"""
        ...

    def tell_held(self, citizen: Citizen) -> None:
        """扣下了，告诉市民等一会儿。"""
        ...

    def keep_address(self, citizen: Citizen, incoming: Incoming) -> None:
        """转了人工的，记下坐席的话送到哪里。"""
        ...

    def forget(self, citizens: Sequence[str]) -> None: ...

"""坐席进到微信的对话里：他在说，机器人不答；要他先看的答复先扣下；他的话送到哪里。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Callable, Mapping, Sequence

from bot.stores.address_store import DatabaseAddresses
from bot.usecases.hold_answers import hold_answer, tell_held
from bot.usecases.join_conversation import is_with_person
from connectors.channels.exchange import contents_of
from connectors.channels.wechat.answering import Citizen
from connectors.channels.wechat.incoming import Incoming


@dataclass
class Operators:
    """conversations() 是坐席那一头要用的几样，服务起好了才有；show 把一轮记进对话记录。"""

    conversations: Callable[[], Any]
    addresses: DatabaseAddresses
    show: Callable[[str, str, Sequence[Mapping[str, Any]], str], None]

    def hear(self, citizen: Citizen, incoming: Incoming, utterance: str) -> bool:
        if not is_with_person(citizen.conversation_id, self.conversations().hotline):
            return False
        self.show(citizen.conversation_id, utterance, [], incoming.key)
        return True

    def hold(self, citizen: Citizen, replies: Sequence[Mapping[str, Any]]) -> bool:
        return hold_answer(citizen.conversation_id, contents_of(replies), self.conversations())

    def tell_held(self, citizen: Citizen) -> None:
        tell_held(citizen.conversation_id, self.conversations())

    def keep_address(self, citizen: Citizen, incoming: Incoming) -> None:
        """转了人工、还没收尾的才留地址，过了微信让发的时候就删。"""
        hotline = self.conversations().hotline
        hand_over = hotline.hand_overs.latest_of(citizen.conversation_id)
        if hand_over is not None and hand_over.closed_at is None and incoming.grant.messages:
            until = hotline.now() + timedelta(seconds=incoming.grant.seconds)
            self.addresses.keep(citizen.conversation_id, citizen.digest, incoming.openid, until, hotline.now())

    def forget(self, citizens: Sequence[str]) -> None:
        self.addresses.forget(citizens)

"""微信答话要用的外界，接到用例上：接网页对话、收图片、坐席。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Callable, Mapping, Sequence

from bot.ports import EvidenceStore
from bot.stores.address_store import DatabaseAddresses
from bot.usecases.desk.hold_answers import hold_answer, tell_held
from bot.usecases.desk.join_conversation import is_with_person
from bot.usecases.filing.keep_evidence import keep_evidence
from bot.usecases.talk import bind_conversation
from connectors.channels.exchange import contents_of
from connectors.channels.wechat.incoming import Incoming
from connectors.channels.wechat.ports import Citizen


@dataclass
class Bindings:
    """微信这一头接网页对话的几步。"""

    desk: Any

    def ask(self, scene: str, wechat_id: str) -> bool:
        return bind_conversation.ask_binding(scene, wechat_id, self.desk)

    def is_asking(self, wechat_id: str) -> bool:
        return bind_conversation.is_asking_binding(wechat_id, self.desk)

    def is_portal_answering(self, wechat_id: str) -> bool:
        return bind_conversation.is_portal_answering(wechat_id, self.desk)

    def answer(self, citizen: Citizen, openid: str, is_yes: bool) -> bool:
        return bind_conversation.answer_binding(citizen.conversation_id, citizen.digest, openid, is_yes, self.desk)

    def cut(self, wechat_id: str) -> bool:
        return bind_conversation.unbind(wechat_id, self.desk)

    def show(self, wechat_id: str, utterance: str, replies: Sequence[Mapping[str, Any]], key: str) -> None:
        bind_conversation.note_turn(wechat_id, utterance, contents_of(replies), key, self.desk)


@dataclass
class Images:
    """市民在微信里发来的图片，和门户上传收在一处，同样的检查。"""

    store: EvidenceStore
    new_number: Callable[[str], str]
    now: Callable[[], datetime]
    name: str

    def keep(self, conversation_id: str, data: bytes) -> str:
        return keep_evidence(data, self.name, conversation_id, self.new_number, self.now(), self.store).name

    def said(self, conversation_id: str) -> str:
        return "、".join(evidence.said for evidence in self.store.unfiled_of(conversation_id))

    def file(self, conversation_id: str, ticket_nos: Sequence[str]) -> None:
        self.store.file(conversation_id, ticket_nos)


@dataclass
class Operators:
    """坐席进到对话里：他在说，机器人不答；要他先看的答复先扣下。

    conversations() 是坐席那一头要用的几样，服务起好了才有；show 把一轮记进对话记录。
    """

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

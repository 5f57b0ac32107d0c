"""每种消息、每件事怎么答。要办的交给对话，其余的按 knowledge/wechat/wording.yml 说。"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Awaitable, Callable, List, Mapping, Optional, Sequence, Text

import structlog

from bot.errors import Refusal, UtteranceUnreadable
from connectors.channels.exchange import check_utterance
from connectors.channels.wechat.binding_talk import BindingTalk
from connectors.channels.wechat.drafts import Drafts
from connectors.channels.wechat.errors import WeChatTrouble
from connectors.channels.wechat.incoming import Incoming
from connectors.channels.wechat.menu import Menu
from connectors.channels.wechat.ports import Bindings, Citizen, Followers, Held, Operators
from connectors.channels.wechat.speech import Said, Speech

log = structlog.get_logger("hotline.wechat")


@dataclass
class Answerer:
    """talk(话, 会话编号, 消息编号) 跑一轮对话。"""

    speech: Speech
    wording: Mapping[str, Any]
    menu: Menu
    talk: Callable[[Text, Text, Text], Awaitable[List[Mapping[str, Any]]]]
    download: Callable[[str], Awaitable[bytes]]
    citizen_of: Callable[[str], Citizen]
    held: Held
    followers: Followers
    bindings: Bindings
    operators: Operators
    wake: Callable[[str], None]  # 叫开着这个对话的网页看一眼
    now: Callable[[], datetime]
    longest: int
    drafts: Drafts
    privacy: str  # 个人信息怎么用的一句话和网址
    is_too_fast: Callable[[str], Awaitable[bool]]

    def __post_init__(self) -> None:
        self._binding = BindingTalk(self.bindings, self.wording, self.wake)

    async def answer(self, incoming: Incoming) -> Optional[Said]:
        """要说的话；不用说的返回 None。"""
        citizen = self.citizen_of(incoming.openid)
        kind = incoming.kind.replace("event.", "on_", 1) if incoming.kind.startswith("event.") else incoming.kind
        how = _HOW.get(kind)
        if how is None:
            return None if kind.startswith("on_") else Said(self.wording["kind_not_supported"])
        said = await how(self, incoming, citizen)
        if how is not Answerer._unsubscribe:
            await asyncio.to_thread(self.operators.keep_address, citizen, incoming)
        return await self._with_held(said, citizen) if said is not None else None

    async def _text(self, incoming: Incoming, citizen: Citizen) -> Said:
        text = incoming.fields.get("Content")
        if isinstance(text, str) and text.strip() in self.wording["unsupported_texts"]:
            return Said(self.wording["kind_not_supported"])
        if isinstance(text, str) and (answered := await self._binding.hear(text.strip(), incoming, citizen)):
            return answered
        return await self._talk(text, incoming, citizen)

    async def _voice(self, incoming: Incoming, citizen: Citizen) -> Said:
        heard = incoming.text("Recognition")
        if not heard:
            return Said(self.wording["voice_not_recognised"])
        return await self._talk(heard, incoming, citizen)

    async def _image(self, incoming: Incoming, citizen: Citizen) -> Said:
        try:
            content = await self.download(incoming.text("MediaId"))
            name = await asyncio.to_thread(self.drafts.images.keep, citizen.conversation_id, content)
        except WeChatTrouble as trouble:
            log.warning("wechat_image_not_fetched", error=trouble.code, errcode=trouble.errcode)
            return Said(self.wording["image_not_fetched"])
        except Refusal as refusal:
            return Said(self.wording["image_refused"].format(why=refusal))
        kept = self.wording["image_kept"].format(name=name)
        if await self._is_with_person(self.wording["image_shown"], incoming, citizen):
            return Said(kept)
        replies = await self.drafts.put_images(citizen.conversation_id, self._talker(incoming, citizen))
        if replies is None:
            return Said(f"{kept}{self.wording['image_kept_next']}")
        return await self._said(self.wording["image_shown"], [{"text": kept}, *replies], incoming, citizen)

    async def _location(self, incoming: Incoming, citizen: Citizen) -> Said:
        address = incoming.text("Label")
        if not address:
            return Said(self.wording["no_address"])
        if await self._is_with_person(address, incoming, citizen):
            return Said("")
        replies = await self.drafts.put_place(address, citizen.conversation_id, self._talker(incoming, citizen))
        if replies is None:
            return Said(self.wording["place_kept"].format(address=address))
        return await self._said(address, replies, incoming, citizen)

    async def _link(self, incoming: Incoming, citizen: Citizen) -> Said:
        said = self.wording["link_said"].format(title=incoming.text("Title"), url=incoming.text("Url"))
        return await self._talk(said.strip(), incoming, citizen)

    async def _video(self, incoming: Incoming, citizen: Citizen) -> Said:
        return Said(self.wording["video_not_supported"])

    async def _subscribe(self, incoming: Incoming, citizen: Citizen) -> Said:
        welcome = f"{self.wording['welcome']}\n{self.privacy}"
        if incoming.scene is None:
            return Said(welcome)
        return Said(f"{welcome}\n\n{await self._binding.ask(incoming.scene, citizen)}")

    async def _scan(self, incoming: Incoming, citizen: Citizen) -> Optional[Said]:
        return Said(await self._binding.ask(incoming.scene, citizen)) if incoming.scene else None

    async def _unsubscribe(self, incoming: Incoming, citizen: Citizen) -> None:
        """人走了，他的地址、没送的话、接着的网页都不留。"""
        await asyncio.to_thread(self.held.forget, citizen.digests)
        await asyncio.to_thread(self.followers.forget, citizen.digests)
        await asyncio.to_thread(self.operators.forget, citizen.digests)
        await self._binding.cut(citizen)

    async def _click(self, incoming: Incoming, citizen: Citizen) -> Optional[Said]:
        say = self.menu.says(incoming.text("EventKey"))
        return await self._talk(say, incoming, citizen) if say else None

    async def _talk(self, text: Any, incoming: Incoming, citizen: Citizen) -> Said:
        if await self.is_too_fast(citizen.digest):
            return Said(self.wording["too_fast"])
        try:
            utterance = check_utterance(text if isinstance(text, str) else "", self.longest)
        except UtteranceUnreadable as refusal:
            return Said(str(refusal))
        if await self._is_with_person(utterance, incoming, citizen):
            return Said("")
        replies = await self.drafts.talk(utterance, citizen.conversation_id, self._talker(incoming, citizen))
        return await self._said(utterance, replies, incoming, citizen)

    async def _is_with_person(self, utterance: Text, incoming: Incoming, citizen: Citizen) -> bool:
        """坐席在说：这一句他看得到，机器人不答；他的话另外推过来。"""
        is_heard = await asyncio.to_thread(self.operators.hear, citizen, incoming, utterance)
        if is_heard:
            self.wake(citizen.conversation_id)
        return is_heard

    def _talker(self, incoming: Incoming, citizen: Citizen) -> Callable[[Text], Awaitable[Any]]:
        return lambda utterance: self.talk(utterance, citizen.conversation_id, incoming.key)

    async def _said(
        self, utterance: Text, replies: Sequence[Mapping[str, Any]], incoming: Incoming, citizen: Citizen
    ) -> Said:
        said = self.speech.say(replies)
        is_held = await asyncio.to_thread(self.operators.hold, citizen, replies)
        await asyncio.to_thread(self.bindings.show, citizen.conversation_id, utterance, [] if is_held else replies, incoming.key)
        self.wake(citizen.conversation_id)
        if is_held:
            await asyncio.to_thread(self.operators.tell_held, citizen)
        if said.filed:
            await asyncio.to_thread(self.drafts.images.file, citizen.conversation_id, said.filed)
        for ticket_no in said.filed:  # 登记成了，有进展时来这里说
            await asyncio.to_thread(self.followers.follow, ticket_no, citizen.digest, incoming.openid, self.now())
        return replace(said, text="") if is_held else said

    async def _with_held(self, said: Said, citizen: Citizen) -> Said:
        """上次没能送到的，这次一起说。"""
        held = await asyncio.to_thread(self.held.take_held, citizen.digests)
        if not held:
            return said
        return replace(said, text="\n\n".join(filter(None, [said.text, self.wording["held_before"], *held])))


_HOW = {
    "text": Answerer._text,
    "voice": Answerer._voice,
    "image": Answerer._image,
    "location": Answerer._location,
    "link": Answerer._link,
    "video": Answerer._video,
    "shortvideo": Answerer._video,
    "on_subscribe": Answerer._subscribe,
    "on_unsubscribe": Answerer._unsubscribe,
    "on_scan": Answerer._scan,
    "on_click": Answerer._click,
}

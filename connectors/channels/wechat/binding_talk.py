"""网页上的码扫过来，接不接到微信：问一句，听他怎么答，说断开就断开。"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional

from connectors.channels.wechat.incoming import Incoming
from connectors.channels.wechat.ports import Bindings, Citizen
from connectors.channels.wechat.speech import Said

_LOOK_AGAIN_SECONDS = 0.2


@dataclass
class BindingTalk:
    """wake 叫开着这个对话的网页看一眼。"""

    bindings: Bindings
    wording: Mapping[str, Any]
    wake: Callable[[str], None]

    async def hear(self, said: str, incoming: Incoming, citizen: Citizen) -> Optional[Said]:
        """正问着接不接的回答，或者说断开；说的是别的返回 None。"""
        if await asyncio.to_thread(self.bindings.is_asking, citizen.conversation_id):
            answered = await self._answer(said, incoming, citizen)
            if answered:
                return answered
        if said in self.wording["bind_cut"] and await self.cut(citizen):
            return Said(self.wording["cut"])
        return None

    async def ask(self, scene: str, citizen: Citizen) -> str:
        """扫了一个码，要问他的话；码过期了，说过期了。"""
        is_good = await asyncio.to_thread(self.bindings.ask, scene, citizen.conversation_id)
        return self.wording["bind_ask" if is_good else "bind_expired"]

    async def cut(self, citizen: Citizen) -> bool:
        """断开；本来没接着返回 False。"""
        was_bound = await asyncio.to_thread(self.bindings.cut, citizen.conversation_id)
        self.wake(citizen.conversation_id)
        return was_bound

    async def _answer(self, said: str, incoming: Incoming, citizen: Citizen) -> Optional[Said]:
        """接不接。说了别的就当没有接，照常答那句话。"""
        is_yes = said in self.wording["bind_yes"]
        while is_yes and await asyncio.to_thread(self.bindings.is_portal_answering, citizen.conversation_id):
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        is_bound = await asyncio.to_thread(self.bindings.answer, citizen, incoming.openid, is_yes)
        if is_yes:
            return Said(self.wording["bound" if is_bound else "bind_expired"])
        return Said(self.wording["not_bound"]) if said in self.wording["bind_no"] else None

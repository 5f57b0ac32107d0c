"""正在登记的草稿：市民发来的位置、图片填进去。草稿还没开始就发来的，先记着，开始了再填。"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Protocol, Sequence

from connectors.channels.wechat.boards import Board

_PLACE_SECONDS = 1800
_DRAFT_SECONDS = 30 * 24 * 3600
_OPEN = ("collecting", "confirming")

Replies = List[Mapping[str, Any]]
Talk = Callable[[str], Awaitable[Replies]]


class ImageShelf(Protocol):
    """收市民的图片，和门户上传一样的检查；不能收的抛 Refusal，消息是给市民的话。"""

    def keep(self, conversation_id: str, data: bytes) -> str:
        """返回它的名字。"""
        ...

    def said(self, conversation_id: str) -> str:
        """这个会话交过、还没有登记成工单的，写进草稿的样子；没有是空的。"""
        ...

    def file(self, conversation_id: str, ticket_nos: Sequence[str]) -> None:
        """登记成工单了，图片随工单保存。"""
        ...


@dataclass
class Drafts:
    """open_draft(会话编号) 是正在登记的草稿编号，没有是 None。board 上只有摘要和密文。"""

    board: Board
    cipher: Any
    open_draft: Callable[[str], Optional[str]]
    images: ImageShelf

    async def talk(self, utterance: str, conversation_id: str, talk: Talk) -> Replies:
        """说一句；草稿里空着、先前发来过的位置和图片，随后填进去。"""
        replies = await talk(utterance)
        draft = _open_card(replies)
        values = await self._waiting_values(draft, conversation_id) if draft else {}
        if not draft or not values:
            return replies
        return _joined(replies, await _fill(draft["draft_id"], values, talk), draft.get("asking") in values)

    async def put_place(self, address: str, conversation_id: str, talk: Talk) -> Optional[Replies]:
        """位置填进正在登记的草稿；没有草稿先记着，返回 None。"""
        draft_id = await asyncio.to_thread(self.open_draft, conversation_id)
        if draft_id is not None:
            return await _fill(draft_id, {"respondent_address": address}, talk)
        await self.board.drop(_place(conversation_id))
        await self.board.settle(_place(conversation_id), self.cipher.seal(address), _PLACE_SECONDS)
        return None

    async def put_images(self, conversation_id: str, talk: Talk) -> Optional[Replies]:
        """交过的图片写进正在登记的草稿；没有草稿返回 None，开始登记时自会写上。"""
        draft_id = await asyncio.to_thread(self.open_draft, conversation_id)
        said = await self._images_said(conversation_id)
        if not draft_id or not said:
            return None
        await self._has_said(draft_id, said)
        return await _fill(draft_id, {"evidence": said}, talk)

    async def _waiting_values(self, draft: Mapping[str, Any], conversation_id: str) -> Dict[str, str]:
        empty = {field.get("id") for field in draft.get("fields", ()) if not field.get("value")}
        values = {}
        sealed = await self.board.outcome(_place(conversation_id))
        if sealed and "respondent_address" in empty:
            values["respondent_address"] = self.cipher.open(sealed)
            await self.board.drop(_place(conversation_id))
        said = await self._images_said(conversation_id)
        if said and not await self._has_said(draft["draft_id"], said):
            values["evidence"] = said
        return values

    async def _has_said(self, draft_id: str, said: str) -> bool:
        """这几张写进过这份草稿没有；问一次就算写了。"""
        mark = hashlib.sha256(said.encode()).hexdigest()[:16]
        return await self.board.count(f"evidence:{draft_id}:{mark}", _DRAFT_SECONDS) > 1

    async def _images_said(self, conversation_id: str) -> str:
        return await asyncio.to_thread(self.images.said, conversation_id)


async def _fill(draft_id: str, values: Mapping[str, str], talk: Talk) -> Replies:
    said = {"do": "fill", "draft": draft_id, **values}
    return await talk(f"/answer_draft{json.dumps(said, ensure_ascii=False)}")


def _open_card(replies: Sequence[Mapping[str, Any]]) -> Optional[Mapping[str, Any]]:
    """这一轮最后给的草稿卡片，还在登记的才算。"""
    cards = [reply.get("custom") or {} for reply in replies]
    last = next((card for card in reversed(cards) if card.get("type") == "request_draft"), None)
    return last if last is not None and last.get("stage") in _OPEN else None


def _place(conversation_id: str) -> str:
    return f"place:{conversation_id}"


def _joined(first: Replies, then: Replies, is_answered: bool) -> Replies:
    """两轮的话接起来。前一轮最后问的已经填上了、后一轮又问了一遍的，不说；按钮只留后一轮的。"""
    again = {reply.get("text") for reply in then}
    said = first[:-1] if is_answered else first
    return [{**reply, "buttons": None} for reply in said if reply.get("text") not in again] + then

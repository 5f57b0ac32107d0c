"""正在登记的草稿：市民发来的位置、图片填进去。草稿还没开始就发来的，先记着，开始了再填。"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, List, Mapping, Optional, Protocol, Sequence

from connectors.channels.wechat.boards import Board

_DRAFT_SECONDS = 24 * 3600
_PLACE_SECONDS = 1800
_OPEN = ("collecting", "confirming")
_CLOSED = ("request_draft", "ticket_filed")

Replies = List[Mapping[str, Any]]
Talk = Callable[[str], Awaitable[Replies]]


class ImageShelf(Protocol):
    """收市民的图片，和门户上传一样的检查；不能收的抛 Refusal，消息是给市民的话。"""

    def keep(self, conversation_id: str, data: bytes) -> str:
        """返回它的名字。"""
        ...

    def said(self, conversation_id: str) -> str:
        """这个会话交过的全部，写进草稿的样子；没有是空的。"""
        ...


@dataclass
class Drafts:
    """board 上只有摘要和密文。"""

    board: Board
    cipher: Any
    images: Optional[ImageShelf] = None

    async def talk(self, utterance: str, conversation_id: str, talk: Talk) -> Replies:
        """说一句；这一句开了草稿，就把先前发来的位置、图片填进去。"""
        was_open = await self.open_draft(conversation_id)
        replies = await talk(utterance)
        draft = await self._notice(replies, conversation_id)
        if draft is None or was_open == draft["draft_id"]:
            return replies
        values = await self._waiting_values(draft, conversation_id)
        return _joined(replies, await self._fill(draft["draft_id"], values, conversation_id, talk)) if values else replies

    async def put_place(self, address: str, conversation_id: str, talk: Talk) -> Optional[Replies]:
        """位置填进正在登记的草稿；没有草稿先记着，返回 None。"""
        draft_id = await self.open_draft(conversation_id)
        if draft_id is None:
            await self._write(f"place:{conversation_id}", address, _PLACE_SECONDS)
            return None
        return await self._fill(draft_id, {"respondent_address": address}, conversation_id, talk)

    async def put_images(self, conversation_id: str, talk: Talk) -> Optional[Replies]:
        """交过的图片写进正在登记的草稿；没有草稿返回 None，开始登记时自会写上。"""
        draft_id = await self.open_draft(conversation_id)
        said = await self._images_said(conversation_id) if draft_id else ""
        return await self._fill(draft_id, {"evidence": said}, conversation_id, talk) if draft_id and said else None

    async def open_draft(self, conversation_id: str) -> Optional[str]:
        return await self._read(f"draft:{conversation_id}")

    async def _fill(self, draft_id: str, values: Mapping[str, str], conversation_id: str, talk: Talk) -> Replies:
        said = {"do": "fill", "draft": draft_id, **values}
        replies = await talk(f"/answer_draft{json.dumps(said, ensure_ascii=False)}")
        await self._notice(replies, conversation_id)
        return replies

    async def _waiting_values(self, draft: Mapping[str, Any], conversation_id: str) -> Mapping[str, str]:
        empty = {field.get("id") for field in draft.get("fields", ()) if not field.get("value")}
        values = {}
        place = await self._read(f"place:{conversation_id}")
        if place and "respondent_address" in empty:
            values["respondent_address"] = place
            await self.board.drop(f"place:{conversation_id}")
        said = await self._images_said(conversation_id)
        if said and "evidence" in empty:
            values["evidence"] = said
        return values

    async def _images_said(self, conversation_id: str) -> str:
        return await asyncio.to_thread(self.images.said, conversation_id) if self.images else ""

    async def _notice(self, replies: Sequence[Mapping[str, Any]], conversation_id: str) -> Optional[Mapping[str, Any]]:
        """看这一轮的卡片：草稿开着就记住编号，登记成了、不办了就忘掉。返回开着的那张卡片。"""
        cards = [reply.get("custom") or {} for reply in replies]
        last = next((card for card in reversed(cards) if card.get("type") in _CLOSED), None)
        if last is None:
            return None
        is_open = last["type"] == "request_draft" and last.get("stage") in _OPEN
        if is_open:
            await self._write(f"draft:{conversation_id}", last["draft_id"], _DRAFT_SECONDS)
            return last
        await self.board.drop(f"draft:{conversation_id}")
        return None

    async def _write(self, key: str, value: str, seconds: int) -> None:
        await self.board.drop(key)
        await self.board.settle(key, self.cipher.seal(value), seconds)

    async def _read(self, key: str) -> Optional[str]:
        sealed = await self.board.outcome(key)
        return self.cipher.open(sealed) if sealed else None


def _joined(first: Replies, then: Replies) -> Replies:
    """两轮的话接起来：后一轮又问了一遍的、旧的草稿卡片，前一轮里的不说。"""
    again = {reply.get("text") for reply in then}
    return [reply for reply in first if reply.get("text") not in again] + then

"""坐席进到对话里：他的话送到市民的页面或者微信。"""

from __future__ import annotations

import asyncio
from typing import Any, Mapping, Sequence

from sanic import Sanic

from bot import bootstrap
from connectors.channels.portal_stream import Streams


def conversation_desk(app: Sanic, streams: Streams) -> bootstrap.ConversationDesk:
    """坐席在对话里要用的几样；话送到门户的页面、微信。在事件循环里调。"""
    loop, desk = asyncio.get_running_loop(), bootstrap.get_conversation_desk()

    def told(conversation_id: str) -> None:
        loop.call_soon_threadsafe(streams.wake, conversation_id)

    def reach(conversation_id: str, said: Sequence[Mapping[str, Any]]) -> bool:
        """门户的页面自己来取；微信里的推过去。"""
        is_wechat = conversation_id.startswith("wechat:") and app.ctx.wechat is not None
        return app.ctx.wechat.reach.say(conversation_id, said) if is_wechat else True

    desk.told, desk.reach = told, reach
    return desk

"""门户聊天页的渠道：POST 收话，server-sent events 推话；会话由服务器签发。"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Awaitable, Callable, List, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.errors import UtteranceUnreadable
from bot.hotline.transcript import TranscriptEntry
from bot.server.problems import problem, read_json
from bot.usecases.talk.bind_conversation import conversation_of, unbind
from connectors.channels.exchange import check_utterance
from connectors.channels.portal_access import Access, find_conversation, read_key
from connectors.channels.portal_binding import add_binding
from connectors.channels.portal_desk import add_desk
from connectors.channels.portal_evidence import add_evidence
from connectors.channels.portal_stream import MOST_STREAMS, Streams, event
from connectors.channels.portal_turns import Turns
from connectors.channels.rate_limit import Limits
from connectors.channels.session import Session, Sessions, clear_cookie, label_of, set_cookie

_LONGEST_TITLE = 200
_LAST_ENTRY = 2**31 - 1


class Portal(InputChannel):
    """接口的写法在 portal.openapi.yml；页面在 web/。

    sessions 发会话、认会话；origins 是哪些网站可以嵌入（“*” 是都可以：那里不用 cookie，带不走谁的身份）。
    """

    def __init__(self, sessions: Sessions, now: Callable[[], datetime], origins: Text, longest_utterance: int, limits: Limits):
        self._now, self._longest = now, longest_utterance
        self._sessions, self._access = sessions, Access(sessions, origins, limits)
        self.streams = Streams()

    @classmethod
    def name(cls) -> Text:
        return "portal"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        portal = Blueprint("portal")
        turns = Turns(on_new_message, self.streams, self._now, self.name())
        access = self._access
        access.install(portal)
        add_evidence(portal, access, self._now)
        add_desk(portal, access)
        add_binding(portal, access, self.streams)

        @portal.post("/session")
        @access.limited
        async def open_session(request: Request) -> HTTPResponse:
            """接着用原来的会话，没有就发一个。嵌入的页面要令牌，本站的页面用 cookie。"""
            wants_token = bool(read_json(request).get("embedded")) if request.body else False
            known = self._sessions.presented(request)
            session = self._sessions.issue(known)
            conversation_id, _ = await find_conversation(request, session)
            body = {"is_new": known is None, **_standing(session, conversation_id), **request.app.ctx.portal_facts()}
            if wants_token:
                return json({"token": session.token, **body}, ensure_ascii=False)
            response = json(body, ensure_ascii=False)
            set_cookie(response, session, request)
            return response

        @portal.post("/session/end")
        @access.needs_session
        async def end_session(request: Request) -> HTTPResponse:
            """市民离开公用电脑时：对话记录删去，会话作废。"""
            ctx, session_id, conversation_id = request.app.ctx, request.ctx.session.conversation_id, request.ctx.conversation_id
            await asyncio.to_thread(ctx.transcripts.forget, conversation_id)
            await asyncio.to_thread(ctx.conversations.held.forget, conversation_id)
            await asyncio.to_thread(unbind, session_id, ctx.bindings)
            self.streams.wake(conversation_id)
            response = empty()
            clear_cookie(response)
            return response

        @portal.post("/messages")
        @access.needs_session
        async def receive(request: Request) -> HTTPResponse:
            body = read_json(request)
            try:
                content = self._content(body)
                key = read_key(request.headers.get("idempotency-key"))
            except UtteranceUnreadable as refusal:
                return problem(422, refusal.code, str(refusal))
            conversation_id = request.ctx.conversation_id
            entries = await turns.take(conversation_id, content, key, request.app.ctx)
            records = [entry.as_record() for entry in entries]
            return json({"conversation": label_of(conversation_id), "entries": records}, ensure_ascii=False)

        @portal.get("/events")
        @access.needs_session
        async def events(request: Request) -> Optional[HTTPResponse]:
            session, conversation_id, ctx = request.ctx.session, request.ctx.conversation_id, request.app.ctx
            if self.streams.count(conversation_id) >= MOST_STREAMS:
                return problem(429, "too_many_streams", "这个对话开的页面太多了，请关掉几个。")
            after = _number(request.headers.get("last-event-id") or request.args.get("after"))
            headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
            response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=headers)
            await response.send(event("conversation", _standing(session, conversation_id)))

            def entries_after(number: int) -> Optional[List[TranscriptEntry]]:
                is_same = conversation_of(session.conversation_id, ctx.bindings)[0] == conversation_id
                return ctx.transcripts.after(conversation_id, number) if is_same else None

            await self.streams.push(conversation_id, max(after, request.ctx.shown_after), entries_after, response.send)
            await response.eof()
            return None

        return portal

    def _content(self, body: Any) -> dict[Text, Any]:
        text = check_utterance(body.get("message"), self._longest)
        title = body.get("title")
        if title is None:
            return {"text": text}
        return {"text": text, "title": check_utterance(title, _LONGEST_TITLE)}


def _standing(session: Session, conversation_id: Text) -> dict[Text, Any]:
    """现在是哪个对话，接没接着微信。"""
    return {"conversation": label_of(conversation_id), "is_bound": conversation_id != session.conversation_id}


def _number(said: Optional[Text]) -> int:
    """从第几句以后推；看不懂的从头推。"""
    return min(int(said), _LAST_ENTRY) if said and said.isascii() and said.isdigit() else 0

"""Rasa 的字典和热线的记录互相翻译；只在这里翻译。"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding


def remembered(tracker: Tracker) -> Conversation:
    """这个会话记着的事。"""
    return replace(Conversation.from_record(tracker.get_slot("conversation")), id=tracker.sender_id)


def heard(tracker: Tracker) -> Understanding:
    """这一句听成了什么；按钮没有经过理解，只带着选择。"""
    message = tracker.latest_message or {}
    intent = (message.get("intent") or {}).get("name") or "noise"
    if message.get("understanding"):
        return replace(Understanding.from_contract(message["understanding"]), intent=intent)
    return Understanding(
        text=message.get("text") or "",
        intent=intent,
        kind=RequestKind.INQUIRY,
        kind_confidence=1.0,
        choice=message.get("choice") or {},
    )


def said_before(tracker: Tracker) -> Optional[str]:
    """按钮以前，市民自己说的上一句；没有返回 None。"""
    said = [event for event in tracker.events if event.get("event") == "user"][:-1]
    typed = (event.get("text") or "" for event in reversed(said))
    return next((text for text in typed if text and not text.startswith("/")), None)


def say(dispatcher: CollectingDispatcher, turn: Turn) -> List[Dict[str, Any]]:
    """说这一轮的话，记住这一轮之后的状态。"""
    for reply in turn.replies:
        dispatcher.utter_message(
            response=reply.name,
            buttons=[_button(choice) for choice in reply.choices] or None,
            json_message=reply.card,
            **_fields(reply),
        )
    offered = next((reply.choices for reply in reversed(turn.replies) if reply.choices), None)
    memory = turn.conversation
    if offered is not None or turn.replies:
        kept = tuple(
            {"title": choice.title, "intent": choice.intent, "choice": choice.choice} for choice in offered or ()
        )
        memory = replace(memory, offered=kept)
    return [SlotSet("conversation", memory.as_record())]


def _button(choice: Choice) -> Dict[str, str]:
    arguments = json.dumps(choice.choice, ensure_ascii=False) if choice.choice else ""
    return {"title": choice.title, "payload": f"/{choice.intent}{arguments}"}


def _fields(reply: Reply) -> Dict[str, Any]:
    return {key: "" if value is None else value for key, value in reply.fields.items()}

"""各渠道共用的一来一回：收下一句，跑一轮，收齐回答；出了错道歉，不装没事。"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Sequence, Text

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.errors import UtteranceUnreadable
from bot.logs import where

log = structlog.get_logger("hotline.channel")

_BUTTON = re.compile(r"^/([a-z_]+)(\{.*\})?$", re.DOTALL)
# 只有这些意图可以由按钮直接给出；别的斜杠开头的话当普通话听。
BUTTON_INTENTS = frozenset(
    "choose_item choose_answer answer_situation answer_draft check_ticket none_of_these request_callback "
    "have_materials talk_to_operator ask_what_you_can_do cancel start_over".split()
)
APOLOGY = "抱歉，刚才系统出了问题，没能答上来。请稍后再说一遍，或直接拨打12345。"


class CollectedReplies(CollectingOutputChannel):
    """把一轮的回答收成一列；一条回答就是一条，不在空行处切开。"""

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        reply = {"recipient_id": recipient_id}
        for key in ("text", "buttons", "custom", "image"):
            if message.get(key):
                reply[key] = message[key]
        self.messages.append(reply)


def check_utterance(text: Any, longest: int) -> Text:
    """来话能不能收。不能收时抛 UtteranceUnreadable，消息就是说给市民听的话。"""
    if not isinstance(text, str):
        raise UtteranceUnreadable("message 应当是一段文字。")
    if not any(not c.isspace() and not unicodedata.category(c).startswith("C") for c in text):
        raise UtteranceUnreadable("没有收到文字。请把想问的事写下来再发一次。")
    if len(text) > longest:
        raise UtteranceUnreadable(f"您发的有{len(text)}个字，一次最多{longest}字。请分几次发，或拨打12345由工作人员记录。")
    return text


async def exchange(
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    text: Text,
    conversation_id: Text,
    channel: Text,
    message_id: Optional[Text] = None,
) -> List[Dict[Text, Any]]:
    """跑一轮对话，返回全部回答。按钮的来话不经过理解。"""
    replies = CollectedReplies()
    message = UserMessage(
        text, replies, conversation_id, parse_data=parse_button(text), input_channel=channel, message_id=message_id
    )
    try:
        await on_new_message(message)
    except Exception as error:  # 最外一层：市民要听到道歉，值班的人要看到是什么错
        log.error("turn_failed", channel=channel, conversation_id=conversation_id, error=type(error).__name__, where=where(error))
        replies.messages.append({"recipient_id": conversation_id, "text": APOLOGY})
    return replies.messages


def contents_of(replies: Sequence[Mapping[Text, Any]]) -> List[Dict[Text, Any]]:
    """回答记进对话记录的样子。"""
    return [{name: value for name, value in reply.items() if name != "recipient_id"} for reply in replies]


def parse_button(text: Text) -> Optional[Dict[Text, Any]]:
    """按钮的载荷 → Rasa 的 parse_data；不是按钮返回 None。"""
    match = _BUTTON.match(text.strip())
    if not match or match.group(1) not in BUTTON_INTENTS:
        return None
    try:
        choice = json.loads(match.group(2) or "{}")
    except json.JSONDecodeError:
        return None
    if not isinstance(choice, dict) or not all(isinstance(v, str) for v in choice.values()):
        return None
    return {
        "text": text,
        "intent": {"name": match.group(1), "confidence": 1.0},
        "entities": [],
        "choice": choice,
    }

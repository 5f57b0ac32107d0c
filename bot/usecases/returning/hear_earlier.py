"""“我上回打电话说的事你们记着没”：是来问进度的，不是反映接电话的人。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding


def hear_earlier(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """听成了反映工作人员、在说事，问的是早先说过的那件；说了我们的人怎样的照旧。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_free = not conversation.draft_open and heard.choice is None and heard.emergency is None and heard.intent != "check_ticket"
    is_asked = any(phrase in text for phrase in words.said_earlier) and any(phrase in text for phrase in words.asks_after)
    if not (is_free and is_asked) or any(word in text for word in (*words.insults, *words.our_own, *words.bribery)):
        return heard
    return replace(heard, intent="check_ticket", kind=RequestKind.INQUIRY, department=None, problem=None, items=(), item_decision=ItemDecision.NONE)

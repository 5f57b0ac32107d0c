"""“检验报告过两天再补行吗”：手头这件事哪些材料可以后补；清单没写的照实说没写，不拿别的规矩来答。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.issue_notice import every_case
from bot.usecases.reading.read_phrase import bare, says_any

_LONGEST = 20


def answer_deferral(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问这一样、手头没有一件事的，返回 None。正问着情形的，答完接着问。"""
    text, item = bare(heard.text), hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or conversation.draft_open or len(text) > _LONGEST:
        return None
    if not says_any(hotline.knowledge.answer_words.defers, text):
        return None
    later = [line.name for line in every_case(item, conversation.answers, hotline.now()).bring if line.deferrable]
    said = Reply("utter_deferrable", {"materials": "、".join(later)}) if later else Reply("utter_not_deferrable")
    if conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said, *resumed.replies])

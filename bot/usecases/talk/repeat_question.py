"""“再说一遍”：正问着的再问一遍，刚答的规矩、事项再答一遍；不当成重来，也不当成回答。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import return_to_draft
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.reading.read_phrase import bare, clauses, says_any
from bot.usecases.rules.quote_answer import faq_reply

_FEW_WORDS = 2
_SHORT = 8  # 长的是在说事：“店家让我再说一遍，我就火了”


def asks_to_repeat(heard: Understanding, hotline) -> bool:
    parts, repeats = clauses(heard.text), hotline.knowledge.answer_words.repeats
    return heard.choice is None and bool(parts) and all(len(part) <= _SHORT and says_any(repeats, part) for part, _ in parts)


def repeat_question(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是要再说一遍的返回 None。说过的话不留（见 bot/README.md），所以没在办什么的，请他说要听哪一样。"""
    if not asks_to_repeat(heard, hotline):
        return None
    if conversation.draft_open and conversation.awaiting is Awaiting.DRAFT:
        return return_to_draft(Turn(conversation, []), hotline)
    if conversation.awaiting is Awaiting.SITUATION and conversation.item_id:
        return continue_notice(conversation, hotline.knowledge.item(conversation.item_id), hotline)
    rule = (conversation.last_question or {}).get("faq_id")
    if conversation.awaiting is Awaiting.NOTHING and rule in hotline.knowledge.faq and len(_named(heard, hotline)) < _FEW_WORDS:
        return Turn(conversation, [faq_reply(rule, hotline)])
    if conversation.awaiting is Awaiting.NOTHING and conversation.item_id:
        item = hotline.knowledge.item(conversation.item_id)
        return answer_item(conversation, item, _aspect(conversation, heard, hotline), heard, hotline)
    return Turn(conversation, [Reply("utter_repeat_what")])


def _aspect(conversation: Conversation, heard: Understanding, hotline) -> str:
    """“再说一遍要带啥”：点了哪一方面的说那一方面，没点的说刚答的。"""
    named = _named(heard, hotline)
    if conversation.notice_no and says_any(hotline.knowledge.answer_words.about_notice.whole, named):
        return "materials"
    return (heard.aspect if len(named) >= _FEW_WORDS else None) or conversation.aspect or "overview"


def _named(heard: Understanding, hotline) -> str:
    return re.sub(any_of(hotline.knowledge.answer_words.repeats), "", bare(heard.text))

"""正说着一件事，问的是它的一条常见问题，换了个说法（“小学文化行不”“密码忘了”）：直接答那一条，正问着情形的再接着问。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.read_materials import mentioned_materials
from bot.usecases.guide.read_told import mentioned_answers
from bot.usecases.reading.read_phrase import bare, telling_part
from bot.usecases.rules.quote_answer import common_question
from bot.usecases.talk.hear_bare import says_what_he_has

_LONGEST = 18
# 正说着这件事，没有别的事可像，低些也是它；不是在问的（“罚款也交了”）要更像。在另写的一百多句追问上定的。
_ASKED, _TOLD = 0.47, 0.55
_FREE = (Awaiting.NOTHING, Awaiting.SITUATION)
_PLAIN = (RequestKind.INQUIRY, RequestKind.OTHER)


def answer_alike(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """问的是整个一方面的、说情形说材料的、是别的部门的事的，返回 None。"""
    item = hotline.knowledge.items.get(conversation.item_id or "")
    words, aspects, text = hotline.knowledge.answer_words, hotline.knowledge.aspect_words, bare(heard.text)
    is_free = item is not None and conversation.awaiting in _FREE and not conversation.draft_open and heard.choice is None
    if not is_free or len(text) > _LONGEST or heard.kind not in _PLAIN or heard.department in hotline.knowledge.external_bodies:
        return None
    if aspects.names_nothing(text) or aspects.meant("point", text) == "consequence" or says_what_he_has(conversation, heard, hotline):
        return None
    if telling_part(text, words) and (mentioned_answers(item, heard.text, words) or mentioned_materials(item, heard.text, words)):
        return None
    said = common_question(item, heard.text, hotline, _TOLD if telling_part(text, words) else _ASKED)
    if said is None or conversation.awaiting is Awaiting.NOTHING:
        return said and Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said.without_choices(), *resumed.replies])

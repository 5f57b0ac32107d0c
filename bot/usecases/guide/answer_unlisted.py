"""清单出了，问一样哪件事的清单上都没有的（“要火化证不”“会议决议要不要”）：差几个字就是清单上那一样的念它，别的说清单上没有，不指到别的部门去。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.say_notice import say_materials
from bot.usecases.guide.stay_with_item import answer_beside_item
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import common_question

_LONGEST = 12
_WHETHER = "不没么"
_NAME = range(2, 8)  # 一样材料的名字这么长


def answer_unlisted(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没出过清单、没问要不要、剩下的不像一样材料的名字、常见问题和问答里正有的，返回 None。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words.about_notice
    is_elsewhere = says_any(words.gives_back, text) or heard.choice is not None or heard.emergency or conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING
    notice = None if is_elsewhere or not conversation.notice_no else hotline.notices.get(conversation.notice_no)
    if notice is None or notice.item_id != conversation.item_id or len(text) > _LONGEST or not says_any(words.need, text):
        return None
    name = re.sub(any_of((*words.filler, *words.need)), "", text).rstrip(_WHETHER)
    if len(name) not in _NAME or says_any(hotline.knowledge.answer_words.asking, name) or not name.endswith(words.paper_endings) or name in hotline.knowledge.item(notice.item_id).result.name:
        return None
    item = hotline.knowledge.item(notice.item_id)
    if common_question(item, text, hotline) or answer_beside_item(item, text, hotline):
        return None
    ending = next((ending for ending in words.telling_endings if name.endswith(ending)), "")
    alike = [line for line in notice.bring if ending and ending in line.name]
    if alike:
        return Turn(conversation.settled(), [Reply("utter_notice_lines", {"materials": say_materials(alike), "number": notice.number})])
    names = "、".join(line.name for line in notice.bring) or "不需要您带材料"
    return Turn(conversation.settled(), [Reply("utter_notice_not_listed", {"name": f"“{name}”", "count": len(notice.bring), "names": names, "number": notice.number})])

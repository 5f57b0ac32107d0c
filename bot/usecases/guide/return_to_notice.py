"""拿着告知书编号回来的：认出是哪一份，接着说那件事。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.errors import NoticeUnknown
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.guide.look_up_notice import look_up_notice
from bot.usecases.guide.read_materials import mentioned_materials
from bot.usecases.guide.say_notice import missing_reply, notice_reply

_NUMBER = re.compile(r"N\d{8}-[0-9A-Z]{6}", re.IGNORECASE)
_MATTERS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT)


def return_to_notice(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """话里没有告知书编号、在投诉的返回 None。说了有哪几样的，说还缺什么；没说的，把那一份再念一遍。"""
    said = _NUMBER.search(heard.text)
    if said is None or heard.choice is not None or conversation.draft_open or heard.kind in _MATTERS:
        return None
    try:
        notice = look_up_notice(said[0], hotline)
    except NoticeUnknown:
        return Turn(conversation, [Reply("utter_notice_unknown")])
    item = hotline.knowledge.items.get(notice.item_id)
    brought = mentioned_materials(item, heard.text, hotline.knowledge.answer_words) if item else []
    if item:
        known = conversation.about(item.item_id).settled()
        conversation = replace(known, answers=dict(notice.answers), notice_no=notice.number, brought=tuple(brought))
    return Turn(conversation, [missing_reply(notice, brought) if brought else notice_reply(notice)])

"""清单出完了又补一句情形（“都是境内的”“没有债务 也没雇人”）：听着像举报、建议，其实还在说手头这件事。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.give_notice import correct_situation
from bot.usecases.read_answer import mentioned_answers
from bot.usecases.read_phrase import bare, says_any, telling_part
from bot.usecases.take_request import said_outright

_MISHEARD = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.SUGGESTION, RequestKind.CONDUCT_COMPLAINT, RequestKind.COMMENDATION)
_SHORT = 14


def take_late_fact(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """改了情形的重出一份，没改的说一声清单不变。明说要投诉举报、点了谁的名、在问的，返回 None。"""
    words, intake = hotline.knowledge.answer_words, hotline.knowledge.intake_words
    if heard.kind not in _MISHEARD or heard.emergency or heard.choice is not None or len(bare(heard.text)) > _SHORT:
        return None
    if conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or not conversation.notice_no:
        return None
    if heard.entity("merchant") or says_any((*intake.tip_off_words, *intake.complaint_words), heard.text) or not telling_part(heard.text, words):
        return None
    if said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is not None:
        return None
    item = hotline.knowledge.item(conversation.item_id)
    is_written = any(part in item.written for part in hotline.knowledge.aspect_words.left_over(bare(heard.text)))
    if not is_written and not mentioned_answers(item, heard.text, words):
        return None
    corrected = correct_situation(conversation, heard, hotline)
    again = Choice("再看一遍清单", "choose_item", {"item_id": item.item_id, "aspect": "materials"})
    return corrected or Turn(conversation.settled(), [Reply("utter_same_list", {"item": item.name}, (again,))])

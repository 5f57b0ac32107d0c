"""正说着一件事，接着的短话说的还是不是它；又问了其中一点的，答那一点，不把清单从头再来。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.one_time_notice import OneTimeNotice
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.answer_about_notice import about_material
from bot.usecases.issue_notice import every_case
from bot.usecases.quote_answer import best_answer, common_question, faq_reply
from bot.usecases.read_answer import mentioned_answers
from bot.usecases.read_phrase import bare

_SHORT = 14
_SAME_ITEM = 0.5  # 检索也最像它
_ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def stays_with_item(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """短短一句，最像手头这件，或者话里的东西这件事的指南里都写着：说的还是它。"""
    text = bare(heard.text)
    if not conversation.item_id or len(text) > _SHORT:
        return False
    if heard.items and heard.items[0][0] == conversation.item_id and heard.items[0][1] >= _SAME_ITEM:
        return True
    written = hotline.knowledge.item(conversation.item_id).written
    return all(part in written for part in hotline.knowledge.aspect_words.left_over(text))


def answer_one_point(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Turn]:
    """“要登报吗”“租房合同要不要”：答这一点。

    问的是整份清单、说了新情形、没在说这件事的，返回 None；指南里没写的，清单没出过也返回 None，出过了就承认没写。
    """
    if heard.choice is not None or conversation.item_id != item.item_id:
        return None
    if not hotline.knowledge.aspect_words.left_over(bare(heard.text)) or any(name in heard.text for name in (item.name, *item.asked_as)):
        return None
    changed = mentioned_answers(item, heard.text, hotline.knowledge.answer_words)
    if any(conversation.answers.get(situation) != option for situation, option in changed.items()):
        return None
    said = common_question(item, heard.text, hotline) or about_material(_notice(conversation, item, hotline), bare(heard.text), hotline)
    if said is None:
        answer = best_answer(heard.text, hotline)
        said = faq_reply(answer[0], hotline) if answer else None
    if said is None and conversation.notice_no:
        said = Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))
    return Turn(conversation.settled(), [said]) if said else None


def _notice(conversation: Conversation, item: ServiceItem, hotline) -> OneTimeNotice:
    """出过的告知书；还没问清的，各种情形都算上，没有编号。"""
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    if notice is not None and notice.item_id == item.item_id:
        return notice
    return every_case(item, conversation.answers, hotline.now())

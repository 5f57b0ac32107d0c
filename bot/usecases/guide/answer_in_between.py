"""正问着情形，插进来问一样具体的（“要带房产证吗”“不用登报吧”）：照手头这件事的指南答这一样，再接着问。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_about_notice import about_forms, about_material
from bot.usecases.guide.give_notice import continue_notice, say_what_is_missing
from bot.usecases.guide.issue_notice import every_case
from bot.usecases.guide.quote_guide import quote_alike, quote_guide
from bot.usecases.reading.read_phrase import bare, says_any, telling_part
from bot.usecases.rules.quote_answer import best_answer, common_question, faq_reply
from bot.usecases.talk.hear_bare import says_what_he_has

_LONGEST = 18
_ASKS_IF_NOT = re.compile(r"(?:不用|不需要|不必|不要|没必要)(?P<what>[㐀-鿿]{2,8}?)(?:了|的)?(?:吧|吗|嘛|么|是吧|对吧)[?？]?")


def answer_in_between(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问一样具体的，返回 None。"""
    text = bare(heard.text)
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is not None and conversation.awaiting is Awaiting.SITUATION and says_what_he_has(conversation, heard, hotline):
        return say_what_is_missing(conversation, heard, hotline)  # “执照有了健康证也有了还差啥”：不拿健康证的规矩来答
    if heard.choice is not None or conversation.draft_open or len(text) > _LONGEST:
        return None
    said = _of_the_list(conversation, item, text, hotline) or _asked_if_not(item, heard, text, hotline)
    if said is None:
        return None
    if item is None or conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said.without_choices(), *resumed.replies])


def _of_the_list(conversation: Conversation, item, text: str, hotline) -> Optional[Reply]:
    """清单还没出，先问其中一样要不要：这一样各种情形下怎么写的，都说。出过清单的在 answer_about_notice.py。"""
    words = hotline.knowledge.answer_words
    is_asking = any(word in text for word in (*words.about_notice.need, *words.about_notice.gives_back, *words.about_notice.form, *words.about_notice.changes)) and not telling_part(text, words)
    is_asking = is_asking or says_any(words.about_notice.hearsay, text)
    aspects = hotline.knowledge.aspect_words
    if "materials" in aspects.asked(text) and not aspects.asks_which(text):
        return None  # “执照要带啥材料”问的是整份
    if item is None or conversation.awaiting is not Awaiting.SITUATION or not is_asking:
        return None
    notice = every_case(item, conversation.answers, hotline.now())
    return about_material(notice, text, hotline) or about_forms(notice, text, hotline) or _given_back(item, text, hotline)


def _given_back(item, text: str, hotline) -> Optional[Reply]:
    """没点名的“原来的证要交回吗”：指南里写着缴回的那几句。"""
    words = hotline.knowledge.answer_words.about_notice
    if not says_any(words.gives_back, text):
        return None
    return next(filter(None, (quote_alike(item, (word,)) for word in words.gives_back if word in item.written)), None)


def _asked_if_not(item, heard: Understanding, text: str, hotline) -> Optional[Reply]:
    """“不用登报吧”听着像不办了，其实在问；问答、指南里有才答。"""
    match = _ASKS_IF_NOT.fullmatch(text)
    if match is None or heard.intent != "cancel" or re.fullmatch(any_of(hotline.knowledge.answer_words.declines), match["what"]):
        return None
    answer = best_answer(text, hotline) or best_answer(f"要{match['what']}吗", hotline)
    if item is not None:
        answer = answer or best_answer(f"{item.name} {text}", hotline)
        common = common_question(item, text, hotline) or quote_guide(item, (match["what"],))
        return common or (faq_reply(answer[0], hotline) if answer else None)
    return faq_reply(answer[0], hotline) if answer else None

"""说着一件事，讲了一样自家情形（“有个股东联系不上”“执照丢了”），常见问题、材料的说明里正有：答那一条，别等他跑来了才说办不成。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.guide_wording import lines
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_about_notice import about_material
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.read_materials import lacking_materials, mentioned_materials
from bot.usecases.guide.read_told import answers_elsewhere, mentioned_answers
from bot.usecases.guide.say_notice import say_materials
from bot.usecases.reading.read_answer import is_torn, match_option
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.rules.quote_answer import common_question

_SHORTEST, _LONGEST = 5, 16
_HALF = 10
_DENIED = re.compile("[没不无未].")


def answer_told(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """在答正问着的、说了分得开清单的情形、说有了哪样材料的，返回 None。正问着情形的，答完接着问。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or heard.emergency or conversation.draft_open or len(text) > _LONGEST:
        return None
    question = item.situation(conversation.asked or "") if conversation.awaiting is Awaiting.SITUATION else None
    lost = _lost(item, text, words) or _lacked(conversation, item, text, hotline)
    if lost:
        return _and_go_on(conversation, item, lost, hotline)
    is_answer = question is not None and (match_option(question, heard, words) is not None or is_torn(question, text, words))
    if is_answer or not says_nothing_asked(text, words) or mentioned_answers(item, text, words) or answers_elsewhere(item, "", conversation.answers, text, words) or mentioned_materials(item, text, words):
        return None
    is_under_way = question is not None or bool(conversation.notice_no)
    said = common_question(item, text, hotline) if len(text) >= _SHORTEST else None
    said = said if said and _denies_alike(item, said, text) else None
    said = said or (_not_accepted(item, text, hotline) if is_under_way else None)
    return _and_go_on(conversation, item, said, hotline) if said else None


def _denies_alike(item: ServiceItem, said: Reply, text: str) -> bool:
    """说的“没换、没有”那条问题里也有：“药师没换”不是问药师走了怎么办，“名下没有抵押”不是问有抵押怎么办。"""
    question = next(one for one in item.common_questions if one.answer == said.fields["answer"])
    return all(denied in "，".join((question.question, *question.asked_as)) for denied in _DENIED.findall(text))


def _not_accepted(item: ServiceItem, text: str, hotline) -> Optional[Reply]:
    """简易注销时说“有异常”：不受理的情形里写着，早说一声。说没有的、写得到处都是的不算。"""
    parts, words = hotline.knowledge.aspect_words.points_at(text), hotline.knowledge.answer_words
    found = [line for line in item.not_accepted if parts and all(part in line for part in parts)]
    is_no_fact = says_any((*words.negations, *words.decides, *words.wishes), text)  # “那还是注销吧”是要换一件
    says_more = any(part != text and part not in item.name for part in parts)  # 光一个“名称”是在挑
    return Reply("utter_guide_says", {"lines": lines(found)}) if len(found) == 1 and says_more and not is_no_fact else None


def _lost(item: ServiceItem, text: str, words) -> Optional[Reply]:
    """要带的丢了（注销时“执照丢了一本”）：说明里写了丢了怎么办的念那一句，不换成补办。说了要补的不算。"""
    if not says_any(words.groups.get("丢失", ()), text) or "补" in text:
        return None
    lacking = lacking_materials(item, text, words)
    told = [f"{one.name}：{one.note}" for one in item.materials if one.name in lacking and "丢了" in (one.note or "")]
    return Reply("utter_guide_says", {"lines": lines(told)}) if told else None


def _lacked(conversation: Conversation, item: ServiceItem, text: str, hotline) -> Optional[Reply]:
    """清单出了，说“没有合格证”“健康证还没办”：只说这一样怎么带，不把整份再念。"""
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no and conversation.awaiting is Awaiting.NOTHING else None
    words = hotline.knowledge.answer_words
    if notice is None or conversation.brought or says_any(words.about_notice.has_all, text) or len(text) > _HALF or not says_nothing_asked(text, words) or mentioned_materials(item, text, words):
        return None
    lacking = lacking_materials(item, text, words)
    listed = [line for line in notice.bring if line.name in lacking]
    if not listed:
        not_needed = about_material(notice, text, hotline) if says_any(words.negations, text) else None  # “房产证没有”：本来就不用带
        return not_needed if not_needed and not_needed.name == "utter_notice_not_needed" else None
    return Reply("utter_notice_lines", {"materials": say_materials(listed), "number": notice.number})


def _and_go_on(conversation: Conversation, item: ServiceItem, said: Reply, hotline) -> Turn:
    if conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said, *resumed.replies])

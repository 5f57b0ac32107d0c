"""问一个事项的一个方面（多久、多少钱、在哪办……）：答指南里写的；没写的承认没写，归别的部门的指路。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.another_case import another_case
from bot.usecases.guide.answer_without_item import refer_to_body
from bot.usecases.guide.give_notice import note_told, start_notice
from bot.usecases.guide.quote_guide import quote_alike, quote_guide
from bot.usecases.guide.read_told import option_asked_about
from bot.usecases.guide.stay_with_item import answer_beside_item, named_parts
from bot.usecases.reading.read_phrase import bare, clauses, says_any
from bot.usecases.rules.quote_answer import common_question, faq_reply

# 说不出归哪一方面的问话，多半听成这两方面。
_EASILY_MISTAKEN = ("result", "eligibility", "legal_basis")
# 清单里都有，不用另答。
_HOW_AND_WHERE = ("online", "place")
_ASKED_ALIKE = 0.9
_IN_NOTICE = ("overview", "materials")
ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def answer_aspect(pending: Conversation, conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Turn:
    """问一件事的一个方面。pending 是听这句以前的对话，conversation 已经转到这件事。"""
    if aspect == "time_limit" and not (item.promised_limit or item.statutory_limit):
        is_about_result = any(part in item.result.name for part in hotline.knowledge.aspect_words.points_at(bare(heard.text)))
        aspect = "result" if is_about_result else aspect  # “能保留几天”问的是报下来的名称
    body = _whose_else(pending, item, heard, hotline)
    if body is not None:
        return Turn(pending.settled() if pending.awaiting is Awaiting.SITUATION else conversation.settled(), [refer_to_body(body, heard.text)])
    said = common_question(item, heard.text, hotline) or _answered_beside(pending, item, heard, hotline)
    said = said or (_whether(pending, item, heard, hotline) if aspect == "eligibility" and pending.item_id == item.item_id and heard.choice is None else None)
    said = said or _asks_one_part(pending, item, aspect, heard, hotline)
    if not said and _asks_beside(pending, item, aspect, heard, hotline):
        said = Reply("utter_not_in_guide", choices=(ASK_A_PERSON,))
    aspects = (aspect, *(one for one in _also_asked(aspect, heard, hotline) if one != "consequence" or item.consequences))
    answers = [said] if said else [Reply(f"utter_{asked}", wording_of(item, asked)) for asked in aspects]
    if not said and "materials" in hotline.knowledge.aspect_words.asked(heard.text) and pending.awaiting is not Awaiting.SITUATION:
        listed = start_notice(conversation, item, heard, hotline, introduce=False)  # “多久 多少钱 要带啥”：都答，再出清单
        return Turn(listed.conversation, [*answers, *listed.replies])
    ways = answers[-1].choices or next_steps(item, aspects)  # 承认没写的带着自己的去处
    replies = [*answers[:-1], replace(answers[-1], choices=ways)]
    if pending.awaiting is Awaiting.SITUATION:
        # 问到一半岔开问了一句：手头还是原来那件事，take_turn 接着问。
        return Turn(pending.settled(), replies)
    is_first = heard.choice is None and not conversation.notice_no
    return Turn((note_told(conversation, item, heard, hotline) if is_first else conversation).settled(), replies)


def _whose_else(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline):
    """办着一件事，问指南里没写的一样归谁管（“消防谁管”）：清清楚楚是别的部门的，指路。"""
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    is_hand = conversation.item_id == item.item_id and heard.choice is None and heard.item_id is None
    if body is None or not is_hand or not says_any(hotline.knowledge.answer_words.asks_whose, heard.text):
        return None
    named = [part for part in hotline.knowledge.aspect_words.left_over(bare(heard.text)) if part in item.written]
    return None if named else body


def _whether(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """“住宅楼里行不行”：指南里写到它的那几句；没写的承认没写，条件可以点开看。没点哪一样的返回 None，念全部条件。"""
    named, aspects = named_parts(item, heard, hotline), hotline.knowledge.aspect_words
    is_again = says_any(hotline.knowledge.answer_words.repeats, heard.text)
    if is_again or "eligibility" in aspects.asked(heard.text) or aspects.is_all_plain(bare(heard.text)):
        return None
    quoted = quote_guide(item, named) or quote_alike(item, named)
    if quoted:
        return quoted
    option = option_asked_about(conversation, item, heard, hotline)
    if option:
        return Reply("utter_is_an_option", {"option": option})
    if (case := another_case(conversation, item, heard, hotline)) is not None:
        return case
    conditions = Choice("看看办理条件", "choose_item", {"item_id": item.item_id, "aspect": "eligibility"})
    return Reply("utter_not_in_guide", choices=(conditions, ASK_A_PERSON))


def _asks_one_part(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Optional[Reply]:
    """“要去税务吗”听着像问在哪办，“会计能用不”听着像问拿到什么，字面上都没问：指南里写到它的那几句，或者它说的那种情形。"""
    words, text, is_hand = hotline.knowledge.aspect_words, bare(heard.text), conversation.item_id == item.item_id and heard.choice is None
    spoken = re.sub(any_of(hotline.knowledge.answer_words.asks_an_amount), "", text)  # “农民要占多少”不是问多少钱
    if not is_hand or aspect in words.asked(text) or words.hints_at(aspect, spoken):
        return None
    named = named_parts(item, heard, hotline)
    return another_case(conversation, item, heard, hotline) or quote_guide(item, named) or (quote_alike(item, named) if len(named) == 1 else None)


def _asks_beside(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> bool:
    """“原来的章还能用吗”听着像问拿到什么，字面上一点不沾，指南里又没有这一样：承认没写。"""
    words, is_hand = hotline.knowledge.aspect_words, conversation.item_id == item.item_id and heard.choice is None
    if not is_hand or aspect not in _EASILY_MISTAKEN or words.hints_at(aspect, heard.text):
        return False
    named = words.left_over(bare(heard.text))
    return bool(named) and not all(part in item.written for part in named)


def _answered_beside(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """手头这件事的问话点了一样具体的，问答里正有：“能保留多久”问的是名称，不是几天办好。头一句就问得和一条问答一样的，也是。"""
    if heard.choice is None and conversation.item_id != item.item_id:
        is_plain = heard.aspect in hotline.knowledge.aspect_words.asked(heard.text)  # “办下来要几天”问的就是几天
        found = [] if is_plain else hotline.answers.find(heard.text, limit=1)
        is_asked = bool(found) and found[0][1] >= _ASKED_ALIKE and item.item_id in hotline.knowledge.faq[found[0][0]].related_items
        return faq_reply(found[0][0], hotline) if is_asked else None  # “年报填错了咋改”问的不是年报怎么报
    parts = hotline.knowledge.aspect_words.left_over(bare(heard.text))  # “移出要几天”里的“移出”就是这件事
    is_specific = heard.choice is None and conversation.item_id == item.item_id and any(part not in item.name for part in parts)
    return answer_beside_item(item, heard.text, hotline) if is_specific else None


def _also_asked(aspect: str, heard: Understanding, hotline) -> Tuple[str, ...]:
    """“几天、多少钱、在哪办”：一句问了几样的，除头一样以外的。清单里都有的、字面上看不出在问的不用另答。"""
    if heard.choice or aspect != heard.aspect:
        return ()
    words = hotline.knowledge.aspect_words
    others = (other for other in heard.aspects if other != aspect and other not in _IN_NOTICE)
    is_one = aspect in _HOW_AND_WHERE and len(clauses(heard.text)) == 1  # “网上能办不”里的“能办”问的是网上
    return tuple(other for other in others if words.hints_at(other, heard.text) and not (is_one and other == "eligibility"))


def next_steps(item: ServiceItem, told: Sequence[str]) -> Tuple[Choice, ...]:
    follow = [("materials", "要带什么材料"), ("time_limit", "多久办好"), ("place", "在哪儿办"), ("fee", "收不收费")]
    steps: List[Choice] = [
        Choice(title, "choose_item", {"item_id": item.item_id, "aspect": wanted})
        for wanted, title in follow
        if wanted not in told
    ]
    return tuple(steps[:3])

"""答办事问题：认准事项和问的是哪一方面，答全，不答错。"""

from __future__ import annotations

import re
from typing import Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.guide.another_case import another_case
from bot.usecases.guide.answer_aspect import ASK_A_PERSON
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.answer_without_item import answer_without_item
from bot.usecases.guide.ask_which_item import ask_which_item
from bot.usecases.guide.give_notice import say_what_is_missing
from bot.usecases.guide.which_item import LONGEST_ELLIPSIS, from_context, named_outright, names_only_things, still_about
from bot.usecases.guide.wider_item import wider_item
from bot.usecases.reading.read_phrase import bare, clauses, says_any, says_nothing_asked, telling_part
from bot.usecases.rules.quote_answer import best_answer, faq_reply
from bot.usecases.talk.hear_bare import says_what_he_has
from bot.usecases.talk.misunderstand import ask_which_matter
from bot.usecases.talk.refuse import find_refusal, refuse

# 没有上文时，再长的话就该先在问答里找找（“市场监管局办公室电话多少”）。
_LONGEST_ELLIPSIS_ALONE = 7
# 没说哪件事、问在哪和电话的，多半是问局里（“你们中午休息吗”），再短也在问答里找找。
_ABOUT_THE_BUREAU = ("place", "contact")
# 听着像问办事的话，像到什么程度才按婉拒答（“保证能办下来吧”）。
_SURE_ENOUGH_TO_REFUSE = 0.65
_SURE_EVEN_SO = 0.9
_TOLD_ASIDE = ("contact", "place", "fee")
_SURE_OF_HIS_CASE = 0.4
# 问这一样的，话里总要说到它。
_SAID_OUTRIGHT = ("fee",)


def answer_guide_question(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回答一句办事问话。

    认准了就答；两三个都像就让市民挑；目录里没有就说清归谁管；
    省略了事项的接着上文答。
    """
    chosen = (heard.choice or {}).get("item_id")
    refusal = None if chosen else find_refusal(heard, hotline)
    is_settled = heard.item_id is not None and not heard.in_context  # 认准了事项的，几乎一字不差才婉拒
    if refusal and refusal[1] >= (_SURE_EVEN_SO if is_settled else _SURE_ENOUGH_TO_REFUSE):
        return refuse(conversation, refusal[0])
    if says_what_he_has(conversation, heard, hotline):
        return say_what_is_missing(conversation, heard, hotline)
    item_id = chosen or still_about(conversation, heard, hotline) or heard.item_id or named_outright(heard, hotline)
    aspect = (heard.choice or {}).get("aspect") or _aspect_asked(heard, hotline)
    if not item_id or ((heard.in_context or names_only_things(conversation, heard, hotline)) and not chosen):
        continued = from_context(conversation, heard, hotline)
        if continued:
            item_id, moved = continued
            if moved and aspect == "overview":
                aspect = conversation.aspect or aspect
    if item_id:
        item = hotline.knowledge.item(item_id)
        item = item if chosen else wider_item(item, heard.text, hotline)
        if not chosen and bare(heard.text) in (item.name, *item.asked_as):
            aspect = "overview"  # 只报了个名字，没有问哪一方面
        return answer_item(conversation, item, aspect, heard, hotline)
    about_us = _asks_our_number(aspect, heard, hotline)
    if about_us:
        return Turn(conversation.settled(), [faq_reply(about_us, hotline)])
    if heard.item_decision is ItemDecision.CLARIFY and not heard.in_context and not _knows_which(aspect, heard):
        return not_in_its_guide(conversation, heard, hotline) or ask_which_item(conversation, heard, aspect, hotline)
    if offered := _half_asked_if_ours(heard, hotline):
        return ask_which_item(conversation, heard, aspect, hotline, offered)
    if heard.in_context or _knows_which(aspect, heard):
        is_whole = len(bare(heard.text)) > _LONGEST_ELLIPSIS_ALONE or aspect in _ABOUT_THE_BUREAU
        answer = best_answer(heard.text, hotline) if is_whole else None
        if answer:
            return Turn(conversation.settled(), [faq_reply(answer[0], hotline)])
        return ask_which_matter(conversation, heard, aspect, hotline)
    return answer_without_item(conversation, heard, refusal, hotline)


def _half_asked_if_ours(heard: Understanding, hotline) -> Tuple[str, ...]:
    """问了网吧归文旅，“那执照在你们这儿办不”：执照归我们，是哪一种请他挑。"""
    text, ours = bare(heard.text), hotline.knowledge.answer_words.asks_if_ours
    said = re.sub(any_of(ours), "", text)
    return hotline.knowledge.half_said.offers(said.lstrip("那")) if said != text else ()


def not_in_its_guide(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """说着一件事，短短一句问的（“仓库换了要再备吗”）没点别的事项的名，几件都有点像：多半还是问它；另一种情形就说，没写就承认，像的那件也给个去处。"""
    item, words, text = hotline.knowledge.items.get(conversation.item_id or ""), hotline.knowledge.answer_words, bare(heard.text)
    is_short = item is not None and len(text) <= LONGEST_ELLIPSIS and heard.choice is None
    if not is_short or telling_part(text, words) or says_any((*words.plans, *words.turns_away), text) or hotline.knowledge.half_said.offers(text):
        return None
    likely = [hotline.knowledge.item(item_id) for item_id, _ in heard.items[:2] if item_id != item.item_id]
    if any(name in text for other in likely for name in (other.name, *other.asked_as)):
        return None
    others = tuple(Choice(f"问的是{other.name}", "choose_item", {"item_id": other.item_id, "aspect": "overview"}) for other in likely[:1])
    said = another_case(conversation, item, heard, hotline) or Reply("utter_not_in_guide", choices=(ASK_A_PERSON, *others))
    return Turn(conversation.settled() if conversation.awaiting is not Awaiting.SITUATION else conversation, [said])


def _knows_which(aspect: str, heard: Understanding) -> bool:
    """“昨天让我去办的那个 咋还没下来”：交的是哪件他自己清楚，几件都不怎么像的不替他猜。"""
    return aspect == "progress" and bool(heard.items) and heard.items[0][1] < _SURE_OF_HIS_CASE


def _asks_our_number(aspect: str, heard: Understanding, hotline) -> Optional[str]:
    """“你们电话多少 我要问特种设备”：有一小句问的是局里的电话，不用先挑是哪一件。"""
    found = (best_answer(clause, hotline) for clause, _ in clauses(heard.text)) if aspect == "contact" else ()
    return next((answer[0] for answer in found if answer), None)


def _aspect_asked(heard: Understanding, hotline) -> str:
    """问的是哪一方面；字面上看不出的，没在问的（“没开过张 没欠债”听着像问后果）、像问收费却没说到钱的（“登报不”），当作要办它。"""
    aspect, words = heard.aspect or "overview", hotline.knowledge.aspect_words
    if says_any(hotline.knowledge.answer_words.asks_if_ours, heard.text):
        return "place"  # “找你们办吗”：在哪办、由谁办
    if words.meant(aspect, heard.text) != aspect:
        return words.meant(aspect, heard.text)
    is_told = heard.intent == "state_facts" or says_nothing_asked(heard.text, hotline.knowledge.answer_words)
    if says_any(hotline.knowledge.answer_words.decides, heard.text) and bare(heard.text).endswith(hotline.knowledge.answer_words.decides_at_end):
        return "overview"  # “算了还是先歇业吧”的“先”不是问步骤
    if is_told and aspect in _TOLD_ASIDE and aspect not in words.asked(heard.text):
        return "overview"  # “你们打电话没打通 把我公司列异常了”不是在问电话
    return "overview" if (is_told or aspect in _SAID_OUTRIGHT) and not words.hints_at(aspect, heard.text) else aspect

"""登记到一半顺口问一句：归不归我们管、能不能赔、会不会告诉对方、能不能撤、要多久。答完接着问没答的。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft
from bot.hotline.routing import RoutingFacts, known
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.keep_draft import set_aside_draft
from bot.usecases.filing.say_aside import aside_in_draft
from bot.usecases.filing.say_filed import say_limits_of
from bot.usecases.filing.side_talk import asks, asks_secrecy
from bot.usecases.guide.answer_without_item import body_named, refer_to_body
from bot.usecases.not_ours.hear_grievance import asks_what_we_do
from bot.usecases.not_ours.ours_in_theirs import is_ours
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.rules.often_asked import often_asked
from bot.usecases.rules.quote_answer import faq_reply
from bot.usecases.talk.refuse import find_refusal, refuse, said_refusal

_SHORT, _LONG = 18, 30
_SECRECY = "tip_off_confidential"
_PRIVATE = "private_second_hand"


def answer_aside(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """不是这几样返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    about = (words.conduct_asides if draft.kind == "conduct_complaint" else {}, words.asides, words.draft_asides)
    beside = aside_in_draft(draft, heard, hotline)
    if beside is not None and draft.kind == "complaint":  # 举报人常问的几样，投诉另有答法
        return ask_next(conversation, draft, hotline, [beside])
    if len(text) <= _SHORT and "撤" in text and asks(text, hotline) and not any(word in text for word in words.not_withdrawn):
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_can_withdraw")])
    faq_id = next((found for found in (often_asked(text, asides) for asides in about) if found), None)
    if faq_id == _SECRECY and draft.kind == "complaint":
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_secrecy_complaint")])
    if faq_id == _SECRECY and draft.is_anonymous:
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_secrecy_anonymous")])
    if faq_id:
        return ask_next(conversation, draft, hotline, [faq_reply(faq_id, hotline).without_choices()])
    if len(text) <= _SHORT and any(phrase in text for phrase in words.returns["outcome"]):
        return ask_next(conversation, draft, hotline, [Reply("utter_outcome", {"complaint": "调解" if draft.kind == "complaint" else ""})])
    if asks_what_we_do(text, hotline):
        return ask_next(conversation, draft, hotline, [Reply("utter_what_we_do")])
    if len(text) <= _SHORT and any(phrase in text for phrase in words.asks_whose) and not is_ours(draft, heard, hotline):
        is_either = "还是" in text and "你们" in text  # “归你们管还是法院”：问的还是归不归我们
        if not is_either and (named := body_named(text, hotline)) is not None and named.id != draft.department:
            return ask_next(conversation, draft, hotline, [refer_to_body(named, text).without_choices()])  # “那城管电话多少”
        private = find_refusal(heard, hotline)  # “个人卖的 你们管不管”
        is_told = hotline.knowledge.intake.grounds_of_refusals[_PRIVATE] in draft.grounds or any(found.id == _PRIVATE for found in (said_refusal(said, hotline) for said in (text, *draft.said)) if found)
        is_private = is_told and private is not None and private[0].id == _PRIVATE  # 光问“你们管不管这个”，没说过是个人卖的
        return ask_next(conversation, draft, hotline, refuse(conversation, private[0]).replies if is_private else [_whose(draft, hotline)])
    if len(text) <= _LONG and asks_secrecy(text, hotline):
        return ask_next(conversation, draft, hotline, [secrecy_reply(draft)])
    is_done = re.search("[他她]们?|老板|商家|店家|店里|已经|都|刚|[退赔还]我|我了|不用|不要|撤", text)  # 问他要怎样，“面膜钱退了”“给我把68块钱退了”是要求，不是退过了
    is_wish = draft.asking == "demand" and (is_done is None or re.search("[给让叫要把].{0,8}退了", text) is not None)
    if not is_wish and len(text) <= _LONG and any(phrase in text for phrase in words.returns["withdraw"]) and not any(p in text for p in words.not_returns):
        return set_aside_draft(conversation, draft, hotline, "utter_draft_solved")
    if beside is not None:
        return ask_next(conversation, draft, hotline, [beside])
    is_telling = draft.asking in ("facts", "demand") or read_demand(text, words, hotline.now().date(), is_asked=False)  # “快点退钱”是要求
    if not is_telling and len(text) <= _SHORT and any(phrase in text for phrase in words.hurries):
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_how_long", {"limits": say_limits_of(draft.kind, hotline)})])
    is_free = draft.asking != "facts" or heard.intent == "check_ticket"
    if not heard.item_id and is_free and len(text) <= _SHORT and any(p in text for p in words.returns["progress"]):
        limits = say_limits_of(draft.kind, hotline)
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_how_long", {"limits": limits})])
    return None


def secrecy_reply(draft: Draft) -> Reply:
    """要保密、问保不保密：投诉照实说，举报说怎么保密。"""
    named = "utter_draft_secrecy_anonymous" if draft.is_anonymous else "utter_draft_secrecy"
    return Reply("utter_draft_secrecy_complaint" if draft.kind == "complaint" else named)


def _whose(draft: Draft, hotline) -> Reply:
    """登记到一半问归不归我们管。"""
    is_theirs = draft.is_other_body or draft.kind == "conduct_complaint"  # 反映交警的，单子转公安交管
    body = hotline.knowledge.external_bodies.get(draft.department or "") if is_theirs else None
    if body is None:
        online = "yes" if draft.is_online else "unknown"
        decision = hotline.knowledge.route(RoutingFacts(draft.kind, known(draft.problem), known(draft.department), online=online))
        is_known = draft.has_facts and not decision.needs_person
        return Reply("utter_draft_ours", {"department": hotline.knowledge.name_of_body(decision.department) if is_known else ""})
    phones = "、".join(p.number + ("" if p.verified else "（未核实）") for p in body.phones)
    return Reply("utter_draft_theirs", {"body": body.short_name, "phones": phones or "12345"})

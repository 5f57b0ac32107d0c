"""刚问完一条规矩，接着说了一句：说收了他多少钱的（“一小时收我十五”）当投诉接；说自己情形的（“我写的是订金”）念那一条里对得上的一句，不猜成要办哪件事。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.routing import RoutingFacts
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.filing.take_request import as_complaint, asks_to_complain, said_outright, take_request
from bot.usecases.guide.choose_unasked import choose_among_offered
from bot.usecases.guide.hear_told import REQUESTS
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_phrase import bare, says_nothing_asked
from bot.usecases.rules.quote_answer import SURE_OF_THE_NEXT, faq_reply
from bot.usecases.rules.quote_sentence import sentence_asked
from bot.usecases.talk.refuse import said_refusal

_LONG = 30
_TOO_SHORT = 3
_LONGEST_FACT = 16
_SURELY_THEIRS = 0.9
_FACTS = ("state_facts", "have_materials", "noise", "commend", "affirm", "deny")
_SURE_OF_COMPLAINT = 0.9
_PRICE = "price"
_HOW_MANY = re.compile("[一二两三四五六七八九十半几\\d]")


def told_after_rule(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """问的那句一起带上。在问的、没说收了他多少的返回 None。"""
    question, text = conversation.last_question or {}, heard.text
    entry = hotline.knowledge.faq.get(question.get("faq_id", ""))
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None
    if not is_busy and entry is None and question.get("offered_faq_ids") and "，" in question["text"] and not asks(text, hotline) and not says_none(text, hotline.knowledge.intake_words):
        story = replace(as_complaint(heard), text=f"{question['text']}，{text}", entities=())  # 列了两回都没挑，只管说哪家、多少钱、哪天：是在说出了什么事
        return take_request(conversation, story, hotline)
    is_clear = heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and heard.kind_confidence >= _SURE_OF_COMPLAINT  # “我买的冰箱不制冷 才一年”
    if not is_busy and not is_clear and entry is None and question.get("offered_faq_ids") and conversation.item_id is None and _is_own_case(heard, hotline):
        return choose_among_offered(conversation, heard, question["offered_faq_ids"].split(","), hotline)  # 列了几条没挑，接着说“新老板不认”
    if is_busy or entry is None or not question["text"] or len(text) > _LONG or asks(text, hotline):
        return None
    if len(bare(text)) <= _TOO_SHORT and heard.kind in REQUESTS and not _HOW_MANY.search(text):
        known = {**question, "text": f"{question['text']}，{text}"}
        return Turn(replace(conversation, last_question=known), [Reply("utter_go_ahead")])  # 问完在家做饭，接一句“楼房”：说的是自家情形，不是要投诉
    is_of_the_accused = entry.faq_id in (*hotline.knowledge.intake_words.accused_asks, *hotline.knowledge.intake_words.inspected_asks)  # 被索赔的店家接着说“他一个月买了五次”，不是他要投诉
    if is_of_the_accused and not asks_to_complain(text):
        return _fits_it_in(conversation, entry, replace(heard, kind=RequestKind.OTHER, intent="state_facts"), hotline)
    is_told = any(phrase in text for phrase in hotline.knowledge.intake_words.paid) and heard.entity("amount") is not None
    is_price = entry.department == hotline.knowledge.route(RoutingFacts(RequestKind.COMPLAINT.value, _PRICE, "unknown")).department
    wish = "".join(read_field("demand", text, hotline.knowledge.intake_words, hotline.now().date(), is_asked=False) or ())
    is_wished = bool(wish) and not wish.startswith("被") and len(text) - len(wish) <= _TOO_SHORT  # “就退我钱就行了”；“被退回来了 说地址不对”不是要求
    if (not is_wished and (not is_told or not is_price)) or heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF):
        return _fits_it_in(conversation, entry, heard, hotline)
    told = replace(
        heard, text=f"{question['text']}，{text}", intent="file_complaint", kind=RequestKind.COMPLAINT, problem=None if is_wished else _PRICE, department=entry.department,
        departments=(), entities=(), items=(), item_decision=ItemDecision.NONE, secondary=None,
    )  # fmt: skip
    return take_request(conversation, told, hotline)


def _fits_it_in(conversation: Conversation, entry, heard: Understanding, hotline) -> Optional[Turn]:
    """说的是自己的情形：念对得上的一句，话留着，说要登记时一起带上。应声的、要登记的、点了事项的返回 None。"""
    if not _is_own_case(heard, hotline):
        return None
    text = bare(heard.text)
    another = hotline.answers.find_after(entry.faq_id, text)
    if another and another[0][0] != entry.faq_id and another[0][1] >= SURE_OF_THE_NEXT:
        return Turn(conversation.settled(), [faq_reply(another[0][0], hotline)])
    is_where = any(entity["type"] in ("merchant", "address") for entity in entities_of(heard, hotline))  # “就是金源广场那个停车场”：说的是哪家，没有哪一句好念
    sentence = "" if is_where else sentence_asked(text, entry.answer, hotline, is_asking=False)
    if not sentence and not is_where and len(text) <= _TOO_SHORT and not _HOW_MANY.search(text):
        return None  # “知道了”；“就一瓶”说的是自己的情形
    question = {**(conversation.last_question or {}), "text": f"{conversation.last_question['text']}，{text}"}
    words = hotline.knowledge.intake_words
    is_theirs = entry.faq_id in (*words.accused_asks, *words.inspected_asks)
    is_plan = any(hotline.knowledge.answer_words.said(hotline.knowledge.answer_words.plans_a_trade, said) for said in (text, conversation.last_question["text"]))
    noted = "utter_fact_of_the_accused" if is_theirs else "utter_plan_after_rule" if is_plan else "utter_fact_after_rule"
    reply = Reply("utter_in_rule", {"sentence": sentence}) if sentence else Reply(noted)
    return Turn(replace(conversation.settled(), last_question=question), [reply])


def accuses(text: str, words) -> bool:
    """话里说了商家怎么不对、要怎样；“孩子十一岁”“超市说系统没更新”只是接着说情形。"""
    said = (*words.accuses, *words.troubles, *words.complains, *words.misdeeds, *words.overcharged, *words.demand_verbs, *words.opens_complaint, *words.opens_tip_off, *words.complaint_words, *words.tip_off_words)
    return any(word in text for word in said)


def _is_own_case(heard: Understanding, hotline) -> bool:
    """短短一句说自己的情形：没在问，不是投诉举报、不是反映本局的人，没点名哪件事项。"""
    text, knowledge = bare(heard.text), hotline.knowledge
    is_about_us = heard.kind is RequestKind.CONDUCT_COMPLAINT and any(word in text for word in ("你们", *knowledge.intake_words.our_own))
    is_other = (heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and accuses(text, knowledge.intake_words)) or is_about_us or heard.emergency or said_outright(heard, hotline) is not None
    theirs = [share for body, share in heard.departments[:1] if body in knowledge.external_bodies]
    is_other = is_other or (heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and any(share >= _SURELY_THEIRS for share in theirs))  # “网吧让小孩进”：另一件，归文旅
    is_other = is_other or said_refusal(heard.text, hotline) is not None
    is_fact = heard.kind in (*REQUESTS, RequestKind.CONDUCT_COMPLAINT) or heard.intent in _FACTS or heard.intent.startswith("ask_")
    is_named = knowledge.asides.names_an_item(text) or bool(knowledge.half_said.offers(text))
    return not (is_other or not is_fact or is_named or not _TOO_SHORT <= len(text) <= _LONGEST_FACT or not says_nothing_asked(heard.text, knowledge.answer_words))

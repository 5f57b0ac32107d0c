"""归别的单位管的事，问了要不要转：答要、答不要、接着说事、说是那边让来的，或者说到了归我们管的一件。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.ask_draft import current_draft, keep_draft
from bot.usecases.filing.keep_draft import laid_down, not_lodged
from bot.usecases.filing.say_draft import lodge_choices
from bot.usecases.filing.side_talk import asks
from bot.usecases.guide.answer_without_item import body_named, number_asked, refer_to_body
from bot.usecases.not_ours.hear_grievance import about_body, hear_grievance
from bot.usecases.not_ours.lodge_offered import lodge_offered
from bot.usecases.not_ours.ours_in_theirs import as_ours, is_ours, says_our_part, take_ours, takes_back
from bot.usecases.reading.read_command import is_command, is_fill_word
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_phrase import bare
from bot.usecases.reading.read_title import says_when
from bot.usecases.talk.second_request import offer_kept_matter

# 像在接着说事的意图。
_MORE_FACTS = ("state_facts", "file_complaint", "file_tip_off", "ask_for_help", "complain_about_conduct", "noise", "have_materials")
_DETAILS = ("merchant", "address", "amount", "date")
_ABOUT_US = ("ask_about_bot", "ask_what_you_can_do")  # “你是机器人吧”不是在说事
_GRIEVANCES = ("complaint", "tip_off")
_RARELY = (RequestKind.SUGGESTION, RequestKind.COMMENDATION)
_SHORT, _LONG = 16, 30
_ASKED = 20  # “那我找市监局不行吗他们不是发执照的吗”
_SHORT_NO = 8  # 不要转的话都短；“他们没有理我”是在说事
_ASKS_HOW = re.compile("(?:怎么|咋|该怎么|该咋)(?:办|弄|整)(?:呢|啊|呀|吧|[？?])*$")  # “给我说说怎么办”
_PUTS_RIGHT = re.compile("不是.+是")  # “不是两块是三块”是改口，不是不要


def answer_offer(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """要就接着问，不要就删掉；在问的说清归谁，不当作要；说的是别的返回 None。"""
    draft, words, text = current_draft(conversation, hotline), hotline.knowledge.intake_words, heard.text
    if draft is None:
        return None
    if heard.intent in ("deny", "cancel") and len(text) > _SHORT_NO and asks(text, hotline):
        return say_whose(conversation, draft, hotline)  # “法院不是还没判吗”不是说不要
    asked_whose = asks_whose(text, hotline) and not says_our_part(draft, text, hotline)
    lodges = len(text) <= _SHORT and any(phrase in text for phrase in (*words.asks_to_lodge, *words.asks_to_relay))
    lodges = lodges or bare(text) in (*words.opens_complaint, *words.opens_tip_off)  # 问要不要转，答“我要投诉”
    if not asked_whose and (heard.intent == "affirm" or is_command("confirm", text, words) or lodges):
        return lodge_offered(conversation, draft, hotline)
    grievance = hear_grievance(conversation, draft, heard, hotline) if draft.department in hotline.knowledge.external_bodies else None
    if grievance is not None:
        return grievance
    body = hotline.knowledge.external_bodies.get(draft.department or "")
    if body is not None and (number := number_asked(text, body, hotline)) is not None:
        return Turn(conversation, [replace(number, choices=lodge_choices(draft))])
    if asked_whose and (named := body_named(text, hotline)) is not None and named.id != draft.department:
        return Turn(conversation, [refer_to_body(named, text).without_choices()])  # 问要不要转住建，他问“城管电话多少”
    if asked_whose or (len(text) <= _SHORT and _ASKS_HOW.search(text) and not _names_its_item(heard, hotline)):
        return say_whose(conversation, draft, hotline)
    if is_command("anonymous", text, words):  # 只说怎么登记，就是要登记
        return lodge_offered(conversation, replace(draft, is_anonymous=True), hotline)
    if takes_back(draft, text):
        return as_ours(conversation, draft, heard, hotline)
    if _refuses(heard, words):
        hotline.drafts.delete(draft.draft_id)
        kept = offer_kept_matter(replace(laid_down(conversation), draft_id=None), hotline)  # 同时说的另一件还放着
        told = not_lodged(kept.conversation, draft, hotline)
        return Turn(told.conversation, [*told.replies, *kept.replies])
    if is_ours(draft, heard, hotline):
        return take_ours(conversation, draft, heard, hotline)
    if text.startswith(words.wonders) and len(text) <= _SHORT and not _plans(heard, hotline):
        return _hear_more(conversation, draft, heard, hotline)  # “是不是也没证”说的是那家店
    if heard.kind.value in _GRIEVANCES and heard.department == draft.department and len(text) <= _SHORT:
        return _hear_more(conversation, draft, heard, hotline)  # “医院还乱收费呢”：还是那家的事，不从头再说一遍
    return _hear_more(conversation, draft, heard, hotline) if _tells_more(heard, hotline, conversation.filed) else None


def asks_whose(text: str, hotline) -> bool:
    """问归谁、找谁、电话多少。"""
    words = hotline.knowledge.intake_words
    return bare(text) in words.asks_phone_alone or (len(text) <= _ASKED and any(phrase in text for phrase in words.asks_whose))


def say_whose(conversation: Conversation, draft: Draft, hotline) -> Optional[Turn]:
    if draft.department not in hotline.knowledge.external_bodies:
        return None
    return Turn(conversation, [Reply("utter_lodge_whose", about_body(draft, hotline), lodge_choices(draft))])


def _refuses(heard: Understanding, words) -> bool:
    """短短一句不要，才是不要。"""
    if any(is_command(command, heard.text, words) for command in ("cancel", "set_aside", "deny", "declines", "keeps_it")):
        return True
    if re.match("(?:还|也|又|都|连)+没", heard.text) and any(word in heard.text for word in words.shop_lacks_short):
        return False  # “还没证”说的是那家店
    if _PUTS_RIGHT.search(heard.text) or re.match("(?:我|俺|他|她|人家)(?:们)?(?:就|又|都|也|根本|从来)*没", heard.text):
        return False  # “我没同意”是在说事
    return heard.intent in ("deny", "cancel") and len(re.sub(r"[^㐀-鿿]", "", heard.text)) <= (_SHORT if heard.intent == "cancel" else _SHORT_NO)


def _hear_more(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    phone = read_field("citizen_phone", heard.text, hotline.knowledge.intake_words, hotline.now().date(), is_asked=False)
    told = fill(draft, {"citizen_phone": phone}) if phone and not re.search("[㐀-鿿]", heard.text) else hear(draft, heard.text, False)  # 光一个号码不是经过
    noted = Reply("utter_draft_words_kept_anonymous" if draft.is_anonymous else "utter_draft_words_kept")
    if len(draft.said) > 1:  # 问过两遍，他只管接着说：就是要登记
        return lodge_offered(conversation, told, hotline, [noted])
    kept = keep_draft(told, hotline)  # 还没说要不要，先补充起情况来
    return Turn(conversation, [noted, Reply("utter_lodge_again", {}, lodge_choices(kept))])


def _plans(heard: Understanding, hotline) -> bool:
    """说了自己要办什么。"""
    return any(plan in heard.text for plan in hotline.knowledge.answer_words.plans)


def _names_its_item(heard: Understanding, hotline) -> bool:
    """话里真说到了那件事项，或者说了想办什么。"""
    if heard.item_decision is not ItemDecision.ANSWER or heard.item_id is None:
        return False
    item = hotline.knowledge.item(heard.item_id)
    return len(heard.text) > _SHORT_NO or any(name in heard.text for name in (item.name, *item.asked_as, *hotline.knowledge.answer_words.plans))


def _tells_more(heard: Understanding, hotline, filed=()) -> bool:
    """还没说要不要，先补充起情况来：“大河村”“他没有给我收据”。另外明说要投诉一件的、在问的不是。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_new = len(text) > _LONG or any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off))
    is_unsure = heard.intent.startswith("ask_") and heard.intent not in _ABOUT_US and not _names_its_item(heard, hotline)  # 没在问，也说不准问哪件：“宏达办公”
    is_grumble = heard.intent == "check_ticket" and not filed and not re.search("查|进度|编号|单号", text)  # “投诉好几次了没人管”
    goes_on = text.startswith(words.goes_on) and not any(plan in text for plan in hotline.knowledge.answer_words.plans)  # “还有煤气罐放在过道里”
    is_person = heard.intent == "talk_to_operator" and not any(word in text for word in words.asks_person)  # “个人”不是“人工”
    is_stray = heard.kind in _RARELY and not any(word in text for word in words.rarely_said)  # “南关菜市场门口 上礼拜天早上”听着像建议
    is_detail = any(heard.entity(type_) is not None for type_ in _DETAILS) and not _plans(heard, hotline)  # “镇上农资店买的 叫丰收农资”
    is_told = is_detail or is_stray or heard.intent in _MORE_FACTS or says_when(bare(text), words) or is_person or goes_on or is_grumble or _PUTS_RIGHT.search(text) is not None or is_unsure or (heard.intent in ("deny", "cancel") and (len(text) > _SHORT_NO or "没" in text[:4]))
    return is_told and len(text) >= 2 and not asks(text, hotline) and not is_new and not is_fill_word(text, words)

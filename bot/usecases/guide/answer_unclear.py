"""正问着情形，没听出选的是哪一个：要清单的、又说一遍的、说别的事的分开，剩下的再问一遍。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.take_request import leads_with_request, said_outright, tells_on_another
from bot.usecases.guide.answer_strength import ANSWERING, EASILY_MISHEARD, SMALL_TALK, may_be_misheard
from bot.usecases.guide.change_answers import leave_open
from bot.usecases.guide.choose_item import choose_item
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.put_again import asks_for_list
from bot.usecases.guide.read_told import WHOLLY, says_again
from bot.usecases.guide.stay_with_item import answer_what_is_asked
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_phrase import bare, clauses, says_any, says_nothing_asked

# 短短一句不像在问，事项又只像到这个程度，是没听懂的回答，不是换了一件事。
_SURE_OF_ITEM = 0.5
_PATIENCE_WITH_FACTS = 2
_A_FACT = 4
_SHORT_FACT = 16


def answer_unclear(conversation: Conversation, item: ServiceItem, heard: Understanding, telling: str, hotline) -> Optional[Turn]:
    """telling 是话里不在问的几小句。是别的事、别的问话返回 None。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    is_asking, is_answering = not telling, heard.intent in ANSWERING
    if asks_for_list(heard, hotline):
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_list_after_this"), *again.replies])  # 再要一回就给，见 put_again.py
    if says_again(item, conversation.answers, telling, words, 0.0 if says_any(words.corrects, text) else WHOLLY):
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_noted"), *again.replies])
    asks_too = heard.intent.startswith("ask_") and len(telling) < len("，".join(clause for clause, _ in clauses(text)))
    if asks_too and not is_asking:
        return None  # “不想跑，网上能办不”：答的听不出，问的要答
    if len(clauses(text)) > 1 and clauses(text)[-1][0] in words.barely_whether:
        return answer_what_is_asked(conversation, heard, hotline)  # “他那边税还欠着点 行吗”：问的是整句
    if is_command("to_tip_off", text, hotline.knowledge.intake_words) or said_outright(heard, hotline) or leads_with_request(heard, hotline) or tells_on_another(heard, hotline):
        return None  # “那我举报他”“投诉一家超市卖过期奶”
    if hotline.knowledge.aspect_words.names_nothing(text):
        return None  # 光一个“费用”，是在问
    is_unsure = may_be_misheard(heard) and not is_asking and (not heard.items or heard.items[0][1] < _SURE_OF_ITEM)
    is_elsewhere = heard.department in hotline.knowledge.external_bodies and heard.kind is RequestKind.INQUIRY  # “员工还有两个没结清工资”听着像人社的事
    is_unsure = is_unsure or (is_elsewhere and len(text) <= _SHORT_FACT and says_nothing_asked(text, words))
    if conversation.options and not is_asking and heard.intent != "deny":  # 刚岔开列了几件让他挑
        picked = choose_item(conversation, heard, hotline)
        if picked is not None:
            return picked
    is_refused = heard.intent in ("affirm", "deny") and (not is_asking or text.endswith(words.follows_on_at_end))  # “还没用呢”听着像在问；“嗯要收税吗这个”是在问
    if is_unsure or is_refused or (is_answering and not is_asking and heard.intent not in SMALL_TALK):
        return ask_situation_again(conversation, hotline, tells_a_fact(heard, words))
    return None


def ask_situation_again(conversation: Conversation, hotline, told: bool = False) -> Turn:
    """没听出选的是哪个：第一次请市民点选；再听不出，这一问的各种情形都列上，接着问下一问。

    told：明明白白说了一样情形（“再加个食品销售”），只是分不开清单，多问一次。
    """
    if conversation.misunderstood >= (_PATIENCE_WITH_FACTS if told else 1):
        return leave_open(conversation, hotline)
    item = hotline.knowledge.item(conversation.item_id)
    again = continue_notice(replace(conversation, misunderstood=conversation.misunderstood + 1), item, hotline)
    return Turn(again.conversation, [Reply("utter_fact_still_asked" if conversation.misunderstood else "utter_answer_with_number"), *again.replies])


def tells_a_fact(heard: Understanding, words: AnswerWords) -> bool:
    """说了一样情形，不是应声、不是说不清。"""
    text = bare(heard.text)
    is_plain = heard.intent in ("state_facts", "have_materials") or heard.intent.startswith(EASILY_MISHEARD)
    return is_plain and len(text) >= _A_FACT and says_nothing_asked(text, words) and not says_any(words.unsure, text)

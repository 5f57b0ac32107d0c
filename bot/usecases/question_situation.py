"""正问着会改变清单的问题时，听市民怎么答：答了、改口了、反问了，还是没听懂。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.situation import Situation
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.change_answers import (
    correct_situation,
    leave_open,
    list_every_case,
    take_early_answer,
    take_situation,
)
from bot.usecases.choose_item import choose_item
from bot.usecases.give_notice import continue_notice, say_what_is_missing, start_notice
from bot.usecases.misunderstand import none_of_these
from bot.usecases.put_again import asks_for_list, demands_list
from bot.usecases.quote_guide import quote_meaning
from bot.usecases.read_answer import guess_option, is_torn, match_option
from bot.usecases.read_command import is_command
from bot.usecases.read_phrase import asks_whether, bare, clauses, says_any, says_nothing_asked, telling_part
from bot.usecases.read_told import WHOLLY, added_answers, says_again
from bot.usecases.stay_with_item import answer_one_point
from bot.usecases.take_request import leads_with_request, said_outright, tells_on_another

# 听着不是在答话的意图，对上的字要占到这句话的这么多才当作回答。
_MOSTLY_AN_ANSWER = 0.6
_WHOLLY_AN_ANSWER = 0.8
_HALF_AN_ANSWER = 0.5
_MOSTLY_ALL = 0.7
# 短短一句不像在问，事项又只像到这个程度，是没听懂的回答，不是换了一件事。
_SURE_OF_ITEM = 0.5
_SURELY_ANOTHER = 0.9  # 改口的半句（“不对 是从东街搬到西街”）只是有点像另一件，不换
# 这些意图的话，本来就可能是在答话。
_ANSWERING = ("state_facts", "affirm", "deny", "noise", "have_materials", "greet", "abuse", "commend")
_MATERIALS = "have_materials"
_SMALL_TALK = ("greet", "abuse", "commend", "ask_about_bot", "ask_what_you_can_do")
_REQUESTS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT, RequestKind.SUGGESTION)
_SURE_OF_REQUEST = 0.8
_LEAVING = ("cancel", "start_over", "talk_to_operator", "request_callback", "goodbye", "check_ticket")
_SHORTEST_ASIDE = 6
_PATIENCE_WITH_FACTS = 2
_A_FACT = 4
_SHORT_FACT = 16
_SHORT = 12  # 这么短，又没有说投诉举报，多半是被听错了的回答
_LONG_NAME = 4
_MOSTLY_A_NAME = 1 / 3  # “不对，公司已经注册商标了”不是改问注册商标
_EASILY_MISHEARD = ("ask_", "file_", "complain_", "check_", "suggest")


def answer_pending_situation(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """当作情形的回答；不是回答返回 None。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    question = item.situation(conversation.asked)
    if question is None:  # 指南换了版本，这个问题没有了
        return continue_notice(conversation, item, hotline)
    text = bare(heard.text)
    if says_any(words.asks_why, text) and len(text) <= 14:
        again = continue_notice(conversation, item, hotline)
        said = quote_meaning(item, question, text, words) or Reply("utter_why_i_ask", {"why": question.why})
        return Turn(again.conversation, [said, *again.replies])
    if says_any(words.wrong_matter, text):
        return none_of_these(replace(conversation.about("").settled(), item_id=None), heard, hotline)
    meant = says_any(words.corrects, text) and _item_meant(conversation, heard, hotline)
    if meant:
        return start_notice(conversation.settled().about(meant), hotline.knowledge.item(meant), heard, hotline)  # “我说的是动产抵押”
    if says_any(words.unwilling, text) or demands_list(heard, hotline):
        listed = list_every_case(conversation, hotline)
        return Turn(listed.conversation, [Reply("utter_every_case"), *listed.replies])
    if added_answers(item, conversation.answers, text, words):
        corrected = correct_situation(conversation, heard, hotline)
        return Turn(corrected.conversation, [Reply("utter_noted"), *corrected.replies]) if corrected else None
    telling = telling_part(heard.text, words) or _option_named(question, heard, text, words)  # 边答边问的，只看答的那几小句
    if telling == text and len(text) <= _SHORTEST_ASIDE and is_torn(question, text, words):
        return ask_situation_again(conversation, hotline)  # 两个选项都说到“个体户”
    answer = None if not telling and asks_whether(text) else match_option(question, replace(heard, text=telling or text), words)
    is_answering = heard.intent in _ANSWERING
    is_asking = not telling
    enough = _enough(conversation, heard, is_asking, hotline)
    if answer and answer.strength >= enough:
        return take_situation(conversation, heard, question.id, answer.option, hotline)
    early = None if _names_another_item(conversation, heard, hotline) else take_early_answer(conversation, telling, hotline, _enough_early(heard))
    if heard.intent == "report_emergency" and not early:
        return None
    if heard.intent == _MATERIALS and is_asking:
        point = answer_one_point(conversation, item, heard, hotline)  # “健康证呢”：在问，不是说有了；答完接着问
        again = continue_notice(point.conversation, item, hotline) if point else None
        return Turn(again.conversation, [*(reply.without_choices() for reply in point.replies), *again.replies]) if point else None
    if heard.intent == _MATERIALS:
        return say_what_is_missing(conversation, heard, hotline)
    if not is_asking and (early or is_answering or _may_be_answering(conversation, heard)):
        corrected = correct_situation(conversation, heard, hotline, but=question.id)
        corrected = corrected or early
        if corrected:
            noted = [Reply("utter_noted")] if corrected.conversation.asked == question.id else []
            return Turn(corrected.conversation, [*noted, *corrected.replies])
        guessed = None if is_torn(question, telling, words) else guess_option(question, heard, words, hotline.matcher)
        if guessed:
            return take_situation(conversation, heard, question.id, guessed, hotline)
    if asks_for_list(heard, hotline):
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_list_after_this"), *again.replies])  # 再要一回就给，见 put_again.py
    if says_again(item, conversation.answers, telling, words, 0.0 if says_any(words.corrects, text) else WHOLLY):
        again = continue_notice(conversation, item, hotline)
        return Turn(again.conversation, [Reply("utter_noted"), *again.replies])
    asks_too = heard.intent.startswith("ask_") and len(telling) < len("，".join(clause for clause, _ in clauses(text)))
    if asks_too and not is_asking:
        return None  # “不想跑，网上能办不”：答的听不出，问的要答
    if is_command("to_tip_off", text, hotline.knowledge.intake_words) or said_outright(heard, hotline) or leads_with_request(heard, hotline) or tells_on_another(heard, hotline):
        return None  # “那我举报他”“投诉一家超市卖过期奶”
    if hotline.knowledge.aspect_words.names_nothing(text):
        return None  # 光一个“费用”，是在问
    is_unsure = _may_be_misheard(heard) and not is_asking and (not heard.items or heard.items[0][1] < _SURE_OF_ITEM)
    is_elsewhere = heard.department in hotline.knowledge.external_bodies and heard.kind is RequestKind.INQUIRY  # “员工还有两个没结清工资”听着像人社的事
    is_unsure = is_unsure or (is_elsewhere and len(text) <= _SHORT_FACT and says_nothing_asked(text, words))
    if conversation.options and not is_asking and heard.intent != "deny":  # 刚岔开列了几件让他挑
        picked = choose_item(conversation, heard, hotline)
        if picked is not None:
            return picked
    is_refused = heard.intent in ("affirm", "deny") and (not is_asking or text.endswith(words.follows_on_at_end))  # “还没用呢”听着像在问；“嗯要收税吗这个”是在问
    if is_unsure or is_refused or (is_answering and not is_asking and heard.intent not in _SMALL_TALK):
        return ask_situation_again(conversation, hotline, tells_a_fact(heard, words))
    return None


def _option_named(question: Situation, heard: Understanding, text: str, words: AnswerWords) -> str:
    """正问是新办还是解除，“解除呢”“恢复营业咋办”：说的就是这一种。不是返回空。"""
    tail = next((tail for tail in words.after_an_option if text.endswith(tail)), "")
    said = text[: -len(tail)] if tail and len(text) <= _SHORTEST_ASIDE + len(tail) else ""
    if said.endswith(words.what_if):
        return ""  # “过期了咋办”：问的是万一，没说过期了
    answer = match_option(question, replace(heard, text=said), words) if said else None
    return said if answer and answer.strength >= _WHOLLY_AN_ANSWER else ""


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
    is_plain = heard.intent in ("state_facts", "have_materials") or heard.intent.startswith(_EASILY_MISHEARD)
    return is_plain and len(text) >= _A_FACT and says_nothing_asked(text, words) and not says_any(words.unsure, text)


def _enough(conversation: Conversation, heard: Understanding, is_asking: bool, hotline) -> float:
    """对上的字要占那一小句的几成，才敢当作回答。"""
    if is_asking:
        return _WHOLLY_AN_ANSWER
    if heard.intent in _ANSWERING:
        return 0.0
    if heard.intent == "report_emergency":
        return _MOSTLY_AN_ANSWER
    if heard.intent == "goodbye":
        return _HALF_AN_ANSWER  # “那我自己去得了”不是告辞
    is_request = heard.kind in _REQUESTS and heard.kind_confidence >= _SURE_OF_REQUEST
    is_short = len(heard.text) <= _SHORT and said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is None
    if (is_request and not is_short) or heard.intent in _LEAVING or _names_another_item(conversation, heard, hotline):
        return _MOSTLY_AN_ANSWER
    return 0.0


def _enough_early(heard: Understanding) -> float:
    """先答了后面才问的，对上的字要占那一小句的几成：听着像险情的（“俺老汉去”像走失）要差不多整句都是。"""
    if heard.intent == "report_emergency":
        return _MOSTLY_ALL
    return _MOSTLY_AN_ANSWER if heard.intent in _LEAVING or heard.kind in _REQUESTS else _HALF_AN_ANSWER


def _names_another_item(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """话里点出了别的事项的名字。"""
    if heard.item_id in (None, conversation.item_id):
        return False
    item = hotline.knowledge.item(heard.item_id)
    return any(len(name) >= _LONG_NAME and name in heard.text for name in (item.name, *item.asked_as))


def _item_meant(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    """改口说的是哪一件：听出来的，或者话里点了名的（“不是”打头的只听成否认，没去找事项）。"""
    if heard.item_id not in (None, conversation.item_id) and heard.items[0][1] >= _SURELY_ANOTHER:
        return heard.item_id
    named = [
        (len(name), item.item_id)
        for item in hotline.knowledge.items.values()
        for name in (item.name, *item.asked_as)
        if len(name) >= max(_LONG_NAME, len(heard.text) * _MOSTLY_A_NAME) and name in heard.text and item.item_id != conversation.item_id
    ]
    return max(named)[1] if named else None


def _may_be_answering(conversation: Conversation, heard: Understanding) -> bool:
    """没有听清，却也不像要办别的事。"""
    return heard.intent.startswith(_EASILY_MISHEARD) and heard.item_id in (None, conversation.item_id) and heard.kind not in _REQUESTS


def _may_be_misheard(heard: Understanding) -> bool:
    """短短一句、听着像要投诉要问事，却没有说到哪件事：多半是被听错了意图的回答。"""
    is_likely = heard.intent.startswith(_EASILY_MISHEARD) and heard.intent not in _SMALL_TALK
    return len(heard.text) <= 10 and heard.item_id is None and is_likely

"""市民回答了热线的问话，或者只说了一个事实：接着正在办的事往下走。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.answer_guide_question import answer_guide_question, answer_item, ask_which_item
from bot.usecases.give_notice import (
    choice_number,
    answer_situation,
    continue_notice,
    correct_situation,
    mentioned_materials,
    say_what_is_missing,
)
from bot.usecases.answer_regulation import answer_regulation
from bot.usecases.hand_to_operator import hand_to_operator, take_callback_phone
from bot.usecases.misunderstand import misunderstand


def continue_conversation(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """接上一轮的话。没有在等什么时，看是不是补充情形或材料。"""
    number = choice_number(heard.text)
    if number and number <= len(conversation.offered):
        return take_choice(conversation, heard, conversation.offered[number - 1], hotline)
    if conversation.awaiting is Awaiting.CALLBACK_PHONE:
        return take_callback_phone(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.SITUATION:
        return answer_situation(conversation, heard, hotline) or _ask_situation_again(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.ITEM:
        return choose_item(conversation, heard, hotline) or misunderstand(conversation, heard, hotline)
    if conversation.item_id:
        item = hotline.knowledge.item(conversation.item_id)
        if heard.intent == "have_materials" or mentioned_materials(item, heard.text):
            return say_what_is_missing(conversation, heard, hotline)
        corrected = correct_situation(conversation, heard, hotline)
        if corrected:
            return corrected
    if heard.item_decision is ItemDecision.ANSWER:
        return answer_guide_question(conversation, heard, hotline)
    if heard.item_decision is ItemDecision.CLARIFY:
        return ask_which_item(conversation, heard, heard.aspect or "overview", hotline)
    if heard.intent in ("affirm", "deny"):
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    return misunderstand(conversation, heard, hotline)


def choose_item(conversation: Conversation, heard: Understanding, hotline) -> Turn | None:
    """市民从列出的事项里挑了一个；听不出是哪个返回 None。"""
    number = _choice_number(heard.text.strip(" ，,。."))
    picked = None
    if number and number <= len(conversation.options):
        picked = conversation.options[number - 1]
    elif heard.items:
        picked = next((item_id for item_id, _ in heard.items if item_id in conversation.options), None)
    if picked is None or heard.intent == "deny":
        return None
    item = hotline.knowledge.item(picked)
    return answer_item(conversation.settled(), item, conversation.aspect or "overview", heard, hotline)


def take_choice(conversation: Conversation, heard: Understanding, offered: dict, hotline) -> Turn:
    """不能按按钮的渠道里，市民回了选项的数字：和按下那个按钮一样。"""
    picked = replace(heard, intent=offered["intent"], choice=offered["choice"], items=(), aspect=None, in_context=False)
    use_cases = {
        "choose_item": answer_guide_question,
        "choose_answer": answer_regulation,
        "answer_situation": lambda c, h, w: answer_situation(c, h, w) or misunderstand(c, h, w),
        "talk_to_operator": lambda c, h, w: hand_to_operator(c, "asked", h, w),
        "request_callback": lambda c, h, w: hand_to_operator(c, "asked", h, w),
        "none_of_these": misunderstand,
        "cancel": lambda c, h, w: Turn(c.settled(), [Reply("utter_cancelled")]),
        "ask_what_you_can_do": lambda c, h, w: Turn(c.settled(), [Reply("utter_what_i_can_do")]),
    }
    return use_cases[offered["intent"]](replace(conversation, offered=()), picked, hotline)


def resume(conversation: Conversation, hotline) -> Turn:
    """寒暄几句之后，把没问完的问题再问一遍。"""
    if conversation.awaiting is Awaiting.SITUATION and conversation.item_id:
        return continue_notice(conversation, hotline.knowledge.item(conversation.item_id), hotline)
    return Turn(conversation, [])


def _ask_situation_again(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """没听出选的是哪个：第一次请按序号答；再听不出，就各种情形都列出来，不让市民空手走。"""
    item = hotline.knowledge.item(conversation.item_id)
    if conversation.misunderstood:
        unsure = {s.id: "unsure" for s in item.questions_for(conversation.answers) if s.id not in conversation.answers}
        answers = {**conversation.answers, **unsure}
        return continue_notice(replace(conversation, answers=answers, misunderstood=0), item, hotline)
    again = continue_notice(replace(conversation, misunderstood=1), item, hotline)
    return Turn(again.conversation, [Reply("utter_answer_with_number"), *again.replies])

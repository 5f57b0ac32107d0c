"""正问着情形，岔开说了、问了别的：答完接着问没问完的，不用市民重来。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.another_errand import hear_another_errand
from bot.usecases.guide.answer_unclear import ask_situation_again, tells_a_fact
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.stay_with_item import answer_what_is_asked
from bot.usecases.reading.read_phrase import says_any, telling_part
from bot.usecases.talk.refuse import refuse, said_refusal

# 这一轮自己就在问市民，不再叠上没问完的那个问题。
_ASKING = ("utter_ask_which_item", "utter_ask_which_question", "utter_not_understood", "utter_no_rule_answer", "utter_ask_which_matter")
# 说过这些就不再追问：紧急时不追问，问过的不问两遍。
NO_MORE = ("utter_emergency", "utter_ask_situation", "utter_goodbye", "utter_stay_with_citizen")


def not_answered(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """没答正问着的情形：明说了一件不能办的（“我不服罚款”）就说清去处；在问别的就答那一句，不说“好”；不在问的，请他点选。"""
    if heard.choice is None and (said := said_refusal(heard.text, hotline)) is not None:
        return ask_again(conversation, refuse(conversation, said), heard, hotline)
    is_question = heard.choice is None and not telling_part(heard.text, hotline.knowledge.answer_words)
    if not is_question and (other := hear_another_errand(conversation, heard, hotline)) is not None:
        return other
    return answer_what_is_asked(conversation, heard, hotline) if is_question else ask_situation_again(conversation, hotline, tells_a_fact(heard, hotline.knowledge.answer_words))


def ask_again(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """岔开问了一句，答完接着问没问完的，不用市民重来。"""
    after = turn.conversation
    if after.awaiting is not Awaiting.NOTHING and after.asked != before.asked:
        return turn  # 已经在问别的了
    if after.item_id != before.item_id or after.notice_no != before.notice_no:
        return turn
    if not turn.replies or any(reply.name in NO_MORE for reply in turn.replies):
        return turn
    if heard.intent == "thank" and says_any(hotline.knowledge.answer_words.closes, heard.text):
        return Turn(after.settled(), turn.replies)  # “谢谢 没别的了”：说“接着办”再接着问
    if any(reply.name in _ASKING for reply in turn.replies):
        return Turn(replace(after, awaiting=before.awaiting, asked=before.asked), turn.replies)
    resumed = continue_notice(after, hotline.knowledge.item(before.item_id), hotline)
    return Turn(resumed.conversation, [*turn.replies, *resumed.replies])

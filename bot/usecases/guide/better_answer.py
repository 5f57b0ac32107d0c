"""答好以后再看一眼：刚念过的那一条不从头再念，只念问到的那一句；指南没写的，问答里有这件事边上的一条就引那一条。"""

from __future__ import annotations

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import SURE_OF_ANSWER, faq_reply, is_near
from bot.usecases.rules.quote_sentence import sentence_asked

_MOST_OF_IT = 0.7
_WORTH_LOOKING = 4  # “多久”“网上呢”哪一条都像


def better_answer(conversation: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """按了按钮的、要再听一遍的照旧。conversation 是听这句以前的对话。"""
    if heard.choice is not None or says_any(hotline.knowledge.answer_words.repeats, heard.text):
        return turn
    return Turn(turn.conversation, [_better(conversation, turn, reply, heard, hotline) for reply in turn.replies])


def _better(conversation: Conversation, turn: Turn, reply: Reply, heard: Understanding, hotline) -> Reply:
    question, text = conversation.last_question or {}, bare(heard.text)
    if reply.name == "utter_not_in_guide" and turn.conversation.item_id in hotline.knowledge.items and len(text) >= _WORTH_LOOKING:
        return _rule_beside(hotline.knowledge.item(turn.conversation.item_id), text, hotline) or reply
    faq_id = (reply.card or {}).get("faq_id")
    is_same = faq_id and faq_id == question.get("faq_id") and text != bare(question.get("text", ""))
    if reply.name != "utter_regulation" or not is_same or text in hotline.knowledge.answer_words.barely_whether:
        return reply
    answer = hotline.knowledge.faq[faq_id].answer
    sentence = sentence_asked(text, answer, hotline)
    return Reply("utter_in_rule", {"sentence": sentence}) if sentence and len(sentence) < len(answer) * _MOST_OF_IT else reply


def _rule_beside(item, text: str, hotline):
    """“农民卖自己种的菜呢”：单看就像这件事边上的一条；没有返回 None。连着事项的名称找的，总有一条沾边的，不算。"""
    found = hotline.answers.find(text, limit=1)
    is_sure = bool(found) and found[0][1] >= SURE_OF_ANSWER and is_near(found[0][0], item, hotline)
    return faq_reply(found[0][0], hotline, score=0.0).without_choices() if is_sure else None

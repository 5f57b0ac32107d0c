"""刚答完一条规矩，接着的半句话（“那举报呢”“罚多少”）：问的是另一条就答另一条，还是那一条的念最像的那一句；没写到的承认没写，不猜成要办哪件事。"""

from __future__ import annotations

import re
from typing import List, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.answer_item import answer_item
from bot.usecases.ask_which_item import ask_which_item
from bot.usecases.quote_answer import SURE_OF_ANSWER, faq_reply, is_near
from bot.usecases.read_phrase import bare, says_any, telling_part

_LONGEST = 14
_SHORT = 6
_SURE_AFTER = 0.5  # 连着刚才那条看，像到这样就是另一条
_STILL_THE_SAME = 0.38
_LIKE_A_SENTENCE = 0.25
_ASK_A_PERSON = (Choice("请工作人员联系我", "request_callback"), Choice("转人工", "talk_to_operator"))


def follow_rule(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没在问、点名说了另一件事的，返回 None。"""
    question, text = conversation.last_question or {}, bare(heard.text)
    answered, offered = question.get("faq_id", ""), question.get("offered_faq_id", "")
    faq_id = answered or offered
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None or heard.emergency
    if is_busy or faq_id not in hotline.knowledge.faq or len(text) > _LONGEST or not _asks_on(heard, text, hotline):
        return None
    found = hotline.answers.find_after(faq_id, text)
    best, score = found[0] if found else ("", 0.0)
    if text in hotline.knowledge.faq[faq_id].asked_as:
        return Turn(conversation.settled(), [faq_reply(faq_id, hotline)])
    is_vague = best != faq_id and hotline.knowledge.aspect_words.names_nothing(text)  # “有效期几年”哪一条都像
    item = hotline.knowledge.items.get(conversation.item_id or "")
    is_stray = best != faq_id and item is not None and bool(best) and not is_near(best, item, hotline)  # 手头说着秤，“多久检一次”不拿电梯的答
    if score >= (_SURE_AFTER if best != faq_id else SURE_OF_ANSWER) and not is_vague and not is_stray:
        return Turn(conversation.settled(), [faq_reply(best, hotline)])
    if answered and text in hotline.knowledge.answer_words.barely_whether:  # 刚才那条答的就是行不行，不能说里面没写
        return Turn(conversation.settled(), [faq_reply(answered, hotline)])
    is_half_said = _is_half_said(text, hotline) or heard.in_context or len(text) <= _SHORT  # “罚多少”“他不赔咋整”没点名是哪件
    if conversation.item_id or not is_half_said or hotline.knowledge.half_said.offers(text):
        return None
    if offered:  # 列了几条没挑，接着问：连着前一句看最像哪一条；先说答的是哪一问，不是还能说
        both = hotline.answers.find(f"{question['text']} {text}", limit=1)
        return Turn(conversation.settled(), [faq_reply(both[0][0] if both else offered, hotline, score=0.0)])
    answer = hotline.knowledge.faq[faq_id].answer
    sentence = _sentence_of(text, answer, hotline) or (_sentence_like(text, answer, hotline) if best == faq_id and score >= _STILL_THE_SAME else "")
    if sentence:
        return Turn(conversation.settled(), [Reply("utter_in_rule", {"sentence": sentence}, _ASK_A_PERSON)])
    told = _of_its_item(conversation, faq_id, heard, text, hotline)
    if told is not None:
        return told
    both = hotline.answers.find(f"{question.get('text', '')} {text}", limit=1)  # “网购生鲜……”“那坏的呢”：连起来像另一条
    if both and both[0][0] != faq_id and both[0][1] >= SURE_OF_ANSWER:
        return Turn(conversation.settled(), [faq_reply(both[0][0], hotline, score=0.0)])
    return Turn(conversation.settled(), [Reply("utter_not_in_rule", choices=_ASK_A_PERSON)])


def _of_its_item(conversation: Conversation, faq_id: str, heard: Understanding, text: str, hotline) -> Optional[Turn]:
    """那一条里没有，光问了办事的一个方面（“然后到你们那办啥”“带啥”）：说的是那一条牵着的那件事；牵着几件的列出来。"""
    items = tuple(one for one in hotline.knowledge.faq[faq_id].related_items if one in hotline.knowledge.items)
    aspects = hotline.knowledge.aspect_words
    if not items or not aspects.names_nothing(text):
        return None
    aspect = aspects.asked(text)[0]
    if len(items) > 1:
        return ask_which_item(conversation, heard, aspect, hotline, items[:3])
    return answer_item(conversation, hotline.knowledge.item(items[0]), aspect, heard, hotline)


def _asks_on(heard: Understanding, text: str, hotline) -> bool:
    """在问，没有点名是哪件事项，也不是在说一件投诉举报。“修了两次还坏呢”是接着问。"""
    if heard.item_id and any(name in text for name in (hotline.knowledge.item(heard.item_id).name, *hotline.knowledge.item(heard.item_id).asked_as)):
        return False
    if heard.kind not in (RequestKind.INQUIRY, RequestKind.OTHER) and not text.endswith(hotline.knowledge.answer_words.follows_on_at_end):
        return False
    is_told = telling_part(text, hotline.knowledge.answer_words) and not text.endswith(hotline.knowledge.answer_words.follows_on_at_end)
    return bool(text) and not is_told  # “那我办个体户吧”不是在问


def _is_half_said(text: str, hotline) -> bool:
    """只说了半句：“那……”“要是……”“……呢”，或者整句没点名是什么。"""
    words = hotline.knowledge.answer_words
    opens, ends = any_of(words.follows_on), any_of(words.follows_on_at_end)
    return bool(re.match(opens, text) or re.search(f"(?:{ends})$", text)) or hotline.knowledge.aspect_words.names_nothing(text)


def _sentence_of(text: str, answer: str, hotline) -> str:
    """光问多少、多久的（“多少”“那几天呢”）：答案里头一句说了钱数、日子的；没有返回空。"""
    words = hotline.knowledge.answer_words
    if len(text) > _SHORT and not hotline.knowledge.aspect_words.names_nothing(text):
        return ""
    units = words.amounts if says_any(words.asks_an_amount, text) else words.times if says_any(words.asks_a_time, text) else ()
    told = (sentence for sentence in _sentences(answer) if units and re.search(f"[0-9一二三四五六七八九十百千万半]({any_of(units)})", sentence))
    return next(told, "")


def _sentence_like(text: str, answer: str, hotline) -> str:
    """答案里和这半句最像的一句；都不像返回空。"""
    sentences = _sentences(answer)
    scores = hotline.matcher.rank(text, [(sentence,) for sentence in sentences])
    best = max(scores, default=0.0)
    return sentences[scores.index(best)] if best >= _LIKE_A_SENTENCE else ""


def _sentences(answer: str) -> List[str]:
    return [sentence.strip().rstrip("。；") for sentence in re.split("(?<=[。；])", answer) if sentence.strip()]

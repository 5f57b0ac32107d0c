"""一句里自己改了口（“食堂的证 不对 是小餐饮的证 想办”）：要办的是改口以后说的那一件。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.reading.read_phrase import clauses, says_any
from bot.usecases.reading.read_yes_or_no import without_particles

_SHORTEST = 3
_SURE = 0.8


def answer_corrected(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正问着情形的由 question_situation.py 听改口；没改口、后面听不准是哪一件的返回 None。"""
    is_free = conversation.awaiting in (Awaiting.NOTHING, Awaiting.ITEM) and not conversation.draft_open
    if not is_free or heard.choice is not None or heard.kind is not RequestKind.INQUIRY:
        return None
    said, words = [clause for clause, _ in clauses(heard.text)], hotline.knowledge.answer_words
    at = next((at for at, clause in enumerate(said) if at and without_particles(clause, words) in (*words.corrects, *words.takes_back)), None)
    meant = "，".join(said[at + 1 :]).lstrip("是") if at else ""
    if len(meant) < _SHORTEST or says_any(words.refers_back, meant):  # “不对 是想把上面的名字改一下”：说的还是前面那件的
        return None
    ((item_id, score), *_), = hotline.linker.link([meant])
    if score < _SURE:
        return None
    corrected = replace(heard, text=meant, items=((item_id, score),), item_decision=ItemDecision.ANSWER, aspect="overview", aspects=("overview",), in_context=False)
    return answer_item(conversation, hotline.knowledge.item(item_id), "overview", corrected, hotline)

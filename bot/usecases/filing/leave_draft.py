"""登记到一半改问办事：“算了不投诉，你就告诉我变更要带啥”。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.hotline.conversation import Conversation, Turn
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.filing.ask_draft import current_draft
from bot.usecases.filing.keep_draft import set_aside_draft
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.read_command import is_any_command, is_command
from bot.usecases.reading.read_phrase import clauses

_SURE_OF_THE_REST = 0.8  # 剩下的话像哪件事，像到这样才是它


def leaves_the_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“算了不投诉，你就告诉我变更要带啥”：登记放下，答他问的，答完也不再追着问登记的。不是返回 None。"""
    if not conversation.draft_open:
        return None
    words = hotline.knowledge.intake_words
    parts = [part for part, _ in clauses(heard.text)]
    others = [part for part in parts if not is_any_command(part, words) and part not in words.not_wanted]
    is_asking = heard.intent.startswith("ask_") and heard.choice is None and not heard.emergency and _says_what(heard, others, hotline)
    if not is_asking or not others or not any(is_command("cancel", part, words) or part in words.not_wanted for part in parts):  # “不是投诉 我想自己去检”
        return None
    return set_aside_draft(conversation, current_draft(conversation, hotline), hotline)


def _says_what(heard: Understanding, others: Sequence[str], hotline) -> bool:
    """剩下的话在问，或者说准了哪件事；“我不想投诉，就是求助”没有。"""
    return heard.item_decision is ItemDecision.ANSWER or any(asks(part, hotline) for part in others)


def without_cancel(heard: Understanding, hotline) -> Understanding:
    """“先不举报，我也进了这批货咋办”：说不举报的那一截去掉，剩下的再认是哪件事，不然认成举报奖励。"""
    words = hotline.knowledge.intake_words
    rest = " ".join(part for part, _ in clauses(heard.text) if not is_any_command(part, words) and part not in words.not_wanted)
    (ranking,) = hotline.linker.link([rest])
    is_clear = bool(ranking) and ranking[0][1] >= _SURE_OF_THE_REST
    decision = ItemDecision.ANSWER if is_clear else ItemDecision.NONE
    return replace(heard, text=rest, items=tuple(ranking), item_decision=decision)

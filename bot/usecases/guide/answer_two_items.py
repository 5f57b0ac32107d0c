"""一句里问了两件要办的（“公司法人要换，另外饭馆的食品证也要到期了”“执照和食品证都丢了”）：先说的先办，后说的记着，问完接着办。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.guide.another_permit import whose_permit
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.wider_item import wider_item
from bot.usecases.reading.read_phrase import clauses, says_any, says_nothing_asked, telling_part
from bot.usecases.rules.quote_answer import WORTH_OFFERING, faq_reply

_SHORTEST = 5
_FEWEST = 2
_SURE = 0.8  # 两半单独听都要这么准


def answer_two_items(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没有“另外、还有”隔着、不是并着说的两样证照、两半不都清楚、是同一件、正说到一半的，返回 None。"""
    is_free = conversation.awaiting in (Awaiting.NOTHING, Awaiting.ITEM) and not conversation.draft_open
    if not is_free or heard.choice is not None or heard.kind is not RequestKind.INQUIRY or heard.secondary:
        return None
    halves = _halves(heard.text, hotline)
    if halves is None:
        return _asked_then_wanted(conversation, heard, hotline) or _with_their_part(conversation, heard, hotline)
    (first, *_), (second, *_) = (ranking or [("", 0.0)] for ranking in hotline.linker.link(list(halves)))
    if min(first[1], second[1]) < _SURE or first[0] == second[0]:
        return None
    item, other = hotline.knowledge.item(first[0]), hotline.knowledge.item(second[0])
    if item.theme == other.theme and any(wider_item(one, heard.text, hotline) is not one for one in (item, other)):
        return None  # “加注册资本 顺便把经营范围也改了”：办能几样一起改的那一件
    said = replace(heard, text=halves[0], items=(first,), item_decision=ItemDecision.ANSWER, aspect="overview", aspects=("overview",), in_context=False)
    turn = answer_item(conversation, item, "overview", said, hotline)
    kept = replace(turn.conversation, set_aside={"item_id": other.item_id, "answers": {}, "brought": []})
    go_to_other = Choice(f"先说{other.name}", "choose_item", {"item_id": other.item_id, "aspect": "materials"})
    told = Reply("utter_two_items", {"first": item.name, "second": other.name}, () if any(reply.choices for reply in turn.replies) else (go_to_other,))
    return Turn(kept, [told, *turn.replies])


def _asked_then_wanted(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“超市买的奶粉有3C标志吗 我要办3C认证”：前面问规矩，后面明说要办：问的答了，要办的也接着办。不是返回 None。"""
    words, said = hotline.knowledge.answer_words, [clause for clause, _ in clauses(heard.text)]
    wanted = said[-1] if len(said) > 1 and said[-1].startswith(words.wants_outright) else ""
    asked = heard.text[: heard.text.rfind(wanted)] if wanted else ""
    if not wanted or not says_nothing_asked(wanted, words) or telling_part(asked, words):
        return None
    ((item_id, score), *_), = hotline.linker.link([wanted])
    found = hotline.answers.find(asked.strip(), limit=1) if score >= _SURE else []
    if not found or found[0][1] < WORTH_OFFERING:
        return None
    said_last = replace(heard, text=wanted, intent="ask_overview", items=((item_id, score),), item_decision=ItemDecision.ANSWER, aspect="overview", aspects=("overview",), in_context=False)
    turn = answer_item(conversation, hotline.knowledge.item(item_id), "overview", said_last, hotline)
    return Turn(turn.conversation, [faq_reply(found[0][0], hotline, found[0][1]).without_choices(), *turn.replies])


def _with_their_part(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“想开个小饭店还想卖烟”听着归烟草：饭店归我们，照办；烟归谁先说一句。不是返回 None。"""
    words, body = hotline.knowledge.answer_words, hotline.knowledge.external_bodies.get(heard.department or "")
    ours, *theirs = re.split(any_of(words.wants_too), heard.text, maxsplit=1)
    if body is None or not theirs or len(theirs[0]) < _FEWEST or not says_any(words.plans, ours):
        return None
    ((item_id, score), *_), = hotline.linker.link([ours])
    if score < _SURE:
        return None
    said = replace(heard, text=ours, department=None, departments=(), items=((item_id, score),), item_decision=ItemDecision.ANSWER, aspect="overview", aspects=("overview",), in_context=False)
    turn = answer_item(conversation, hotline.knowledge.item(item_id), "overview", said, hotline)
    return Turn(turn.conversation, [whose_permit(body), *turn.replies])


def _halves(text: str, hotline) -> Optional[Tuple[str, str]]:
    words = hotline.knowledge.entity_words.second_matters
    halves = re.split(rf"[\s，,。；;！!？?](?:{any_of(words.starts)})", text, maxsplit=1)
    if len(halves) == 2 and min(len(half) for half in halves) >= _SHORTEST:
        return halves[0], halves[1]
    papers = any_of(words.papers)
    both = re.search(rf"({papers})\s*(?:{any_of(words.between)})\s*({papers})", text)
    return both and tuple(text[: both.start()] + paper + text[both.end() :] for paper in both.groups())

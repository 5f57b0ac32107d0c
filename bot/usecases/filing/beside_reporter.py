"""举报人答话时说起自己：不当成答话，匿名的不记。"""

from __future__ import annotations

import re
from typing import Any, Mapping, Sequence

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.privacy import HIDDEN
from bot.hotline.understanding import Understanding
from bot.usecases.filing.answer_aside import secrecy_reply
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import SECRET, wants_anonymity
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.side_talk import is_afraid
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_draft import read_answer_to

_NEEDED = {"respondent_name": "merchant", "respondent_address": "address", "event_on": "date"}


def answer_with_own_card(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    """问的是哪一家、什么时候，说的却是自己的姓名电话、在哪干什么：不当成答话；匿名的不记。"""
    found = read_answer_to("citizen_name", heard.text, entities_of(heard, hotline), draft, hotline.knowledge.intake_words, hotline.now().date())
    mine = {key: value for key, value in found.items() if key in PERSONAL}
    after = fill(draft, mine)
    noted = "" if draft.is_anonymous else say_found(after, tuple(mine), hotline)
    replies = [Reply("utter_draft_own_card", {"noted": noted, "left_out": "" if noted else "没有写进去"})]
    if draft.kind in SECRET and is_afraid(heard.text, hotline.knowledge.intake_words):
        replies.append(secrecy_reply(draft))
    return ask_next(conversation, after, hotline, replies, again=True)


def besides_himself(text: str, entities: Sequence[Mapping[str, Any]], hotline) -> str:
    """去掉自己是谁，剩下的话；店名留着。"""
    shops = [str(e["text"]) for e in entities if e["type"] == "merchant"]
    told = [str(e["text"]) for e in entities if e["type"] in ("merchant", "address", "date")]
    hidden = hotline.knowledge.reporter_hider.hide(text, keep=shops).replace(HIDDEN, "，")
    for clause in re.split(r"[，。；！？、,;!?\s]", hidden):
        if clause and wants_anonymity(clause, hotline.knowledge.intake_words) and not any(word in clause for word in told):
            hidden = hidden.replace(clause, "")  # “千万别告诉他是我举报的”不是地点
    return re.sub("，{2,}", "，", hidden)


def mentions(name: str, text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords) -> bool:
    """夹着自己情况的话里，真说到了正问的这一样。"""
    types = {entity["type"] for entity in entities}
    if name == "event_on" and any(word in text for word in words.always):
        return True
    return _NEEDED.get(name, "") in types

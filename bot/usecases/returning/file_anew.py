"""来说投诉了没人管：说清怎么查原来那件；他又把原来那件说了一遍的，改成登记那一件。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import read_statement

_KINDS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)


def file_anew(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """“就是举报城东那个黑作坊的”：没人管的就是这一件。没说投诉举报、说的是本局的人，返回 None。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_said = any(word in text for word in words.leads_request) and not any(word in text for word in words.our_own)
    is_ours = heard.kind in _KINDS and heard.department in hotline.knowledge.departments
    shop = next((re.sub("^(?:就|是|那个|那家|这个|这家|你们)+(?=.{2})", "", said) for said in re.split(r"[，,。；\s]+", text) if said.endswith(words.shops)), None)
    is_railing = shop and is_ours and not draft.knows("respondent_name") and any(phrase in said for said in draft.said for phrase in words.returns["urge"])  # “打了三遍没人管”“那个面馆 吃出苍蝇”
    if draft.kind != "conduct_complaint" or not (is_railing or (is_said and is_ours and any(is_unanswered(said, words) for said in draft.said))):
        return None
    kept = {name: value for name, value in draft.values.items() if name != "respondent_name"}  # 那是窗口、人，不是商家
    declined = tuple(name for name in draft.declined if name not in PERSONAL)
    again = replace(draft, kind=heard.kind.value, problem=heard.problem, department=heard.department, values=kept, declined=declined, stage=Stage.COLLECTING)
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    title = read_field("respondent_name", shop, words, hotline.now().date()) if shop else None
    found = {"respondent_name": title, **found} if title else found
    reply = Reply("utter_draft_kind_changed", {"kind": hotline.knowledge.names.kinds[again.kind]})
    return ask_next(conversation, hear(fill(again, found), text, True), hotline, [reply])


def told_unanswered(draft: Draft, hotline) -> List[Reply]:
    """头一句就说投诉了没人管的：两条路都说清。"""
    is_so = draft.kind == "conduct_complaint" and any(is_unanswered(said, hotline.knowledge.intake_words) for said in draft.said)
    return [Reply("utter_draft_unanswered")] if is_so else []


def is_unanswered(said: str, words) -> bool:
    """“12315投诉了十天没人理”。"""
    return any(word in said for word in words.leads_request) and any(phrase in said for phrase in words.returns["urge"])

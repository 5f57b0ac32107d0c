"""照 knowledge/asides.yml 答顺口问的短话：问的是手上这件诉求。"""

from __future__ import annotations

import re
from typing import List, Optional

from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft
from bot.hotline.understanding import Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.rules.quote_answer import faq_reply

_KINDS = ("complaint", "tip_off", "conduct_complaint")
_ASKS_OR_NOT = re.compile(r"(?:能|会|可以|用|要|该)[㐀-鿿\d]{1,6}[不没]$")  # “我能投诉不”“能赔500不”
_YES_OR_NO = ("authorization", "representative_identity")


def aside_in_draft(draft: Draft, heard: Understanding, hotline) -> Optional[Reply]:
    """登记到一半问的。转给别的单位的不按投诉的规矩答。"""
    if draft.is_other_body or draft.kind not in _KINDS or draft.asking in _YES_OR_NO:
        return None
    return say_aside(heard.text, "\n".join(draft.said), draft.kind, hotline)


def asked_among_facts(draft: Draft, text: str, hotline) -> List[Reply]:
    """说着事带的一句问（“……合同写了概不退还，这霸王条款合法不”）：答了再往下问，不让他白问。答不上的不说。"""
    if draft.is_other_body or draft.kind not in _KINDS:
        return []
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    clauses = [clause for clause in re.split(r"[，,。；;！!\s]+", text) if _is_asked(clause, hotline) and not read_demand(clause, words, today, is_asked=False)]
    replies = (say_aside(clause, text, draft.kind, hotline) for clause in clauses if len(clause) < len(text))
    return next(([reply] for reply in replies if reply), [])


def _is_asked(clause: str, hotline) -> bool:
    return asks(clause, hotline) or _ASKS_OR_NOT.search(clause) is not None or re.search(r"(?:合法|合理|违法|犯法|算数|有用|[行对成中管])不$|(?:有用|管用|能行)没$", clause) is not None


def say_aside(text: str, before: str, kind: str, hotline, after_a_rule: bool = False, is_filed: bool = False, any_time_only: bool = False) -> Optional[Reply]:
    """text 是问的，before 是前面说的事，kind 是诉求类型；问的不在里面返回 None。"""
    for aside in hotline.knowledge.asides.find(text, before, _is_asked(text, hotline)):
        if (aside.only_after_a_rule and not after_a_rule) or (any_time_only and not aside.is_any_time) or (aside.only_after_filing and not is_filed):
            continue
        if aside.faq:
            return faq_reply(aside.faq, hotline).without_choices()
        answer = aside.answer_for(kind)
        if answer:
            return Reply("utter_aside", {"answer": answer})
    return None

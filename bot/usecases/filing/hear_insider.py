"""里头的人说里头的事，末了问一句“咋办”：是来举报的，不是问怎么办证。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.second_in_draft import said_problem
from bot.usecases.rules.hear_accused import is_accused

_NOT_HEARD_AS_REQUEST = (RequestKind.INQUIRY, RequestKind.OTHER)


def hear_insider(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """听成了问话，说的却是“我是厂里的工人 厂里把过期的重新打日期 咋办”：当举报。问自己担不担责的、自己店被告的照旧。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_free = heard.kind in _NOT_HEARD_AS_REQUEST and heard.choice is None and heard.emergency is None and not conversation.draft_open
    is_misdeed = any(word in text for word in words.misdeeds) and not any(phrase in text for phrase in words.about_his_own_blame)
    if not (is_free and is_misdeed) or is_accused(text, words) or not hotline.knowledge.reporter_hider.is_insider(text):
        return heard
    licensing = {hotline.knowledge.items[item_id].responsible_department for item_id, _ in heard.items if item_id in hotline.knowledge.items}
    checks = next((body for body, _ in heard.departments if body not in licensing), None)  # 听成办证才归发证的科室，查的是另一家
    return replace(
        heard, intent="file_complaint", kind=RequestKind.TIP_OFF, problem=said_problem(text, hotline), items=(), item_decision=ItemDecision.NONE, in_context=False,
        department=checks,
    )  # fmt: skip

"""反映的是谁：本局的人，还是刚问过的那家店。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind, Understanding
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.filing.hide_reporter import wants_anonymity
from bot.usecases.filing.start_draft import has_substance


def about_whom(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """收钱办事、漏了举报人的是本局的人；“那我投诉他”说的是刚问过的店。"""
    return _about_our_own(_about_the_shop(conversation, heard, hotline), hotline)


def _about_our_own(heard: Understanding, hotline) -> Understanding:
    """举报的是本局的人收钱办事：归机关党委，不是举报一家店。"""
    words = hotline.knowledge.intake_words
    is_leak = any(word in heard.text for word in words.leaks) and not any(word in heard.text for word in (*words.not_the_body, *words.misdeeds, *words.sold))
    if is_leak and heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and not wants_anonymity(heard.text, words):
        return replace(heard, kind=RequestKind.CONDUCT_COMPLAINT, department=PARTY_COMMITTEE, problem=None)  # “我要投诉泄密”
    is_ours = any(word in heard.text for word in words.our_own)
    is_staff = heard.department == PARTY_COMMITTEE or any(word in heard.text for word in words.bribery)
    if heard.kind is not RequestKind.TIP_OFF or not (is_ours and is_staff):
        return heard
    return replace(heard, kind=RequestKind.CONDUCT_COMPLAINT, department=PARTY_COMMITTEE, problem=None)


def _about_the_shop(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """刚问完一家店的事，接着说“那我投诉他”：投诉的是那家店，不是本局的人。"""
    words = hotline.knowledge.intake_words
    is_conduct = heard.kind is RequestKind.CONDUCT_COMPLAINT and not any(word in heard.text for word in words.our_own)
    is_just_asked = is_conduct and conversation.last_question and not has_substance(heard.text, {}, hotline)
    files_anew = heard.kind is RequestKind.CONDUCT_COMPLAINT and any(phrase in heard.text for phrase in words.files_anew)  # “没人管，我再投诉一次”
    if not (is_just_asked or files_anew):
        return heard
    return replace(heard, kind=RequestKind.COMPLAINT, department=None, departments=(), problem=None)

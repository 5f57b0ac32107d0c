"""听着像险情、其实不是的：一个字，“气炸了”，电梯停了里面没人，或者登记时说“没着火，就是冒了点烟”。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.reading.read_phrase import says_any

_KINDS = {"file_complaint": RequestKind.COMPLAINT, "ask_regulation": RequestKind.INQUIRY, "state_facts": RequestKind.OTHER}


def calmed(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """正在登记、正要投诉时说“没着火，就是冒了点烟”：是在说经过，不当险情；一个字的也不算。又说了别的危险的照旧。"""
    words = hotline.knowledge.answer_words
    if heard.intent != "report_emergency":
        return heard
    if sum("㐀" <= c <= "鿿" for c in heard.text) == 1:
        return replace(heard, intent="noise", emergency=None)  # “快！”一个字听不出出了什么事
    if not conversation.emergency:
        told = _told_calmly(conversation, heard, hotline)
        if told is not heard:
            return told
    is_denied = says_any(words.is_over, heard.text) and not says_any(words.not_over, heard.text)
    intake = hotline.knowledge.intake_words
    is_complaint = any(phrase in heard.text for phrase in (*intake.opens_complaint, *intake.opens_tip_off))
    if not (conversation.draft_open or is_complaint) or not is_denied:
        return heard
    if is_complaint and not conversation.draft_open:
        return as_complaint(heard)
    return replace(heard, intent="state_facts", emergency=None)


def as_complaint(heard: Understanding) -> Understanding:
    return replace(heard, intent="file_complaint", kind=RequestKind.COMPLAINT, emergency=None)


def as_redress(heard: Understanding) -> Understanding:
    """险情以后说“我要找他们算账”：是投诉。这一句听不出归谁管，看险情里说过的。"""
    return replace(as_complaint(heard), department=None, departments=(), problem=None, problems=(), item_decision=ItemDecision.NONE, items=())


def _told_calmly(conversation: Conversation, heard: Understanding, hotline) -> Understanding:
    """knowledge/emergency_hearing.yml 的 calm 里有的。"""
    is_in_draft = conversation.draft_open or conversation.awaiting is Awaiting.LODGE
    rule = hotline.knowledge.emergency_hearing.calm_rule(heard.text, heard.emergency or "", is_in_draft)
    if rule is None:
        return heard
    department = rule.department or (heard.department if rule.keeps_department else None)
    kept = {} if rule.keeps_department else {"departments": (), "problem": None, "problems": ()}
    return replace(heard, intent=rule.becomes, kind=_KINDS[rule.becomes], emergency=None, urgency="normal", department=department, **kept)

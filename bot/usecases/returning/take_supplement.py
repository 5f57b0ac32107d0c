"""市民给登记好的工单补充：记在原单上；举报说明是新发现的事实，期限重新算（第三十五条）。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.ticket import Ticket
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.understanding import Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.read_command import is_any_command, says_none
from bot.usecases.reading.read_statement import read_evidence
from bot.usecases.returning.read_return import read_return
from bot.usecases.returning.words_kept import closed
from bot.usecases.tickets.explain_deadline import say_day
from bot.usecases.tickets.supplement_ticket import saving, supplement_ticket

_FEWEST_LETTERS = 2
_SHORT = 12
_TIP_OFF = "tip_off"
_LEAVING = ("thank", "goodbye", "greet", "talk_to_operator")


def supplement(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """补充。只说了要补充、没说补充什么的，问一句。举报明说是新发现的，期限重新算（第三十五条）。"""
    words = hotline.knowledge.intake_words
    if not _says_what(said, words):
        waiting = replace(conversation, awaiting=Awaiting.SUPPLEMENT, asked="supplement")
        return Turn(waiting, [Reply("utter_ask_supplement", {"ticket_no": ticket.ticket_no})])
    if ticket.status not in OPEN:
        return closed(conversation, ticket, said, hotline)
    is_new = ticket.kind == _TIP_OFF and any(phrase in said for phrase in words.new_facts)
    evidence = tuple(e for e in read_evidence(said, words) if e not in ticket.evidence)
    ticket = saving(lambda: supplement_ticket(ticket.ticket_no, said, hotline, evidence=evidence, has_new_facts=is_new))
    choices = () if is_new or ticket.kind != _TIP_OFF else (_as_new_facts(ticket),)
    fields = {
        "ticket_no": ticket.ticket_no,
        "department": hotline.knowledge.name_of_body(ticket.department),
        "evidence": "、".join(evidence),
        "restarted": _restarted(ticket, hotline) if is_new else "",
        "unchanged": "" if is_new else "原来的期限不变",
        **_how_kept(ticket, said),
    }
    return Turn(conversation, [Reply("utter_ticket_supplemented", fields, choices)])


def supplement_new_facts(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """刚才补充的，市民说明是新发现的违法事实：核查期限重新算。按几次都只算一次。"""
    if ticket.status not in OPEN or ticket.kind != _TIP_OFF:
        return closed(conversation, ticket, said, hotline)
    if ticket.history[-1].fact is not Fact.NEW_FACTS:
        note = "举报人说明：刚才补充的是新发现的违法事实"
        ticket = saving(lambda: supplement_ticket(ticket.ticket_no, note, hotline, has_new_facts=True))
    fields = {"ticket_no": ticket.ticket_no, "restarted": _restarted(ticket, hotline)}
    return Turn(conversation, [Reply("utter_ticket_restarted", fields)])


def take_awaited_supplement(conversation: Conversation, ticket: Ticket, heard: Understanding, hotline) -> Optional[Turn]:
    text, words = heard.text, hotline.knowledge.intake_words
    if heard.intent in ("deny", "cancel") or says_none(text, words, _SHORT) or is_any_command(text, words):
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    if heard.intent in _LEAVING or (asks(text, hotline) and heard.intent.startswith("ask_")):
        return None
    if read_return(heard, True, conversation, hotline) not in (None, "supplement"):
        return None  # 正等补充，说的是“到哪了”
    return supplement(conversation.settled(), ticket, text, hotline)


def _how_kept(ticket: Ticket, said: str) -> Dict[str, str]:
    """匿名的，能认出他的话没有写进去；写进去的才说看得到。"""
    is_hidden = ticket.citizen.is_anonymous and ticket.history[-1].words != said
    return {"kept": "能认出您的话没有写进去，别的" if is_hidden else "原话都记下，"}


def _restarted(ticket: Ticket, hotline) -> str:
    """重新算的期限到哪天。"""
    limits = hotline.knowledge.time_limits
    fresh = [c for c in ticket.clocks if c.is_running and c.round > 1 and limits.get(c.time_limit).restarts_on]
    return "、".join(f"{limits.get(c.time_limit).name}到{say_day(c.due_on)}" for c in fresh if c.due_on)


def _as_new_facts(ticket: Ticket) -> Choice:
    return Choice("这是新发现的违法事实", "check_ticket", {"ticket_no": ticket.ticket_no, "do": "new_facts"})


def _says_what(said: str, words) -> bool:
    """除了“我要补充材料”，还说了补充什么。"""
    empty = any_of((*words.returns["supplement"], *words.ticket_names, *words.supplement_hollow, *words.hollow))
    return len(re.sub(rf"{empty}|[^㐀-鿿A-Za-z0-9]", "", said)) >= _FEWEST_LETTERS

"""登记好的工单，市民要撤回：先问清楚，记下，由工作人员定（总局令第121号第二十三条第一项）。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.ticket import Ticket
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_command import is_command
from bot.usecases.returning.words_kept import closed
from bot.usecases.tickets.supplement_ticket import ask_to_withdraw, saving

_SHORT = 12
_TIP_OFF = "tip_off"


def withdraw(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """问一句是不是真要撤；举报的线索撤不撤都要查，说清楚。"""
    if ticket.status not in OPEN:
        return closed(conversation, ticket, said, hotline)
    if any(entry.fact is Fact.WITHDRAWAL_ASKED for entry in ticket.history):
        return _withdrawn(conversation, ticket, hotline)
    payload = {"ticket_no": ticket.ticket_no, "do": "confirm_withdrawal"}
    choices = (Choice("确认撤回", "check_ticket", payload), Choice("不撤", "check_ticket", {**payload, "do": "keep"}))
    waiting = replace(conversation, awaiting=Awaiting.WITHDRAWAL, asked="withdrawal")
    name = "utter_confirm_tip_off_withdrawal" if ticket.kind == _TIP_OFF else "utter_confirm_withdrawal"
    fields = {"ticket_no": ticket.ticket_no, "kind": hotline.knowledge.names.kinds[ticket.kind]}
    return Turn(waiting, [Reply(name, fields, choices)])


def confirm_withdrawal(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    if ticket.status not in OPEN:
        return closed(conversation, ticket, said, hotline)
    if not any(entry.fact is Fact.WITHDRAWAL_ASKED for entry in ticket.history):
        ticket = saving(lambda: ask_to_withdraw(ticket.ticket_no, hotline))
    return _withdrawn(conversation, ticket, hotline)


def keep_ticket(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """不撤了，照常办。"""
    return Turn(conversation.settled(), [Reply("utter_withdrawal_dropped", {"ticket_no": ticket.ticket_no})])


def take_yes_or_no(conversation: Conversation, ticket: Ticket, heard: Understanding, hotline) -> Optional[Turn]:
    words = hotline.knowledge.intake_words
    if heard.intent == "deny" or is_command("deny", heard.text, words) or any(p in heard.text for p in words.keeps_it):
        return keep_ticket(conversation, ticket, heard.text, hotline)
    is_yes = is_command("confirm", heard.text, words) or is_command("cancel", heard.text, words)
    if is_yes or (heard.intent == "affirm" and len(heard.text) <= _SHORT) or any(p in heard.text for p in words.returns["withdraw"]):
        return confirm_withdrawal(conversation.settled(), ticket, heard.text, hotline)
    return None


def _withdrawn(conversation: Conversation, ticket: Ticket, hotline) -> Turn:
    name = "utter_tip_off_withdrawal_recorded" if ticket.kind == _TIP_OFF else "utter_withdrawal_recorded"
    fields = {"ticket_no": ticket.ticket_no, "department": hotline.knowledge.name_of_body(ticket.department)}
    return Turn(conversation.settled(), [Reply(name, fields)])

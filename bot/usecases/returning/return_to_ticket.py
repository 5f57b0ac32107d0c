"""登记好的工单，市民回头催办、换电话：记在原单上，告诉他记成了什么样。能办的几样都列在 ACTS。"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, Mapping, Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.privacy import mask_phone
from bot.hotline.ticket import CITIZEN, Ticket
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_field import read_field
from bot.usecases.returning.say_progress import standing
from bot.usecases.returning.take_supplement import supplement, supplement_new_facts, take_awaited_supplement
from bot.usecases.returning.tell_of_ticket import (
    tell_filed_already,
    tell_number,
    tell_outcome,
    tell_progress,
    tell_secrecy,
)
from bot.usecases.returning.withdraw_ticket import confirm_withdrawal, keep_ticket, take_yes_or_no, withdraw
from bot.usecases.returning.words_kept import PERSON, closed
from bot.usecases.tickets.supplement_ticket import change_phone, saving, supplement_ticket, urge_ticket

# 认出工单以前先存好的：话里有内容。
KEEPS_WORDS = ("supplement", "phone")
_FEWEST_DIGITS = 5
_WORTH_KEEPING = 16  # 催的时候说了这么多，多半还有情况
_SHORT = 12


def urge(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """催办。同一天再催不重复计数，话里有情况的照样记。"""
    if ticket.status not in OPEN:
        return closed(conversation, ticket, said, hotline)
    if _done_today(ticket, Fact.URGED, hotline):
        if len(said) >= _WORTH_KEEPING:
            saving(lambda: supplement_ticket(ticket.ticket_no, said, hotline))
        return Turn(conversation, [Reply("utter_ticket_urged_before", _standing(ticket, hotline))])
    ticket = saving(lambda: urge_ticket(ticket.ticket_no, said, hotline))
    lead = "班长席" if ticket.history[-1].details.get("to") == "shift_lead" else ""
    fields = {"times": ticket.urged, "lead": lead, **_standing(ticket, hotline)}
    return Turn(conversation, [Reply("utter_ticket_urged", fields)])


def new_phone(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """换电话。在这次来话里登记的当场改；凭后四位认的可能是别人，记下来由工作人员核实。"""
    phone = read_field("citizen_phone", said, hotline.knowledge.intake_words, hotline.now().date()) if said else None
    if phone is None:
        has_digits = sum(c.isdigit() for c in said) >= _FEWEST_DIGITS
        name = "utter_phone_incomplete" if has_digits else "utter_ask_new_phone"
        return Turn(replace(conversation, awaiting=Awaiting.NEW_PHONE, asked="new_phone"), [Reply(name)])
    if ticket.status not in OPEN:
        return closed(conversation, ticket, said, hotline)
    fields = {"ticket_no": ticket.ticket_no, "phone": mask_phone(phone)}
    if ticket.citizen.is_anonymous:
        return Turn(conversation, [Reply("utter_ticket_is_anonymous", fields, PERSON)])
    if ticket.ticket_no in conversation.filed:
        saving(lambda: change_phone(ticket.ticket_no, phone, said, hotline))
        return Turn(conversation, [Reply("utter_ticket_phone_changed", fields)])
    saving(lambda: supplement_ticket(ticket.ticket_no, f"市民说电话换了：{said}", hotline))
    return Turn(conversation, [Reply("utter_ticket_phone_for_person", fields)])


def answer_awaited(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正等着补充的内容、新电话，或者问了要不要撤回。说的是别的返回 None。"""
    take = _AWAITED.get(conversation.awaiting)
    if take is None or heard.choice is not None or conversation.asked == "this":
        return None
    ticket = hotline.tickets.get(conversation.ticket_no)
    return take(conversation, ticket, heard, hotline)


def _take_phone(conversation: Conversation, ticket: Ticket, heard: Understanding, hotline) -> Optional[Turn]:
    if sum(c.isdigit() for c in heard.text) >= _FEWEST_DIGITS or heard.entity("phone"):
        return new_phone(conversation.settled(), ticket, heard.text, hotline)
    if heard.intent in ("deny", "cancel") or says_none(heard.text, hotline.knowledge.intake_words, _SHORT):
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    return None


def _standing(ticket: Ticket, hotline) -> Dict[str, str]:
    return {"ticket_no": ticket.ticket_no, **standing(ticket, hotline)}


def _done_today(ticket: Ticket, fact: Fact, hotline) -> bool:
    now = hotline.now()
    mine = [e for e in ticket.history if e.fact is fact and e.role == CITIZEN.role]
    return any(entry.at.astimezone(now.tzinfo).date() == now.date() for entry in mine)


# 每样都是（对话，工单，市民的话，热线）→ 这一轮。
ACTS: Mapping[str, Callable[..., Turn]] = {
    "progress": tell_progress,
    "again": tell_filed_already,
    "outcome": tell_outcome,
    "secrecy": tell_secrecy,
    "number": tell_number,
    "urge": urge,
    "supplement": supplement,
    "new_facts": supplement_new_facts,
    "phone": new_phone,
    "withdraw": withdraw,
    "confirm_withdrawal": confirm_withdrawal,
    "keep": keep_ticket,
}
_AWAITED = {
    Awaiting.SUPPLEMENT: take_awaited_supplement,
    Awaiting.NEW_PHONE: _take_phone,
    Awaiting.WITHDRAWAL: take_yes_or_no,
}

"""登记好的工单，市民回头催办、补充、换电话：记在原单上，告诉他记成了什么样。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Callable, Dict, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.privacy import mask_phone
from bot.hotline.ticket import CITIZEN, Ticket
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.understanding import Understanding
from bot.usecases.explain_deadline import say_day
from bot.usecases.read_command import is_any_command, says_none
from bot.usecases.read_field import read_field
from bot.usecases.read_return import read_return
from bot.usecases.read_statement import read_evidence
from bot.usecases.say_progress import progress_reply, standing
from bot.usecases.side_talk import asks
from bot.usecases.supplement_ticket import change_phone, saving, supplement_ticket, urge_ticket
from bot.usecases.withdraw_ticket import confirm_withdrawal, keep_ticket, take_yes_or_no, withdraw
from bot.usecases.words_kept import PERSON, closed

# 认出工单以前先存好的：话里有内容。
KEEPS_WORDS = ("supplement", "phone")
_FEWEST_DIGITS = 5
_FEWEST_LETTERS = 2
_WORTH_KEEPING = 16  # 催的时候说了这么多，多半还有情况
_SHORT = 12
_TIP_OFF = "tip_off"
_LEAVING = ("thank", "goodbye", "greet", "talk_to_operator")


def tell_progress(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    return Turn(conversation, [progress_reply(ticket, hotline)])


def tell_number(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """编号、查询码没记下的，再说一遍。查询码只在登记的那个对话里说。"""
    has_code = not ticket.citizen.phone and ticket.ticket_no in conversation.filed
    code = hotline.query_codes(ticket.ticket_no)[0] if has_code else ""
    return Turn(conversation, [Reply("utter_ticket_number", {"ticket_no": ticket.ticket_no, "code": code})])


def tell_filed_already(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """登记过了，不想从头说一遍：不用再说，告诉他现在到哪一步。"""
    return Turn(conversation, [Reply("utter_ticket_no_need_to_repeat"), progress_reply(ticket, hotline)])


def tell_outcome(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """问能不能赔、能不能罚、谈不成怎么办：不许诺，说规矩和往下的路。"""
    return Turn(conversation, [Reply("utter_outcome", {"complaint": "调解" if ticket.kind == "complaint" else ""})])


def tell_secrecy(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """会不会让人知道是谁：投诉要调解，照实说；举报保密。"""
    name = "utter_ticket_secrecy_complaint" if ticket.kind == "complaint" else "utter_ticket_secrecy"
    return Turn(conversation, [Reply(name)])


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


def _take_supplement(conversation: Conversation, ticket: Ticket, heard: Understanding, hotline) -> Optional[Turn]:
    text, words = heard.text, hotline.knowledge.intake_words
    if heard.intent in ("deny", "cancel") or says_none(text, words, _SHORT) or is_any_command(text, words):
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    if heard.intent in _LEAVING or (asks(text, hotline) and heard.intent.startswith("ask_")):
        return None
    if read_return(heard, True, conversation, hotline) not in (None, "supplement"):
        return None  # 正等补充，说的是“到哪了”
    return supplement(conversation.settled(), ticket, text, hotline)


def _take_phone(conversation: Conversation, ticket: Ticket, heard: Understanding, hotline) -> Optional[Turn]:
    if sum(c.isdigit() for c in heard.text) >= _FEWEST_DIGITS or heard.entity("phone"):
        return new_phone(conversation.settled(), ticket, heard.text, hotline)
    if heard.intent in ("deny", "cancel") or says_none(heard.text, hotline.knowledge.intake_words, _SHORT):
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    return None


def _how_kept(ticket: Ticket, said: str) -> Dict[str, str]:
    """匿名的，能认出他的话没有写进去；写进去的才说看得到。"""
    is_hidden = ticket.citizen.is_anonymous and ticket.history[-1].words != said
    return {"kept": "能认出您的话没有写进去，别的" if is_hidden else "原话都记下，"}


def _restarted(ticket: Ticket, hotline) -> str:
    """重新算的期限到哪天。"""
    limits = hotline.knowledge.time_limits
    fresh = [c for c in ticket.clocks if c.is_running and c.round > 1 and limits.get(c.time_limit).restarts_on]
    return "、".join(f"{limits.get(c.time_limit).name}到{say_day(c.due_on)}" for c in fresh if c.due_on)


def _standing(ticket: Ticket, hotline) -> Dict[str, str]:
    return {"ticket_no": ticket.ticket_no, **standing(ticket, hotline)}


def _as_new_facts(ticket: Ticket) -> Choice:
    return Choice("这是新发现的违法事实", "check_ticket", {"ticket_no": ticket.ticket_no, "do": "new_facts"})


def _done_today(ticket: Ticket, fact: Fact, hotline) -> bool:
    now = hotline.now()
    mine = [e for e in ticket.history if e.fact is fact and e.role == CITIZEN.role]
    return any(entry.at.astimezone(now.tzinfo).date() == now.date() for entry in mine)


def _says_what(said: str, words) -> bool:
    """除了“我要补充材料”，还说了补充什么。"""
    empty = any_of((*words.returns["supplement"], *words.ticket_names, *words.supplement_hollow, *words.hollow))
    return len(re.sub(rf"{empty}|[^㐀-鿿A-Za-z0-9]", "", said)) >= _FEWEST_LETTERS


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
    Awaiting.SUPPLEMENT: _take_supplement,
    Awaiting.NEW_PHONE: _take_phone,
    Awaiting.WITHDRAWAL: take_yes_or_no,
}

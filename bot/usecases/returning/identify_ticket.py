"""认出市民说的是哪一张工单：这次来话里登记的、对过的直接认；别的要编号加登记电话的后四位（没留电话的用查询码）。

对不上的一律一句话，不说哪一样不对。
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Mapping, Optional, Tuple, Union

from bot.errors import TicketUnknown
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.privacy import plain_digits
from bot.hotline.ticket import Ticket
from bot.hotline.understanding import Understanding

_NUMBER = re.compile(r"[TtＴｔ]\s?(20\d{6})[-－—\s]?([0-9A-Za-z]{6})(?![0-9A-Za-z])")
_DIGITS = re.compile(r"\d{4,}")
_SPELLED = re.compile("[零〇一二三四五六七八九幺]{4,}")
_ONE_HOUR = timedelta(hours=1)
_ASKED = ("ticket", "ticket_2", "ticket_3")  # 请他报编号请过几遍
NO_NUMBER = (Choice("没有编号", "request_callback"),)
# 只发来后四位的话不会更长；编号报过了，再报后四位的话也短。
_ONLY_DIGITS, _SHORT = 16, 30
# 记住的工单最多几张。
_MOST = 6


def identify(conversation: Conversation, heard: Understanding, wanted: Mapping[str, str], hotline) -> Union[Ticket, Turn]:
    """认出来返回工单；认不出返回要接着问的一轮。wanted 是认出来以后要办的，先记着。"""
    number = (heard.choice or {}).get("ticket_no") or ticket_number(heard.text)
    if number is None and conversation.awaiting is Awaiting.TICKET:
        number = conversation.ticket_no
    if number is None and own_tickets(conversation):
        number = _spoken_of(conversation, heard, hotline)
        if number is None:
            return _ask_which(conversation, wanted, hotline)
    if number in own_tickets(conversation):
        return hotline.tickets.get(number)
    waiting = replace(conversation.settled(), awaiting=Awaiting.TICKET, asked="ticket", ticket_no=number, returning=dict(wanted))
    proof = _proof(heard.text)
    if number is None:
        was_asked = conversation.awaiting is Awaiting.TICKET and conversation.asked in _ASKED
        return Turn(waiting, [Reply("utter_ask_ticket_no_again" if was_asked else "utter_ask_ticket_no", choices=NO_NUMBER)])
    if proof is None:
        return Turn(waiting, [Reply("utter_ask_phone_tail", {"ticket_no": number})])
    return _proved(waiting, number, proof, hotline)


def own_tickets(conversation: Conversation) -> Tuple[str, ...]:
    """不用再报后四位的：这次来话里登记的，和对过后四位的。"""
    return (*conversation.filed, *conversation.proved)


def remember_filed(conversation: Conversation, numbers: Tuple[str, ...]) -> Conversation:
    """刚登记的几张。不止一张时，接着说的“那件事”要问是哪一张。"""
    filed = tuple(dict.fromkeys((*conversation.filed, *numbers)))[-_MOST:]
    known = {*filed, *conversation.proved}
    return replace(conversation, filed=filed, ticket_no=numbers[0] if len(known) == 1 else None)


def remember_proved(conversation: Conversation, number: str) -> Conversation:
    """说的就是这一张；后四位对过的，这次来话里不再问。"""
    proved = conversation.proved
    if number not in own_tickets(conversation):
        proved = (*proved, number)[-_MOST:]
    return replace(conversation.settled(), proved=proved, ticket_no=number, returning=None)


def ask_for_number(conversation: Conversation, heard: Understanding, is_more: bool) -> Optional[Turn]:
    """正等着编号，只发来了后四位，或者（is_more）还在说那一件：请他连编号一起发。不是返回 None。"""
    if conversation.asked == _ASKED[-1]:
        return None  # 请过三遍了，请人查
    if is_more or (_proof(heard.text) and len(heard.text) <= _ONLY_DIGITS):
        return Turn(replace(conversation, asked=_next_time(conversation)), [Reply("utter_ask_ticket_no_again", choices=NO_NUMBER)])
    return None


def _next_time(conversation: Conversation) -> str:
    """请报编号又请了一遍。"""
    times = _ASKED.index(conversation.asked) if conversation.asked in _ASKED else 0
    return _ASKED[min(times + 1, len(_ASKED) - 1)]


def gives_proof(conversation: Conversation, heard: Understanding) -> bool:
    """报了编号，或者报过编号、现在报后四位。"""
    has_tail = bool(conversation.ticket_no and _proof(heard.text) and len(heard.text) <= _SHORT)
    return ticket_number(heard.text) is not None or has_tail


def names_one(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """问了是哪一张，答“投诉那张”。"""
    is_asked = conversation.awaiting is Awaiting.TICKET and conversation.asked == "which" and len(heard.text) <= _ONLY_DIGITS
    return is_asked and _spoken_of(conversation, heard, hotline) is not None


def ticket_number(text: str) -> Optional[str]:
    """话里的工单编号，写成 T20260428-4H8RPW。"""
    match = _NUMBER.search(text)
    return f"T{match[1]}-{match[2].upper()}" if match else None


def without_number(text: str) -> str:
    """去掉编号和后四位，剩下的才是市民说的事。"""
    return re.sub(r"(?<!\d)\d{4,6}(?!\d)", "", _NUMBER.sub("", text)) if _NUMBER.search(text) else text


def _spoken_of(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    """只有一张就是它；说了“投诉”“举报”的，那一类只有一张也是它；都不是，接着刚说的那一张。"""
    own = own_tickets(conversation)
    if len(own) == 1:
        return own[0]
    names = hotline.knowledge.names.kinds
    kinds = {number: hotline.tickets.get(number).kind for number in own}
    named = [number for number, kind in kinds.items() if names[kind] in heard.text]
    if len(named) == 1:
        return named[0]
    return conversation.ticket_no if conversation.ticket_no in own and not named else None


def _ask_which(conversation: Conversation, wanted: Mapping[str, str], hotline) -> Turn:
    """几张都是他的：列出来，点一张或者回第几张。"""
    names = hotline.knowledge.names.kinds
    tickets = [hotline.tickets.get(number) for number in own_tickets(conversation)]
    choices = tuple(
        Choice(f"{names[t.kind]} {t.ticket_no}", "check_ticket", {"ticket_no": t.ticket_no, "do": wanted["do"]}) for t in tickets
    )
    asking = replace(conversation.settled(), awaiting=Awaiting.TICKET, asked="which", ticket_no=None, returning=dict(wanted))
    return Turn(asking, [Reply("utter_ask_which_ticket", {"count": len(tickets)}, choices)])


def _proved(waiting: Conversation, number: str, proof: str, hotline) -> Union[Ticket, Turn]:
    rules, now = hotline.knowledge.intake, hotline.now()
    if hotline.lookups.failures(waiting.id, number, now - _ONE_HOUR) >= rules.wrong_tries:
        return Turn(replace(waiting.settled(), returning=None), [Reply("utter_lookup_locked")])
    ticket = _opened(number, proof, hotline)
    if ticket is None:
        hotline.lookups.add_failure(waiting.id, number, now)
        hotline.log("ticket_lookup_failed", conversation_id=waiting.id)
        return Turn(replace(waiting, ticket_no=None), [Reply("utter_lookup_failed")])
    return ticket


def _proof(text: str) -> Optional[str]:
    """编号以外的数字：后四位、六位查询码，或者整个电话。"""
    rest = re.sub(r"(?<=\d)[\s-](?=\d)", "", _NUMBER.sub("，", text))
    digits = _DIGITS.findall(rest) or _SPELLED.findall(rest)
    return plain_digits(digits[-1]) if digits else None


def _opened(number: str, proof: str, hotline) -> Optional[Ticket]:
    try:
        ticket = hotline.tickets.get(number)
    except TicketUnknown:
        return None
    phone = plain_digits(ticket.citizen.phone or "")
    if phone:
        return ticket if proof in (phone[-4:], phone) else None
    return ticket if proof in hotline.query_codes(number) else None

"""市民在工单上又说的话：看过了、处理完了，都记进经过。只算到页面上显示的那一句，后来又说的照样等着。"""

from __future__ import annotations

from bot.errors import NotYourTicket, StepNotAllowed
from bot.hotline.ticket import Actor, Ticket
from bot.hotline.ticket_life import Fact
from bot.hotline.visibility import is_desk, is_handler
from bot.usecases.tickets.change_ticket import keep, step


def see_words(ticket_no: str, through: int, by: Actor, hotline) -> Ticket:
    """看过了，还没处理：仍在队列里，写着谁看过。都有人看过的，原样返回。

    through 是看到经过的第几条。没有等着的抛 StepNotAllowed，不归他管的抛 NotYourTicket。
    """
    before = _with_words(ticket_no, through, by, hotline)
    if all(one.seen_by for one in before.citizen_words if one.number <= through):
        return before
    return keep(before, step(before, Fact.WORDS_SEEN, by, hotline, details={"through": through}), hotline)


def settle_words(ticket_no: str, through: int, how: str, by: Actor, hotline) -> Ticket:
    """处理完了，how 写明怎么处理的。抛的同 see_words。"""
    before = _with_words(ticket_no, through, by, hotline)
    return keep(before, step(before, Fact.WORDS_SETTLED, by, hotline, how, {"through": through}), hotline)


def _with_words(ticket_no: str, through: int, by: Actor, hotline) -> Ticket:
    ticket = hotline.tickets.get(ticket_no)
    if not (is_desk(by) or is_handler(ticket, by)):
        raise NotYourTicket(f"工单 {ticket_no} 不归 {by.department or by.id} 承办")
    if not any(one.number <= through for one in ticket.citizen_words):
        raise StepNotAllowed("市民没有等着处理的话，可能同事刚处理完。")
    return ticket

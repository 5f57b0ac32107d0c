"""市民问起登记好的工单：到哪一步了、编号、能不能赔、会不会让人知道是谁。只说，不改工单。"""

from __future__ import annotations

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.ticket import Ticket
from bot.usecases.returning.say_progress import progress_reply


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

"""市民确认以后登记成工单。同一份草稿确认几次都是那几张。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from bot.errors import KeyUsedForAnotherBody
from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage
from bot.hotline.draft_filing import filing_request
from bot.hotline.draft_questions import missing
from bot.hotline.ticket import Ticket
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.filing.keep_draft import show_to_operators
from bot.usecases.filing.say_filed import filed_replies
from bot.usecases.returning.identify_ticket import remember_filed
from bot.usecases.talk.hand_to_operator import offer_a_person
from bot.usecases.talk.second_request import offer_kept_matter
from bot.usecases.tickets.link_tickets import link_to_earlier


def confirm_draft(conversation: Conversation, draft: Draft, hotline, seen: Optional[str] = None) -> Turn:
    """seen 是市民确认的那一版；确认以后又改过的，请他再看一遍。"""
    if draft.stage is Stage.FILED:
        tickets = [hotline.tickets.get(number) for number in draft.ticket_nos]
        return _said(conversation, draft, tickets, True, hotline)
    if draft.stage is not Stage.CONFIRMING or (seen is not None and seen != str(draft.version)):
        return ask_next(conversation, draft, hotline)
    request = filing_request(draft, _gaps(draft, hotline))
    try:
        filed = file_ticket(request, hotline)
    except KeyUsedForAnotherBody:
        # 上次登记到一半断了，工单已经有了，之后又改过：请人把改动补上，不另开一张。
        show_to_operators(draft, hotline)
        return offer_a_person(conversation, "utter_draft_filed_before", hotline)
    if draft.follows and not draft.is_anonymous:
        link_to_earlier(filed.tickets[0].ticket_no, draft.follows, hotline)
    hotline.drafts.finish(draft, tuple(ticket.ticket_no for ticket in filed.tickets))
    return _said(conversation, draft, list(filed.tickets), filed.is_repeat, hotline)


def _said(conversation: Conversation, draft: Draft, tickets: List[Ticket], is_repeat: bool, hotline) -> Turn:
    done = replace(conversation.settled(), draft_id=None, draft_open=False)
    done = remember_filed(done, tuple(ticket.ticket_no for ticket in tickets))
    replies = filed_replies(draft, tickets, is_repeat, hotline)
    if done.set_aside:
        earlier = hotline.knowledge.item(done.set_aside["item_id"])
        go_on = Choice("接着办刚才那件", "choose_item", {"item_id": earlier.item_id, "aspect": "materials"})
        replies.append(Reply("utter_offer_to_go_on", {"item": earlier.name}, (go_on,)))
    kept = offer_kept_matter(done, hotline)
    return Turn(kept.conversation, [*replies, *kept.replies])


def _gaps(draft: Draft, hotline):
    return missing(draft, hotline.knowledge.intake, hotline.knowledge.acceptance.elements)

"""市民在登记好的工单上又说的话：撤回、补充、催办、换电话。看过、处理完以前一直记着，列表和队列照它提醒。"""

from __future__ import annotations

from dataclasses import replace
from typing import Tuple

from bot.hotline.ticket import CitizenWords, HistoryEntry, Ticket
from bot.hotline.ticket_life import Fact

# 要人看的几种，要紧的在前。
SPOKEN = (Fact.WITHDRAWAL_ASKED, Fact.NEW_FACTS, Fact.URGED, Fact.SUPPLEMENTED, Fact.CONTACT_CHANGED)


def words_left(ticket: Ticket) -> Tuple[CitizenWords, ...]:
    """记完最后一件事以后，还没处理完的。承办科室自己替市民记下的不算：它已经知道了。"""
    entry, left = ticket.history[-1], ticket.citizen_words
    if entry.fact in SPOKEN and not _is_by_handler(entry, ticket):
        return (*left, CitizenWords(len(ticket.history), entry.fact, entry.at))
    if entry.fact is Fact.WORDS_SEEN:
        return tuple(_seen(one, entry) if one.number <= entry.details["through"] else one for one in left)
    if entry.fact is Fact.WORDS_SETTLED:
        return tuple(one for one in left if one.number > entry.details["through"])
    return left


def has_unseen(words: Tuple[CitizenWords, ...]) -> bool:
    """有没有还没人看过的。"""
    return any(one.seen_by is None for one in words)


def _seen(one: CitizenWords, entry: HistoryEntry) -> CitizenWords:
    """先看的那位算数。"""
    return one if one.seen_by else replace(one, seen_by=entry.by, seen_at=entry.at)


def _is_by_handler(entry: HistoryEntry, ticket: Ticket) -> bool:
    return entry.role == "ticket_staff" and entry.department == ticket.department

"""到期前提醒、超期逐级督办：跑几遍都一样，重启、抢着跑也不重复、不漏。"""

import pytest
from ticket_builders import FOOD, a_ticket, at

from bot.errors import TicketChangedMeanwhile
from bot.hotline.ticket_life import Fact
from bot.stores.ticket_store import DatabaseTickets
from bot.usecases.tickets.change_ticket import keep, step
from bot.usecases.tickets.escalate_due import escalate_due


def mine(alerts, ticket):
    return [(a.time_limit, a.to, a.level) for a in alerts if a.ticket_no == ticket.ticket_no]


def test_a_warning_comes_before_and_only_once(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department="food")
    hotline.clock.moment = at("2026-04-29 09:00")
    assert ("sign_for", "food", 0) in mine(escalate_due(hotline), ticket)
    assert mine(escalate_due(hotline), ticket) == []


def test_after_the_deadline_it_climbs_step_by_step(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department="food")
    climbed = []
    for day in ("2026-04-30 00:00", "2026-04-30 09:00", "2026-05-07 09:00", "2026-05-12 09:00"):
        hotline.clock.moment = at(day)
        climbed += [alert for alert in mine(escalate_due(hotline), ticket) if alert[0] == "sign_for"]
    assert climbed == [
        ("sign_for", "shift_lead", 1),
        ("sign_for", "consumer_protection", 2),
        ("sign_for", "business_environment", 3),
    ]
    missed = [e for e in hotline.tickets.get(ticket.ticket_no).history if e.fact is Fact.DEADLINE_MISSED]
    assert [e.details["level"] for e in missed if e.details["time_limit"] == "sign_for"] == [1, 2, 3]


def test_after_a_long_stop_every_level_is_told_at_once(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department="food")
    hotline.clock.moment = at("2026-06-30 09:00")
    levels = [level for limit, _, level in mine(escalate_due(hotline), ticket) if limit == "sign_for"]
    assert levels == [1, 2, 3]


def test_a_restart_forgets_nothing_and_repeats_nothing(hotline, engine, cipher):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department="food")
    hotline.clock.moment = at("2026-04-30 09:00")
    assert mine(escalate_due(hotline), ticket)
    hotline.tickets = DatabaseTickets(engine, cipher, hotline.knowledge.respondent_words)
    assert mine(escalate_due(hotline), ticket) == []


def test_clocks_waiting_for_the_calendar_are_computed_when_it_is_published(hotline):
    from dataclasses import replace
    from datetime import date

    from bot.hotline.work_calendar import CalendarYear, WorkCalendar

    hotline.clock.moment = at("2026-12-28 10:00")
    ticket = a_ticket(hotline)
    escalate_due(hotline)
    assert any(c.due_on is None for c in hotline.tickets.get(ticket.ticket_no).clocks)
    years = [*hotline.knowledge.calendar._years.values(), CalendarYear(2027, {date(2027, 1, 1): "元旦"}, frozenset())]
    hotline.knowledge = replace(hotline.knowledge, calendar=WorkCalendar(years))
    escalate_due(hotline)
    clocks = hotline.tickets.get(ticket.ticket_no).clocks
    assert {c.time_limit: str(c.due_on) for c in clocks}["complaint_acceptance"] == "2027-01-07"


def test_a_new_year_without_a_calendar_stops_neither_the_warnings_nor_the_urging(hotline):
    hotline.clock.moment = at("2026-12-29 10:00")
    late = a_ticket(hotline, kind="help_request", problem=None, department="food")
    hotline.clock.moment = at("2027-01-04 09:00")
    near = a_ticket(hotline, kind="help_request", problem=None, department="food", urgency="emergency")
    alerts = escalate_due(hotline)
    assert ("sign_for", "shift_lead", 1) in mine(alerts, late)  # 过没过期看得出来，过了几个工作日算不出
    assert any(level == 0 for _, _, level in mine(alerts, near))
    hotline.clock.moment = at("2027-02-15 09:00")
    assert not [level for limit, _, level in mine(escalate_due(hotline), late) if limit == "sign_for"]


def test_a_warning_written_in_between_does_not_undo_what_a_colleague_does(hotline):
    hotline.clock.moment = at("2026-11-28 02:00")  # 周六；签收周一到期
    before = a_ticket(hotline, kind="help_request", problem=None, department="food")
    assert mine(escalate_due(hotline), before)
    kept = keep(before, step(before, Fact.CONTACTED, FOOD, hotline), hotline)
    assert [e.fact for e in kept.history][-2:] == [Fact.DEADLINE_NEAR, Fact.CONTACTED]
    assert mine(escalate_due(hotline), kept) == []


def test_what_another_colleague_did_in_between_still_counts(hotline):
    before = a_ticket(hotline, kind="help_request", problem=None, department="food")
    keep(before, step(before, Fact.CONTACTED, FOOD, hotline), hotline)
    with pytest.raises(TicketChangedMeanwhile):
        keep(before, step(before, Fact.CONTACTED, FOOD, hotline), hotline)

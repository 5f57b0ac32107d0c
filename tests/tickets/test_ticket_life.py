"""工单的状态表：随便怎么走都走不出去；该由人定的、该有理由的，一步也混不过去。"""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ticket_builders import FOOD, at

from bot.errors import HotlineError, PersonMustDecide, ReasonMissing, StepNotAllowed
from bot.hotline.first_contact import first_contact
from bot.hotline.ticket import BOT, Citizen, Respondent, Subject, Ticket, record
from bot.hotline.ticket_life import BY_A_PERSON, MAY_BECOME, NOTES, STEPS, WITH_REASON, Fact, TicketStatus

NOW = at("2026-04-28 10:00")


def a_plain_ticket(status=TicketStatus.REGISTERED):
    return Ticket(
        "T1", "complaint", "12315", "food", status, "", "", Citizen("张三", "13800000000"), Respondent(), Subject(), NOW, "portal"
    )


def test_every_step_stays_inside_the_table():
    for fact, (allowed, to) in STEPS.items():
        for status in allowed:
            assert to is None or to in MAY_BECOME[status], (fact, status, to)


def test_every_status_can_be_reached_and_none_but_archived_is_a_dead_end():
    reached = {TicketStatus.REGISTERED}.union(*MAY_BECOME.values())
    assert reached == set(TicketStatus)
    assert [status for status, to in MAY_BECOME.items() if not to] == [TicketStatus.ARCHIVED]


def test_every_fact_is_a_step_a_note_or_the_beginning():
    assert set(Fact) == set(STEPS) | NOTES | {Fact.FILED, Fact.TRANSFER_RECEIVED}


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([f for f in Fact if f in STEPS or f in NOTES]), st.booleans()), max_size=25))
def test_no_sequence_of_steps_leaves_the_table_and_history_only_grows(sequence):
    ticket = a_plain_ticket()
    for i, (fact, is_person) in enumerate(sequence):
        try:
            after = record(ticket, fact, NOW + timedelta(minutes=i), FOOD if is_person else BOT, "理由")
        except HotlineError:
            continue
        assert after.status is ticket.status or after.status in MAY_BECOME[ticket.status]
        assert after.history[:-1] == ticket.history
        ticket = after


@pytest.mark.parametrize("fact", sorted(BY_A_PERSON))
def test_the_bot_cannot_decide_what_a_person_must(fact):
    ticket = a_plain_ticket(next(iter(STEPS[fact][0])))
    with pytest.raises(PersonMustDecide):
        record(ticket, fact, NOW, BOT, "理由")


@pytest.mark.parametrize("fact", sorted(WITH_REASON))
def test_a_step_that_needs_a_reason_is_refused_without_one(fact):
    ticket = a_plain_ticket(next(iter(STEPS[fact][0])))
    with pytest.raises(ReasonMissing):
        record(ticket, fact, NOW, FOOD, "  ")


def test_a_ticket_not_yet_accepted_cannot_be_resolved():
    with pytest.raises(StepNotAllowed):
        record(a_plain_ticket(TicketStatus.DISPATCHED), Fact.RESOLVED, NOW, FOOD)


def test_a_reason_never_keeps_the_citizens_name_or_phone():
    ticket = record(a_plain_ticket(TicketStatus.IN_HAND), Fact.RETURNED, NOW, FOOD, "张三（13800000000）说的店不在辖区")
    assert "张三" not in ticket.history[-1].reason and "13800000000" not in ticket.history[-1].reason


def test_first_contact_owns_the_ticket_until_accepted_and_again_after_a_return():
    ticket = record(a_plain_ticket(), Fact.DISPATCHED, NOW, BOT)
    filed = record(a_plain_ticket(), Fact.LINKED, NOW, BOT).history[0]
    from dataclasses import replace

    ticket = replace(ticket, history=(replace(filed, fact=Fact.FILED, by="op1", role="operator"), *ticket.history))
    assert first_contact(ticket).by == "op1" and first_contact(ticket).handed_to is None
    ticket = record(ticket, Fact.ACCEPTED, NOW, FOOD, details={"department": "food"})
    assert first_contact(ticket).handed_to == "food"
    ticket = record(ticket, Fact.RETURNED, NOW, FOOD, "不归我科")
    assert first_contact(ticket).handed_to is None

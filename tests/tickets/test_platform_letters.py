"""平台来信：转来的收下归类、催办记原单、状态合不合次序都不丢，同一封只办一次。"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Optional
from uuid import uuid4

import pytest
from ticket_builders import FOOD, OPERATOR, a_ticket, at

from bot.errors import TicketUnknown
from bot.hotline.ticket_life import Fact
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.tickets.answer_ticket import reply_to_citizen
from bot.usecases.tickets.handle_ticket import resolve_ticket
from bot.usecases.tickets.pass_on_ticket import accept_ticket
from bot.usecases.tickets.take_inbound_transfer import take_inbound_transfer
from bot.usecases.tickets.take_status_callback import take_status_callback


@dataclass(frozen=True)
class Transfer:
    letter_id: str
    external_no: str
    platform: str = "12345"
    kind: str = "complaint"
    urgency: str = "normal"
    title: str = "投诉烧烤店"
    narrative: str = "市民反映好再来烧烤店吃出虫子"
    received_at: datetime = at("2026-04-27 16:00")
    is_anonymous: bool = False
    is_confidential: bool = False
    urges_external_no: Optional[str] = None
    citizen_name: Optional[str] = "孙八"
    citizen_phone: Optional[str] = "13500001111"
    citizen_address: Optional[str] = None
    respondent_name: Optional[str] = "好再来烧烤店"
    respondent_address: Optional[str] = None
    respondent_platform: Optional[str] = None
    product_or_service: Optional[str] = None
    amount: Optional[float] = None
    event_on: Any = None
    demand: Optional[str] = None
    due_at: Any = None


@dataclass(frozen=True)
class Callback:
    letter_id: str
    status: str
    ticket_no: Optional[str] = None
    external_no: str = "E1"
    platform: str = "12345"
    status_word: str = "已结案"
    occurred_at: datetime = at("2026-04-29 09:00")
    handled_by: Optional[str] = None
    reason: Optional[str] = None
    reply: Optional[str] = None


def heard(**more):
    fields = dict(text="", intent="file_complaint", kind=RequestKind.COMPLAINT, kind_confidence=1.0, problem="food_safety", department="food")
    return Understanding(**{**fields, **more})


@pytest.fixture
def number():
    return f"2604{uuid4().hex}"


def test_a_transfer_becomes_a_classified_ticket_even_with_elements_missing(hotline, number):
    ticket = take_inbound_transfer(Transfer("L1" + number, number), heard(), hotline)
    assert (ticket.kind, ticket.department, ticket.status.value) == ("complaint", "food", "dispatched")
    first = ticket.history[0]
    assert first.fact is Fact.TRANSFER_RECEIVED and first.by == "platform:12345"
    assert set(first.details["missing"]) == {"citizen_address", "respondent_address", "demand"}
    assert first.details["submitted_at"] == "2026-04-27T16:00:00+08:00"
    acceptance = next(c for c in ticket.clocks if c.time_limit == "complaint_acceptance")
    assert acceptance.starts_at == hotline.now()
    assert [(d.platform, d.kind) for d in hotline.deliveries.of_ticket(ticket.ticket_no)] == [("12315", "ticket")]


def test_the_same_transfer_twice_is_one_ticket(hotline, number):
    one = take_inbound_transfer(Transfer("L2" + number, number), heard(), hotline)
    assert take_inbound_transfer(Transfer("L3" + number, number), heard(), hotline).ticket_no == one.ticket_no


def test_the_same_number_with_other_words_becomes_a_supplement(hotline, number):
    one = take_inbound_transfer(Transfer("L4" + number, number), heard(), hotline)
    more = Transfer("L5" + number, number, narrative="补充：市民有小票照片")
    for _ in range(2):
        again = take_inbound_transfer(more, heard(), hotline)
    assert again.ticket_no == one.ticket_no
    assert [e.fact for e in again.history].count(Fact.SUPPLEMENTED) == 1


def test_what_12345_files_as_a_complaint_about_staff_is_conduct(hotline, number):
    conduct = heard(kind=RequestKind.CONDUCT_COMPLAINT, problem=None, department="party_committee")
    ticket = take_inbound_transfer(Transfer("L6" + number, number), conduct, hotline)
    assert (ticket.kind, ticket.ticket_system, ticket.department) == ("conduct_complaint", "12345", "party_committee")
    assert hotline.deliveries.of_ticket(ticket.ticket_no) == []


def test_the_platform_that_sent_it_hears_every_step_under_its_own_number(hotline, number):
    import json

    no = take_inbound_transfer(Transfer("L7" + number, number), heard(), hotline).ticket_no
    accept_ticket(no, FOOD, hotline)
    resolve_ticket(no, "agreement", "商家退款", FOOD, hotline)
    reply_to_citizen(no, "商家已退款", FOOD, hotline)
    told = [json.loads(d.payload) for d in hotline.deliveries.of_ticket(no) if (d.platform, d.kind) == ("12345", "status")]
    assert {t["status"] for t in told} == {"in_hand", "resolved", "replied"}
    assert {t["external"]["external_no"] for t in told} == {number}
    assert "商家已退款" in [t["reply"] for t in told]


def test_an_urge_from_12345_lands_on_the_original_ticket(hotline, number):
    one = take_inbound_transfer(Transfer("L8" + number, number), heard(), hotline)
    urge = Transfer("L9" + number, "X" + number, urges_external_no=number, narrative="市民催办")
    for _ in range(2):
        ticket = take_inbound_transfer(urge, heard(), hotline)
    assert ticket.ticket_no == one.ticket_no and ticket.urged == 1


def test_an_urge_about_an_unknown_ticket_is_told_so(hotline, number):
    with pytest.raises(TicketUnknown):
        take_inbound_transfer(Transfer("LA" + number, "Y" + number, urges_external_no="没有"), heard(), hotline)


def test_a_body_outside_closing_its_ticket_closes_ours_with_every_step_recorded(hotline, number):
    ticket = a_ticket(hotline, problem=None, department="housing")
    closed = Callback("C1" + number, "archived", ticket.ticket_no, reply="物业已整改")
    after = take_status_callback(closed, hotline)
    assert after.status.value == "archived"
    assert [e.fact for e in after.history][2:] == [Fact.PLATFORM_STATUS, Fact.ACCEPTED, Fact.RESOLVED, Fact.REPLIED, Fact.ARCHIVED]
    assert len(take_status_callback(closed, hotline).history) == len(after.history)


def test_a_callback_out_of_order_is_kept_but_changes_no_status(hotline, number):
    ticket = a_ticket(hotline)
    after = take_status_callback(Callback("C2" + number, "archived", ticket.ticket_no, platform="12315"), hotline)
    assert after.status is ticket.status and after.history[-1].fact is Fact.PLATFORM_STATUS


def test_a_platform_sending_it_back_reopens_a_replied_ticket(hotline, number):
    ticket = a_ticket(hotline)
    accept_ticket(ticket.ticket_no, FOOD, hotline)
    resolve_ticket(ticket.ticket_no, "handled", "办了", FOOD, hotline)
    reply_to_citizen(ticket.ticket_no, "已办", FOOD, hotline)
    after = take_status_callback(
        Callback("C3" + number, "reopened", ticket.ticket_no, platform="12315", status_word="退回重办", reason="市民不满意"), hotline
    )
    assert after.status.value == "in_hand"


def test_a_confidential_transfer_is_hidden_like_a_tip_off(hotline, number):
    from bot.hotline.ticket_record import ticket_record

    transfer = replace(Transfer("LB" + number, number), is_confidential=True)
    ticket = take_inbound_transfer(transfer, heard(), hotline)
    assert ticket_record(ticket, hotline.knowledge.time_limits)["citizen"]["name"] is None
    assert "孙八" not in hotline.deliveries.of_ticket(ticket.ticket_no)[0].payload
    assert OPERATOR.is_person

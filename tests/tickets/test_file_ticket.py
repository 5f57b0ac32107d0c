"""登记：缺什么一次说全，派给谁说得清，一次来话两件事分成两张，一个键只有一张。"""

import json
import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from ticket_builders import FOOD, a_complaint, a_ticket, a_tip_off, at

from bot.errors import ElementsMissing, KeyUsedForAnotherBody
from bot.hotline.filing_request import Representative, SecondMatter
from bot.hotline.ticket import Citizen, Respondent
from bot.hotline.ticket_life import Fact
from bot.ports import TicketFilter
from bot.usecases.filing.file_ticket import file_ticket


def test_a_complaint_says_everything_that_is_missing_at_once(hotline):
    with pytest.raises(ElementsMissing) as refused:
        file_ticket(a_complaint(citizen=Citizen(), respondent=Respondent(), demands=(), narrative=" "), hotline)
    assert refused.value.missing == (
        "citizen_name", "citizen_phone", "citizen_address", "respondent_name", "respondent_address", "demand", "facts",
    )  # fmt: skip
    assert "您的姓名、您的电话号码" in str(refused.value)


def test_an_online_shop_needs_its_platform_instead_of_an_address(hotline):
    shop = Respondent("云朵小铺", None, True, "某某商城")
    assert file_ticket(a_complaint(respondent=shop), hotline).tickets[0].ticket_system == "12315"


def test_an_agent_brings_the_authorization(hotline):
    with pytest.raises(ElementsMissing) as refused:
        file_ticket(a_complaint(representative=Representative("王五")), hotline)
    assert refused.value.missing == ("authorization", "representative_identity")


def test_a_tip_off_needs_no_identity(hotline):
    ticket = file_ticket(a_tip_off(citizen=Citizen(is_anonymous=True)), hotline).tickets[0]
    assert ticket.kind == "tip_off" and ticket.citizen == Citizen(is_anonymous=True)


def test_a_filed_ticket_knows_its_route_its_clocks_and_its_delivery(hotline):
    ticket = a_ticket(hotline)
    assert (ticket.department, ticket.ticket_system, ticket.status.value) == ("food", "12315", "dispatched")
    assert [entry.fact for entry in ticket.history] == [Fact.FILED, Fact.DISPATCHED]
    assert ticket.history[1].details["route"] == "food_safety"
    acceptance = next(clock for clock in ticket.clocks if clock.time_limit == "complaint_acceptance")
    assert acceptance.due_on.isoformat() == "2026-05-11"
    (delivery,) = hotline.deliveries.of_ticket(ticket.ticket_no)
    assert (delivery.platform, delivery.kind, delivery.status) == ("12315", "ticket", "waiting")
    payload = json.loads(delivery.payload)
    assert payload["citizen"]["name"] == "张三丰" and payload["narrative"] == ticket.words
    assert hotline.tickets.get(ticket.ticket_no) == ticket


def test_what_nobody_can_route_stays_with_the_desk(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department=None)
    assert ticket.status.value == "registered" and ticket.department == "consumer_protection"
    assert ticket.history[0].details["route"] == "not_sure"


def test_conduct_goes_to_the_party_committee_and_never_to_12315(hotline):
    ticket = a_ticket(hotline, kind="conduct_complaint", problem=None, department="registration")
    assert (ticket.department, ticket.ticket_system) == ("party_committee", "12345")


def test_complaint_and_tip_off_in_one_become_two_linked_tickets(hotline):
    second = SecondMatter("tip_off", narrative="我张三丰还要举报他家没有食品经营许可证，电话13800001234", is_anonymous=True)
    one, other = file_ticket(a_complaint(secondary=second), hotline).tickets
    assert (one.kind, other.kind) == ("complaint", "tip_off")
    assert [(link.ticket_no, link.kind) for link in one.links] == [(other.ticket_no, "split")]
    assert hotline.tickets.get(other.ticket_no).links[0].ticket_no == one.ticket_no
    payload = hotline.deliveries.of_ticket(other.ticket_no)[0].payload
    for secret in ("张三丰", "13800001234", "建设路18号", one.ticket_no):
        assert secret not in payload


def test_filing_never_waits_for_next_years_calendar(hotline):
    hotline.clock.moment = at("2026-12-28 10:00")
    ticket = a_ticket(hotline)
    acceptance = next(clock for clock in ticket.clocks if clock.time_limit == "complaint_acceptance")
    assert acceptance.due_on is None and acceptance.status.value == "running"


def test_the_same_key_and_body_is_the_same_ticket(hotline):
    request = a_complaint(idempotency_key="k1", scope=uuid4().hex)
    first = file_ticket(request, hotline)
    again = file_ticket(replace(request, filed_by=FOOD), hotline)
    assert again.is_repeat and again.tickets[0].ticket_no == first.tickets[0].ticket_no


def test_the_same_key_with_another_body_is_a_conflict(hotline):
    request = a_complaint(idempotency_key="k2", scope=uuid4().hex)
    file_ticket(request, hotline)
    with pytest.raises(KeyUsedForAnotherBody):
        file_ticket(replace(request, narrative="另一件事"), hotline)


def test_twenty_at_once_with_one_key_make_one_ticket(hotline):
    request = a_complaint(idempotency_key="race", scope=uuid4().hex, narrative=f"抢着登记{uuid4().hex[:6]}")
    numbers, errors, start = [], [], threading.Barrier(20)

    def file():
        start.wait()
        try:
            numbers.append(file_ticket(request, hotline).tickets[0].ticket_no)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=file) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and len(numbers) == 20 and len(set(numbers)) == 1
    assert len(hotline.tickets.find(TicketFilter(text=request.narrative)).tickets) == 1
    assert len(hotline.deliveries.of_ticket(numbers[0])) == 1


def test_a_taken_number_is_replaced_and_nothing_is_half_written(hotline, monkeypatch):
    taken = a_ticket(hotline).ticket_no
    numbers = iter([taken, f"{taken}x"])
    monkeypatch.setattr(type(hotline), "new_number", lambda self, prefix: next(numbers))
    assert a_ticket(hotline).ticket_no == f"{taken}x"
    assert len(hotline.tickets.get(taken).history) == 2

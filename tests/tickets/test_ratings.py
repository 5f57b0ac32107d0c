"""好差评：评了就留着，差评有人跟进到底。"""

import threading

import pytest
import sqlalchemy as sa
from ticket_builders import FOOD, LEAD, OPERATOR, PRICE, a_ticket, a_tip_off

from bot.errors import (
    FollowUpClosed,
    KeyUsedForAnotherBody,
    NotYourTicket,
    RatedThingUnknown,
    RatingUnknown,
    ReasonMissing,
)
from bot.hotline.rating import Finding, Grade, Subject
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.returning.rate_service import close_follow_up, rate_service


def rated(hotline, ticket, grade=Grade.VERY_DISSATISFIED, **more):
    return rate_service(Subject.TICKET, ticket.ticket_no, grade, hotline, **more)


def test_a_poor_rating_opens_a_follow_up_of_the_department_that_handled_it(hotline):
    rating, _ = rated(hotline, a_ticket(hotline), comment="打了三次电话没人接")
    found = hotline.ratings.get(rating.number)
    assert found.is_open and found.rating.department == "food" and found.rating.comment == "打了三次电话没人接"
    assert rating.number in [one.rating.number for one in hotline.ratings.find("food", open_only=True)]


@pytest.mark.parametrize("grade", [Grade.VERY_SATISFIED, Grade.SATISFIED, Grade.BASICALLY_SATISFIED])
def test_a_good_rating_needs_nobody(hotline, grade):
    rating, _ = rated(hotline, a_ticket(hotline), grade)
    assert not hotline.ratings.get(rating.number).is_open
    with pytest.raises(FollowUpClosed):
        close_follow_up(rating.number, Finding.EXPLAINED, "解释过了", LEAD, hotline)


def test_a_follow_up_is_closed_once_with_what_was_found(hotline):
    rating, _ = rated(hotline, a_ticket(hotline))
    with pytest.raises(NotYourTicket):
        close_follow_up(rating.number, Finding.RECTIFIED, "已道歉", PRICE, hotline)
    with pytest.raises(ReasonMissing):
        close_follow_up(rating.number, Finding.RECTIFIED, " ", FOOD, hotline)
    closed = close_follow_up(rating.number, Finding.RECTIFIED, "已道歉并退款", FOOD, hotline)
    assert not closed.is_open and closed.closed_by == "food1" and closed.note == "已道歉并退款"
    with pytest.raises(FollowUpClosed):
        close_follow_up(rating.number, Finding.EXPLAINED, "再来一遍", LEAD, hotline)
    assert hotline.ratings.get(rating.number).finding is Finding.RECTIFIED


def test_only_the_shift_lead_may_call_a_rating_malicious(hotline):
    rating, _ = rated(hotline, a_ticket(hotline))
    for actor in (FOOD, OPERATOR):
        with pytest.raises(NotYourTicket):
            close_follow_up(rating.number, Finding.MALICIOUS, "查无此事", actor, hotline)
    assert close_follow_up(rating.number, Finding.MALICIOUS, "查无此事", LEAD, hotline).finding is Finding.MALICIOUS


@pytest.mark.parametrize("change", ["UPDATE ratings SET grade = 'satisfied'", "DELETE FROM ratings"])
def test_the_database_itself_refuses_to_change_a_rating(hotline, engine, change):
    rating, _ = rated(hotline, a_ticket(hotline))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(f"{change} WHERE number = :number"), {"number": rating.number})
    assert hotline.ratings.get(rating.number).rating.grade is Grade.VERY_DISSATISFIED


def test_the_same_key_sent_twenty_times_at_once_counts_once(hotline):
    ticket, numbers = a_ticket(hotline), []
    send = lambda: numbers.append(rated(hotline, ticket, key=f"k-{ticket.ticket_no}")[0].number)  # noqa: E731
    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 20 and len(set(numbers)) == 1
    with pytest.raises(KeyUsedForAnotherBody):
        rated(hotline, ticket, Grade.SATISFIED, key=f"k-{ticket.ticket_no}")


def test_rating_again_keeps_both_and_the_latest_counts(hotline):
    ticket = a_ticket(hotline)
    first, _ = rated(hotline, ticket)
    rated(hotline, ticket, Grade.SATISFIED)
    assert hotline.ratings.get(first.number).is_open
    assert hotline.ratings.latest_of_tickets([ticket.ticket_no]) == {ticket.ticket_no: Grade.SATISFIED}


@pytest.mark.parametrize("subject, about", [(Subject.TICKET, "T0"), (Subject.SERVICE, "no_such_item")])
def test_what_is_not_there_cannot_be_rated(hotline, subject, about):
    with pytest.raises(RatedThingUnknown):
        rate_service(subject, about, Grade.SATISFIED, hotline)
    with pytest.raises(RatingUnknown):
        hotline.ratings.get("R0")


def test_a_service_and_an_answer_can_be_rated_too(hotline):
    item = next(iter(hotline.knowledge.items.values()))
    service, _ = rate_service(Subject.SERVICE, item.item_id, Grade.DISSATISFIED, hotline)
    answer, _ = rate_service(Subject.ANSWER, "conversation-1", Grade.DISSATISFIED, hotline)
    assert service.department == item.responsible_department and answer.department == "consumer_protection"


def test_a_reporter_who_names_himself_in_a_rating_stays_hidden(hotline):
    ticket = file_ticket(a_tip_off(), hotline).tickets[0]
    rating, _ = rated(hotline, ticket, comment="我叫李小明，电话13911112222，没人理我")
    comment = hotline.ratings.get(rating.number).rating.comment
    assert "李小明" not in comment and "13911112222" not in comment and "没人理我" in comment

"""市民在登记好的工单上又说的话：有人看、有人处理以前一直等着；先没人看过的，再按等得久的。两种真数据库。"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from ticket_builders import FOOD, LEAD, OPERATOR, PRICE, a_ticket, at, in_hand

from bot.errors import NotYourTicket, ReasonMissing, StepNotAllowed
from bot.hotline.ticket import Actor
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.ticket_record import platform_payload, ticket_record
from bot.ports import TicketFilter
from bot.stores.ticket_tables import tickets
from bot.usecases.tickets.answer_ticket import archive_ticket, reply_to_citizen
from bot.usecases.tickets.handle_ticket import resolve_ticket
from bot.usecases.tickets.pass_on_ticket import dispatch_ticket, return_to_desk
from bot.usecases.tickets.settle_words import see_words, settle_words
from bot.usecases.tickets.supplement_ticket import ask_to_withdraw, change_phone, supplement_ticket, urge_ticket

PLATFORM = Actor("12345", "platform")


@pytest.fixture(autouse=True)
def nobody_waits(engine):
    """别的测试留下的不算。"""
    with engine.begin() as connection:
        connection.execute(tickets.update().values(citizen_words=None, words_seen=None, words_since=None))


def waiting(hotline, scope=None, limit=50, **more):
    return [one.ticket_no for one in hotline.tickets.find(TicketFilter(scope=scope, has_words=True, **more), limit).tickets]


def counted(hotline, scope=None, hides_conduct=False):
    today = hotline.now().date()
    statuses = [status.value for status in OPEN]
    return hotline.tickets.count(statuses, scope, hides_conduct, today, today)["citizen_words"]


def facts(ticket):
    return [one.fact for one in ticket.citizen_words]


def urged(hotline, **changes):
    return urge_ticket(in_hand(hotline, **changes).ticket_no, "怎么还没有消息", hotline)


def last(ticket):
    return ticket.citizen_words[-1].number


def test_what_a_citizen_adds_urges_changes_or_withdraws_waits_to_be_settled(hotline):
    number = in_hand(hotline).ticket_no
    urge_ticket(number, "快一点", hotline)
    supplement_ticket(number, "还有一张小票", hotline)
    change_phone(number, "13800009999", "换成13800009999", hotline)
    ticket = ask_to_withdraw(number, hotline)
    assert facts(ticket) == [Fact.URGED, Fact.SUPPLEMENTED, Fact.CONTACT_CHANGED, Fact.WITHDRAWAL_ASKED]
    assert [ticket.history[one.number - 1].fact for one in ticket.citizen_words] == facts(ticket)
    assert waiting(hotline) == [number]
    assert counted(hotline) == {"waiting": 1, "unseen": 1}


def test_a_ticket_nobody_spoke_about_again_does_not_wait(hotline):
    number = in_hand(hotline).ticket_no
    assert number not in waiting(hotline) and hotline.tickets.get(number).citizen_words == ()


def test_what_the_department_wrote_down_itself_does_not_wait_what_others_wrote_does(hotline):
    number = in_hand(hotline).ticket_no
    assert facts(supplement_ticket(number, "电话里说的", hotline, by=FOOD)) == []
    assert facts(urge_ticket(number, "市民来电催", hotline, by=OPERATOR)) == [Fact.URGED]
    assert facts(supplement_ticket(number, "12345 转来的补充", hotline, by=PLATFORM)) == [Fact.URGED, Fact.SUPPLEMENTED]


def test_seen_is_not_done(hotline):
    ticket = urged(hotline)
    seen = see_words(ticket.ticket_no, last(ticket), FOOD, hotline)
    assert seen.citizen_words[0].seen_by == FOOD.id and seen.history[-1].fact is Fact.WORDS_SEEN
    assert waiting(hotline) == [ticket.ticket_no]
    assert counted(hotline) == {"waiting": 1, "unseen": 0}
    assert see_words(ticket.ticket_no, last(ticket), LEAD, hotline).citizen_words[0].seen_by == FOOD.id  # 先看的那位算数


def test_done_says_how_and_leaves_the_queue(hotline):
    ticket = urged(hotline)
    with pytest.raises(ReasonMissing):
        settle_words(ticket.ticket_no, last(ticket), " ", FOOD, hotline)
    after = settle_words(ticket.ticket_no, last(ticket), "回了电话，说后天去现场", FOOD, hotline)
    assert after.citizen_words == () and waiting(hotline) == []
    assert (after.history[-1].fact, after.history[-1].reason, after.history[-1].by) == (Fact.WORDS_SETTLED, "回了电话，说后天去现场", FOOD.id)
    with pytest.raises(StepNotAllowed):
        settle_words(ticket.ticket_no, last(ticket), "又点了一次", FOOD, hotline)


def test_what_was_said_after_the_page_was_opened_still_waits(hotline):
    ticket = urged(hotline)
    supplement_ticket(ticket.ticket_no, "他又来威胁我", hotline)
    after = settle_words(ticket.ticket_no, last(ticket), "回过电话", FOOD, hotline)
    assert facts(after) == [Fact.SUPPLEMENTED] and waiting(hotline) == [ticket.ticket_no]


@pytest.mark.parametrize("by", [PRICE, Actor("drug1", "ticket_staff", "drug"), Actor("bot", "bot")])
def test_those_it_is_not_up_to_cannot_settle_it(hotline, by):
    ticket = urged(hotline)
    for step in (lambda: see_words(ticket.ticket_no, last(ticket), by, hotline), lambda: settle_words(ticket.ticket_no, last(ticket), "好了", by, hotline)):
        with pytest.raises(NotYourTicket):
            step()


@pytest.mark.parametrize("by", [OPERATOR, LEAD, FOOD])
def test_the_desk_and_the_department_can(hotline, by):
    ticket = urged(hotline)
    assert settle_words(ticket.ticket_no, last(ticket), "回过电话", by, hotline).citizen_words == ()


def test_unseen_come_first_then_those_who_wait_longest(hotline):
    hotline.clock.moment = at("2026-05-06 09:00")
    old = urged(hotline)
    hotline.clock.moment += timedelta(hours=1)
    newer = urged(hotline)
    hotline.clock.moment += timedelta(hours=1)
    newest = urged(hotline)
    assert waiting(hotline) == [old.ticket_no, newer.ticket_no, newest.ticket_no]
    see_words(old.ticket_no, last(old), FOOD, hotline)
    assert waiting(hotline) == [newer.ticket_no, newest.ticket_no, old.ticket_no]
    hotline.clock.moment += timedelta(hours=1)
    urge_ticket(old.ticket_no, "还没有人理我", hotline)  # 又说了，又算没人看过
    assert waiting(hotline) == [newer.ticket_no, newest.ticket_no, old.ticket_no]
    assert counted(hotline) == {"waiting": 3, "unseen": 3}


def test_turning_pages_shows_each_once(hotline):
    numbers = []
    for k in range(7):
        hotline.clock.moment = at("2026-05-06 09:00") + timedelta(minutes=k // 3)  # 有同一秒的
        numbers.append(urged(hotline))
    see_words(numbers[0].ticket_no, last(numbers[0]), FOOD, hotline)
    found, cursor = [], None
    for _ in range(4):
        page = hotline.tickets.find(TicketFilter(has_words=True), 2, cursor)
        found += [one.ticket_no for one in page.tickets]
        cursor = page.next_cursor
    assert cursor is None
    assert found == [one.ticket_no for one in (*numbers[1:], numbers[0])]


def test_a_department_sees_only_what_it_handles_or_supports(hotline):
    ours = urged(hotline)
    theirs = urge_ticket(a_ticket(hotline, problem="price", department="price_competition").ticket_no, "快点", hotline)
    assert waiting(hotline, "food") == [ours.ticket_no] and waiting(hotline, "price_competition") == [theirs.ticket_no]
    assert waiting(hotline, "drug") == [] and counted(hotline, "drug") == {"waiting": 0, "unseen": 0}
    assert counted(hotline, "food") == {"waiting": 1, "unseen": 1}
    return_to_desk(ours.ticket_no, "是价格的事，食品科协办", FOOD, hotline)
    dispatch_ticket(ours.ticket_no, "price_competition", LEAD, hotline, supporting=("food",))
    assert set(waiting(hotline, "price_competition")) == {ours.ticket_no, theirs.ticket_no}
    assert waiting(hotline, "food") == [ours.ticket_no]


def test_a_conduct_complaint_is_hidden_from_the_operators_count_and_list(hotline):
    ticket = a_ticket(hotline, kind="conduct_complaint", department="party_committee", problem=None)
    urge_ticket(ticket.ticket_no, "怎么没人回", hotline)
    assert waiting(hotline) == [ticket.ticket_no] and waiting(hotline, hides_conduct=True) == []
    assert counted(hotline, hides_conduct=True) == {"waiting": 0, "unseen": 0}


@pytest.mark.parametrize("more, is_found", [({"text": "烧烤店"}, True), ({"text": "没有这样的话题"}, False), ({"text": "！"}, False), ({"problem": "price"}, False), ({"problem": "food_safety", "statuses": ("in_hand",)}, True), ({"statuses": ("archived",)}, False)])
def test_it_is_found_with_the_other_filters(hotline, more, is_found):
    ticket = urged(hotline)
    assert (ticket.ticket_no in waiting(hotline, **more)) is is_found


def test_a_number_finds_it(hotline):
    ticket = urged(hotline)
    assert waiting(hotline, text=ticket.ticket_no.lower()) == [ticket.ticket_no]


def test_what_was_said_before_archiving_still_waits(hotline):
    ticket = urged(hotline)
    resolve_ticket(ticket.ticket_no, "handled", "处理了", FOOD, hotline)
    reply_to_citizen(ticket.ticket_no, "已经处理", FOOD, hotline)
    archive_ticket(ticket.ticket_no, FOOD, hotline)
    assert waiting(hotline) == [ticket.ticket_no]
    assert settle_words(ticket.ticket_no, last(ticket), "答复里一起说了", FOOD, hotline).citizen_words == ()


def test_the_record_for_staff_tells_and_the_one_for_the_platforms_does_not(hotline):
    ticket = ask_to_withdraw(urged(hotline).ticket_no, hotline)
    limits = hotline.knowledge.time_limits
    shown = ticket_record(ticket, limits)["citizen_words"]
    assert [one["fact"] for one in shown] == ["TicketUrged", "WithdrawalAsked"] and shown[0]["seen_by"] is None
    assert "citizen_words" not in platform_payload(ticket, limits)


def test_the_list_carries_the_words_without_the_history(hotline):
    ticket = ask_to_withdraw(urged(hotline).ticket_no, hotline)
    (found,) = hotline.tickets.find(TicketFilter(has_words=True)).tickets
    assert found.citizen_words == ticket.citizen_words and found.history == ()


def test_a_ticket_with_nothing_waiting_is_not_in_the_index(engine, hotline):
    number = in_hand(hotline).ticket_no
    with engine.connect() as connection:
        row = connection.execute(sa.select(tickets.c.words_since, tickets.c.words_seen).where(tickets.c.ticket_no == number)).one()
    assert tuple(row) == (None, None)

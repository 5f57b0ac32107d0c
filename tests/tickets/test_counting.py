"""队列里几张：只数看得到的、没办完的；两种真数据库。"""

from datetime import date, timedelta

from ticket_builders import a_ticket, in_hand

from bot.hotline.ticket_life import OPEN

STATUSES = tuple(status.value for status in OPEN)


def counted(hotline, scope=None, hides_conduct=False, days=0):
    today = hotline.now().date() + timedelta(days=days)
    return hotline.tickets.count(STATUSES, scope, hides_conduct, today, today + timedelta(days=2))


def test_each_open_ticket_is_counted_once_under_its_department_and_status(hotline):
    before = counted(hotline)
    ticket = in_hand(hotline)
    after = counted(hotline)
    for group, name in (("departments", ticket.department), ("statuses", "in_hand")):
        assert after[group][name] == before[group].get(name, 0) + 1


def test_a_department_counts_only_its_own(hotline):
    before = counted(hotline, scope="price_competition")
    ticket = a_ticket(hotline)
    assert ticket.department != "price_competition"
    assert counted(hotline, scope="price_competition") == before
    assert counted(hotline, scope=ticket.department)["departments"][ticket.department] >= 1


def test_what_is_past_its_day_is_overdue_and_what_is_near_is_due_soon(hotline):
    ticket = a_ticket(hotline)
    assert isinstance(ticket.due_on, date)
    left = (ticket.due_on - hotline.now().date()).days
    on_the_day, day_after = counted(hotline, days=left), counted(hotline, days=left + 1)
    assert on_the_day["clocks"]["due_soon"] >= 1
    assert day_after["clocks"]["overdue"] >= on_the_day["clocks"]["overdue"] + 1

"""合批登记：一起来的一起写；一份坏的不带累别人；说不准写没写成的，不替人重写。"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from platform_simulator import wait_until
from ticket_builders import a_complaint

from bot.errors import KeyUsedForAnotherBody
from bot.stores.filing_queue import Filing, FilingQueue, Undone
from bot.usecases.filing.file_ticket import file_ticket


class Writer:
    """记下每一批写了哪些；第一批等后来的都排上了队才写。"""

    def __init__(self, fail=lambda filings: None):
        self.batches, self._fail, self._first = [], fail, threading.Event()
        self.are_all_here = lambda count: True

    def __call__(self, filings):
        if not self._first.is_set():
            self._first.set()
            wait_until(lambda: self.are_all_here(len(filings)), 30, "后来的没有排上队")
        self.batches.append([filing.tickets for filing in filings])
        self._fail(filings)
        return [filing.tickets for filing in filings]


def file_at_once(write, names):
    queue = FilingQueue(write)
    write.are_all_here = lambda count: count + len(queue._waiting) == len(names)

    def file(name):
        try:
            return queue.file(Filing(name, ()))
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(names)) as pool:
        return dict(zip(names, pool.map(file, names), strict=True))


def test_those_who_come_together_are_written_together_and_each_gets_its_own():
    write = Writer()
    names = [f"{i}" for i in range(12)]
    assert file_at_once(write, names) == {name: name for name in names}
    assert len(write.batches) < len(names) and sorted(name for batch in write.batches for name in batch) == sorted(names)


def test_one_that_cannot_be_written_fails_alone():
    def fail(filings):
        if any(filing.tickets == "坏的" for filing in filings):
            raise Undone from ValueError("太长")

    found = file_at_once(Writer(fail), ["甲", "坏的", "乙", "丙"])
    assert {name: found[name] for name in ("甲", "乙", "丙")} == {"甲": "甲", "乙": "乙", "丙": "丙"}
    assert isinstance(found["坏的"], ValueError)


def test_when_the_commit_is_in_doubt_nothing_is_written_twice_and_everyone_is_told():
    class Broken(Exception):
        pass

    def fail(filings):
        raise Broken

    write = Writer(fail)
    found = file_at_once(write, ["甲", "乙", "丙"])
    assert all(isinstance(answer, Broken) for answer in found.values())
    assert sorted(name for batch in write.batches for name in batch) == ["丙", "乙", "甲"], "有一份写了两回"


def test_among_many_at_once_each_key_makes_one_ticket_and_a_reused_key_is_refused(hotline):
    requests = [a_complaint(idempotency_key=f"together-{i % 5}") for i in range(20)]
    requests += [a_complaint(idempotency_key="together-0", demands=("别的",))] * 3

    def file(request):
        try:
            return file_ticket(request, hotline).tickets[0].ticket_no
        except KeyUsedForAnotherBody:
            return None

    with ThreadPoolExecutor(12) as pool:
        numbers = list(pool.map(file, requests))
    assert len(set(numbers[:20]) - {None}) >= 4
    for key in range(1, 5):
        assert len({numbers[i] for i in range(20) if i % 5 == key}) == 1
    theirs, others = {numbers[i] for i in range(0, 20, 5)}, set(numbers[20:])
    # 同一个键两种内容同时来，先占到的那种算数，另一种全被拒。
    assert (len(theirs) == 1 and None not in theirs and others == {None}) or (theirs == {None} and len(others) == 1)


@pytest.mark.parametrize("day, hour", [("2031-03-05", "23:30"), ("2031-03-06", "00:30")])
def test_finding_by_date_misses_nothing_even_when_the_clock_once_went_wrong(hotline, day, hour):
    from ticket_builders import a_ticket, at

    from bot.ports import TicketFilter

    hotline.clock.moment = at("2033-01-01 10:00")  # 钟拨快了两年，登记了一张
    wrong = a_ticket(hotline)
    hotline.clock.moment = at(f"{day} {hour}")
    mine = a_ticket(hotline)
    found = hotline.tickets.find(TicketFilter(filed_since=at(f"{day} 00:00"), filed_until=at(f"{day} 23:59")), limit=200)
    numbers = [ticket.ticket_no for ticket in found.tickets]
    assert mine.ticket_no in numbers and wrong.ticket_no not in numbers
    nothing = TicketFilter(filed_since=at("2040-01-01 00:00"))
    assert hotline.tickets.find(nothing).tickets == ()


def test_a_common_word_and_a_rare_status_are_found_together(hotline):
    from ticket_builders import FOOD, a_ticket

    from bot.ports import TicketFilter
    from bot.usecases.tickets.pass_on_ticket import accept_ticket, return_to_desk

    mine = a_ticket(hotline)
    wanted = TicketFilter(text="好再来烧烤店", statuses=("returned",), department="food", kinds=("complaint",))
    assert mine.ticket_no not in [t.ticket_no for t in hotline.tickets.find(wanted).tickets]
    accept_ticket(mine.ticket_no, FOOD, hotline)
    return_to_desk(mine.ticket_no, "不归我们", FOOD, hotline)
    assert mine.ticket_no == hotline.tickets.find(wanted).tickets[0].ticket_no
    several = TicketFilter(text="好再来烧烤店", statuses=("returned", "paused"), scope="food")
    assert mine.ticket_no == hotline.tickets.find(several).tickets[0].ticket_no
    assert hotline.tickets.find(TicketFilter(text="好再来烧烤店", statuses=("returned",), scope="quality")).tickets == ()

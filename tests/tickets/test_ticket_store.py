"""工单库：写就写全，历史改不了，翻页不重不漏，查得到该查的，换钥匙不丢东西。"""

import itertools
import json
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from ticket_builders import FOOD, a_complaint, a_ticket, at, in_hand

from bot.errors import TicketChangedMeanwhile, TicketUnknown
from bot.hotline.ticket import Citizen, Respondent, record
from bot.hotline.ticket_life import Fact
from bot.ports import Change, Outgoing, TicketFilter
from bot.stores import ticket_tables
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.key_rotation import rotate_data_keys
from bot.stores.tables import metadata
from bot.stores.ticket_search import tokens_of
from bot.stores.ticket_store import DatabaseTickets
from bot.usecases.filing.file_ticket import file_ticket

_unique = itertools.count(1)


def a_name():
    return f"独一家{next(_unique)}号铺子"


def test_migrations_and_tables_say_the_same(engine):
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    ours = {table.name for table in metadata.sorted_tables if hasattr(ticket_tables, table.name)}
    assert [d for d in differences if "ticket_search" not in str(d) and any(name in str(d) for name in ours)] == []


def test_a_ticket_read_back_is_the_ticket_written(hotline):
    ticket = in_hand(hotline)
    assert hotline.tickets.get(ticket.ticket_no) == ticket
    with pytest.raises(TicketUnknown):
        hotline.tickets.get("T0")


@pytest.mark.parametrize("change", ["UPDATE ticket_history SET reason = 'x'", "DELETE FROM ticket_history"])
def test_the_database_itself_refuses_to_change_history(hotline, engine, change):
    ticket = a_ticket(hotline)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        with engine.begin() as connection:
            connection.execute(sa.text(f"{change} WHERE ticket_no = :no"), {"no": ticket.ticket_no})
    assert hotline.tickets.get(ticket.ticket_no).history == ticket.history


def test_a_failure_halfway_leaves_nothing_behind(hotline, monkeypatch):
    name = a_name()

    def fail(*_, **__):
        raise RuntimeError("断电")

    monkeypatch.setattr(hotline.tickets._deliveries, "add_all", fail)
    with pytest.raises(RuntimeError):
        a_ticket(hotline, respondent=Respondent(name, "x街1号"))
    monkeypatch.undo()
    assert hotline.tickets.find(TicketFilter(text=name)).tickets == ()


def test_of_two_changes_from_the_same_version_the_second_is_told(hotline):
    ticket = in_hand(hotline)
    one = record(ticket, Fact.CONTACTED, hotline.now(), FOOD, "甲")
    two = record(ticket, Fact.CONTACTED, hotline.now(), FOOD, "乙")
    hotline.tickets.save([Change(ticket, one)])
    with pytest.raises(TicketChangedMeanwhile):
        hotline.tickets.save([Change(ticket, two)])
    assert hotline.tickets.get(ticket.ticket_no).history[-1].reason == "甲"


def test_of_many_changing_at_once_each_either_counts_or_is_told(hotline):
    ticket = in_hand(hotline)
    counted, told = [], []

    def note(i):
        try:
            fresh = hotline.tickets.get(ticket.ticket_no)
            hotline.tickets.save([Change(fresh, record(fresh, Fact.CONTACTED, hotline.now(), FOOD, f"第{i}次"))])
            counted.append(i)
        except TicketChangedMeanwhile:
            told.append(i)

    threads = [threading.Thread(target=note, args=(i,)) for i in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = hotline.tickets.get(ticket.ticket_no)
    assert len(counted) + len(told) == 10 and counted
    assert len([e for e in after.history if e.fact is Fact.CONTACTED]) == len(counted)


def test_pages_neither_repeat_nor_skip_while_new_tickets_arrive(hotline):
    name = a_name()
    mine = [a_ticket(hotline, respondent=Respondent(name, "x街1号")).ticket_no for _ in range(7)]
    seen, cursor = [], None
    while True:
        page = hotline.tickets.find(TicketFilter(text=name), limit=3, cursor=cursor)
        seen += [ticket.ticket_no for ticket in page.tickets]
        a_ticket(hotline, respondent=Respondent(name, "x街1号"))
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == mine[::-1]


def test_filters_combine(hotline):
    name = a_name()
    phone = f"150{next(_unique):08d}"
    mine = a_ticket(hotline, respondent=Respondent(name, "x街1号"), citizen=Citizen("周九", phone, "y"), urgency="urgent")
    a_ticket(hotline, respondent=Respondent(name, "x街1号"))
    find = lambda **wanted: [t.ticket_no for t in hotline.tickets.find(TicketFilter(**wanted)).tickets]  # noqa: E731
    assert find(phone=f"{phone[:3]} {phone[3:]}") == [mine.ticket_no]
    assert find(text=name, urgency="urgent") == [mine.ticket_no]
    assert mine.ticket_no in find(
        department="food", statuses=("dispatched", "in_hand"), kinds=("complaint",), problem="food_safety",
        ticket_system="12315", filed_since=at("2026-04-28 00:00"), filed_until=at("2026-04-29 00:00"),
        due_until=mine.due_on, urgency="urgent",
    )  # fmt: skip
    assert find(text=name, department="quality") == [] and find(text="，。") == []


def test_a_supporting_department_finds_the_ticket_too(hotline):
    from ticket_builders import OPERATOR

    from bot.usecases.tickets.pass_on_ticket import dispatch_ticket

    ticket = a_ticket(hotline, kind="help_request", problem=None, department=None)
    dispatch_ticket(ticket.ticket_no, "food", OPERATOR, hotline, supporting=["planning_finance"])
    found = hotline.tickets.find(TicketFilter(scope="planning_finance")).tickets
    assert [t.ticket_no for t in found][:1] == [ticket.ticket_no]


@pytest.mark.parametrize(
    "text, tokens", [("烧烤店Abc12", ["烧烤", "烤店", "abc12"]), ("虫", ["虫"]), ("ＡＢ，过期 奶", ["ab", "过期", "奶"]), ("", [])]
)
def test_words_are_cut_in_pairs(text, tokens):
    assert tokens_of(text) == tokens


def test_rotating_keys_reseals_everything_and_nothing_is_lost(tmp_path, knowledge):
    from ticket_builders import FakeClock, TestDesk

    old, new = new_key(), new_key()
    engine = connect(f"sqlite:///{tmp_path / 'r.db'}")
    migrate(engine)
    desk = lambda keys: DatabaseTickets(engine, Cipher(keys), knowledge.respondent_words)  # noqa: E731
    hotline = TestDesk(knowledge, None, FakeClock(), tickets=desk([old]))
    request = a_complaint(idempotency_key="k")
    ticket = file_ticket(request, hotline).tickets[0]
    both = Cipher([new, old])
    during = replace(hotline, tickets=desk([new, old]))
    assert during.tickets.find(TicketFilter(phone="13800001234")).tickets
    assert file_ticket(request, during).is_repeat
    assert rotate_data_keys(engine, both)["tickets"] == 1
    assert set(rotate_data_keys(engine, both).values()) == {0}
    only_new = desk([new])
    assert only_new.get(ticket.ticket_no).citizen == ticket.citizen
    assert only_new.find(TicketFilter(phone="13800001234")).tickets


def test_rotation_works_on_both_databases_and_can_be_repeated(hotline, engine, cipher):
    a_ticket(hotline)
    assert set(rotate_data_keys(engine, cipher).values()) == {0}


def test_links_look_right_from_both_ends(hotline):
    from ticket_builders import OPERATOR

    from bot.usecases.tickets.link_tickets import link_tickets

    old, new = a_ticket(hotline), a_ticket(hotline)
    link_tickets(new.ticket_no, old.ticket_no, "continues", OPERATOR, hotline)
    assert [(x.ticket_no, x.kind) for x in hotline.tickets.get(old.ticket_no).links] == [(new.ticket_no, "continued_by")]


def test_payload_is_captured_when_it_happened(hotline):
    ticket = a_ticket(hotline)
    before = hotline.deliveries.of_ticket(ticket.ticket_no)[0].payload
    hotline.tickets.save(
        [Change(ticket, record(ticket, Fact.CONTACTED, hotline.now(), FOOD, "x", department="quality"))],
        [Outgoing(ticket.ticket_no, "12315", "status", {"status": "x"})],
    )
    after = {d.kind: d.payload for d in hotline.deliveries.of_ticket(ticket.ticket_no)}
    assert after["ticket"] == before and json.loads(after["status"]) == {"status": "x"}

"""发件箱：一件只被一个人领走，领的人死了别人接着送，没送到的永远在。"""

import threading
from datetime import timedelta

import pytest
from ticket_builders import a_ticket

from bot.errors import DeliveryUnknown
from bot.usecases.tickets.supplement_ticket import urge_ticket


@pytest.fixture
def outbox(hotline):
    """清空前面测试留下的，只看自己的。"""
    while batch := hotline.deliveries.claim("清场", hotline.now() + timedelta(days=9), 500):
        for delivery in batch:
            hotline.deliveries.delivered(delivery.id, "清", hotline.now())
    return hotline.deliveries


def test_a_claimed_delivery_is_nobody_elses_until_its_lease_ends(hotline, outbox):
    no = a_ticket(hotline).ticket_no
    now = hotline.now()
    (mine,) = outbox.claim("甲", now, 10)
    assert mine.ticket_no == no and mine.attempts == 1
    assert outbox.claim("乙", now, 10) == []
    (again,) = outbox.claim("乙", now + timedelta(seconds=61), 10)
    assert again.id == mine.id and again.attempts == 2


def test_many_workers_share_the_outbox_without_taking_anything_twice(hotline, outbox):
    wanted = {a_ticket(hotline).ticket_no for _ in range(30)}
    taken, start = [], threading.Barrier(6)

    def work(name):
        start.wait()
        while batch := outbox.claim(name, hotline.now(), 4):
            taken.extend(batch)

    threads = [threading.Thread(target=work, args=(f"工{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 30 and {delivery.ticket_no for delivery in taken} == wanted


def test_an_urge_never_overtakes_its_ticket(hotline, outbox):
    no = a_ticket(hotline).ticket_no
    hotline.clock.moment += timedelta(minutes=1)
    urge_ticket(no, "快点", hotline)
    (first,) = outbox.claim("甲", hotline.now(), 10)
    assert first.kind == "ticket"
    outbox.failed(first.id, "500", hotline.now() + timedelta(minutes=5), hotline.now())
    assert outbox.claim("甲", hotline.now(), 10) == []
    later = hotline.now() + timedelta(minutes=6)
    (first,) = outbox.claim("甲", later, 10)
    outbox.delivered(first.id, "E1", later)
    (second,) = outbox.claim("甲", later, 10)
    assert second.kind == "urge"


def test_the_platforms_number_reaches_the_ticket(hotline, outbox):
    no = a_ticket(hotline).ticket_no
    (mine,) = outbox.claim("甲", hotline.now(), 10)
    outbox.delivered(mine.id, "330523", hotline.now())
    outbox.delivered(mine.id, "330523", hotline.now())
    ticket = hotline.tickets.get(no)
    assert (ticket.external_no, ticket.delivery_status) == ("330523", "delivered")
    assert hotline.tickets.with_origin("12315", "330523").ticket_no == no


def test_a_stuck_delivery_stays_visible_and_can_be_replayed(hotline, outbox):
    a_ticket(hotline)
    (mine,) = outbox.claim("甲", hotline.now(), 10)
    outbox.failed(mine.id, "410 接口停用", None, hotline.now())
    assert [d.last_error for d in outbox.with_status(["stuck"]) if d.id == mine.id] == ["410 接口停用"]
    assert outbox.claim("甲", hotline.now() + timedelta(days=3), 10) == []
    outbox.replay(mine.id, hotline.now())
    assert [d.id for d in outbox.claim("甲", hotline.now(), 10)] == [mine.id]


def test_a_late_failure_report_does_not_undo_a_delivery(hotline, outbox):
    a_ticket(hotline)
    (mine,) = outbox.claim("甲", hotline.now(), 10)
    outbox.delivered(mine.id, "E", hotline.now())
    outbox.failed(mine.id, "超时", hotline.now(), hotline.now())
    assert outbox.get(mine.id).status == "delivered"


def test_withdrawn_and_unknown(hotline, outbox):
    a_ticket(hotline)
    (mine,) = outbox.claim("甲", hotline.now(), 10)
    outbox.failed(mine.id, "x", None, hotline.now())
    outbox.withdraw(mine.id, "重复")
    assert outbox.counts()["withdrawn"] >= 1 and outbox.claim("甲", hotline.now(), 10) == []
    with pytest.raises(DeliveryUnknown):
        outbox.get("没有")
